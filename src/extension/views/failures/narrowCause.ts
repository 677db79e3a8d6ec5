import type { Cause, ExplainedFailure } from '../../../core/diagnosis/causes/causes.ts';
import type { Failing } from '../../../core/diagnosis/causes/failing.ts';

/** A cause with some of its failures alone, and what is told of these; undefined for none. The same for all of them. */
export function narrowCause(cause: Cause, keeps: (failure: ExplainedFailure) => boolean): Cause | undefined {
  const failures = cause.failures.filter(keeps);
  if (failures.length === 0) return undefined;
  if (failures.length === cause.failures.length) return cause;
  const times = failures.flatMap(({ failing }) => failing.at ?? []).sort();
  const cluster = {
    ...cause.cluster,
    count: failures.length,
    jobs: listDistinct(failures, ({ failing }) => findJobId(failing)),
    nodes: listDistinct(failures, ({ failing }) => findNodeId(failing)),
    firstSeen: times[0] ?? '',
    lastSeen: times.at(-1) ?? '',
  };
  return { ...cause, cluster, failures };
}

/** The job that a failed thing is, or belongs to. */
export function findJobId({ kind, resource }: Failing): string | undefined {
  return kind === 'task' || kind === 'job' ? resource.jobId : undefined;
}

/** The pool that a failed thing is, or runs in. */
export function findPoolId(failing: Failing): string | undefined {
  switch (failing.kind) {
    case 'task':
      return failing.task.nodeInfo?.poolId ?? failing.job?.poolInfo?.poolId;
    case 'job':
      return failing.job.poolInfo?.poolId;
    default:
      return failing.resource.poolId;
  }
}

function findNodeId(failing: Failing): string | undefined {
  if (failing.kind === 'task') return failing.task.nodeInfo?.nodeId;
  return failing.kind === 'node' ? failing.resource.nodeId : undefined;
}

function listDistinct(
  failures: readonly ExplainedFailure[],
  find: (failure: ExplainedFailure) => string | undefined,
): readonly string[] {
  return [...new Set(failures.flatMap((failure) => find(failure) ?? []))].sort();
}
