import { isFailed, type Task } from './task.ts';

/**
 * The failed ones of `tasks` in the order in which they ended, of one time by id; those whose end is not known come
 * last.
 */
export function sortByEnd(tasks: readonly Task[]): readonly Task[] {
  return tasks
    .filter(isFailed)
    .map((task) => ({ task, endMs: toEndMs(task) }))
    .sort((one, other) =>
      one.endMs === other.endMs ? (one.task.id < other.task.id ? -1 : 1) : one.endMs < other.endMs ? -1 : 1,
    )
    .map(({ task }) => task);
}

/** The failed task that ended first, as far as that is known: undefined where no task says when it ended. */
export function findFirstFailed(tasks: readonly Task[]): Task | undefined {
  const [first] = sortByEnd(tasks);
  return first === undefined || toEndMs(first) === Number.POSITIVE_INFINITY ? undefined : first;
}

/** Milliseconds since 1970; Infinity where it is not known. */
function toEndMs({ executionInfo, stateTransitionTime }: Task): number {
  const time = Date.parse(executionInfo?.endTime ?? stateTransitionTime ?? '');
  return Number.isNaN(time) ? Number.POSITIVE_INFINITY : time;
}
