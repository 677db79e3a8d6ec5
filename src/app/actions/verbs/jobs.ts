import * as l10n from '@vscode/l10n';
import type { Job } from '../../../core/model/job.ts';
import { readJob } from '../../../core/model/jobShape.ts';
import type { JobResource } from '../../../core/model/resource.ts';
import { readAs } from '../../../core/model/shape.ts';
import { asCount, formatNumber } from '../../../core/query/numbers.ts';
import type { BulkItem } from '../../../core/remedy/bulk/bulkRecord.ts';
import { findDisabledJobChange, findJobChange, jobLife, settlePatchJob } from '../../../core/remedy/jobLife.ts';
import { settleTransition } from '../../../core/remedy/life.ts';
import type { Look, Settlement } from '../../../core/remedy/settlement.ts';
import { plural } from '../../../core/text/plural.ts';
import type { BatchService, ChangeOptions, JobPatch } from '../../../service/ports.ts';
import { toCommandId } from '../../commandId.ts';
import type { Verb } from '../run/verb.ts';
import { deletionOfJobs, endOfJobs, startOfJobs, stopOfJobs } from './effects.ts';
import { lookAt, toBefore } from './looks.ts';

/** What a second look at a job compares with. */
export function toJobItem(
  resource: JobResource,
  { state, stateTransitionTime, creationTime, onAllTasksComplete }: Job,
): BulkItem<JobResource> {
  return { resource, before: { state, stateTransitionTime, creationTime, onAllTasksComplete } };
}

/** Why a job is not to be stopped or taken away after all. */
function findChange(item: BulkItem<JobResource>, now: object): string | undefined {
  return findJobChange(toBefore(readJob, item), readAs(readJob, now).value);
}

type JobVerb<Choices extends object> = Omit<Verb<JobResource, Choices>, 'isRepeatable' | 'bind'> & {
  readonly act: (service: BatchService, jobId: string, choices: Choices, options: ChangeOptions) => Promise<void>;
  readonly settle: (look: Look<Job>) => Settlement;
};

/** Verbs of one request for each job, which do no more when they are repeated. */
function toVerb<Choices extends object>({ act, settle, ...said }: JobVerb<Choices>): Verb<JobResource, Choices> {
  return {
    ...said,
    isRepeatable: true,
    bind: ({ getService }, choices) => ({
      async act([{ resource }], options) {
        await act(await getService(resource.accountId), resource.jobId, choices, options);
        return undefined;
      },
      async settle(item, sent) {
        const service = await getService(item.resource.accountId);
        return settle(await lookAt(readJob, item, sent, service.jobs.getJob(item.resource.jobId)));
      },
    }),
  };
}

export interface DisableJobChoices {
  /** What becomes of the tasks that run. */
  readonly disableTasks: 'requeue' | 'terminate' | 'wait';
}

/** Stops jobs from starting tasks until they are enabled. */
export const disableJobVerb = toVerb<DisableJobChoices>({
  id: toCommandId('job.disable'),
  canBeUndone: ({ disableTasks }) => disableTasks === 'wait',
  effect: stopOfJobs,
  sends: [['POST', '/disable']],
  takesAway: () => false,
  texts: {
    title: (count) =>
      plural(count, { '=1': l10n.t('Disabling the job'), other: l10n.t('Disabling {count} jobs', asCount(count)) }),
    done: (count) =>
      plural(count, {
        '=1': l10n.t('The job is being disabled.'),
        other: l10n.t('{count} jobs are being disabled.', asCount(count)),
      }),
    failed: (count, total) =>
      plural(total, {
        '=1': l10n.t('The job could not be disabled.'),
        other: l10n.t('{count} of {total} jobs could not be disabled.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
    question: (count, name) =>
      plural(count, { '=1': l10n.t('Disable job {0}?', name), other: l10n.t('Disable {count} jobs?', asCount(count)) }),
    confirm: () => l10n.t('Disable'),
  },
  act: (service, jobId, { disableTasks }, options) => service.jobs.disableJob(jobId, disableTasks, options),
  settle: (look) => settleTransition(jobLife.disable, look),
  findChange,
});

/** Changes the time limit of jobs, or what becomes of them when their tasks have ended. */
export const patchJobVerb: Verb<JobResource, JobPatch> = {
  id: toCommandId('job.changeLimit'),
  isRepeatable: true,
  canBeUndone: () => true,
  sends: [['PATCH', '']],
  takesAway: () => false,
  replaces: ({ constraints }) => constraints !== undefined,
  findChange,
  texts: {
    title: (count) =>
      plural(count, { '=1': l10n.t('Changing the job'), other: l10n.t('Changing {count} jobs', asCount(count)) }),
    done: (count) =>
      plural(count, {
        '=1': l10n.t('The job was changed.'),
        other: l10n.t('{count} jobs were changed.', asCount(count)),
      }),
    failed: (count, total) =>
      plural(total, {
        '=1': l10n.t('The job could not be changed.'),
        other: l10n.t('{count} of {total} jobs could not be changed.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
    question: (count, name) =>
      plural(count, { '=1': l10n.t('Change job {0}?', name), other: l10n.t('Change {count} jobs?', asCount(count)) }),
    confirm: () => l10n.t('Change'),
  },
  bind: ({ getService }, patch) => ({
    async act([{ resource }], options) {
      await (await getService(resource.accountId)).jobs.patchJob(resource.jobId, patch, options);
      return undefined;
    },
    async settle(item, sent) {
      const { jobs } = await getService(item.resource.accountId);
      return settlePatchJob(await lookAt(readJob, item, sent, jobs.getJob(item.resource.jobId)), patch);
    },
  }),
};

/** Lets disabled jobs start their tasks again. */
export const enableJobVerb = toVerb({
  id: toCommandId('job.enable'),
  canBeUndone: () => true,
  effect: startOfJobs,
  sends: [['POST', '/enable']],
  takesAway: () => false,
  texts: {
    title: (count) =>
      plural(count, { '=1': l10n.t('Enabling the job'), other: l10n.t('Enabling {count} jobs', asCount(count)) }),
    done: (count) =>
      plural(count, {
        '=1': l10n.t('The job starts its tasks again.'),
        other: l10n.t('{count} jobs start their tasks again.', asCount(count)),
      }),
    failed: (count, total) =>
      plural(total, {
        '=1': l10n.t('The job could not be enabled.'),
        other: l10n.t('{count} of {total} jobs could not be enabled.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
    question: (count, name) =>
      plural(count, { '=1': l10n.t('Enable job {0}?', name), other: l10n.t('Enable {count} jobs?', asCount(count)) }),
    confirm: () => l10n.t('Enable'),
  },
  act: (service, jobId, _choices, options) => service.jobs.enableJob(jobId, options),
  settle: (look) => settleTransition(jobLife.enable, look),
  findChange: (item, now) => findDisabledJobChange(toBefore(readJob, item), readAs(readJob, now).value),
});

/** How jobs are ended or deleted. */
export interface EndJobChoices {
  /** For jobs that hang: their end is not waited for on their nodes. */
  readonly force?: true;
}

/** Ends jobs and what runs in them. */
export const terminateJobVerb = toVerb<EndJobChoices>({
  id: toCommandId('job.terminate'),
  canBeUndone: () => false,
  effect: endOfJobs,
  sends: [['POST', '/terminate']],
  takesAway: () => true,
  texts: {
    title: (count) =>
      plural(count, { '=1': l10n.t('Terminating the job'), other: l10n.t('Terminating {count} jobs', asCount(count)) }),
    done: (count) =>
      plural(count, {
        '=1': l10n.t('The job is being terminated.'),
        other: l10n.t('{count} jobs are being terminated.', asCount(count)),
      }),
    failed: (count, total) =>
      plural(total, {
        '=1': l10n.t('The job could not be terminated.'),
        other: l10n.t('{count} of {total} jobs could not be terminated.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
    question: (count, name) =>
      plural(count, {
        '=1': l10n.t('Terminate job {0}?', name),
        other: l10n.t('Terminate {count} jobs?', asCount(count)),
      }),
    confirm: () => l10n.t('Terminate'),
    kept: (count) =>
      plural(count, {
        '=1': l10n.t(
          'First, the properties of the job and its tasks, and the ends of the logs of running tasks, are saved on this computer.',
        ),
        other: l10n.t(
          'First, the properties of the jobs and their tasks, and the ends of the logs of running tasks, are saved on this computer.',
        ),
      }),
  },
  act: (service, jobId, choices, options) => service.jobs.terminateJob(jobId, undefined, { ...options, ...choices }),
  settle: (look) => settleTransition(jobLife.terminate, look),
  findChange,
});

/** Deletes jobs with all their tasks and files. */
export const deleteJobVerb = toVerb<EndJobChoices>({
  id: toCommandId('job.delete'),
  canBeUndone: () => false,
  effect: deletionOfJobs,
  sends: [['DELETE', '']],
  takesAway: () => true,
  texts: {
    title: (count) =>
      plural(count, { '=1': l10n.t('Deleting the job'), other: l10n.t('Deleting {count} jobs', asCount(count)) }),
    done: (count) =>
      plural(count, {
        '=1': l10n.t('The job is being deleted.'),
        other: l10n.t('{count} jobs are being deleted.', asCount(count)),
      }),
    failed: (count, total) =>
      plural(total, {
        '=1': l10n.t('The job could not be deleted.'),
        other: l10n.t('{count} of {total} jobs could not be deleted.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
    question: (count, name) =>
      plural(count, { '=1': l10n.t('Delete job {0}?', name), other: l10n.t('Delete {count} jobs?', asCount(count)) }),
    confirm: () => l10n.t('Delete'),
    kept: (count) =>
      plural(count, {
        '=1': l10n.t(
          'First, the properties of the job and its tasks, and the ends of the logs of running and failed tasks, are saved on this computer.',
        ),
        other: l10n.t(
          'First, the properties of the jobs and their tasks, and the ends of the logs of running and failed tasks, are saved on this computer.',
        ),
      }),
  },
  act: (service, jobId, choices, options) => service.jobs.deleteJob(jobId, { ...options, ...choices }),
  settle: (look) => settleTransition(jobLife.delete, look),
  findChange,
});
