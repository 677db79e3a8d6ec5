import type { Task } from '../../core/model/task.ts';

/** Tasks, the one whose state changed last first. Each time is read once: a list may hold thousands. */
export function newestTasksFirst(tasks: readonly Task[]): readonly Task[] {
  return tasks
    .map((task) => ({ task, atMs: Date.parse(task.stateTransitionTime ?? '') || 0 }))
    .sort((one, other) => other.atMs - one.atMs || one.task.id.localeCompare(other.task.id))
    .map(({ task }) => task);
}
