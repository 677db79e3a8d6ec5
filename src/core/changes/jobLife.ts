import * as l10n from '@vscode/l10n';
import type { Job, JobState, TaskCounts } from '../model/job.ts';
import { isOneOf, type KnownOf } from '../model/words.ts';
import { minuteMs } from '../words/durations.ts';
import type { EndingState, Force } from './force.ts';
import { isDisabledAgain, planTransition, sayIn, type Transition } from './life.ts';
import {
  done,
  holds,
  isOtherTime,
  isRefusedWith,
  type Look,
  notDone,
  type Settlement,
  unchanged,
} from './settlement.ts';
import { impossible, possible, type Verdict } from './verdict.ts';

type Living = Pick<Job, 'state' | 'stateTransitionTime' | 'creationTime'>;
type JobTransition = Transition<Living, KnownOf<JobState>>;

const endedStates = ['terminating', 'completed', 'deleting'] as const;

const isDeleted = (): string => l10n.t('The job has been deleted.');
const hasEnded = (): string => l10n.t('The job has ended.');
const ended = { ...sayIn(['terminating', 'completed'], hasEnded), deleting: isDeleted, gone: isDeleted };

/**
 * State transitions of a job by request (Batch documentation: "Job - Disable", "- Enable", "- Terminate", "- Delete").
 */
export const jobLife: Readonly<Record<'disable' | 'enable' | 'terminate' | 'delete', JobTransition>> = {
  /** Running tasks may continue for any length of time. */
  disable: {
    refused: {
      ...sayIn(endedStates, () => l10n.t('The job has ended and no longer starts tasks.')),
      disabled: () => l10n.t('The job is already disabled.'),
    },
    from: { states: ['active'], back: () => l10n.t('The job was disabled, but someone has since enabled it again.') },
    tooEarly: { enabling: () => l10n.t("The job is being enabled. Disable it once it's enabled.") },
    through: ['disabling'],
    to: ['disabled'],
    already: () => l10n.t('The job was already disabled.'),
    elsewhere: ended,
  },
  /**
   * Also allowed while the job is still being disabled, as recorded responses of the service show. The job may end
   * immediately.
   */
  enable: {
    refused: sayIn(endedStates, () => l10n.t('The job has ended and cannot be enabled again.')),
    otherwise: ({ state }) =>
      isOneOf(state, ['disabled', 'disabling']) ? possible : impossible(l10n.t('The job is not disabled.')),
    from: {
      states: ['disabled', 'disabling'],
      back: () => l10n.t('The job was enabled, but someone has since disabled it again.'),
    },
    through: ['enabling'],
    to: ['active'],
    already: () => l10n.t('The job was already enabled.'),
    elsewhere: ended,
    lateMs: 10 * minuteMs,
  },
  terminate: {
    refused: sayIn(endedStates, () => l10n.t('The job has already ended.')),
    through: ['terminating'],
    to: ['completed'],
    already: () => l10n.t('The job had already ended.'),
    asGood: { gone: isDeleted, deleting: isDeleted },
    lateMs: 10 * minuteMs,
  },
  delete: {
    refused: { deleting: () => l10n.t('The job is already being deleted.') },
    through: ['deleting'],
    to: ['gone'],
    already: () => l10n.t('The job was already deleted.'),
    lateMs: 30 * minuteMs,
  },
};

/** Checks whether a job can be enabled. `counts` may lag by seconds. */
export function planEnableJob(
  job: Pick<Job, 'state' | 'onAllTasksComplete'>,
  counts: Pick<TaskCounts, 'active' | 'running'>,
): Verdict {
  const verdict = planTransition(jobLife.enable, job);
  if (!verdict.possible) return verdict;
  const endsAtOnce = job.onAllTasksComplete === 'terminatejob' && counts.active + counts.running === 0;
  if (!endsAtOnce) return verdict;
  return {
    possible: true,
    note: l10n.t(
      'A job with onAllTasksComplete set to terminatejob ends as soon as you enable it, because none of its tasks is left to run. Retry or add tasks first.',
    ),
  };
}

/** Checks whether the time limit of a job can be changed (Batch documentation: "Job - Patch"). */
export function planChangeLimit(job: Pick<Job, 'state'>): Verdict {
  if (!isOneOf(job.state, endedStates)) return possible;
  return impossible(
    l10n.t('The job has ended, so its limit no longer matters. Clone the job, and give the clone a longer limit.'),
  );
}

/** Checks whether a job's number of parallel tasks can be changed (Batch documentation: "Job - Patch"). */
export function planChangeParallel(job: Pick<Job, 'state'>): Verdict {
  return isOneOf(job.state, endedStates) ? impossible(l10n.t('The job has ended.')) : possible;
}

/** Determines the result of "Job - Patch". */
export function settlePatchJob(look: Look<Omit<Job, 'id'>>, patch: Partial<Job>): Settlement {
  if (look.now === undefined) return notDone(l10n.t('The job has been deleted.'));
  if (holds(look.now, patch)) return done;
  return isRefusedWith(look, 'JobCompleted', 'JobBeingTerminated', 'JobBeingDeleted')
    ? notDone(l10n.t('The job has ended.'))
    : unchanged(look);
}

/**
 * Describes why a confirmed disable, termination, or deletion of a job no longer applies: it is a different job with
 * the same ID, or it starts tasks again. Undefined if it still applies, or if a state is unknown.
 */
export function findJobChange(before: Living | undefined, now: Living | undefined): string | undefined {
  if (before === undefined || now === undefined) return undefined;
  if (isOtherTime(before.creationTime, now.creationTime)) return describeOtherJob();
  if (before.state === 'disabled' && isOneOf(now.state, ['active', 'enabling']))
    return l10n.t('The job has been enabled since you were prompted, so nothing was done.');
  return undefined;
}

type DisabledJob = Living & Pick<Job, 'onAllTasksComplete'>;

/**
 * Describes why a job should not be enabled after all: it is a different job with the same ID, it was disabled again,
 * or its action after all tasks complete has changed. Undefined if it is the job that was checked, or if its earlier or
 * current state is unknown.
 */
export function findDisabledJobChange(
  before: DisabledJob | undefined,
  now: DisabledJob | undefined,
): string | undefined {
  if (before === undefined || now === undefined) return undefined;
  if (isOtherTime(before.creationTime, now.creationTime)) return describeOtherJob();
  if (isDisabledAgain(before, now))
    return l10n.t('Someone has since enabled and disabled the job, so nothing was done.');
  const { onAllTasksComplete: was } = before;
  const { onAllTasksComplete: is } = now;
  if (was !== undefined && is !== undefined && was !== is)
    return l10n.t("Someone has since changed what happens when the job's tasks are complete, so nothing was done.");
  return undefined;
}

function describeOtherJob(): string {
  return l10n.t('The job was deleted and created again since you were prompted, so nothing was done.');
}

/** Describes how to force stuck jobs out of a state. */
export function forceJobs(state: EndingState, nowMs: number): Force<{ readonly job: Living }> {
  return {
    state,
    nowMs,
    toThing: ({ job }) => job,
    unsupported: ({ needed, version }) =>
      l10n.t(
        'The job is stuck. Forcing it requires Batch API version {needed} or later. The account supports only {version}.',
        { needed, version },
      ),
    hangs: () => l10n.t('The job is stuck. To force jobs, select only those that are stuck.'),
    calm: () => l10n.t("The job isn't stuck, so it isn't forced."),
    effects: (time) => [
      state === 'terminating'
        ? l10n.t('This is forced because the job has been terminating for {0}.', time)
        : l10n.t("This is forced because the job's deletion hasn't finished after {0}.", time),
      l10n.t(
        "Batch then doesn't wait for the nodes: tasks may keep running on nodes that don't respond, and job release tasks may not run.",
      ),
    ],
  };
}

/**
 * Describes the effects on a job of ending all its running tasks while it is being disabled. The documentation doesn't
 * say whether the job then acts on their results.
 */
export function listEffectsOfEnding(
  job: Pick<Job, 'id' | 'onTaskFailure' | 'jobManagerTask' | 'usesTaskDependencies'>,
): readonly string[] {
  const mayEnd =
    job.onTaskFailure === 'performexitoptionsjobaction' ||
    (job.jobManagerTask !== undefined && job.jobManagerTask.killJobOnCompletion !== false);
  return [
    ...(mayEnd
      ? [
          l10n.t(
            "This may end the whole job {0} (onTaskFailure, killJobOnCompletion). The Batch documentation doesn't say whether a job ends this way while it is being disabled.",
            job.id,
          ),
        ]
      : []),
    ...(job.usesTaskDependencies === true
      ? [
          l10n.t(
            'Tasks in job {0} that depend on a running task never run unless you retry that task and it succeeds.',
            job.id,
          ),
        ]
      : []),
  ];
}
