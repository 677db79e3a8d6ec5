import * as l10n from '@vscode/l10n';
import { isLookedInto } from '../../failures/representative.ts';
import type { LogEnd } from '../../model/logEnd.ts';
import type { SavedAttempt } from '../../model/savedAttempt.ts';
import { isFailed, type Task } from '../../model/task.ts';
import type { ReportPlace } from '../../page/attemptsReport.ts';
import { plural } from '../../text/plural.ts';
import { asCount, formatNumber } from '../../words/numbers.ts';
import { formatTime } from '../../words/times.ts';
import type { ExplainedFailure } from '../causes/causes.ts';
import { toTime } from '../evidence/time.ts';
import { explainTaskEvidence } from '../explainTask.ts';
import type { Evidence, Explanation } from '../explanation/explanation.ts';
import { withoutSubject } from '../explanation/sentences.ts';

/** Properties that identify a run of a task, and distinguish the task from an earlier one with the same ID. */
type ShownRun = Pick<Task, 'creationTime' | 'executionInfo'>;

/**
 * Lists the saved attempts that preceded the run that the task reports now. An attempt is saved before a request is
 * sent, so after a refused request the task still shows the same run. Attempts that ended or were saved after the run
 * are left out.
 */
export function listEarlierAttempts(shown: ShownRun, attempts: readonly SavedAttempt[]): readonly SavedAttempt[] {
  return attempts.filter((attempt) => isOfTask(shown, attempt) && isEarlier(shown.executionInfo, attempt));
}

/** Leaves out the attempts of deleted tasks that had the ID of one of `tasks`. */
export function listOwnAttempts(tasks: readonly Task[], attempts: readonly SavedAttempt[]): readonly SavedAttempt[] {
  const shown = new Map(tasks.map((task) => [task.id, task]));
  return attempts.filter((attempt) => isOfTask(shown.get(attempt.task.id) ?? {}, attempt));
}

/**
 * Checks whether an attempt belongs to the shown task. Some saved attempts lack the creation time of their task, so the
 * shown task must then have been created before the attempt ended.
 */
function isOfTask({ creationTime }: ShownRun, { savedAt, task }: SavedAttempt): boolean {
  const [added, addedBefore] = [toTime(creationTime), toTime(task.creationTime)];
  if (added === undefined) return true;
  if (addedBefore !== undefined) return added === addedBefore;
  const { startTime, endTime } = task.executionInfo ?? {};
  return (toTime(endTime ?? startTime ?? savedAt) ?? added) >= added;
}

/**
 * Checks whether a run ended (or started, if it was still running) before the shown run, and was saved before the shown
 * run ended.
 */
function isEarlier(shown: Task['executionInfo'], { savedAt, task: { executionInfo: before } }: SavedAttempt): boolean {
  const shownEnd = toTime(shown?.endTime) ?? Number.POSITIVE_INFINITY;
  if ((toTime(savedAt) ?? 0) > shownEnd) return false;
  const [start, end] = [toTime(before?.startTime), toTime(before?.endTime)];
  if (end !== undefined) return end < shownEnd;
  return start === undefined || start < (toTime(shown?.startTime) ?? Number.POSITIVE_INFINITY);
}

/** Lists the attempts of a failed task that failed for its current reason, oldest first. */
export function listSameAttempts(
  task: ShownRun,
  { fingerprint }: Pick<Explanation, 'fingerprint'>,
  attempts: readonly SavedAttempt[],
): readonly SavedAttempt[] {
  return listEarlierAttempts(task, attempts).filter(
    (attempt) => isFailed(attempt.task) && toFingerprint(attempt) === fingerprint,
  );
}

/** An earlier retry of a failed task. The reason of the earlier failure is known only if that attempt was read. */
export interface Repeat {
  /** Time as ISO 8601. */
  readonly at: string;
  readonly isSame: boolean | undefined;
  /** Time (ISO 8601) at which the task first failed for the same reason, if it is known. */
  readonly firstSeen?: string | undefined;
}

/** Finds the last retry of a task that had failed before and has failed again; undefined if no attempt was saved. */
export function findRepeat(
  task: ShownRun,
  failure: Pick<ExplainedFailure, 'explanation' | 'known'>,
  attempts: readonly SavedAttempt[],
): Repeat | undefined {
  const last = listEarlierAttempts(task, attempts).findLast((attempt) => isFailed(attempt.task));
  if (last === undefined) return undefined;
  if (!isLookedInto(failure)) return { at: last.savedAt, isSame: undefined };
  const same = listSameAttempts(task, failure.explanation, attempts);
  return {
    at: (same.at(-1) ?? last).savedAt,
    isSame: same.length > 0,
    firstSeen: same[0]?.task.executionInfo?.endTime,
  };
}

/** Checks whether a failed task had failed before for the same reason; undefined if no saved attempt shows it. */
export function isSameAsBefore(
  task: ShownRun,
  explanation: Pick<Explanation, 'fingerprint'>,
  attempts: readonly SavedAttempt[],
): boolean | undefined {
  if (listSameAttempts(task, explanation, attempts).length > 0) return true;
  const before = listEarlierAttempts(task, attempts).filter((attempt) => isFailed(attempt.task));
  return before.length > 0 && before.every(saysCause) ? false : undefined;
}

/**
 * Checks whether more than the exit code is saved, because many causes share an exit code. An attempt that never got a
 * node has no logs.
 */
function saysCause({ fingerprint, logs }: SavedAttempt): boolean {
  return fingerprint !== undefined || logs.length === 0 || areRead(logs);
}

/**
 * Explains whether a failed task failed for the same reason in its saved attempts, oldest first, because a repeated
 * cause is not a temporary one. Returns an empty list for a task that has not failed.
 */
export function explainAttempts(
  task: Task,
  explanation: Explanation,
  attempts: readonly SavedAttempt[],
  place: ReportPlace = {},
): readonly Evidence[] {
  if (!isFailed(task)) return [];
  const before = listEarlierAttempts(task, attempts)
    .filter((attempt) => isFailed(attempt.task))
    .map(explainAttempt);
  const same = listSameAttempts(task, explanation, attempts);
  const last = before.at(-1);
  const others = last !== undefined && isOther(last, explanation) ? last : undefined;
  const texts = [
    ...describeSame(same, before.length, place),
    ...(others === undefined
      ? []
      : [l10n.t('The previous attempt failed for a different reason: {0}.', withoutSubject(others.title, [task.id]))]),
  ];
  return texts.map((text) => ({ text }));
}

/**
 * Checks whether a saved attempt failed for another reason. Less is known about it than about the current failure, so
 * only the log or the service's message counts.
 */
function isOther(before: Explanation, now: Explanation): boolean {
  return before.category !== now.category && before.confidence !== 'guess';
}

const explained = new WeakMap<SavedAttempt, Explanation>();

/** Explains a saved attempt. Cached, because attempts never change and a page needs the explanation repeatedly. */
function explainAttempt(attempt: SavedAttempt): Explanation {
  const known = explained.get(attempt);
  if (known !== undefined) return known;
  const { task, logs } = attempt;
  const explanation = explainTaskEvidence({
    task,
    stdout: findText(logs, 'stdout.txt'),
    stderr: findText(logs, 'stderr.txt'),
  });
  explained.set(attempt, explanation);
  return explanation;
}

/** Returns the current fingerprint, or the saved one for an attempt without logs. */
function toFingerprint(attempt: SavedAttempt): string {
  return (areRead(attempt.logs) ? undefined : attempt.fingerprint) ?? explainAttempt(attempt).fingerprint;
}

function areRead(logs: readonly LogEnd[]): boolean {
  return logs.some(({ text }) => text !== undefined);
}

function findText(logs: readonly LogEnd[], file: string): string | undefined {
  return logs.find(({ path }) => path === file)?.text;
}

function describeSame(same: readonly SavedAttempt[], all: number, { timeZone }: ReportPlace): readonly string[] {
  const last = same.at(-1);
  // The outcome of the only attempt has its own line if the attempt was read.
  if (last === undefined || (all === 1 && last.effect === 'failedForSameReason')) return [];
  const parts = { ...asCount(same.length), time: formatTime(last.savedAt, timeZone) };
  if (same.length < all)
    return [
      l10n.t('{same} of {all} earlier attempts failed for the same reason.', {
        same: formatNumber(same.length),
        all: formatNumber(all),
      }),
    ];
  return [
    plural(same.length, {
      '=1': l10n.t('The task ran again after {time}, and failed again for the same reason.', { time: parts.time }),
      one: l10n.t(
        'The task ran again {count} time, most recently after {time}, and failed again for the same reason.',
        parts,
      ),
      other: l10n.t(
        'The task ran again {count} times, most recently after {time}, and failed again for the same reason.',
        parts,
      ),
    }),
  ];
}
