import type { Job } from '../model/job.ts';
import { countNodes, type PoolNodeCounts } from '../model/pool.ts';

/** Checks whether the job's manager may have the only node to itself: if it waits for the job's tasks, neither ends. */
export function mayManagerHold({ jobManagerTask }: Job, nodes: PoolNodeCounts | undefined): boolean {
  return jobManagerTask !== undefined && jobManagerTask.runExclusive !== false && countNodes(nodes, 'total') === 1;
}
