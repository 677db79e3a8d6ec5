import { isFailed, type Task } from './task.ts';

/**
 * Sorts the failed tasks among `tasks` by end time, with unknown end times last. Of tasks that ended at the same time,
 * those that failed on their own come first; the rest is sorted by ID.
 */
export function sortByEnd(tasks: readonly Task[]): readonly Task[] {
  return tasks
    .filter(isFailed)
    .map((task) => ({ task, endMs: toEndMs(task) }))
    .sort((one, other) => {
      if (one.endMs !== other.endMs) return one.endMs < other.endMs ? -1 : 1;
      return Number(wasEnded(one.task)) - Number(wasEnded(other.task)) || (one.task.id < other.task.id ? -1 : 1);
    })
    .map(({ task }) => task);
}

/** Checks whether Batch ended a task: on request, with its job, or at its time limit. */
export function wasEnded({ executionInfo }: Task): boolean {
  return executionInfo?.failureInfo?.code === 'TaskEnded';
}

/** Finds the failed task that ended first; undefined if no end time is known. */
export function findFirstFailed(tasks: readonly Task[]): Task | undefined {
  const [first] = sortByEnd(tasks);
  return first === undefined || toEndMs(first) === Number.POSITIVE_INFINITY ? undefined : first;
}

/** Milliseconds since 1970; Infinity if unknown. */
function toEndMs({ executionInfo, stateTransitionTime }: Task): number {
  const time = Date.parse(executionInfo?.endTime ?? stateTransitionTime ?? '');
  return Number.isNaN(time) ? Number.POSITIVE_INFINITY : time;
}
