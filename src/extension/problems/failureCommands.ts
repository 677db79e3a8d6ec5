import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import type { Accounts } from '../../app/accounts/accounts.ts';
import { toCommandId } from '../../app/commandId.ts';
import { toOwnId } from '../../core/model/resourceChain.ts';
import type { Right } from '../../core/model/right.ts';
import { asCount } from '../../core/query/numbers.ts';
import { toVisible } from '../../core/text/escape.ts';
import { plural } from '../../core/text/plural.ts';
import type { FailureDiagnostic } from './diagnostic.ts';
import type { FailedThing } from './failurePlace.ts';

interface Remedy {
  readonly command: string;
  /** As the command says it. */
  readonly needs: Right;
}

/** What puts right what failed, where there is one action for that. */
const remedies: Readonly<Partial<Record<FailedThing['kind'], Remedy>>> = {
  task: { command: toCommandId('task.retry'), needs: 'changeJobs' },
  node: { command: toCommandId('node.reboot'), needs: 'changeNodes' },
};

/** Every command that `toCommands` gives. */
export const failureCommands: readonly string[] = [
  ...Object.values(remedies).map(({ command }) => command),
  ...(['task', 'node', 'job'] as const).map(toExplainCommand),
];

/** A command with why it is refused now, where it is. */
export interface Offered extends vscode.Command {
  readonly refusal?: string;
}

export type ReadOnlyAccounts = Pick<Accounts, 'whyRefused'>;

/** What explains a problem and what puts it right, ready to be called; wherever a problem is shown, these are offered. */
export function toCommands({ failed, repairable }: FailureDiagnostic, accounts: ReadOnlyAccounts): readonly Offered[] {
  const [first] = failed;
  if (first === undefined) return [];
  const explain: vscode.Command = {
    title: l10n.t('Explain This Failure'),
    command: toExplainCommand(first.kind),
    arguments: [first],
  };
  const found = remedies[first.kind];
  const [one] = repairable;
  if (found === undefined || one === undefined) return [explain];
  const refusal = accounts.whyRefused(one.accountId, found.needs);
  const remedy = { title: toRemedyTitle(one, repairable.length), command: found.command, arguments: [one, repairable] };
  return [explain, refusal === undefined ? remedy : { ...remedy, refusal }];
}

function toExplainCommand(kind: FailedThing['kind']): string {
  return toCommandId(`${kind}.explain`);
}

function toRemedyTitle(first: FailedThing, count: number): string {
  const name = toVisible(toOwnId(first));
  return first.kind === 'node'
    ? plural(count, {
        '=1': l10n.t('Reboot Node {name}…', { name }),
        one: l10n.t('Reboot {count} Node…', asCount(count)),
        other: l10n.t('Reboot {count} Nodes…', asCount(count)),
      })
    : plural(count, {
        '=1': l10n.t('Retry Task {name}', { name }),
        one: l10n.t('Retry {count} Task', asCount(count)),
        other: l10n.t('Retry {count} Tasks', asCount(count)),
      });
}
