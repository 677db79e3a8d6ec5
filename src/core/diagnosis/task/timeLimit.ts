import { parseDuration } from '../../query/durations.ts';
import { elapsedMs } from '../evidence/time.ts';
import type { TaskCase } from './taskCase.ts';

export interface TimeLimit {
  readonly limitMs: number;
  /** How long the task ran, or has run so far. */
  readonly ranMs: number;
  readonly exceeded: boolean;
}

/** The agent notices the end of the limit a little early or late. */
const toleranceMs = 2000;

/** `maxWallClockTime` of the task against the time it really ran; undefined without a limit or times. */
export function findTimeLimit({ task, now }: TaskCase): TimeLimit | undefined {
  const limitMs = parseDuration(task.constraints?.maxWallClockTime ?? '');
  const ranMs = elapsedMs(task.executionInfo?.startTime, task.executionInfo?.endTime ?? now);
  if (limitMs === undefined || limitMs === Number.POSITIVE_INFINITY || ranMs === undefined) return undefined;
  return { limitMs, ranMs, exceeded: ranMs + Math.min(toleranceMs, limitMs / 10) >= limitMs };
}

/** Exit codes of a process that Batch or somebody else ended: signals 2, 9, 15, and Ctrl+C on Windows. */
const killedCodes = new Set([-2, -9, -15, 130, 137, 143, -1073741510, 3221225786]);

/** Whether the process was ended from outside, as far as its exit code tells. */
export function wasKilled(exitCode: number | undefined): boolean {
  return exitCode === undefined || killedCodes.has(exitCode);
}
