import * as l10n from '@vscode/l10n';
import { findProgram, isForWindows, longestCommandLine, wrapInShell } from '../../definitions/shellCommand.ts';
import { redactText } from '../../text/redact.ts';
import { findShellSyntax, isLinuxShell, isWindowsProgram } from '../evidence/commandLine.ts';
import { readShellScript } from '../evidence/shellScript.ts';
import { type DefinitionNode, find } from './definitionTree.ts';
import { type DefinitionFinding, replaceWith, toFinding } from './finding.ts';
import { withoutReferences } from './placeholders.ts';
import type { RuleContext } from './rule.ts';
import { checkScript } from './scriptRules.ts';

/** Finds mistakes in a command line that make it fail on the node. Secrets are searched for elsewhere. */
export function checkCommandLine(
  value: DefinitionNode,
  text: string,
  context: RuleContext,
): readonly DefinitionFinding[] {
  // With an empty command line, the container runs the entry point of its image (Batch documentation: "Container task
  // command line").
  if (text.trim() === '' && find(value.parent, 'containerSettings')?.type === 'object') return [];
  if (text.trim() === '') return [toFinding(value, 'empty-command-line', l10n.t('The command line is empty.'))];
  const found = [
    context.isTemplate ? undefined : (findNoProgram(value, text) ?? findShell(value, text, context)),
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
  const isWindows = os === 'windows' || (os === undefined && (syntax.startsWith('%') || isForWindows(text)));
  const wrapped = wrapInShell(text, isWindows);
  // A secret would be copied into the description of the fix.
  const known = withoutReferences(text);
  const fix = redactText(known) === known ? replaceWith(value, wrapped.commandLine, wrapped.title) : undefined;
  const message = l10n.t('{0} has meaning only in a shell, and Batch starts programs without one.', syntax);
  return toFinding(value, 'shell-syntax', message, fix);
}

/** Matches a shell whose script lacks the preceding option: `bash "a && b"`. */
const withoutOption = /^((?:\S{0,200}\/)?(?:ba|da|z|k)?sh(?: -[abd-z]{1,9}){0,9}) ("[^"]{1,2000}"|'[^']{1,2000}')/;
const splitPath = /(?:^|\s\/c\s+)([A-Za-z]:[\\/]Program)\s(?:Files|Files \(x86\))[\\/]/i;

/** Finds a command line whose first word isn't the intended program. */
function findNoProgram(value: DefinitionNode, text: string): DefinitionFinding | undefined {
  const [, shell, script = ''] = withoutOption.exec(text) ?? [];
  if (shell !== undefined && /\s/.test(script)) {
    const message = l10n.t('{shell} takes what follows for the name of a file. Write {option} before a script.', {
      shell,
      option: '-c',
    });
    const right = `${shell} -c${text.slice(shell.length)}`;
    return toFinding(value, 'shell-syntax', message, replaceWith(value, right, l10n.t('Write {0}', '-c')));
  }
  const path = splitPath.exec(text)?.[1];
  if (path !== undefined) {
    const message = l10n.t(
      'The space in the path makes {0} the name of the program. Put the path in quotation marks.',
      path,
    );
    return toFinding(value, 'unquoted-path', message);
  }
  if (!text.startsWith('#!')) return undefined;
  const message = l10n.t('A command line begins with a program. {0} works only at the top of a file.', '#!');
  return toFinding(value, 'shell-syntax', message);
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

/** Finds an unclosed quotation mark: double quotes group words on both systems, so an odd number leaves one open. */
function findOpenQuote(value: DefinitionNode, text: string): DefinitionFinding | undefined {
  if (text.length > longestCommandLine) return undefined;
  let open = false;
  for (let index = 0; index < text.length; index++) {
    if (text[index] === '\\') index++;
    else if (text[index] === '"') open = !open;
  }
  if (!open && !hasOpenQuote(text)) return undefined;
  return toFinding(value, 'open-quote', l10n.t("A quotation mark in the command line isn't closed."));
}

/** Checks a POSIX shell script separately, because single quotes group words there as well. */
function hasOpenQuote(text: string): boolean {
  const { kind, script = '' } = readShellScript(text) ?? {};
  if (kind !== 'posix' || !script.includes("'") || /<<|#/.test(script)) return false;
  const parts = script.matchAll(/\\.|"(?:\\.|[^"\\])*"?|'[^']*('?)/gs);
  return [...parts].some(([part, end]) => part.startsWith("'") && end === '');
}

/** Matches a Windows path in which JSON read a backslash and the next letter as a control character. */
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
