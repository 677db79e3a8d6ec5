import * as l10n from '@vscode/l10n';
import { isHanging } from '../../../../core/changes/force.ts';
import type { JobSchedule } from '../../../../core/model/jobSchedule.ts';
import { describeState } from '../../../../core/model/states.ts';
import { joinParts } from '../../../../core/text/lists.ts';
import { parseDuration, toDurationWords } from '../../../../core/words/durations.ts';
import type { AccountSnapshot } from '../../../../service/store/accountStore.ts';
import { findJob } from '../../../lists/findById.ts';
import { toScheduleSeverity } from '../../../lists/severity.ts';
import { countFailedOfJob } from '../../../lists/taskCount.ts';
import type { ContextWord } from '../../contextValue.ts';
import { type Row, toFacts, toLongTime, toShortTime, type Viewer } from '../../row.ts';
import { toCountText, toFailedText } from './accountRow.ts';

/**
 * Creates the row of an account's schedules. It has no number until it is expanded, because schedules are requested
 * only then.
 */
export function toSchedulesRow(snapshot: AccountSnapshot): Row {
  const { items, hasMore, loadedAt } = snapshot.slice({ kind: 'jobSchedules' });
  return {
    kind: 'jobSchedules',
    label: l10n.t('Job schedules'),
    ...(loadedAt === undefined ? {} : { description: toCountText(items.length, hasMore) }),
    icon: 'none',
    children: 'collapsed',
  };
}

/** Creates the row of a schedule: whether it is inactive, when the next job runs, and how the last one went. */
export function toScheduleRow(schedule: JobSchedule, snapshot: AccountSnapshot, reader: Viewer): Row {
  const { nextRunTime } = schedule.executionInfo ?? {};
  const state = describeState('jobSchedule', schedule.state);
  const isActive = schedule.state === 'active';
  const next = isActive ? toShortTime(nextRunTime, reader) : undefined;
  const severity = toScheduleSeverity(schedule, snapshot);
  const nextRun = next !== undefined && l10n.t('next run {time}', { time: next });
  const lastJob = describeLastJob(schedule, snapshot);
  // A narrow view may cut off the end, so the less important part comes last.
  const runs = severity === 'error' ? [lastJob, nextRun] : [nextRun, lastJob];
  const description = joinParts(!isActive && state.label, ...runs);
  return {
    kind: 'jobSchedule',
    words: toScheduleWords(schedule, reader),
    label: schedule.id,
    ...(description === undefined ? {} : { description }),
    icon: severity,
    children: 'collapsed',
    facts: () =>
      toFacts({
        [l10n.t('Job schedule')]: schedule.id,
        [l10n.t('Name')]: schedule.displayName,
        [l10n.t('State')]: state.label,
        [l10n.t('Recurrence')]: toRecurrenceText(schedule.schedule),
        [l10n.t('Next run')]: isActive ? toLongTime(nextRunTime, reader) : undefined,
        [l10n.t('Not before')]: toLongTime(schedule.schedule?.doNotRunUntil, reader),
        [l10n.t('Not after')]: toLongTime(schedule.schedule?.doNotRunAfter, reader),
        [l10n.t('Start window')]: toIntervalText(schedule.schedule?.startWindow),
        [l10n.t('Last job')]: schedule.executionInfo?.recentJob?.id,
        [l10n.t('Pool')]: schedule.jobSpecification?.poolInfo?.poolId,
        [l10n.t('Ended')]: toLongTime(schedule.executionInfo?.endTime, reader),
      }),
  };
}

function toScheduleWords(schedule: JobSchedule, { now }: Viewer): readonly ContextWord[] {
  if (isHanging(schedule, 'terminating', now.getTime())) return ['hanging'];
  const { state } = schedule;
  return state === 'active' || state === 'disabled' || state === 'completed' ? [state] : [];
}

/** Describes the last job: the part of its ID that differs from the schedule's, and its outcome, if loaded. */
function describeLastJob(schedule: JobSchedule, snapshot: AccountSnapshot): string | undefined {
  const id = schedule.executionInfo?.recentJob?.id;
  if (id === undefined) return undefined;
  const job = id.startsWith(`${schedule.id}:`) ? id.slice(schedule.id.length + 1) : id;
  const failed = countFailedOfJob(snapshot, id);
  const known = findJob(snapshot, id);
  const outcome = failed.count > 0 ? toFailedText(failed) : known && describeState('job', known.state).label;
  return outcome === undefined
    ? l10n.t('last job {job}', { job })
    : l10n.t({
        message: 'last job {job}: {outcome}',
        args: { job, outcome },
        comment: ['The outcome is a state such as "completed", or a number of tasks such as "3 failed"'],
      });
}

function toRecurrenceText(schedule: JobSchedule['schedule']): string | undefined {
  if (schedule === undefined) return undefined;
  const interval = toIntervalText(schedule.recurrenceInterval);
  return interval === undefined ? l10n.t('once') : l10n.t('every {interval}', { interval });
}

/** Formats a duration of the service in words. Returns invalid text unchanged. */
function toIntervalText(text: string | undefined): string | undefined {
  const ms = parseDuration(text ?? '');
  return ms === undefined ? text : toDurationWords(ms);
}
