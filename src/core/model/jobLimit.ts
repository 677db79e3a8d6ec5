import { parseDuration } from '../words/durations.ts';
import type { Job } from './job.ts';

export interface JobLimit {
  readonly limitMs: number;
  readonly ranMs: number;
}

/** Compares the job's `maxWallClockTime` with how long it has run; undefined without a limit or times. */
export function findJobLimit(job: Job, now: Date | string | number | undefined): JobLimit | undefined {
  const limitMs = parseDuration(job.constraints?.maxWallClockTime ?? '');
  const { startTime = job.creationTime, endTime = now } = job.executionInfo ?? {};
  const ranMs = new Date(endTime ?? Number.NaN).getTime() - Date.parse(startTime ?? '');
  if (limitMs === undefined || limitMs === Number.POSITIVE_INFINITY || !(ranMs >= 0)) return undefined;
  return { limitMs, ranMs };
}

/** Share of its time limit above which an active job is close to it. */
const closeToLimit = 0.8;

/**
 * Returns the limit that is about to end an active job, and when, in milliseconds; undefined if that is far off, or it
 * has none.
 */
export function findNearEnd(
  job: Job,
  now: Date | string | number | undefined,
): (JobLimit & { readonly endMs: number }) | undefined {
  const limit = findJobLimit(job, now);
  if (limit === undefined || now === undefined || job.state !== 'active') return undefined;
  const { limitMs, ranMs } = limit;
  if (ranMs < limitMs * closeToLimit || ranMs >= limitMs) return undefined;
  return { ...limit, endMs: new Date(now).getTime() + limitMs - ranMs };
}
