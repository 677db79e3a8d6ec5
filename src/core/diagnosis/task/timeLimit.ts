import * as l10n from '@vscode/l10n';
import type { Task } from '../../model/task.ts';
import { parseDuration, toDurationWords } from '../../words/durations.ts';
import { formatTimeSpan } from '../../words/times.ts';
import { findExit } from '../catalogue/findExit.ts';
import { elapsedMs, isSame, toTime } from '../evidence/time.ts';
import type { Evidence } from '../explanation/explanation.ts';
import type { TaskContext } from '../process/taskContext.ts';

export interface TimeLimit {
  readonly limitMs: number;
  /** Milliseconds for which the task ran or has been running. */
  readonly ranMs: number;
  readonly exceeded: boolean;
}

/** Milliseconds by which the agent may notice the end of the limit early or late. */
const toleranceMs = 2000;

/** Compares the task's `maxWallClockTime` with its actual run time; undefined without a limit or times. */
export function findTimeLimit({ task, now }: Pick<TaskContext, 'task' | 'now'>): TimeLimit | undefined {
  const limitMs = parseDuration(task.constraints?.maxWallClockTime ?? '');
  const { startTime, endTime } = task.executionInfo ?? {};
  // A task seems to start in the future if this computer's clock is behind the service's, so it has just started.
  const justStarted = endTime === undefined && toTime(startTime) !== undefined && now !== undefined ? 0 : undefined;
  const ranMs = elapsedMs(startTime, endTime ?? now) ?? justStarted;
  if (limitMs === undefined || limitMs === Number.POSITIVE_INFINITY || ranMs === undefined) return undefined;
  return { limitMs, ranMs, exceeded: ranMs + Math.min(toleranceMs, limitMs / 10) >= limitMs };
}

/** Returns the limit that ended a task; undefined if the task ended otherwise. */
export function findEndingLimit(context: Pick<TaskContext, 'task' | 'now'>): TimeLimit | undefined {
  const { exitCode, failureInfo } = context.task.executionInfo ?? {};
  const limit = findTimeLimit(context);
  return limit?.exceeded === true && (isSame(failureInfo?.code, 'TaskEnded') || wasKilled(exitCode))
    ? limit
    : undefined;
}

/** Describes the run time and its limit, with start and end. */
export function describeRun({ executionInfo }: Task, { ranMs, limitMs }: TimeLimit): Evidence {
  const [start, end] = [toTime(executionInfo?.startTime), toTime(executionInfo?.endTime)];
  const ran = toDurationWords(ranMs);
  const allowed = toDurationWords(limitMs);
  return {
    text:
      start === undefined || end === undefined
        ? l10n.t('Ran for {0} of the {1} allowed.', ran, allowed)
        : l10n.t({
            message: 'Ran for {ran} of the {allowed} allowed: {span}.',
            args: { ran, allowed, span: formatTimeSpan(start, end) },
            comment: ['{span} is from one time to another, such as "Nov 20, 2026, 08:00 – 09:14 UTC"'],
          }),
    source: 'maxWallClockTime',
  };
}

/**
 * Describes that the time limit was not the cause, because a program that Batch ended looks like one ended for another
 * reason.
 */
export function describeNoLimit(context: TaskContext): Evidence | undefined {
  const limit = findTimeLimit(context);
  if (limit === undefined || limit.exceeded) return undefined;
  return {
    text: l10n.t(
      "The time limit wasn't the cause: it ran for {0} of the {1} allowed.",
      toDurationWords(limit.ranMs),
      toDurationWords(limit.limitMs),
    ),
    source: 'maxWallClockTime',
  };
}

/** Checks whether the process was ended from outside, as far as its exit code shows. */
export function wasKilled(exitCode: number | undefined): boolean {
  return exitCode === undefined || findExit(exitCode)?.fromOutside === true;
}
