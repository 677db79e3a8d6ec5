import type { Cause } from '../../core/diagnosis/causes/causes.ts';
import type { FailedTask } from '../../core/diagnosis/causes/failing.ts';
import { findRetention, type Retention } from '../../core/impact/retention.ts';
import { countNodes } from '../../core/model/pool.ts';
import { hasRun } from '../../core/model/task.ts';
import { isOneOf } from '../../core/model/words.ts';
import type { AccountSnapshot } from '../../service/store/accountStore.ts';
import { findById } from './findById.ts';
import { findSeenNodes } from './seenNodes.ts';

/** Finds how long the nodes keep the files of the failed tasks of causes, without those that are known to be lost. */
export function findKeptFiles(snapshot: AccountSnapshot, causes: readonly Cause[], now: Date): Retention {
  const failing = causes.flatMap(({ failures }) => failures.map((one) => one.failing));
  return findRetention(failing, now, (failed) => areFilesLost(snapshot, failed));
}

/** Counts the failed tasks of a cause whose program left logs that can't be read any more. */
export function countLost(snapshot: AccountSnapshot, { failures }: Pick<Cause, 'failures'>): number {
  return failures.filter(
    ({ failing }) => failing.kind === 'task' && hasRun(failing.task) && areFilesLost(snapshot, failing),
  ).length;
}

/**
 * Checks whether the loaded lists show that a task's files can't be read any more: its pool is gone or has no nodes, or
 * its node is gone, or in a state in which Batch can't reach it.
 */
function areFilesLost(snapshot: AccountSnapshot, { task: { nodeInfo = {} } }: FailedTask): boolean {
  const { poolId = '', nodeId } = nodeInfo;
  const pools = snapshot.slice({ kind: 'pools' });
  if (findById(pools.items, poolId) === undefined) return pools.loadedAt !== undefined && !pools.hasMore;
  const counts = snapshot.nodeCounts.get(poolId);
  if (counts !== undefined && countNodes(counts, 'total') === 0) return true;
  const seen = findSeenNodes(snapshot, poolId);
  const node = seen?.items.find(({ id }) => id === nodeId);
  if (node === undefined) return seen !== undefined && !seen.hasMore;
  return isOneOf(node.state, ['preempted', 'unusable', 'unknown']);
}
