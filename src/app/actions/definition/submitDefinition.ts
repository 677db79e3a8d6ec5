import * as l10n from '@vscode/l10n';
import { isHeld } from '../../../core/changes/planReplace.ts';
import { done, notDone, unchanged } from '../../../core/changes/settlement.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import type { Job } from '../../../core/model/job.ts';
import type { JobSchedule } from '../../../core/model/jobSchedule.ts';
import { findNow } from '../../../core/model/missing.ts';
import type { Pool } from '../../../core/model/pool.ts';
import type { JobResource, JobScheduleResource, PoolResource } from '../../../core/model/resource.ts';
import { plural } from '../../../core/text/plural.ts';
import { asCount, asCountOf } from '../../../core/words/numbers.ts';
import type { BatchService, ChangeOptions } from '../../../service/ports.ts';
import { toCommandId } from '../../commandId.ts';
import { refuseForgotten } from '../targets/refuseForgotten.ts';
import type { Verb } from '../verb/verb.ts';

/** An item created from its definition alone. */
export type CreatedResource = PoolResource | JobResource | JobScheduleResource;
/** The body of a request. It may contain secrets, so it is never saved and is lost with the window. */
export type Creation = Definition<Pool> | Definition<Job> | Definition<JobSchedule>;
type Definition<T> = Omit<T, 'state' | 'previousState'>;

export interface CreateChoices {
  /** True when the items exist and are updated instead of created. */
  readonly isChange?: boolean;
}

/** Creates or updates pools, jobs, and job schedules. Each item is the resulting resource. */
export const submitDefinition: Verb<CreatedResource, CreateChoices, Creation> = {
  id: toCommandId('definition.submit'),
  isRepeatable: false,
  canBeUndone: ({ isChange }) => isChange !== true,
  sends: 'definitions',
  takesAway: () => false,
  replaces: ({ isChange }) => isChange === true,
  texts: {
    title: (count) =>
      plural(count, {
        '=1': l10n.t('Submitting the definition'),
        other: l10n.t('Submitting {count} definitions', asCount(count)),
      }),
    done: (count, name) =>
      plural(count, {
        '=1': l10n.t('The definition of {0} was submitted.', name),
        other: l10n.t('{count} definitions were submitted.', asCount(count)),
      }),
    failed: (count, total) =>
      plural(total, {
        '=1': l10n.t('The definition could not be submitted.'),
        other: l10n.t('{count} of {total} definitions could not be submitted.', asCountOf(count, total)),
      }),
    question: (count) =>
      plural(count, {
        '=1': l10n.t('Submit the definition?'),
        other: l10n.t('Submit {count} definitions?', asCount(count)),
      }),
    confirm: () => l10n.t('Submit'),
  },
  bind({ getService }, { isChange = false }, known) {
    return {
      async act([{ resource }], options) {
        const creation = known(resource) ?? refuseForgotten();
        const service = await getService(resource.accountId);
        await (isChange ? change : create)(service, resource, creation, options);
        return undefined;
      },
      // The ID was free during planning, so an item with this ID is the submitted one.
      async settle({ resource }, { error }) {
        if (error !== undefined) return notDone(describeRefusedDefinition(error));
        const now = await findThere(await getService(resource.accountId), resource);
        if (now === undefined) return unchanged({});
        const { id: _id, ...wanted } = known(resource) ?? refuseForgotten();
        return isChange && !isHeld('', wanted, now) ? unchanged({}) : done;
      },
    };
  },
};

function create(
  { pools, jobs, jobSchedules }: BatchService,
  { kind }: CreatedResource,
  creation: Creation,
  options: ChangeOptions,
): Promise<void> {
  switch (kind) {
    case 'pool':
      return pools.addPool(creation, options);
    case 'job':
      return jobs.addJob(creation, options);
    case 'jobSchedule':
      return jobSchedules.addJobSchedule(creation, options);
  }
}

/** Sends the properties that the service lets clients update. */
function change(
  { pools, jobs, jobSchedules }: BatchService,
  resource: CreatedResource,
  { id: _id, ...patch }: Creation,
  options: ChangeOptions,
): Promise<void> {
  switch (resource.kind) {
    case 'pool':
      return pools.patchPool(resource.poolId, patch, options);
    case 'job':
      return jobs.patchJob(resource.jobId, patch, options);
    case 'jobSchedule':
      return jobSchedules.patchJobSchedule(resource.scheduleId, patch, options);
  }
}

/** Returns the item that currently has a resource's ID; undefined when the ID is free. */
export function findThere(
  { pools, jobs, jobSchedules }: BatchService,
  resource: CreatedResource,
): Promise<Creation | undefined> {
  switch (resource.kind) {
    case 'pool':
      return findNow<Creation>(pools.getPool(resource.poolId));
    case 'job':
      return findNow<Creation>(jobs.getJob(resource.jobId));
    case 'jobSchedule':
      return findNow<Creation>(jobSchedules.getJobSchedule(resource.scheduleId));
  }
}

function describeRefusedDefinition(error: BatchError): string {
  return BatchError.is(error, 'PoolExists', 'JobExists', 'JobScheduleExists')
    ? l10n.t('The account already has an item with this ID. Choose another ID.')
    : error.message;
}
