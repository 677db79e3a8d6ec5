import * as l10n from '@vscode/l10n';
import { endsWithManager } from '../../model/exitConditions.ts';
import type { Job, TaskCounts } from '../../model/job.ts';
import { findJobLimit, findNearEnd, type JobLimit } from '../../model/jobLimit.ts';
import { findScheduleId } from '../../model/jobSchedule.ts';
import { findFailedExit, type Task } from '../../model/task.ts';
import { parseDuration, toDurationWords } from '../../words/durations.ts';
import { isSame, toTimeText } from '../evidence/time.ts';
import type { Evidence, Fix, Wait } from '../explanation/explanation.ts';
import { withoutPlace } from '../explanation/instruction.ts';
import { joinSentences } from '../explanation/sentences.ts';
import { isOfCheck } from './waitingReason.ts';

/** An active job that its own time limit is about to end, with all its tasks. */
interface NearLimit {
  readonly limit: JobLimit;
  /** Contains the time of the end instead of the remaining duration, so that the title stays true until it is read. */
  readonly title: string;
  /** Effect of the end on tasks that wait, as a sentence. */
  readonly consequence: string;
  readonly fix: Fix;
}

/** Returns the limit that is about to end an active job; undefined if the end is far off or the job has no limit. */
export function findNearLimit(job: Job, now: Date | string | number | undefined): NearLimit | undefined {
  const limit = findNearEnd(job, now);
  if (limit === undefined) return undefined;
  const time = toTimeText(limit.endMs);
  return {
    limit,
    title: l10n.t('Job {job} reaches its time limit and ends on {time}', { job: job.id, time }),
    consequence: l10n.t("The job ends on {time}: tasks that haven't started by then won't start.", { time }),
    fix: {
      text: l10n.t("Before {time}, raise `maxWallClockTime` in the job's constraints if its tasks need longer.", {
        time,
      }),
      property: ['constraints', 'maxWallClockTime'],
      remedies: ['job.changeLimit'],
    },
  };
}

/**
 * Adds the step that lets a job run longer to the steps of a wait: first, except for a pool that gets no nodes, where
 * more time alone helps no task.
 */
export function withLonger<T>(wait: Wait | undefined, fixes: readonly T[], longer: readonly T[]): readonly T[] {
  const [reason] = wait?.reasons ?? [];
  const isEmpty = reason?.endsBy === 'user' && (isOfCheck(reason.id, 'target') || isOfCheck(reason.id, 'size'));
  return isEmpty ? [...fixes, ...longer] : [...longer, ...fixes];
}

/** Adds to a wait that the job may end first, and the step that lets the job run longer. */
export function overtake(wait: Wait | undefined, { consequence, fix }: NearLimit): Wait | undefined {
  return (
    wait && {
      ...wait,
      reasons: wait.reasons.map((reason, index) => ({
        ...reason,
        when: joinSentences([reason.when, consequence]),
        fixes: index === 0 ? withLonger(wait, reason.fixes, [withoutPlace(fix)]) : reason.fixes,
      })),
    }
  );
}

/** Describes the job's run time and its limit. */
export function describeJobRun(job: Job, { limitMs, ranMs }: JobLimit): Evidence {
  return {
    text: l10n.t('The job ran for {0} of the {1} allowed.', toDurationWords(ranMs), toDurationWords(limitMs)),
    source: `job ${job.id}`,
  };
}

/**
 * Returns why a job ended or is ending. Until the service reports the reason, it is derived from the task that ended
 * the job or from the job's time limit (Batch documentation: "Job: terminateReason").
 */
export function findTerminateReason(job: Job, culprit: Task | undefined): string | undefined {
  const said = job.executionInfo?.terminateReason;
  if (said !== undefined || job.state !== 'terminating') return said;
  if (culprit !== undefined) return endsWithManager(culprit, job) ? 'JMComplete' : 'TaskFailed';
  const limit = findJobLimit(job, job.stateTransitionTime);
  return limit !== undefined && limit.ranMs >= limit.limitMs ? 'MaxWallClockTimeExpiry' : undefined;
}

/**
 * Describes why a job ended, as a clause after "because" (Batch documentation: "Job: terminateReason"). Other texts are
 * the user's.
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

/** Describes why a job ended or is ending, as a sentence. */
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
 * Describes the task that ended or disabled its job, as a sentence, with the reason for its failure if known, or else
 * its outcome.
 */
export function describeCulprit(task: Task, why?: string): string {
  const exitCode = findFailedExit(task.executionInfo);
  if (why !== undefined) return l10n.t('The task was {taskId}, which failed: {why}.', { taskId: task.id, why });
  return exitCode === undefined
    ? l10n.t('The task was {0}, which failed with {1}.', task.id, task.executionInfo?.failureInfo?.code ?? '?')
    : l10n.t('The task was {0}, which failed with exit code {1}.', task.id, exitCode);
}

/**
 * Returns the ID of the job manager task whose end, although it hadn't failed, ended the job and its unfinished tasks
 * (Batch documentation: "killJobOnCompletion"); undefined if the job ended for another reason.
 */
export function findManager(job: Job, culprit: Task | undefined): string | undefined {
  const isByManager = culprit === undefined && isSame(job.executionInfo?.terminateReason, 'JMComplete');
  return isByManager ? job.jobManagerTask?.id : undefined;
}

/** Describes the job manager task that ended before other tasks were done, with a link to it. */
export function describeManager(taskId: string, { id: jobId }: Job): Evidence {
  const text = l10n.t("The task was {0}, which ended before the job's other tasks.", taskId);
  return { text, source: `job ${jobId}`, ofTask: { jobId, taskId } };
}

/** Advises how the job manager task of a new job can give the other tasks enough time. */
export function adviseManager(taskId: string, job: Job): readonly Fix[] {
  const text = l10n.t(
    "Make the job manager task wait for the job's other tasks, or set its `killJobOnCompletion` to false and the job's `onAllTasksComplete` to `terminatejob`: otherwise, a new job ends the same way.",
  );
  return [{ text }, ...adviseSchedule({ id: taskId }, job)];
}

/**
 * Advises a longer time limit for a job that reached its limit, after checking whether `manager`, the job manager task
 * if given, was still working.
 */
export function adviseLimit(manager: string | undefined, links: Pick<Fix, 'property' | 'remedies'>): readonly Fix[] {
  const look = l10n.t(
    'See in its output what the job manager task, {task}, did last: a longer time limit helps only if it was still working.',
    { task: manager ?? '' },
  );
  const longer = l10n.t("Set a longer `maxWallClockTime` in the new job's constraints, or leave it out.");
  return [...(manager === undefined ? [] : [{ text: look }]), { text: longer, ...links }];
}

/** Describes the reason that the service gives for the end of a job. */
export function describeReason({ id, executionInfo }: Job): Evidence | undefined {
  const reason = executionInfo?.terminateReason;
  return reason === undefined ? undefined : { text: `terminateReason = ${reason}`, source: `job ${id}` };
}

/** Describes the task that ended or disabled its job, with a link to it. */
export function toCulpritEvidence(task: Task, { id: jobId }: Job, why?: string): Evidence {
  return { text: describeCulprit(task, why), source: `job ${jobId}`, ofTask: { jobId, taskId: task.id } };
}

/** Advises how to reenable a job that a failed task disabled, if that task is known. */
export function adviseEnable(culprit: string | undefined): string {
  return culprit === undefined
    ? l10n.t('Fix the problem that caused the job to be disabled, then enable it.')
    : l10n.t('Fix what made {0} fail, retry the task, then enable the job.', culprit);
}

/** Limits a step that retries failed tasks to `tasks`, unless no others of the job have failed. */
export function retryOnly(tasks: readonly Pick<Task, 'id'>[], counts: TaskCounts | undefined): Pick<Fix, 'retries'> {
  return (counts?.failed ?? 0) > tasks.length ? { retries: tasks.map(({ id }) => id) } : {};
}

/**
 * Advises correcting the schedule as well, because its next job starts the same job manager task (Batch documentation:
 * "Job Schedule - Add"); empty for other tasks.
 */
export function adviseSchedule({ id }: Pick<Task, 'id'>, job: Job | undefined): readonly Fix[] {
  const schedule = job === undefined ? undefined : findScheduleId(job.id);
  if (schedule === undefined || !isSame(job?.jobManagerTask?.id, id)) return [];
  const text = l10n.t(
    'Whatever you change in its definition, change it in job schedule {schedule}, too: its next job starts the same job manager task.',
    { schedule },
  );
  return [{ text }];
}

/** Describes that a task is the job manager, without which most jobs get no more tasks; undefined for other tasks. */
export function describeJobManager({ id }: Task, job: Job): Evidence | undefined {
  if (!isSame(job.jobManagerTask?.id, id)) return undefined;
  return {
    text: l10n.t('{0} is the job manager task: without it, the job usually gets no more tasks.', id),
    source: 'jobManagerTask',
  };
}
