import type { ComputeNode } from '../model/computeNode.ts';
import { isExecutionFailed, isOver, type Job, type JobPreparationAndReleaseStatus } from '../model/job.ts';

type Statuses = readonly JobPreparationAndReleaseStatus[];

/**
 * Leaves out failed runs of an unfinished job's preparation task on machines that are gone: Azure took them back, or
 * `nodes`, all of the pool's, don't include them. There is nothing left to repair, and a machine that replaces one runs
 * the task itself. Without any other run, the failures are all that is known, and stay, marked as gone.
 */
export function listStandingPreparations(
  job: Job | undefined,
  statuses: Statuses,
  { items: nodes, hasMore }: { readonly items: readonly ComputeNode[]; readonly hasMore: boolean },
): Statuses {
  if (nodes.length === 0 || job === undefined || isOver(job)) return statuses;
  const states = new Map(nodes.map(({ id, state }) => [id, state]));
  const isGone = ({ nodeId = '', jobPreparationTaskExecutionInfo: run }: Statuses[number]): boolean =>
    isExecutionFailed(run) && (states.get(nodeId) === 'preempted' || (!hasMore && !states.has(nodeId)));
  const standing = statuses.filter((status) => !isGone(status));
  if (standing.length === 0) return statuses.map((status) => ({ ...status, isGone: true }));
  return standing.length === statuses.length ? statuses : standing;
}
