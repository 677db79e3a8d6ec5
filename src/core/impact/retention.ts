import * as l10n from '@vscode/l10n';
import type { FailedTask, Failing } from '../diagnosis/causes/failing.ts';
import { hasRun, type Task } from '../model/task.ts';
import { plural } from '../text/plural.ts';
import { dayMs, parseDuration } from '../words/durations.ts';
import { asCount } from '../words/numbers.ts';
import { formatTime } from '../words/times.ts';

/** Milliseconds for which nodes keep a task's files if it has no retention time of its own (REST: TaskConstraints). */
const defaultMs = 7 * dayMs;
/** Maximum number of milliseconds since 1970 in a `Date`. */
const lastMs = 8.64e15;

/** How long the nodes keep the files of failed tasks, their logs included. */
export interface Retention {
  /** Number of tasks whose files are deleted at a known time, unless their node or job goes first. */
  readonly kept: number;
  /** Time (ISO 8601) at which the first of these loses its files. */
  readonly firstEnd: string | undefined;
  /** Number of tasks whose retention time has passed. */
  readonly over: number;
}

/**
 * Finds until when nodes keep the files of failed tasks, except those that are known to be lost: until their retention time has passed since their end.
 * Removing or reimaging a node, and deleting a task or job, deletes them earlier (Batch documentation: "Files and
 * directories").
 */
export function findRetention(
  failing: readonly Failing[],
  now: Date,
  isLost: (failed: FailedTask) => boolean = () => false,
): Retention {
  const ends = failing.flatMap((one) =>
    one.kind === 'task' && hasRun(one.task) && !isLost(one) ? (findRetentionEnd(one.task) ?? []) : [],
  );
  const coming = ends.filter((end) => end > now.getTime() && end <= lastMs).sort((one, other) => one - other);
  const [first] = coming;
  return {
    kept: coming.length,
    firstEnd: first === undefined ? undefined : new Date(first).toISOString(),
    over: ends.filter((end) => end <= now.getTime()).length,
  };
}

/** Finds the time, in milliseconds since 1970, until which its node keeps the files of a task that has ended. */
export function findRetentionEnd(task: Pick<Task, 'executionInfo' | 'nodeInfo' | 'constraints'>): number | undefined {
  const ended = Date.parse(task.executionInfo?.endTime ?? '');
  if (task.nodeInfo === undefined || Number.isNaN(ended)) return undefined;
  return ended + (parseDuration(task.constraints?.retentionTime ?? '') ?? defaultMs);
}

/** Describes until when the logs of failed tasks can be read, as far as their own retention times show it. */
export function describeRetention({ kept, firstEnd, over }: Retention): readonly string[] {
  const last = plural(over, {
    '=0': '',
    one: l10n.t("The retention time of {count} failed task's files has passed.", asCount(over)),
    other: l10n.t("The retention time of {count} failed tasks' files has passed.", asCount(over)),
  });
  if (firstEnd === undefined) return last === '' ? [] : [last];
  const files = { ...asCount(kept), time: formatTime(firstEnd) };
  const first = plural(kept, {
    one: l10n.t('If its node still exists, it keeps the files of {count} failed task until {time}.', files),
    other: l10n.t('Nodes that still exist keep the files of {count} failed tasks until {time} or later.', files),
  });
  return [[first, last].join(' ').trim()];
}
