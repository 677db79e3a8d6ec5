import * as l10n from '@vscode/l10n';
import { type Account, toShownName } from '../../../core/model/account.ts';
import type { ComputeNode } from '../../../core/model/computeNode.ts';
import { isOfExitCode } from '../../../core/model/exitConditions.ts';
import type { Job, TaskCounts } from '../../../core/model/job.ts';
import type { JobSchedule } from '../../../core/model/jobSchedule.ts';
import type { Pool } from '../../../core/model/pool.ts';
import { describeState, describeStateOfMany } from '../../../core/model/states.ts';
import { type Task, type TaskGroup, toShownState } from '../../../core/model/task.ts';
import { capitalize } from '../../../core/text/locale.ts';
import { plural } from '../../../core/text/plural.ts';
import type { NodeNames } from '../../../core/words/nodeNames.ts';
import { asCount } from '../../../core/words/numbers.ts';
import type { AccountSnapshot } from '../../../service/store/accountStore.ts';
import { toPickText } from '../../messages/notificationText.ts';
import { describePool } from '../../rows/explorer/rows/poolRow.ts';
import type { PickRow } from '../../ui.ts';

export function toAccountPick(account: Account): PickRow<Account> {
  return { value: account, label: toPickText(toShownName(account)), description: toPickText(account.endpoint) };
}

export function toPoolPick(pool: Pool, snapshot: AccountSnapshot): PickRow<Pool> {
  return { value: pool, label: toPickText(pool.id), description: toPickText(describePool(pool, snapshot).join(' · ')) };
}

/** Creates the picker row of a node. `names` are those of the pool's nodes, as in the explorer. */
export function toNodePick(node: ComputeNode, names: NodeNames): PickRow<ComputeNode> {
  const state = describeState('node', node.state).label;
  const running = node.runningTasksCount ?? 0;
  const name = names.get(node.id)?.name ?? node.id;
  return {
    value: node,
    label: toPickText(name),
    description: toPickText([state, ...(running === 0 ? [] : [describeRunning(running)])].join(' · ')),
    ...(name === node.id ? {} : { detail: toPickText(node.id) }),
  };
}

function describeRunning(number: number): string {
  return plural(number, {
    one: l10n.t('{count} task running', asCount(number)),
    other: l10n.t('{count} tasks running', asCount(number)),
  });
}

export function toJobPick(job: Job, counts: TaskCounts | undefined): PickRow<Job> {
  const state = describeState('job', job.state).label;
  const failed = counts?.failed ?? 0;
  return {
    value: job,
    label: toPickText(job.id),
    description: toPickText(
      failed === 0
        ? state
        : `${state} · ${l10n.t({
            message: '{count} failed',
            args: asCount(failed),
            comment: ['Number of tasks that failed'],
          })}`,
    ),
  };
}

export function toSchedulePick(schedule: JobSchedule): PickRow<JobSchedule> {
  const { label } = describeState('jobSchedule', schedule.state);
  return { value: schedule, label: toPickText(schedule.id), description: toPickText(label) };
}

export function toTaskPick(task: Task): PickRow<Task> {
  const exitCode = task.executionInfo?.exitCode;
  const what = task.executionInfo?.failureInfo?.code;
  const parts = [describeState('taskGroup', toShownState(task)).label];
  if (what !== undefined && !isOfExitCode(what)) parts.push(what);
  if (exitCode !== undefined) parts.push(l10n.t('exit code {code}', { code: exitCode }));
  return { value: task, label: toPickText(task.id), description: toPickText(parts.join(' · ')) };
}

/** Returns the heading of a group of tasks. */
export function toGroupTitle(group: TaskGroup): string {
  return capitalize(describeStateOfMany('taskGroup', group));
}
