import { BatchError } from '../../core/model/batchError.ts';
import { definedOnly } from '../../core/model/defined.ts';
import { readJob, readPreparationStatus, readTaskCountsResult } from '../../core/model/jobShape.ts';
import type { JobPort, Pages } from '../ports.ts';
import type { AccountClient } from './account.ts';
import { toListQuery } from './options.ts';
import { toAbortOptions } from './policies/signal.ts';
import { readPages } from './readPages.ts';
import { deleteJobSpec, terminateJobSpec } from './versions/operations.ts';
import { requirePreferredVersion } from './versions/versions.ts';
import { asArgument, readObject } from './wire.ts';

/** Creates the port for jobs of one account (Batch documentation: "Job"). */
export function createJobPort(account: AccountClient): JobPort {
  const { client } = account;
  return {
    listJobs(options = {}) {
      const call = toAbortOptions(options);
      return readPages(readJob, {
        account,
        options,
        first: (pageSize) => client.job.list({ ...call, jobListOptions: toListQuery(options, pageSize) }),
        next: (link) => client.job.listNext(link, call),
      });
    },

    getJob: (jobId, options = {}) => readObject(readJob, client.job.get(jobId, toAbortOptions(options))),

    async getTaskCounts(jobId, options = {}) {
      const answer = client.job.getTaskCounts(jobId, toAbortOptions(options));
      return (await readObject(readTaskCountsResult, answer)).taskCounts;
    },

    listPreparationAndReleaseStatus(jobId, options = {}) {
      const call = toAbortOptions(options);
      return withoutMissingTasks(
        readPages(readPreparationStatus, {
          account,
          options,
          first: (pageSize) =>
            client.job.listPreparationAndReleaseTaskStatus(jobId, {
              ...call,
              jobListPreparationAndReleaseTaskStatusOptions: toListQuery(options, pageSize),
            }),
          next: (link) => client.job.listPreparationAndReleaseTaskStatusNext(link, call),
        }),
      );
    },

    async addJob(job, options = {}) {
      await client.job.add(asArgument(job), toAbortOptions(options));
    },

    /** Sends PATCH, which changes only the given properties; PUT would reset the others to their defaults. */
    async patchJob(jobId, patch, options = {}) {
      await client.job.patch(jobId, asArgument(patch), toAbortOptions(options));
    },

    async disableJob(jobId, disableTasks, options = {}) {
      await client.job.disable(jobId, disableTasks, toAbortOptions(options));
    },

    async enableJob(jobId, options = {}) {
      await client.job.enable(jobId, toAbortOptions(options));
    },

    async terminateJob(jobId, reason, options = {}) {
      if (options.force) requirePreferredVersion(client.version);
      const call = { ...toAbortOptions(options), ...definedOnly({ terminateReason: reason, force: options.force }) };
      await client.sendOperationRequest({ jobId, options: call }, terminateJobSpec);
    },

    async deleteJob(jobId, options = {}) {
      if (options.force) requirePreferredVersion(client.version);
      const call = { ...toAbortOptions(options), ...definedOnly({ force: options.force }) };
      await client.sendOperationRequest({ jobId, options: call }, deleteJobSpec);
    },
  };
}

/** Yields nothing for a job without a preparation or release task, whose status the service refuses to list. */
async function* withoutMissingTasks<T>(pages: Pages<T>): AsyncGenerator<readonly T[]> {
  try {
    yield* pages;
  } catch (error) {
    const codes = ['JobPreparationTaskOrReleaseTaskNotSpecified', 'JobPreparationTaskNotSpecified'];
    if (!BatchError.is(error, ...codes)) throw error;
  }
}
