import * as l10n from '@vscode/l10n';
import type { Job } from '../../model/job.ts';
import { parseDuration, toDurationWords } from '../../query/durations.ts';
import { elapsedMs, toTime } from '../evidence/time.ts';
import type { Evidence } from '../explanation/explanation.ts';

interface JobLimit {
  readonly limitMs: number;
  readonly ranMs: number;
}

/** `maxWallClockTime` of the job against how long it has run; undefined without a limit or times. */
export function findJobLimit(job: Job, now: Date | string | number | undefined): JobLimit | undefined {
  const limitMs = parseDuration(job.constraints?.maxWallClockTime ?? '');
  const info = job.executionInfo;
  const end = toTime(info?.endTime) ?? (typeof now === 'number' ? now : toTime(now));
  const ranMs = elapsedMs(info?.startTime ?? job.creationTime, end);
  if (limitMs === undefined || limitMs === Number.POSITIVE_INFINITY || ranMs === undefined) return undefined;
  return { limitMs, ranMs };
}

/** How long the job ran against how long it may. */
export function describeJobRun(job: Job, { limitMs, ranMs }: JobLimit): Evidence {
  return {
    text: l10n.t('The job ran {0} of {1} allowed.', toDurationWords(ranMs), toDurationWords(limitMs)),
    source: `job ${job.id}`,
  };
}
