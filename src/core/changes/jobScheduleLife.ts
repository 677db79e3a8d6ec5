import * as l10n from '@vscode/l10n';
import type { JobSchedule, ScheduleState } from '../model/jobSchedule.ts';
import type { KnownOf } from '../model/words.ts';
import { toVisible } from '../text/escape.ts';
import { minuteMs, parseDuration } from '../words/durations.ts';
import type { EndingState, Force } from './force.ts';
import { isDisabledAgain, planTransition, sayIn, type Transition } from './life.ts';
import { isOtherTime } from './settlement.ts';
import { impossible, possible, type Verdict } from './verdict.ts';

type Living = Pick<JobSchedule, 'state' | 'stateTransitionTime' | 'creationTime'>;
type ScheduleThen = Living & Pick<JobSchedule, 'executionInfo'>;
type ScheduleTransition = Transition<Living, KnownOf<ScheduleState>>;

const endedStates = ['terminating', 'completed', 'deleting'] as const;

const isDeleted = (): string => l10n.t('The job schedule has been deleted.');
const hasEnded = (): string => l10n.t('The job schedule has ended.');
const ended = { ...sayIn(['terminating', 'completed'], hasEnded), deleting: isDeleted, gone: isDeleted };

/** State transitions of a job schedule by request (Batch documentation: "Job Schedule - Disable", "- Enable", …). */
export const jobScheduleLife: Readonly<Record<'disable' | 'enable' | 'terminate' | 'delete', ScheduleTransition>> = {
  disable: {
    refused: {
      ...sayIn(endedStates, () => l10n.t('The job schedule has ended and no longer creates jobs.')),
      disabled: () => l10n.t('The job schedule is already disabled.'),
    },
    from: {
      states: ['active'],
      back: () => l10n.t('The job schedule was disabled, but someone has since enabled it again.'),
    },
    to: ['disabled'],
    already: () => l10n.t('The job schedule was already disabled.'),
    elsewhere: ended,
  },
  enable: {
    refused: sayIn(endedStates, () => l10n.t('The job schedule has ended and cannot be enabled again.')),
    otherwise: ({ state }) =>
      state === 'disabled' ? possible : impossible(l10n.t('The job schedule is not disabled.')),
    from: {
      states: ['disabled'],
      back: () => l10n.t('The job schedule was enabled, but someone has since disabled it again.'),
    },
    to: ['active'],
    already: () => l10n.t('The job schedule was already enabled.'),
    elsewhere: ended,
  },
  terminate: {
    refused: sayIn(endedStates, () => l10n.t('The job schedule has already ended.')),
    through: ['terminating'],
    to: ['completed'],
    already: () => l10n.t('The job schedule had already ended.'),
    asGood: { gone: isDeleted, deleting: isDeleted },
    lateMs: 10 * minuteMs,
  },
  delete: {
    refused: { deleting: () => l10n.t('The job schedule is already being deleted.') },
    through: ['deleting'],
    to: ['gone'],
    already: () => l10n.t('The job schedule was already deleted.'),
    lateMs: 30 * minuteMs,
  },
};

/**
 * Checks whether a job schedule can be enabled.
 * @param nowMs current time, by which a schedule may have no runs left
 */
export function planEnableJobSchedule(
  schedule: Pick<JobSchedule, 'state' | 'schedule' | 'executionInfo'>,
  nowMs: number,
): Verdict {
  const verdict = planTransition(jobScheduleLife.enable, schedule);
  if (!verdict.possible || !isOver(schedule, nowMs)) return verdict;
  return {
    possible: true,
    note: l10n.t(
      "The job schedule won't create more jobs after it's enabled because its last scheduled time has passed. It ends when its last job has ended.",
    ),
  };
}

/** Checks whether no further run is scheduled: `doNotRunAfter` has passed, or the only run has taken place. */
function isOver({ schedule, executionInfo }: Pick<JobSchedule, 'schedule' | 'executionInfo'>, nowMs: number): boolean {
  if (Date.parse(schedule?.doNotRunAfter ?? '') <= nowMs) return true;
  const isOneOff = parseDuration(schedule?.recurrenceInterval ?? '') === undefined;
  return isOneOff && executionInfo?.recentJob !== undefined;
}

/**
 * Describes why a confirmed action on a job schedule no longer applies: it is a different schedule with the same ID, it
 * was enabled, it was disabled again, or it has created a job that the question did not name. Undefined if the action
 * still applies, or if that is unknown.
 * @param isEnding true if the action ends its active job
 */
export function findScheduleChange(
  before: ScheduleThen | undefined,
  now: ScheduleThen | undefined,
  isEnding: boolean,
): string | undefined {
  if (before === undefined || now === undefined) return undefined;
  if (isOtherTime(before.creationTime, now.creationTime))
    return l10n.t('The job schedule was deleted and created again since you were prompted, so nothing was done.');
  if (isDisabledAgain(before, now))
    return l10n.t('Someone has since enabled and disabled the job schedule, so nothing was done.');
  if (!isEnding) return undefined;
  if (before.state === 'disabled' && now.state === 'active')
    return l10n.t('The job schedule has been enabled since you were prompted, so nothing was done.');
  const job = now.executionInfo?.recentJob?.id;
  if (before.executionInfo !== undefined && job !== undefined && job !== before.executionInfo.recentJob?.id)
    return l10n.t('The job schedule has created job {0} since you were prompted, so nothing was done.', toVisible(job));
  return undefined;
}

/** Describes how to force stuck job schedules out of a state. */
export function forceSchedules(state: EndingState, nowMs: number): Force<{ readonly schedule: Living }> {
  return {
    state,
    nowMs,
    toThing: ({ schedule }) => schedule,
    unsupported: ({ needed, version }) =>
      l10n.t(
        'The job schedule is stuck. Forcing it requires Batch API version {needed} or later. The account supports only {version}.',
        { needed, version },
      ),
    hangs: () => l10n.t('The job schedule is stuck. To force schedules, select only those that are stuck.'),
    calm: () => l10n.t("The job schedule isn't stuck, so it isn't forced."),
    effects: (time) => [
      state === 'terminating'
        ? l10n.t(
            "This is forced because the job schedule has been terminating for {0}. Batch then doesn't wait for the nodes: tasks may keep running on nodes that don't respond.",
            time,
          )
        : l10n.t(
            "This is forced because the job schedule's deletion hasn't finished after {0}. Batch then doesn't wait for the nodes: tasks may keep running on nodes that don't respond.",
            time,
          ),
    ],
  };
}
