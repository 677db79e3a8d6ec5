import * as l10n from '@vscode/l10n';
import { isOffered } from '../../changes/offers.ts';
import { isFailed } from '../../model/task.ts';
import { toDurationWords } from '../../words/durations.ts';
import { formatNumber } from '../../words/numbers.ts';
import { elapsedMs, toTime } from '../evidence/time.ts';
import type { Draft } from '../explanation/draft.ts';
import type { Evidence } from '../explanation/explanation.ts';
import { describeRequeues } from '../explanation/retries.ts';
import type { TaskContext } from '../process/taskContext.ts';

/** Minimum number of tasks for which the usual duration is known. */
const minTasks = 3;
/** Factor by which a run time must exceed the others' longest to be unusual, if it is also at least `leastMs`. */
const longFactor = 5;
const leastMs = 10 * 60_000;

interface UsualDuration {
  readonly count: number;
  readonly shortestMs: number;
  readonly longestMs: number;
}

export function findUsualDuration({ siblings }: TaskContext): UsualDuration | undefined {
  const durations = siblings
    .filter((task) => task.state === 'completed' && !isFailed(task))
    .map(({ executionInfo: info }) => elapsedMs(info?.startTime, toTime(info?.endTime)))
    .filter((ms) => ms !== undefined);
  if (durations.length < minTasks) return undefined;
  const sorted = durations.sort((one, other) => one - other);
  return { count: sorted.length, shortestMs: sorted[0] ?? 0, longestMs: sorted.at(-1) ?? 0 };
}

/** Describes the durations of other tasks; undefined if too few have succeeded. */
export function describeUsualDuration(context: TaskContext): Evidence | undefined {
  const usual = findUsualDuration(context);
  if (usual === undefined) return undefined;
  const [count, shortest, longest] = [
    formatNumber(usual.count),
    toDurationWords(usual.shortestMs),
    toDurationWords(usual.longestMs),
  ];
  return {
    text:
      shortest === longest
        ? l10n.t('{count} tasks that succeeded in this job ran for {duration} each.', { count, duration: longest })
        : l10n.t('{0} tasks that succeeded in this job ran for {1} to {2}.', count, shortest, longest),
    source: 'siblings',
  };
}

/**
 * Explains a task that has run far longer than any succeeded task of its job and may hang. `progress` has other
 * evidence of its progress.
 */
export function explainUnusuallyLong(
  context: TaskContext,
  progress: readonly (Evidence | undefined)[],
): Draft | undefined {
  const { task, now } = context;
  const usual = findUsualDuration(context);
  const ran = elapsedMs(task.executionInfo?.startTime, now);
  if (usual === undefined || ran === undefined || ran < Math.max(leastMs, usual.longestMs * longFactor))
    return undefined;
  return {
    category: 'other',
    title: l10n.t('{0} has been running far longer than other tasks in its job', task.id),
    cause: l10n.t(
      'The task has been running for {0}; the longest of the others that succeeded took {1}. It may be hanging, or have more to do than they had.',
      toDurationWords(ran),
      toDurationWords(usual.longestMs),
    ),
    evidence: [...progress, describeRequeues(task.executionInfo)],
    fixes: [
      { text: l10n.t("Check stdout.txt to see whether it's still making progress."), remedies: ['task.openStdout'] },
      {
        text: isOffered('task.requeue', context)
          ? l10n.t("If it isn't, requeue or terminate it; `maxWallClockTime` ends such tasks automatically.")
          : l10n.t("If it isn't, terminate it; `maxWallClockTime` ends such tasks automatically."),
        remedies: ['task.requeue', 'task.terminate'],
      },
    ],
    remedies: ['task.openStderr'],
    confidence: 'guess',
    identity: 'far longer than others',
  };
}
