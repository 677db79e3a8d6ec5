import type { Task } from '../model/task.ts';

/**
 * The task that is best compared with `task`: one whose command line has the same shape (apart from its numbers), then
 * one that runs the same program; of these the one that ended at the nearest time. Undefined when there is none.
 */
export function findNearestTask(task: Task, candidates: readonly Task[]): Task | undefined {
  return findNearest(
    task,
    candidates.filter(({ id }) => id !== task.id),
    2,
  );
}

/**
 * The same among tasks of another job: one with the same command line apart from its numbers or, where the jobs belong
 * together, the same program. Undefined where the task has no command line to compare.
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

/** Whether command lines are the same apart from their numbers. */
export function areAlike(one: string, other: string): boolean {
  return toShape(one) === toShape(other);
}

/** 0: the same apart from numbers; 1: the same program with the same first argument; 2: something else. */
function compareShapes(one = '', other = ''): number {
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
