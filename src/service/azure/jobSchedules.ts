import { definedOnly } from '../../core/model/defined.ts';
import { readJobSchedule } from '../../core/model/jobScheduleShape.ts';
import { readJob } from '../../core/model/jobShape.ts';
import type { JobSchedulePort } from '../ports.ts';
import type { AccountClient } from './account.ts';
import { toListQuery } from './options.ts';
import { toAbortOptions } from './policies/signal.ts';
import { readPages } from './readPages.ts';
import { deleteJobScheduleSpec, terminateJobScheduleSpec } from './versions/operations.ts';
import { requirePreferredVersion } from './versions/versions.ts';
import { asArgument, readObject } from './wire.ts';

/** Creates a port for an account's job schedules (Batch documentation: "Job Schedule"), for both API versions. */
export function createJobSchedulePort(account: AccountClient): JobSchedulePort {
  const { client } = account;
  return {
    listJobSchedules(options = {}) {
      const call = toAbortOptions(options);
      return readPages(readJobSchedule, {
        account,
        options,
        first: (pageSize) =>
          client.jobSchedule.list({ ...call, jobScheduleListOptions: toListQuery(options, pageSize) }),
        next: (link) => client.jobSchedule.listNext(link, call),
      });
    },

    getJobSchedule: (scheduleId, options = {}) =>
      readObject(readJobSchedule, client.jobSchedule.get(scheduleId, toAbortOptions(options))),

    listJobsFromSchedule(scheduleId, options = {}) {
      const call = toAbortOptions(options);
      return readPages(readJob, {
        account,
        options,
        first: (pageSize) => {
          const query = toListQuery(options, pageSize);
          return client.job.listFromJobSchedule(scheduleId, { ...call, jobListFromJobScheduleOptions: query });
        },
        next: (link) => client.job.listFromJobScheduleNext(link, call),
      });
    },

    async addJobSchedule(schedule, options = {}) {
      await client.jobSchedule.add(asArgument(schedule), toAbortOptions(options));
    },

    async patchJobSchedule(scheduleId, patch, options = {}) {
      await client.jobSchedule.patch(scheduleId, asArgument(patch), toAbortOptions(options));
    },

    async disableJobSchedule(scheduleId, options = {}) {
      await client.jobSchedule.disable(scheduleId, toAbortOptions(options));
    },

    async enableJobSchedule(scheduleId, options = {}) {
      await client.jobSchedule.enable(scheduleId, toAbortOptions(options));
    },

    async terminateJobSchedule(scheduleId, options = {}) {
      if (options.force) requirePreferredVersion(client.version);
      const call = { ...toAbortOptions(options), ...definedOnly({ force: options.force }) };
      await client.sendOperationRequest({ scheduleId, options: call }, terminateJobScheduleSpec);
    },

    async deleteJobSchedule(scheduleId, options = {}) {
      if (options.force) requirePreferredVersion(client.version);
      const call = { ...toAbortOptions(options), ...definedOnly({ force: options.force }) };
      await client.sendOperationRequest({ scheduleId, options: call }, deleteJobScheduleSpec);
    },
  };
}
