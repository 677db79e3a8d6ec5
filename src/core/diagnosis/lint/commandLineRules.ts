import * as l10n from '@vscode/l10n';
import { findProgram, longestCommandLine, wrapInShell } from '../../query/shellCommand.ts';
import { redactText } from '../../text/redact.ts';
import { findShellSyntax, isLinuxShell, isWindowsProgram } from '../evidence/commandLine.ts';
import { type DefinitionNode, find } from './definitionTree.ts';
import { type DefinitionFinding, replaceWith, toFinding } from './finding.ts';
import { withoutReferences } from './placeholders.ts';
import type { RuleContext } from './rule.ts';
import { checkScript } from './scriptRules.ts';

/** Finds mistakes in a command line that make it fail on the node. Secrets in it are sought elsewhere, with all others. */
export function checkCommandLine(
  value: DefinitionNode,
  text: string,
  context: RuleContext,
): readonly DefinitionFinding[] {
  // An empty command line stands for the entry point of the image (Batch documentation: "Container task command line").
  if (text.trim() === '' && find(value.parent, 'containerSettings')?.type === 'object') return [];
  if (text.trim() === '') return [toFinding(value, 'empty-command-line', l10n.t('The command line is empty.'))];
  const found = [
    context.isTemplate ? undefined : findShell(value, text, context),
    findWrongSystem(value, text, context),
    findOpenQuote(value, text),
    findBrokenPath(value, text) ?? findLineBreak(value, text),
    ...checkScript(value, text, context),
  ];
  return found.filter((finding) => finding !== undefined);
}

function findShell(value: DefinitionNode, text: string, { os }: RuleContext): DefinitionFinding | undefined {
  const syntax = findShellSyntax(text, os);
  if (syntax === undefined) return undefined;
  const isWindows = os === 'windows' || (os === undefined && syntax.startsWith('%'));
  const wrapped = wrapInShell(text, isWindows);
  // A secret would be copied into the description of the fix.
  const known = withoutReferences(text);
  const fix = redactText(known) === known ? replaceWith(value, wrapped.commandLine, wrapped.title) : undefined;
  const message = l10n.t('{0} has meaning only in a shell, and Batch starts programs without one.', syntax);
  return toFinding(value, 'shell-syntax', message, fix);
}

function findWrongSystem(value: DefinitionNode, text: string, { os }: RuleContext): DefinitionFinding | undefined {
  if (os === undefined) return undefined;
  const program = findProgram(text) ?? '';
  const isWrong =
    (os === 'linux' && isWindowsProgram(program)) || (os === 'windows' && /^\/(?:usr\/)?bin\//.test(program));
  if (os === 'windows' && isLinuxShell(program)) {
    const missing = l10n.t(
      "{0} is a Linux shell, and Windows images don't include it. Use cmd or powershell.",
      program,
    );
    return toFinding(value, 'linux-shell', missing);
  }
  if (!isWrong) return undefined;
  const message =
    os === 'linux'
      ? l10n.t("{0} is a Windows program, but this pool's image is Linux.", program)
      : l10n.t("{0} is a Linux program, but this pool's image is Windows.", program);
  return toFinding(value, 'wrong-system', message);
}

/** Double quotes group words on both systems; an odd number of them leaves one open. */
function findOpenQuote(value: DefinitionNode, text: string): DefinitionFinding | undefined {
  if (text.length > longestCommandLine) return undefined;
  let open = false;
  for (let index = 0; index < text.length; index++) {
    if (text[index] === '\\') index++;
    else if (text[index] === '"') open = !open;
  }
  if (!open) return undefined;
  return toFinding(value, 'open-quote', l10n.t("A quotation mark in the command line isn't closed."));
}

/** A path of Windows in which JSON took a backslash and the letter behind it for a control character. */
const brokenPath = /(?:^|[\s"'=])[A-Za-z]:(?:[\\/][^\s"']*)?[\b\f\n\r\t]\w/;
const escapes: Readonly<Record<string, string>> = { '\b': 'b', '\f': 'f', '\n': 'n', '\r': 'r', '\t': 't' };

function findBrokenPath(value: DefinitionNode, text: string): DefinitionFinding | undefined {
  if (!brokenPath.test(text)) return undefined;
  const message = l10n.t(
    'JSON takes a single backslash and the letter behind it for a control character. Double each one.',
  );
  const whole = text.replace(/[\b\f\n\r\t](?=\w)/g, (sign) => `\\${escapes[sign] ?? ''}`);
  return toFinding(value, 'single-backslash', message, replaceWith(value, whole, l10n.t('Double the backslashes')));
}

function findLineBreak(value: DefinitionNode, text: string): DefinitionFinding | undefined {
  if (!/[\r\n]/.test(text.trim())) return undefined;
  const message = l10n.t(
    "The command line contains a line break; Batch doesn't run multiple lines. Put them in a script in the resource files.",
  );
  return toFinding(value, 'line-break', message);
}

/** Returns the message for a command line with a secret. */
export function describeSecretInCommand(): string {
  return l10n.t(
    'The command line contains a secret, which everyone with read access to the account can see. Use a managed identity, or a file that is downloaded.',
  );
}
