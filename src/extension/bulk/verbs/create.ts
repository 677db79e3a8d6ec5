import * as l10n from '@vscode/l10n';
import { BatchError } from '../../../core/model/batchError.ts';
import type { JobSchedule } from '../../../core/model/jobSchedule.ts';
import type { Pool } from '../../../core/model/pool.ts';
import type { JobScheduleResource, PoolResource } from '../../../core/model/resource.ts';
import { asCount, formatNumber } from '../../../core/query/numbers.ts';
import { done, notDone, unchanged } from '../../../core/remedy/settlement.ts';
import { plural } from '../../../core/text/plural.ts';
import type { BatchService, ChangeOptions } from '../../../service/ports.ts';
import { toCommandId } from '../../commandId.ts';
import type { Verb } from '../verb.ts';
import { findNow } from './looks.ts';
import { refuseForgotten } from './refuseForgotten.ts';

/** What is created by its definition alone, without anything else. */
export type CreatedResource = PoolResource | JobScheduleResource;
/** What is sent. It may hold secrets, so it is written down nowhere and lost with the window. */
export type Creation = Pool | JobSchedule;

/** Creates pools and job schedules: an item is the thing that comes of it. */
export const createVerb: Verb<CreatedResource, object, Creation> = {
  id: toCommandId('definition.create'),
  isRepeatable: false,
  canBeUndone: () => true,
  sends: 'definitions',
  takesAway: () => false,
  texts: {
    title: (count) =>
      plural(count, {
        '=1': l10n.t('Submitting the definition'),
        other: l10n.t('Submitting {count} definitions', asCount(count)),
      }),
    done: (count) =>
      plural(count, {
        '=1': l10n.t('The definition was submitted.'),
        other: l10n.t('{count} definitions were submitted.', asCount(count)),
      }),
    failed: (count, total) =>
      plural(total, {
        '=1': l10n.t('The definition could not be submitted.'),
        other: l10n.t('{count} of {total} definitions could not be submitted.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
    question: (count) =>
      plural(count, {
        '=1': l10n.t('Submit the definition?'),
        other: l10n.t('Submit {count} definitions?', asCount(count)),
      }),
    confirm: () => l10n.t('Submit'),
  },
  bind({ getService }, _choices, known) {
    return {
      async act([{ resource }], options) {
        const creation = known(resource) ?? refuseForgotten();
        await create(await getService(resource.accountId), resource, creation, options);
        return undefined;
      },
      // The id was free when it was planned, so what is there by now is what was submitted.
      async settle({ resource }, { error }) {
        if (error !== undefined) return notDone(toRefusal(error));
        const now = await findCreated(await getService(resource.accountId), resource);
        return now === undefined ? unchanged({}) : done;
      },
    };
  },
};

function create(
  { pools, jobSchedules }: BatchService,
  { kind }: CreatedResource,
  creation: Creation,
  options: ChangeOptions,
): Promise<void> {
  switch (kind) {
    case 'pool':
      return pools.addPool(creation, options);
    case 'jobSchedule':
      return jobSchedules.addJobSchedule(creation, options);
  }
}

/** What has the id of a resource now; undefined where it is free. */
function findCreated({ pools, jobSchedules }: BatchService, resource: CreatedResource): Promise<Creation | undefined> {
  switch (resource.kind) {
    case 'pool':
      return findNow<Creation>(pools.getPool(resource.poolId));
    case 'jobSchedule':
      return findNow<Creation>(jobSchedules.getJobSchedule(resource.scheduleId));
  }
}

function toRefusal(error: BatchError): string {
  return BatchError.is(error, 'PoolExists', 'JobScheduleExists')
    ? l10n.t('The account already has one with this ID. Choose another ID.')
    : error.message;
}
