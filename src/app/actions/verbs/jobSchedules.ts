import * as l10n from '@vscode/l10n';
import type { JobSchedule } from '../../../core/model/jobSchedule.ts';
import { readJobSchedule } from '../../../core/model/jobScheduleShape.ts';
import type { JobScheduleResource } from '../../../core/model/resource.ts';
import { readAs } from '../../../core/model/shape.ts';
import { asCount, formatNumber } from '../../../core/query/numbers.ts';
import type { BulkItem } from '../../../core/remedy/bulk/bulkRecord.ts';
import { findScheduleChange, jobScheduleLife } from '../../../core/remedy/jobScheduleLife.ts';
import { settleTransition } from '../../../core/remedy/life.ts';
import type { Look, Settlement } from '../../../core/remedy/settlement.ts';
import { plural } from '../../../core/text/plural.ts';
import type { ForceOptions, JobSchedulePort } from '../../../service/ports.ts';
import { toCommandId } from '../../commandId.ts';
import type { Verb } from '../run/verb.ts';
import { deletionOfSchedules, endOfSchedules } from './effects.ts';
import { lookAt, toBefore } from './looks.ts';

/** What a second look at a job schedule compares with. */
export function toScheduleItem(
  resource: JobScheduleResource,
  { state, stateTransitionTime, creationTime, executionInfo }: JobSchedule,
): BulkItem<JobScheduleResource> {
  const { recentJob } = executionInfo ?? {};
  return { resource, before: { state, stateTransitionTime, creationTime, executionInfo: { recentJob } } };
}

type ScheduleVerb = Pick<Verb<JobScheduleResource, EndScheduleChoices>, 'id' | 'texts' | 'sends' | 'effect'> & {
  readonly isLasting: boolean;
  readonly act: (schedules: JobSchedulePort, scheduleId: string, options: ForceOptions) => Promise<void>;
  readonly settle: (look: Look<JobSchedule>) => Settlement;
};

/** How schedules are ended or deleted. */
export interface EndScheduleChoices {
  /** For schedules that hang: their end is not waited for on nodes. */
  readonly force?: true;
}

/** A schedule is kept with the jobs that go with it. */
function describeKept(count: number): string {
  return plural(count, {
    '=1': l10n.t(
      'First, the properties of the schedule and its jobs, and the ends of the logs of their tasks, are saved on this computer.',
    ),
    other: l10n.t(
      'First, the properties of the schedules and their jobs, and the ends of the logs of their tasks, are saved on this computer.',
    ),
  });
}

/** Verbs of one request for each schedule, which do no more when they are repeated. */
function toVerb({ isLasting, act, settle, ...said }: ScheduleVerb): Verb<JobScheduleResource, EndScheduleChoices> {
  return {
    ...said,
    isRepeatable: true,
    canBeUndone: () => !isLasting,
    takesAway: () => isLasting,
    findChange: (item, now) =>
      findScheduleChange(toBefore(readJobSchedule, item), readAs(readJobSchedule, now).value, isLasting),
    bind: ({ getService }, choices) => ({
      async act([{ resource }], options) {
        const { jobSchedules } = await getService(resource.accountId);
        await act(jobSchedules, resource.scheduleId, { ...options, ...choices });
        return undefined;
      },
      async settle(item, sent) {
        const { jobSchedules } = await getService(item.resource.accountId);
        const now = jobSchedules.getJobSchedule(item.resource.scheduleId);
        return settle(await lookAt(readJobSchedule, item, sent, now));
      },
    }),
  };
}

/** Keeps schedules from making jobs until they are enabled. */
export const disableJobScheduleVerb = toVerb({
  id: toCommandId('jobSchedule.disable'),
  sends: [['POST', '/disable']],
  isLasting: false,
  texts: {
    title: (count) =>
      plural(count, {
        '=1': l10n.t('Disabling the job schedule'),
        other: l10n.t('Disabling {count} job schedules', asCount(count)),
      }),
    done: (count) =>
      plural(count, {
        '=1': l10n.t('The job schedule is disabled.'),
        other: l10n.t('{count} job schedules are disabled.', asCount(count)),
      }),
    failed: (count, total) =>
      plural(total, {
        '=1': l10n.t('The job schedule could not be disabled.'),
        other: l10n.t('{count} of {total} job schedules could not be disabled.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
    question: (count, name) =>
      plural(count, {
        '=1': l10n.t('Disable job schedule {0}?', name),
        other: l10n.t('Disable {count} job schedules?', asCount(count)),
      }),
    confirm: () => l10n.t('Disable'),
  },
  act: (schedules, scheduleId, options) => schedules.disableJobSchedule(scheduleId, options),
  settle: (look) => settleTransition(jobScheduleLife.disable, look),
});

/** Lets disabled schedules make jobs again. */
export const enableJobScheduleVerb = toVerb({
  id: toCommandId('jobSchedule.enable'),
  sends: [['POST', '/enable']],
  isLasting: false,
  texts: {
    title: (count) =>
      plural(count, {
        '=1': l10n.t('Enabling the job schedule'),
        other: l10n.t('Enabling {count} job schedules', asCount(count)),
      }),
    done: (count) =>
      plural(count, {
        '=1': l10n.t('The job schedule is enabled.'),
        other: l10n.t('{count} job schedules are enabled.', asCount(count)),
      }),
    failed: (count, total) =>
      plural(total, {
        '=1': l10n.t('The job schedule could not be enabled.'),
        other: l10n.t('{count} of {total} job schedules could not be enabled.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
    question: (count, name) =>
      plural(count, {
        '=1': l10n.t('Enable job schedule {0}?', name),
        other: l10n.t('Enable {count} job schedules?', asCount(count)),
      }),
    confirm: () => l10n.t('Enable'),
  },
  act: (schedules, scheduleId, options) => schedules.enableJobSchedule(scheduleId, options),
  settle: (look) => settleTransition(jobScheduleLife.enable, look),
});

/** Ends schedules, and their jobs that run. */
export const terminateJobScheduleVerb = toVerb({
  id: toCommandId('jobSchedule.terminate'),
  effect: endOfSchedules,
  sends: [['POST', '/terminate']],
  isLasting: true,
  texts: {
    title: (count) =>
      plural(count, {
        '=1': l10n.t('Terminating the job schedule'),
        other: l10n.t('Terminating {count} job schedules', asCount(count)),
      }),
    done: (count) =>
      plural(count, {
        '=1': l10n.t('The job schedule is being terminated.'),
        other: l10n.t('{count} job schedules are being terminated.', asCount(count)),
      }),
    failed: (count, total) =>
      plural(total, {
        '=1': l10n.t('The job schedule could not be terminated.'),
        other: l10n.t('{count} of {total} job schedules could not be terminated.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
    question: (count, name) =>
      plural(count, {
        '=1': l10n.t('Terminate job schedule {0}?', name),
        other: l10n.t('Terminate {count} job schedules?', asCount(count)),
      }),
    confirm: () => l10n.t('Terminate'),
    kept: describeKept,
  },
  act: (schedules, scheduleId, options) => schedules.terminateJobSchedule(scheduleId, options),
  settle: (look) => settleTransition(jobScheduleLife.terminate, look),
});

/** Deletes schedules with all jobs that they have made. */
export const deleteJobScheduleVerb = toVerb({
  id: toCommandId('jobSchedule.delete'),
  effect: deletionOfSchedules,
  sends: [['DELETE', '']],
  isLasting: true,
  texts: {
    title: (count) =>
      plural(count, {
        '=1': l10n.t('Deleting the job schedule'),
        other: l10n.t('Deleting {count} job schedules', asCount(count)),
      }),
    done: (count) =>
      plural(count, {
        '=1': l10n.t('The job schedule is being deleted.'),
        other: l10n.t('{count} job schedules are being deleted.', asCount(count)),
      }),
    failed: (count, total) =>
      plural(total, {
        '=1': l10n.t('The job schedule could not be deleted.'),
        other: l10n.t('{count} of {total} job schedules could not be deleted.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
    question: (count, name) =>
      plural(count, {
        '=1': l10n.t('Delete job schedule {0}?', name),
        other: l10n.t('Delete {count} job schedules?', asCount(count)),
      }),
    confirm: () => l10n.t('Delete'),
    kept: describeKept,
  },
  act: (schedules, scheduleId, options) => schedules.deleteJobSchedule(scheduleId, options),
  settle: (look) => settleTransition(jobScheduleLife.delete, look),
});
