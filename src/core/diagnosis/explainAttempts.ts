import * as l10n from '@vscode/l10n';
import type { LogEnd } from '../model/logEnd.ts';
import type { SavedAttempt } from '../model/savedAttempt.ts';
import { isFailed, type Task } from '../model/task.ts';
import { asCount, formatNumber } from '../query/numbers.ts';
import { formatTime } from '../query/times.ts';
import type { ReportPlace } from '../remedy/attemptsReport.ts';
import { plural } from '../text/plural.ts';
import { explainTask } from './explainTask.ts';
import type { Evidence, Explanation } from './explanation/explanation.ts';
import { withoutSubject } from './explanation/subject.ts';

/**
 * Those of the kept attempts that came before the run that the task tells of now: one is kept before a request is sent,
 * and where that was refused the task is as it was. One that ran when it was kept is the same run until another starts.
 */
export function listEarlierAttempts(
  { executionInfo }: Pick<Task, 'executionInfo'>,
  attempts: readonly SavedAttempt[],
): readonly SavedAttempt[] {
  const { startTime, endTime } = executionInfo ?? {};
  return attempts.filter(({ task }) => {
    const before = task.executionInfo;
    if (before?.endTime !== undefined) return before.endTime !== endTime;
    return before?.startTime === undefined || before.startTime !== startTime;
  });
}

/** Those of the attempts of a failed task that failed for the same reason as it does now, oldest first. */
export function listSameAttempts(
  task: Pick<Task, 'executionInfo'>,
  { fingerprint }: Pick<Explanation, 'fingerprint'>,
  attempts: readonly SavedAttempt[],
): readonly SavedAttempt[] {
  return listEarlierAttempts(task, attempts).filter(
    (attempt) => isFailed(attempt.task) && toFingerprint(attempt) === fingerprint,
  );
}

/**
 * Whether a failed task had failed for the same reason before; undefined where that is not known, since nothing was kept
 * of an earlier attempt that would tell.
 */
export function isSameAsBefore(
  task: Pick<Task, 'executionInfo'>,
  explanation: Pick<Explanation, 'fingerprint'>,
  attempts: readonly SavedAttempt[],
): boolean | undefined {
  if (listSameAttempts(task, explanation, attempts).length > 0) return true;
  const before = listEarlierAttempts(task, attempts).filter((attempt) => isFailed(attempt.task));
  return before.length > 0 && before.every(tellsCause) ? false : undefined;
}

/** Whether more is kept than the exit code, which many causes share. One that came to no node has no logs. */
function tellsCause({ fingerprint, logs }: SavedAttempt): boolean {
  return fingerprint !== undefined || logs.length === 0 || areRead(logs);
}

/**
 * Whether a failed task failed for the same reason in its earlier attempts, oldest first, as far as they were kept: a
 * cause that came again is no passing one. Nothing for a task that has not failed.
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
      : [l10n.t('The attempt before failed for another reason: {0}.', withoutSubject(others.title, [task.id]))]),
  ];
  return texts.map((text) => ({ text }));
}

/** Less is known of an attempt than of the present failure: only what its log or the service says tells them apart. */
function isOther(before: Explanation, now: Explanation): boolean {
  return before.category !== now.category && before.confidence !== 'guess';
}

const explained = new WeakMap<SavedAttempt, Explanation>();

/** Explained once: an attempt that was kept never changes, and a page asks for it in several places. */
function explainAttempt(attempt: SavedAttempt): Explanation {
  const known = explained.get(attempt);
  if (known !== undefined) return known;
  const { task, logs } = attempt;
  const explanation = explainTask({ task, stdout: findText(logs, 'stdout.txt'), stderr: findText(logs, 'stderr.txt') });
  explained.set(attempt, explanation);
  return explanation;
}

/** Of an attempt without its logs it is known as it was told when it was kept. */
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
  if (last === undefined) return [];
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
      one: l10n.t('The task ran again {count} time, last after {time}, and failed again for the same reason.', parts),
      other: l10n.t(
        'The task ran again {count} times, last after {time}, and failed again for the same reason.',
        parts,
      ),
    }),
  ];
}
