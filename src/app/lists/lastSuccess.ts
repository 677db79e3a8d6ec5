import type { Cause } from '../../core/diagnosis/causes/causes.ts';
import { findLargest } from '../../core/extremes.ts';
import { pickExplained } from '../../core/failures/representative.ts';
import { maskCommand } from '../../core/model/task.ts';
import type { AccountSnapshot } from '../../service/store/accountStore.ts';

/**
 * Finds when a task with the command line of a cause's example, apart from numbers, last succeeded in the cause's jobs,
 * as ISO 8601; undefined if no loaded task did, of which there may be more.
 */
export function findLastSuccess(snapshot: AccountSnapshot, cause: Cause): string | undefined {
  const failing = pickExplained(cause)?.failing;
  if (failing?.kind !== 'task' || failing.task.commandLine === undefined) return undefined;
  const kind = maskCommand(failing.task);
  const jobs = new Set(
    cause.failures.flatMap(({ failing: { resource } }) => ('jobId' in resource ? resource.jobId : [])),
  );
  const ends = [...jobs].flatMap((jobId) =>
    snapshot
      .slice({ kind: 'tasks', jobId, group: 'succeeded' })
      .items.filter((task) => maskCommand(task) === kind)
      .map(({ executionInfo }) => Date.parse(executionInfo?.endTime ?? '')),
  );
  const last = findLargest(ends.filter(Number.isFinite));
  return Number.isFinite(last) ? new Date(last).toISOString() : undefined;
}
