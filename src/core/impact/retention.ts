import type { FailedTask, Failing } from '../diagnosis/causes/failing.ts';
import { dayMs, parseDuration } from '../words/durations.ts';

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
  const ends = failing.flatMap((one) => (one.kind === 'task' && !isLost(one) ? (findEnd(one) ?? []) : []));
  const coming = ends.filter((end) => end > now.getTime() && end <= lastMs).sort((one, other) => one - other);
  const [first] = coming;
  return {
    kept: coming.length,
    firstEnd: first === undefined ? undefined : new Date(first).toISOString(),
    over: ends.filter((end) => end <= now.getTime()).length,
  };
}

function findEnd({ task }: FailedTask): number | undefined {
  const ended = Date.parse(task.executionInfo?.endTime ?? '');
  if (task.nodeInfo === undefined || Number.isNaN(ended)) return undefined;
  return ended + (parseDuration(task.constraints?.retentionTime ?? '') ?? defaultMs);
}
