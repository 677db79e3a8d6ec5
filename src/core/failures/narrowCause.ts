import type { Cause, ExplainedFailure } from '../diagnosis/causes/causes.ts';
import type { Failing } from '../diagnosis/causes/failing.ts';
import { measureHarm } from '../impact/harm.ts';

/**
 * Reduces a cause to some of its failures, and updates its texts and harm; undefined if none remain, and unchanged if
 * all do.
 */
export function narrowCause(cause: Cause, keeps: (failure: ExplainedFailure) => boolean): Cause | undefined {
  const failures = cause.failures.filter(keeps);
  if (failures.length === 0) return undefined;
  if (failures.length === cause.failures.length) return cause;
  const failing = failures.map((failure) => failure.failing);
  // Newest first.
  const times = failing.flatMap(({ at }) => at ?? []);
  const cluster = {
    ...cause.cluster,
    count: failures.length,
    jobs: listDistinct(failing.map(findJobId)),
    nodes: listDistinct(failing.map(findNodeId)),
    firstSeen: times.at(-1) ?? '',
    lastSeen: times[0] ?? '',
  };
  const { example, ...all } = cause;
  const isIn = example !== undefined && failing.includes(example.failing);
  return { ...all, ...(isIn ? { example } : {}), cluster, failures, harm: measureHarm(failing) };
}

/** Returns the job that a failed item is or belongs to. */
export function findJobId({ kind, resource }: Failing): string | undefined {
  return kind === 'task' || kind === 'job' ? resource.jobId : undefined;
}

/** Checks whether a failure is one of a job or its tasks, or one elsewhere for which tasks of the job wait. */
export function concernsJob(failing: Failing, jobId: string): boolean {
  return findJobId(failing) === jobId || (failing.blocks?.tasks.get(jobId) ?? 0) > 0;
}

/** Returns the pool that a failed item is or runs in. */
export function findPoolId(failing: Failing): string | undefined {
  switch (failing.kind) {
    case 'task':
      return failing.task.nodeInfo?.poolId ?? failing.pool?.id ?? failing.job?.poolInfo?.poolId;
    case 'job':
      return failing.job.poolInfo?.poolId;
    default:
      return failing.resource.poolId;
  }
}

/** Returns the node that a failed item is or ran on. */
export function findNodeId(failing: Failing): string | undefined {
  if (failing.kind === 'task') return failing.task.nodeInfo?.nodeId;
  return failing.kind === 'node' ? failing.resource.nodeId : undefined;
}

function listDistinct(ids: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(ids.filter((id) => id !== undefined))].sort();
}
