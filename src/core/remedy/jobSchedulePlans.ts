import * as l10n from '@vscode/l10n';
import type { JobSchedule } from '../model/jobSchedule.ts';
import { isOneOf } from '../model/words.ts';
import { parseDuration } from '../query/durations.ts';
import { impossible, possible, type Verdict } from './verdict.ts';

type ScheduleFacts = Pick<JobSchedule, 'state'>;

const endedStates = ['completed', 'terminating', 'deleting'] as const;

/** Whether a job schedule can be kept from making jobs (Batch documentation: "Job Schedule - Disable"). */
export function planDisableJobSchedule(schedule: ScheduleFacts): Verdict {
  if (isOneOf(schedule.state, endedStates)) {
    return impossible(l10n.t('The job schedule has ended and creates no more jobs.'));
  }
  return schedule.state === 'disabled' ? impossible(l10n.t('The job schedule is already disabled.')) : possible;
}

/**
 * Whether a job schedule can make jobs again (Batch documentation: "Job Schedule - Enable").
 *
 * @param nowMs the time, to tell a schedule that has nothing left to do.
 */
export function planEnableJobSchedule(
  schedule: ScheduleFacts & Pick<JobSchedule, 'schedule' | 'executionInfo'>,
  nowMs: number,
): Verdict {
  if (isOneOf(schedule.state, endedStates)) {
    return impossible(l10n.t('The job schedule has ended and cannot be enabled again.'));
  }
  if (schedule.state !== 'disabled') return impossible(l10n.t('The job schedule is not disabled.'));
  if (!isOver(schedule, nowMs)) return possible;
  return {
    possible: true,
    note: l10n.t(
      'The job schedule creates no more jobs after it is enabled, because its last time has passed. It ends when its last job has ended.',
    ),
  };
}

/** Whether a job schedule can be ended (Batch documentation: "Job Schedule - Terminate"). */
export function planTerminateJobSchedule(schedule: ScheduleFacts): Verdict {
  return isOneOf(schedule.state, endedStates) ? impossible(l10n.t('The job schedule has already ended.')) : possible;
}

/** Whether a job schedule can be deleted. */
export function planDeleteJobSchedule(schedule: ScheduleFacts): Verdict {
  return schedule.state === 'deleting' ? impossible(l10n.t('The job schedule is already being deleted.')) : possible;
}

/** Whether the last time at which the schedule makes a job has passed: `doNotRunAfter`, or its only run. */
function isOver({ schedule, executionInfo }: Pick<JobSchedule, 'schedule' | 'executionInfo'>, nowMs: number): boolean {
  if (Date.parse(schedule?.doNotRunAfter ?? '') <= nowMs) return true;
  const isOneOff = parseDuration(schedule?.recurrenceInterval ?? '') === undefined;
  return isOneOff && executionInfo?.recentJob !== undefined;
}
