import * as l10n from '@vscode/l10n';
import { endsWithManager } from '../../model/exitConditions.ts';
import type { Job } from '../../model/job.ts';
import { findScheduleId } from '../../model/jobSchedule.ts';
import { findFailedExit, type Task } from '../../model/task.ts';
import { parseDuration, toDurationWords } from '../../query/durations.ts';
import { elapsedMs, isSame, toTime } from '../evidence/time.ts';
import type { Evidence, Fix } from '../explanation/explanation.ts';

export interface JobLimit {
  readonly limitMs: number;
  readonly ranMs: number;
}

/** Compares the job's `maxWallClockTime` with its running time; undefined without a limit or times. */
export function findJobLimit(job: Job, now: Date | string | number | undefined): JobLimit | undefined {
  const limitMs = parseDuration(job.constraints?.maxWallClockTime ?? '');
  const info = job.executionInfo;
  const end = toTime(info?.endTime) ?? (typeof now === 'number' ? now : toTime(now));
  const ranMs = elapsedMs(info?.startTime ?? job.creationTime, end);
  if (limitMs === undefined || limitMs === Number.POSITIVE_INFINITY || ranMs === undefined) return undefined;
  return { limitMs, ranMs };
}

/** Describes the job's run time and its limit. */
export function describeJobRun(job: Job, { limitMs, ranMs }: JobLimit): Evidence {
  return {
    text: l10n.t('The job ran for {0} of the {1} allowed.', toDurationWords(ranMs), toDurationWords(limitMs)),
    source: `job ${job.id}`,
  };
}

/**
 * Returns why a job ended or is ending, by the task that ended it or the job's time limit until the service says so
 * (Batch documentation: "Job: terminateReason").
 */
export function findTerminateReason(job: Job, culprit: Task | undefined): string | undefined {
  const said = job.executionInfo?.terminateReason;
  if (said !== undefined || job.state !== 'terminating') return said;
  if (culprit !== undefined) return endsWithManager(culprit, job) ? 'JMComplete' : 'TaskFailed';
  const limit = findJobLimit(job, job.stateTransitionTime);
  return limit !== undefined && limit.ranMs >= limit.limitMs ? 'MaxWallClockTimeExpiry' : undefined;
}

/**
 * Describes why a job ended, to follow "because" (Batch documentation: "Job: terminateReason"). Other texts are the
 * user's.
 */
export function describeTerminateReason(reason: string, job?: Job, culprit?: Task): string {
  switch (reason.toLowerCase()) {
    case 'jmcomplete':
      return culprit === undefined ? l10n.t('its job manager task completed') : l10n.t('its job manager task failed');
    case 'maxwallclocktimeexpiry':
      return describeLimit(job?.constraints?.maxWallClockTime);
    case 'terminatejobschedule':
      return l10n.t('its job schedule was terminated');
    case 'alltaskscomplete':
    case 'alltaskscompleted':
      return l10n.t('all its tasks completed');
    case 'taskfailed':
      return l10n.t('a task failed, and the job is set to end in that case');
    case 'userterminate':
      return l10n.t('someone terminated it');
    default:
      return l10n.t('someone terminated it with the reason "{0}"', reason);
  }
}

/** Says why a job ended or is ending. */
export function sayWhyEnded(job: Job, why: string): string {
  return job.state === 'terminating'
    ? l10n.t('The job is ending because {why}.', { why })
    : l10n.t('The job ended because {why}.', { why });
}

function describeLimit(maxWallClockTime: string | undefined): string {
  const limit = parseDuration(maxWallClockTime ?? '');
  return limit === undefined || limit === Number.POSITIVE_INFINITY
    ? l10n.t('the job ran longer than its own time limit')
    : l10n.t('the job ran longer than its own time limit of {0}', toDurationWords(limit));
}

/**
 * Describes the task that ended or disabled its job and, if known, the reason why it failed; otherwise its end. Returns
 * a sentence.
 */
export function describeCulprit(task: Task, why?: string): string {
  const exitCode = findFailedExit(task.executionInfo);
  if (why !== undefined) return l10n.t('The task was {taskId}, which failed: {why}.', { taskId: task.id, why });
  return exitCode === undefined
    ? l10n.t('The task was {0}, which failed with {1}.', task.id, task.executionInfo?.failureInfo?.code ?? '?')
    : l10n.t('The task was {0}, which failed with exit code {1}.', task.id, exitCode);
}

/** Describes the service's own reason why a job ended. */
export function describeReason({ id, executionInfo }: Job): Evidence | undefined {
  const reason = executionInfo?.terminateReason;
  return reason === undefined ? undefined : { text: `terminateReason = ${reason}`, source: `job ${id}` };
}

/** Describes the task that ended or disabled its job, with a link to it. */
export function toCulpritEvidence(task: Task, { id: jobId }: Job, why?: string): Evidence {
  return { text: describeCulprit(task, why), source: `job ${jobId}`, ofTask: { jobId, taskId: task.id } };
}

/** Says how to enable a job again that a failed task disabled, if that is known. */
export function adviseEnable(culprit: string | undefined): string {
  return culprit === undefined
    ? l10n.t('Fix the problem that caused the job to be disabled, then enable it.')
    : l10n.t('Fix what made {0} fail, retry the task, then enable the job.', culprit);
}

/** Advises that the next job of a schedule starts the same job manager task (Batch documentation: "Job Schedule - Add"). */
export function adviseSchedule({ id }: Task, job: Job | undefined): readonly Fix[] {
  const schedule = job === undefined ? undefined : findScheduleId(job.id);
  if (schedule === undefined || !isSame(job?.jobManagerTask?.id, id)) return [];
  const text = l10n.t(
    'If the definition is at fault, correct it in job schedule {schedule}, too: its next job starts the same job manager task.',
    { schedule },
  );
  return [{ text }];
}

/** Describes the job manager, without which a job usually gets no more tasks. */
export function describeJobManager({ id }: Task, job: Job): Evidence | undefined {
  if (!isSame(job.jobManagerTask?.id, id)) return undefined;
  return {
    text: l10n.t('{0} is the job manager task: without it, the job usually gets no more tasks.', id),
    source: 'jobManagerTask',
  };
}
