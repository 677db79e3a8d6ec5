import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import type { Accounts } from '../../app/accounts/accounts.ts';
import { toCommandId } from '../../app/commandId.ts';
import { toPickText } from '../../app/messages/notificationText.ts';
import { type TaskFileResource, toOwnId } from '../../core/model/resource.ts';
import type { Right } from '../../core/model/right.ts';
import { toVisible } from '../../core/text/escape.ts';
import { plural } from '../../core/text/plural.ts';
import { asCount } from '../../core/words/numbers.ts';
import type { FailureDiagnostic, Repairs } from './diagnostic.ts';
import type { Repair } from './failurePlace.ts';
import type { Subject } from './failureState.ts';

/** The right that each repair needs, as its command declares it. */
const needs: Readonly<Record<Repair, Right>> = {
  'task.retry': 'changeJobs',
  'task.resubmit': 'changeJobs',
  'node.reboot': 'changeNodes',
};

/** Every command that `toCommands` returns. */
export const failureCommands: readonly string[] = [
  ...(['task.retry', 'task.resubmit', 'node.reboot'] as const).map(toCommandId),
  ...(['task', 'node', 'job', 'pool', 'jobSchedule'] as const).map(toExplainCommand),
];

/** A command, with the reason if it is refused now. */
export interface Offered extends vscode.Command {
  readonly refusal?: string;
}

export type ReadOnlyAccounts = Pick<Accounts, 'whyRefused'>;

/** Lists the commands that explain and fix a problem; these are offered wherever a problem is shown. */
export function toCommands(problem: FailureDiagnostic, accounts: ReadOnlyAccounts): readonly Offered[] {
  const { failed, repairs, leadsTo } = problem;
  if (leadsTo !== undefined) return [toLead(problem, leadsTo)];
  const [first] = failed;
  if (first === undefined) return [];
  const explain: vscode.Command = {
    title: l10n.t('Explain This Failure'),
    command: toExplainCommand(first.kind),
    arguments: [first],
  };
  if (repairs === undefined) return [explain];
  const { repair, things } = repairs;
  const refusal = accounts.whyRefused(things[0].accountId, needs[repair]);
  const remedy = { title: toRemedyTitle(repairs), command: toCommandId(repair), arguments: [things[0], things] };
  return [explain, refusal === undefined ? remedy : { ...remedy, refusal }];
}

/** Returns the command that opens the log with the reason. */
export function toLead({ message }: FailureDiagnostic, log: TaskFileResource): vscode.Command {
  const command = log.path === 'stdout.txt' ? 'task.openStdout' : 'task.openStderr';
  return { title: toPickText(message), command: toCommandId(command), arguments: [log] };
}

function toExplainCommand(kind: Subject['kind']): string {
  return toCommandId(`${kind}.explain`);
}

function toRemedyTitle({ repair, things: [first, ...others] }: Repairs): string {
  const name = toVisible(toOwnId(first));
  const count = 1 + others.length;
  if (repair === 'task.resubmit') return l10n.t('Fix and Resubmit…');
  return repair === 'node.reboot'
    ? plural(count, {
        '=1': l10n.t('Reboot Node {name}…', { name }),
        one: l10n.t('Reboot {count} Node…', asCount(count)),
        other: l10n.t('Reboot {count} Nodes…', asCount(count)),
      })
    : toRetryTitle(name, count);
}

/** Returns the title of a retry of `count` tasks, of which a single one is named. */
export function toRetryTitle(name: string, count: number): string {
  return plural(count, {
    '=1': l10n.t('Retry Task {name}', { name }),
    one: l10n.t('Retry {count} Task', asCount(count)),
    other: l10n.t('Retry {count} Tasks', asCount(count)),
  });
}
