import type { Task } from '../model/task.ts';

/**
 * Finds the best task to compare `task` with: a task with the same command line apart from numbers, or else one that
 * runs the same program; among these, the one with the nearest end time. Undefined if there is none.
 */
export function findNearestTask(task: Task, candidates: readonly Task[]): Task | undefined {
  return findNearest(
    task,
    candidates.filter(({ id }) => id !== task.id),
    2,
  );
}

/**
 * Finds the best task to compare with in another job: a task with the same command line apart from numbers or, for
 * related jobs, the same program. Undefined if the task has no command line.
 */
export function findAlikeTask(task: Task, candidates: readonly Task[], belongTogether: boolean): Task | undefined {
  return task.commandLine === undefined ? undefined : findNearest(task, candidates, belongTogether ? 1 : 0);
}

function findNearest(task: Task, candidates: readonly Task[], farthest: number): Task | undefined {
  const [nearest] = candidates
    .map((candidate) => ({
      candidate,
      shape: compareShapes(task.commandLine, candidate.commandLine),
      apartMs: Math.abs(toEndMs(task) - toEndMs(candidate)),
    }))
    .filter(({ shape }) => shape <= farthest)
    .sort(
      (one, other) =>
        one.shape - other.shape || one.apartMs - other.apartMs || (one.candidate.id < other.candidate.id ? -1 : 1),
    );
  return nearest?.candidate;
}

/** Checks whether command lines are the same apart from numbers. */
export function areAlike(one: string, other: string): boolean {
  return toShape(one) === toShape(other);
}

/**
 * Compares command lines: -1 if they are the same, 0 if the same apart from numbers, 1 if program and first argument
 * match, otherwise 2.
 */
function compareShapes(one = '', other = ''): number {
  if (one === other) return -1;
  if (toShape(one) === toShape(other)) return 0;
  return toShape(toStart(one)) === toShape(toStart(other)) ? 1 : 2;
}

function toShape(commandLine: string): string {
  return commandLine.replace(/\d+/g, '#');
}

function toStart(commandLine: string): string {
  return commandLine.trim().split(/\s+/, 2).join(' ');
}

function toEndMs({ executionInfo, stateTransitionTime }: Task): number {
  return Date.parse(executionInfo?.endTime ?? stateTransitionTime ?? '') || 0;
}
