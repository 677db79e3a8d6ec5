import * as l10n from '@vscode/l10n';
import type { Job } from '../../../core/model/job.ts';
import { readJob } from '../../../core/model/jobShape.ts';
import type { JobResource } from '../../../core/model/resource.ts';
import type { BulkItem } from '../../../core/remedy/bulk/bulkRecord.ts';
import {
  settleDeleteJob,
  settleDisableJob,
  settleEnableJob,
  settleTerminateJob,
} from '../../../core/remedy/settleJob.ts';
import type { Look, Settlement } from '../../../core/remedy/settlement.ts';
import type { BatchService, ChangeOptions } from '../../../service/ports.ts';
import type { Verb } from '../verb.ts';
import { lookAt } from './looks.ts';

/** What a second look at a job compares with. */
export function toJobItem(resource: JobResource, { state, stateTransitionTime }: Job): BulkItem<JobResource> {
  return { resource, before: { state, stateTransitionTime } };
}

type JobVerb<Choices extends object> = Pick<Verb<JobResource, Choices>, 'id' | 'texts' | 'canBeUndone'> & {
  readonly act: (service: BatchService, jobId: string, choices: Choices, options: ChangeOptions) => Promise<void>;
  readonly settle: (look: Look<Job>) => Settlement;
};

/** Verbs of one request for each job, which do no more when they are repeated. */
function toVerb<Choices extends object>({
  id,
  texts,
  canBeUndone,
  act,
  settle,
}: JobVerb<Choices>): Verb<JobResource, Choices> {
  return {
    id,
    texts,
    isRepeatable: true,
    canBeUndone,
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
  id: 'azureBatch.job.disable',
  canBeUndone: ({ disableTasks }) => disableTasks === 'wait',
  texts: {
    title: (count) => (count === 1 ? l10n.t('Disabling the job') : l10n.t('Disabling {0} jobs', count)),
    done: (count) =>
      count === 1 ? l10n.t('The job is being disabled.') : l10n.t('{0} jobs are being disabled.', count),
    failed: (count, total) =>
      total === 1
        ? l10n.t('The job could not be disabled.')
        : l10n.t('{0} of {1} jobs could not be disabled.', count, total),
    question: (count) => (count === 1 ? l10n.t('Disable the job?') : l10n.t('Disable {0} jobs?', count)),
    confirm: () => l10n.t('Disable'),
  },
  act: (service, jobId, { disableTasks }, options) => service.jobs.disableJob(jobId, disableTasks, options),
  settle: settleDisableJob,
});

/** Lets disabled jobs start their tasks again. */
export const enableJobVerb = toVerb({
  id: 'azureBatch.job.enable',
  canBeUndone: () => true,
  texts: {
    title: (count) => (count === 1 ? l10n.t('Enabling the job') : l10n.t('Enabling {0} jobs', count)),
    done: (count) =>
      count === 1 ? l10n.t('The job starts its tasks again.') : l10n.t('{0} jobs start their tasks again.', count),
    failed: (count, total) =>
      total === 1
        ? l10n.t('The job could not be enabled.')
        : l10n.t('{0} of {1} jobs could not be enabled.', count, total),
    question: (count) => (count === 1 ? l10n.t('Enable the job?') : l10n.t('Enable {0} jobs?', count)),
    confirm: () => l10n.t('Enable'),
  },
  act: (service, jobId, _choices, options) => service.jobs.enableJob(jobId, options),
  settle: settleEnableJob,
});

/** Ends jobs and what runs in them. */
export const terminateJobVerb = toVerb({
  id: 'azureBatch.job.terminate',
  canBeUndone: () => false,
  texts: {
    title: (count) => (count === 1 ? l10n.t('Terminating the job') : l10n.t('Terminating {0} jobs', count)),
    done: (count) =>
      count === 1 ? l10n.t('The job is being terminated.') : l10n.t('{0} jobs are being terminated.', count),
    failed: (count, total) =>
      total === 1
        ? l10n.t('The job could not be terminated.')
        : l10n.t('{0} of {1} jobs could not be terminated.', count, total),
    question: (count) => (count === 1 ? l10n.t('Terminate the job?') : l10n.t('Terminate {0} jobs?', count)),
    confirm: () => l10n.t('Terminate'),
  },
  act: (service, jobId, _choices, options) => service.jobs.terminateJob(jobId, undefined, options),
  settle: settleTerminateJob,
});

/** Deletes jobs with all their tasks and files. */
export const deleteJobVerb = toVerb({
  id: 'azureBatch.job.delete',
  canBeUndone: () => false,
  texts: {
    title: (count) => (count === 1 ? l10n.t('Deleting the job') : l10n.t('Deleting {0} jobs', count)),
    done: (count) => (count === 1 ? l10n.t('The job is being deleted.') : l10n.t('{0} jobs are being deleted.', count)),
    failed: (count, total) =>
      total === 1
        ? l10n.t('The job could not be deleted.')
        : l10n.t('{0} of {1} jobs could not be deleted.', count, total),
    question: (count) => (count === 1 ? l10n.t('Delete the job?') : l10n.t('Delete {0} jobs?', count)),
    confirm: () => l10n.t('Delete'),
  },
  act: (service, jobId, _choices, options) => service.jobs.deleteJob(jobId, options),
  settle: settleDeleteJob,
});
