import * as l10n from '@vscode/l10n';
import { findLargest } from '../../extremes.ts';
import { ofOthers } from '../../failures/comparedCauses.ts';
import { isFailed, isSucceeded, maskCommand, type Task, toSignature } from '../../model/task.ts';
import { formatNumber } from '../../words/numbers.ts';
import { toTime, toTimeText } from '../evidence/time.ts';
import type { Draft } from '../explanation/draft.ts';
import type { Fix } from '../explanation/explanation.ts';
import { canRetry } from '../process/nextStep.ts';
import type { TaskContext } from '../process/taskContext.ts';

/** Minimum number of successes, because a single task may not have needed what was missing. */
const fewest = 2;

/** A failed task with the others of its job, as far as they are known. */
export interface TaskAmongOthers extends Pick<TaskContext, 'task' | 'job' | 'counts'> {
  readonly siblings: readonly Task[];
}

type Advised = Pick<Draft, 'category' | 'fixes' | 'change'>;

/**
 * Puts a retry first if what a failed task couldn't reach works again: other tasks with its command line, apart from
 * numbers, started after the last one that failed in the same way, and succeeded. Returns other advice unchanged.
 */
export function withRecovery<T extends Advised>(context: TaskAmongOthers, advised: T): T {
  const since = ofOthers.has(advised.category) && canRetry(context) ? listSince(context) : [];
  const [last] = since.map(toEndMs).sort((one, other) => other - one);
  if (last === undefined || since.length < fewest) return advised;
  const later = { count: formatNumber(since.length), time: toTimeText(last) };
  const retry: Fix = {
    text: l10n.t(
      'Retry the task: {count} tasks of this job with its command line, apart from numbers, started after the last such failure in the job and succeeded, the last one on {time}.',
      later,
    ),
    ofSeveral: l10n.t(
      'Retry the tasks: {count} tasks of job {job} with the same command line, apart from numbers, started after its last such failure and succeeded, the last one on {time}.',
      { ...later, job: context.job?.id ?? '' },
    ),
    remedies: ['task.retry'],
  };
  const { fixes = [] } = advised;
  return fixes[0]?.text === retry.text ? advised : { ...advised, fixes: [retry, ...fixes], change: 'nothing' };
}

/**
 * Lists the tasks with a task's image and command line, apart from numbers, that succeeded and started after the last
 * such failure; none unless all tasks that succeeded are known.
 */
function listSince({ task, siblings, counts }: TaskAmongOthers): readonly Task[] {
  const command = maskCommand(task);
  const areAllKnown = siblings.filter(isSucceeded).length === counts?.succeeded;
  if (command === undefined || !areAllKnown) return [];
  const alike = siblings.filter(
    (other) =>
      other.containerSettings?.imageName === task.containerSettings?.imageName && maskCommand(other) === command,
  );
  const failed = alike.filter((other) => isFailed(other) && toSignature(other) === toSignature(task));
  const end = findLargest([task, ...failed].map(toEndMs).filter(Number.isFinite));
  return alike.filter((other) => isSucceeded(other) && (toTime(other.executionInfo?.startTime) ?? Number.NaN) > end);
}

function toEndMs({ executionInfo }: Task): number {
  return toTime(executionInfo?.endTime) ?? Number.NaN;
}
