import * as vscode from 'vscode';
import { toOwnId } from '../../core/model/resourceChain.ts';
import { asCount } from '../../core/query/numbers.ts';
import { toVisible } from '../../core/text/escape.ts';
import { plural } from '../../core/text/plural.ts';
import { toCommandId } from '../commandId.ts';
import type { FailureDiagnostic } from './diagnostic.ts';
import type { FailedThing } from './failurePlace.ts';

/** What puts right what failed, where there is one action for that. */
const remedies: Readonly<Partial<Record<FailedThing['kind'], string>>> = {
  task: toCommandId('task.retry'),
  node: toCommandId('node.reboot'),
};

/** Every command that `toCommands` gives. */
export const failureCommands: readonly string[] = [
  ...Object.values(remedies),
  ...(['task', 'node', 'job'] as const).map(toExplainCommand),
];

/** What explains a problem and what puts it right, ready to be called; wherever a problem is shown, these are offered. */
export function toCommands({ failed, repairable }: FailureDiagnostic): readonly vscode.Command[] {
  const [first] = failed;
  if (first === undefined) return [];
  const explain: vscode.Command = {
    title: vscode.l10n.t('Explain This Failure'),
    command: toExplainCommand(first.kind),
    arguments: [first],
  };
  const command = remedies[first.kind];
  const [one] = repairable;
  if (command === undefined || one === undefined) return [explain];
  return [explain, { title: toRemedyTitle(one, repairable.length), command, arguments: [one, repairable] }];
}

function toExplainCommand(kind: FailedThing['kind']): string {
  return toCommandId(`${kind}.explain`);
}

function toRemedyTitle(first: FailedThing, count: number): string {
  const name = toVisible(toOwnId(first));
  return first.kind === 'node'
    ? plural(count, {
        '=1': vscode.l10n.t('Reboot Node {name}…', { name }),
        one: vscode.l10n.t('Reboot {count} Node…', asCount(count)),
        other: vscode.l10n.t('Reboot {count} Nodes…', asCount(count)),
      })
    : plural(count, {
        '=1': vscode.l10n.t('Retry Task {name}', { name }),
        one: vscode.l10n.t('Retry {count} Task', asCount(count)),
        other: vscode.l10n.t('Retry {count} Tasks', asCount(count)),
      });
}
