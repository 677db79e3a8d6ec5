import * as vscode from 'vscode';
import { toOwnId } from '../../core/model/resourceChain.ts';
import { asCount } from '../../core/query/numbers.ts';
import { toVisible } from '../../core/text/escape.ts';
import { plural } from '../../core/text/plural.ts';
import type { Accounts } from '../accounts/accounts.ts';
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

/** A command with why it is refused now, where it is. */
export interface Offered extends vscode.Command {
  readonly refusal?: string;
}

export type ReadOnlyAccounts = Pick<Accounts, 'whyReadOnly'>;

/** What explains a problem and what puts it right, ready to be called; wherever a problem is shown, these are offered. */
export function toCommands({ failed, repairable }: FailureDiagnostic, accounts: ReadOnlyAccounts): readonly Offered[] {
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
  const refusal = accounts.whyReadOnly(one.accountId);
  const remedy = { title: toRemedyTitle(one, repairable.length), command, arguments: [one, repairable] };
  return [explain, refusal === undefined ? remedy : { ...remedy, refusal }];
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
