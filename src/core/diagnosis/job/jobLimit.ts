import * as l10n from '@vscode/l10n';
import type { Job } from '../../model/job.ts';
import { parseDuration, toDurationWords } from '../../query/durations.ts';
import { elapsedMs, toTime, toTimeText } from '../evidence/time.ts';
import type { Draft } from '../explanation/draft.ts';
import type { Evidence } from '../explanation/explanation.ts';
import { describeTaskCounts, type JobCase } from './jobCase.ts';

/** From this share of its time limit on, an active job is said to be about to hit it. */
const closeToLimit = 0.8;

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

/** A job that is about to be ended by its own time limit, with all its tasks. */
export function explainNearLimit(theCase: JobCase): Draft | undefined {
  const { job, now } = theCase;
  const limit = findJobLimit(job, now);
  const at = toTime(now);
  if (limit === undefined || at === undefined || job.state !== 'active') return undefined;
  const remaining = limit.limitMs - limit.ranMs;
  if (limit.ranMs < limit.limitMs * closeToLimit || remaining <= 0) return undefined;
  return {
    category: 'timeout',
    title: l10n.t('Job {0} has {1} left of its time limit', job.id, toDurationWords(remaining)),
    cause: l10n.t(
      'Batch will end the job and its running tasks when its `maxWallClockTime` of {0} is over, on {1}. It has run for {2}.',
      toDurationWords(limit.limitMs),
      toTimeText(at + remaining),
      toDurationWords(limit.ranMs),
    ),
    evidence: [describeJobRun(job, limit), describeTaskCounts(theCase)],
    fixes: [
      {
        text: l10n.t('Raise `maxWallClockTime` in the constraints of the job before then, if its tasks need longer.'),
        property: ['constraints', 'maxWallClockTime'],
        remedies: ['job.changeLimit'],
      },
    ],
    confidence: 'likely',
    identity: 'near maxWallClockTime',
  };
}
