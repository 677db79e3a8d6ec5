import * as l10n from '@vscode/l10n';
import type { Cause } from '../diagnosis/causes/causes.ts';
import type { FailedTask, Failing } from '../diagnosis/causes/failing.ts';
import type { Change, Explanation, Fix, RemedyId } from '../diagnosis/explanation/explanation.ts';
import { findLargest } from '../extremes.ts';
import { pickExplained } from '../failures/representative.ts';
import { type CoreHours, measureAttempts } from '../impact/coreHours.ts';
import { foreseeChangeForRetry, maySucceed, needsDefinition } from './foreseeChange.ts';
import { isAgain, type WithRemedies } from './remediesOfSteps.ts';
import { planRetry } from './taskPlans.ts';
import { isProposable, type Verdict } from './verdict.ts';

/**
 * Checks whether tasks with a common cause should be retried rather than resubmitted: at least one can run again, and
 * an unchanged run may succeed according to the representative failure (`said`).
 */
export function isRetried(failing: readonly Failing[], said: Pick<Explanation, 'change' | 'fixes'>): boolean {
  return !needsDefinition(said) && failing.some(canRetry);
}

/** Prediction of what a retry of a cause's tasks would do, as far as their failed runs show it. */
export interface ForeseenRetry {
  /** Number of tasks that can run again, and of all failed tasks of the cause. */
  readonly tasks: number;
  readonly all: number;
  /** The reason, as a sentence, that none of them can. */
  readonly whyNot: string | undefined;
  /** The change that is needed before a retry succeeds; undefined if unknown. */
  readonly change: Change | undefined;
  /** Core hours of the failed runs of these tasks; a run that succeeds may cost more. */
  readonly coreHours: CoreHours;
  /** Milliseconds of the longest of these runs; undefined if none is known to have started and ended. */
  readonly longestMs: number | undefined;
}

/** Predicts what a retry of the tasks of a cause would do; undefined for a cause whose example isn't a task. */
export function foreseeRetry(cause: Cause): ForeseenRetry | undefined {
  const example = pickExplained(cause);
  if (example?.failing.kind !== 'task') return undefined;
  const tasks = cause.failures.flatMap(({ failing }) => (failing.kind === 'task' ? [failing] : []));
  const able = tasks.filter((failing) => isProposable(planRetryOf(failing)));
  const verdict = able.length === 0 ? planRetryOf(example.failing) : undefined;
  const { hours, isComplete } = measureAttempts(able);
  const longestMs = findLargest(
    able.map(({ task: { executionInfo: run } }) => Date.parse(run?.endTime ?? '') - Date.parse(run?.startTime ?? '')),
    -1,
  );
  return {
    tasks: able.length,
    all: tasks.length,
    whyNot: verdict?.possible === false ? verdict.reason : verdict?.note,
    change: foreseeAfter(cause.repeats, tasks, example.explanation),
    coreHours: { hours, isComplete: isComplete && cause.isComplete },
    longestMs: longestMs >= 0 ? longestMs : undefined,
  };
}

/** Number of Batch's own retries after which a cause that was expected to pass may not. */
const severalRetries = 3;

/**
 * Predicts the change that a retry of these tasks needs, corrected by what happened: a cause that came back after a retry
 * of all its tasks doesn't pass, and whether one passes that Batch has retried several times is unknown.
 */
export function foreseeAfter(
  repeats: Cause['repeats'],
  tasks: readonly FailedTask[],
  explanation: Explanation,
): Change | undefined {
  const change = foreseeChangeForRetry(explanation);
  if (repeats?.areAll === true && maySucceed(change)) return 'surroundings';
  const areRetried = tasks.every(({ task }) => (task.executionInfo?.retryCount ?? 0) >= severalRetries);
  return change === 'nothing' && areRetried ? undefined : change;
}

/** Judges a retry of a failed task now, for which its job also needs its pool. */
export function planRetryOf({ task, job, isPoolMissing }: Pick<FailedTask, 'task' | 'job' | 'isPoolMissing'>): Verdict {
  const verdict = planRetry(task, job);
  const poolId = job?.poolInfo?.poolId;
  if (!verdict.possible || isPoolMissing !== true || poolId === undefined) return verdict;
  return { possible: false, reason: sayPoolMissing(poolId) };
}

/** Says that no task of a job starts because its pool is gone. */
export function sayPoolMissing(poolId: string): string {
  return l10n.t(
    "The job runs its tasks on pool {0}, which doesn't exist in the account, so none of them start.",
    poolId,
  );
}

function canRetry(failing: Failing): boolean {
  return failing.kind === 'task' && isProposable(planRetry(failing.task, failing.job));
}

/**
 * Reorders the advice for a failure that came back after a retry: correcting the definition comes first, and another
 * retry last, in case the failure had another cause that has been fixed.
 */
export function afterRepeat<Whole extends WithRemedies>(whole: Whole): Whole {
  const { fixes = [], remedies = [] } = whole;
  const others = fixes.filter((fix) => !isRetry(fix));
  if (others.length === fixes.length) return { ...whole, remedies: putRetryLast(remedies) };
  const canSubmit = [...fixes.flatMap((fix) => fix.remedies ?? []), ...remedies].includes('task.resubmit');
  const isCorrected = others.some((fix) => fix.remedies?.includes('task.resubmit'));
  return {
    ...whole,
    fixes: [...others, ...(canSubmit && !isCorrected ? [adviseCorrection()] : []), adviseRetry()],
    remedies: putRetryLast(remedies),
  };
}

function putRetryLast(remedies: readonly RemedyId[]): readonly RemedyId[] {
  return remedies.toSorted((one, other) => Number(one === 'task.retry') - Number(other === 'task.retry'));
}

/** Checks whether a step only runs the task again, with a retry among its remedies. */
function isRetry({ remedies = [] }: Fix): boolean {
  return remedies.includes('task.retry') && remedies.every((one) => isAgain(one) || one === 'job.retryFailed');
}

function adviseRetry(): Fix {
  return {
    text: l10n.t(
      'If something outside its definition was at fault, such as a file or a license, and has been fixed, retry the task.',
    ),
    ofSeveral: l10n.t(
      'If something outside their definition was at fault, such as a file or a license, and has been fixed, retry the tasks.',
    ),
    remedies: ['task.retry'],
  };
}

/** Proposes correcting the definition, because a retry failed for the same reason. */
function adviseCorrection(): Fix {
  return {
    text: l10n.t(
      'If its definition is wrong, correct it and submit the task again: a retry used the same definition and failed for the same reason.',
    ),
    ofSeveral: l10n.t(
      'If their definition is wrong, correct it and submit the tasks again: a retry used the same definition, and they failed for the same reason.',
    ),
    remedies: ['task.resubmit'],
  };
}
