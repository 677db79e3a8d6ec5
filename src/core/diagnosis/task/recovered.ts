import * as l10n from '@vscode/l10n';
import { findLargest } from '../../extremes.ts';
import { isFailed, isSucceeded, maskCommand, type Task, toSignature } from '../../model/task.ts';
import { formatNumber } from '../../words/numbers.ts';
import { toTime, toTimeText } from '../evidence/time.ts';
import type { FailureCategory } from '../explanation/category.ts';
import type { Draft } from '../explanation/draft.ts';
import { canRetry } from '../process/nextStep.ts';
import type { TaskContext } from '../process/taskContext.ts';

/** Categories of failures due to something outside the task that all tasks with its program need. */
const ofOthers: ReadonlySet<FailureCategory> = new Set([
  'network',
  'network-dns',
  'network-tls',
  'throttled',
  'service',
  'license',
]);

/** Minimum number of successes, because a single task may not have needed what was missing. */
const fewest = 2;

/**
 * Puts a retry first if what a failed task couldn't reach works again: other tasks with its command line, apart
 * from numbers, started after the last one that failed in the same way, and succeeded. Returns other drafts unchanged.
 */
export function withRecovery(context: TaskContext, draft: Draft): Draft {
  const since = ofOthers.has(draft.category) && canRetry(context) ? listSince(context) : [];
  const [last] = since.map(toEndMs).sort((one, other) => other - one);
  if (last === undefined || since.length < fewest) return draft;
  const later = { count: formatNumber(since.length), time: toTimeText(last) };
  return {
    ...draft,
    fixes: [
      {
        text: l10n.t(
          'Retry the task: {count} tasks with its command line, apart from numbers, have started since then and succeeded, the last one on {time}, so what failed probably works again.',
          later,
        ),
        ofSeveral: l10n.t(
          'Retry the tasks: {count} tasks with the same command line, apart from numbers, have started since then and succeeded, the last one on {time}, so what failed probably works again.',
          later,
        ),
        remedies: ['task.retry'],
      },
      ...(draft.fixes ?? []),
    ],
    change: 'nothing',
  };
}

/** Lists the tasks with the same image and command line, apart from numbers, that succeeded and started after the last such failure. */
function listSince({ task, siblings }: TaskContext): readonly Task[] {
  const command = maskCommand(task);
  if (command === undefined) return [];
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
