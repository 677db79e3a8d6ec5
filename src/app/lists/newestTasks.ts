import type { Task } from '../../core/model/task.ts';

/**
 * Sorts tasks by the time of their last state change, latest first. Parses each time only once, because a list may
 * contain thousands of tasks.
 */
export function newestTasksFirst(tasks: readonly Task[]): readonly Task[] {
  return tasks
    .map((task) => ({ task, atMs: Date.parse(task.stateTransitionTime ?? '') || 0 }))
    .sort((one, other) => other.atMs - one.atMs || one.task.id.localeCompare(other.task.id))
    .map(({ task }) => task);
}
