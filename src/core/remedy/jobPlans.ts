import * as l10n from '@vscode/l10n';
import type { Job, TaskCounts } from '../model/job.ts';
import { isOneOf } from '../model/words.ts';
import { impossible, possible, type Verdict } from './verdict.ts';

type JobFacts = Pick<Job, 'state'>;

const endedStates = ['completed', 'terminating', 'deleting'] as const;

/** Whether a job can be stopped from starting tasks (Batch documentation: "Job - Disable"). */
export function planDisableJob(job: JobFacts): Verdict {
  if (isOneOf(job.state, endedStates)) return impossible(l10n.t('The job has ended and starts no more tasks.'));
  return job.state === 'disabled' ? impossible(l10n.t('The job is already disabled.')) : possible;
}

/**
 * Whether a job can start tasks again (Batch documentation: "Job - Enable"); also one that is still being disabled, as
 * recordings of the service show. `counts` may lag by seconds.
 */
export function planEnableJob(
  job: JobFacts & Pick<Job, 'onAllTasksComplete'>,
  counts: Pick<TaskCounts, 'active' | 'running'>,
): Verdict {
  if (isOneOf(job.state, endedStates)) return impossible(l10n.t('The job has ended and cannot be enabled again.'));
  if (!isOneOf(job.state, ['disabled', 'disabling'])) return impossible(l10n.t('The job is not disabled.'));
  const endsAtOnce = job.onAllTasksComplete === 'terminatejob' && counts.active + counts.running === 0;
  if (!endsAtOnce) return possible;
  return {
    possible: true,
    note: l10n.t(
      'A job with onAllTasksComplete set to terminatejob ends as soon as you enable it, because none of its tasks is left to run. Retry or add tasks first.',
    ),
  };
}

/** Whether the time limit of a job can be changed (Batch documentation: "Job - Patch"). */
export function planChangeLimit(job: JobFacts): Verdict {
  if (!isOneOf(job.state, endedStates)) return possible;
  return impossible(
    l10n.t('The job has ended, so its limit no longer matters. Clone the job, and give the clone a longer one.'),
  );
}

/** Whether a job can be ended (Batch documentation: "Job - Terminate"). */
export function planTerminateJob(job: JobFacts): Verdict {
  return isOneOf(job.state, endedStates) ? impossible(l10n.t('The job has already ended.')) : possible;
}

/** From then on a job that ends, or is being deleted, is taken to hang: its nodes have a few minutes for that. */
const longEndMs = 10 * 60_000;
/** The first version of the interface that forces the end of a job. */
const firstToForce = '2024-07-01';

/** Whether a job, or a job schedule, is in a state that it soon leaves by itself, for too long. */
export function isHanging(
  job: Pick<Job, 'state' | 'stateTransitionTime'>,
  state: 'terminating' | 'deleting',
  nowMs: number,
): boolean {
  return job.state === state && nowMs - Date.parse(job.stateTransitionTime ?? '') > longEndMs;
}

/**
 * Whether the end of a job that hangs can be forced (Batch documentation: "Jobs - Terminate", "Jobs - Delete": force).
 * @param apiVersion that the service speaks, such as "2025-06-01"
 */
export function planForce(apiVersion: string): Verdict {
  if (apiVersion >= firstToForce) return possible;
  return impossible(
    l10n.t(
      'The job hangs. It can be forced since version {needed} of the Batch API. The account supports only {version}.',
      { needed: firstToForce, version: apiVersion },
    ),
  );
}

/** The same of a job schedule that hangs (Batch documentation: "Job Schedules - Terminate": force). */
export function planForceSchedule(apiVersion: string): Verdict {
  if (apiVersion >= firstToForce) return possible;
  return impossible(
    l10n.t(
      'The job schedule hangs. It can be forced since version {needed} of the Batch API. The account supports only {version}.',
      { needed: firstToForce, version: apiVersion },
    ),
  );
}

/** Whether a job can be deleted. */
export function planDeleteJob(job: JobFacts): Verdict {
  return job.state === 'deleting' ? impossible(l10n.t('The job is already being deleted.')) : possible;
}

/**
 * What ending all tasks of a job that run sets off in it, while it is being disabled. No documentation says whether it
 * acts then on how they ended.
 */
export function listEffectsOfEnding(
  job: Pick<Job, 'id' | 'onTaskFailure' | 'jobManagerTask' | 'usesTaskDependencies'>,
): readonly string[] {
  const mayEnd =
    job.onTaskFailure === 'performexitoptionsjobaction' ||
    (job.jobManagerTask !== undefined && job.jobManagerTask.killJobOnCompletion !== false);
  return [
    ...(mayEnd
      ? [
          l10n.t(
            'This may end the whole job {0} (onTaskFailure, killJobOnCompletion). The documentation of Batch does not say whether a job ends this way while it is being disabled.',
            job.id,
          ),
        ]
      : []),
    ...(job.usesTaskDependencies === true
      ? [
          l10n.t(
            'Tasks of job {0} that depend on a running task never run, unless you retry that task and it succeeds.',
            job.id,
          ),
        ]
      : []),
  ];
}
