import * as l10n from '@vscode/l10n';
import { findProgram, wrapInShell } from '../../query/shellCommand.ts';
import { redactText } from '../../text/redact.ts';
import { findShellSyntax, isWindowsProgram } from '../evidence/commandLine.ts';
import { type DefinitionNode, find, type Rule, type RuleContext, replaceWith, toFinding } from './definitionTree.ts';
import type { DefinitionFinding } from './finding.ts';

/** What about a command line will fail on the node, or shows a secret. */
export function checkCommandLine(name: string): Rule {
  return (node, context) => {
    const value = find(node, name);
    if (value?.type !== 'string') return [];
    const text = String(value.value);
    if (text.trim() === '') {
      return [
        toFinding(value, {
          code: 'empty-command-line',
          severity: 'error',
          message: l10n.t('The command line is empty.'),
        }),
      ];
    }
    const revealsSecret = redactText(text) !== text;
    return [
      findShell(value, text, revealsSecret, context),
      findWrongSystem(value, text, context),
      findOpenQuote(value, text),
      findLineBreak(value, text),
      revealsSecret ? toSecret(value) : undefined,
    ].filter((finding) => finding !== undefined);
  };
}

function findShell(
  value: DefinitionNode,
  text: string,
  revealsSecret: boolean,
  { os }: RuleContext,
): DefinitionFinding | undefined {
  const syntax = findShellSyntax(text);
  if (syntax === undefined) return undefined;
  const isWindows = os === 'windows' || (os === undefined && /^%\w+%$/.test(syntax));
  const wrapped = wrapInShell(text, isWindows);
  return toFinding(value, {
    code: 'shell-syntax',
    severity: 'warning',
    message: l10n.t('{0} means something to a shell only, and Batch starts programs without one.', syntax),
    // A secret would be copied into the description of the fix.
    fix: revealsSecret ? undefined : replaceWith(value, wrapped.commandLine, wrapped.title),
  });
}

function findWrongSystem(value: DefinitionNode, text: string, { os }: RuleContext): DefinitionFinding | undefined {
  const program = findProgram(text) ?? '';
  const isWrong =
    (os === 'linux' && isWindowsProgram(program)) || (os === 'windows' && /^\/(?:usr\/)?bin\//.test(program));
  if (!isWrong) return undefined;
  const message =
    os === 'linux'
      ? l10n.t('{0} is a program of Windows, and the image of this pool is Linux.', program)
      : l10n.t('{0} is a program of Linux, and the image of this pool is Windows.', program);
  return toFinding(value, { code: 'wrong-system', severity: 'error', message });
}

/** Double quotes group words on both systems; an odd number of them leaves one open. */
function findOpenQuote(value: DefinitionNode, text: string): DefinitionFinding | undefined {
  let open = false;
  for (let index = 0; index < text.length; index++) {
    if (text[index] === '\\') index++;
    else if (text[index] === '"') open = !open;
  }
  if (!open) return undefined;
  return toFinding(value, {
    code: 'open-quote',
    severity: 'warning',
    message: l10n.t('A quotation in the command line is not closed.'),
  });
}

function findLineBreak(value: DefinitionNode, text: string): DefinitionFinding | undefined {
  if (!/[\r\n]/.test(text.trim())) return undefined;
  return toFinding(value, {
    code: 'line-break',
    severity: 'warning',
    message: l10n.t(
      'The command line holds a line break; Batch does not run several lines. Put them into a script among the resource files.',
    ),
  });
}

function toSecret(value: DefinitionNode): DefinitionFinding {
  return toFinding(value, {
    code: 'inline-secret',
    severity: 'warning',
    message: l10n.t(
      'The command line holds a secret, which everyone who may read the account sees. Use a managed identity, or a file that is fetched.',
    ),
  });
}
