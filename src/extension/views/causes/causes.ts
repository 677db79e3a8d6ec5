import type {
  Cluster,
  Failure as ClusterFailure,
  ClusterWithMembers,
} from '../../../core/diagnosis/cluster/failure.ts';
import type { Failing, Failure } from './failing.ts';

/** Failures of one cause. */
export interface Cause {
  readonly accountId: string;
  readonly cluster: Cluster;
  /** Newest first. */
  readonly failures: readonly Failure[];
}

type ToClusters = (failures: readonly ClusterFailure[]) => readonly ClusterWithMembers[];

/** Failures by their cause, most damage first. Causes of several accounts stay apart. */
export function toCauses(failures: readonly Failure[], toClusters: ToClusters): readonly Cause[] {
  const accountIds = new Set(failures.map(({ failing }) => failing.resource.accountId));
  return [...accountIds]
    .flatMap((accountId) => {
      const ofAccount = failures.filter(({ failing }) => failing.resource.accountId === accountId);
      return toCausesOfAccount(accountId, ofAccount, toClusters);
    })
    .sort((one, other) => other.cluster.count - one.cluster.count);
}

function toCausesOfAccount(accountId: string, failures: readonly Failure[], toClusters: ToClusters): readonly Cause[] {
  const origins = new Map(
    failures.map((failure) => [toClusterFailure(failure), { failure, atMs: toMs(failure.failing.at) }]),
  );
  return toClusters([...origins.keys()]).map(({ cluster, members }) => ({
    accountId,
    cluster,
    failures: members
      .flatMap((member) => origins.get(member) ?? [])
      .sort((one, other) => other.atMs - one.atMs)
      .map(({ failure }) => failure),
  }));
}

function toClusterFailure({ failing, explanation }: Failure): ClusterFailure {
  const at = failing.at ?? '';
  const message = findMessage(failing) ?? explanation.cause;
  const { accountId } = failing.resource;
  switch (failing.kind) {
    case 'task': {
      const { jobId, taskId } = failing.resource;
      const { poolId, nodeId } = failing.task.nodeInfo ?? {};
      return { accountId, jobId, taskId, poolId, nodeId, at, explanation, message };
    }
    case 'node': {
      const { poolId, nodeId } = failing.resource;
      return { accountId, poolId, nodeId, at, explanation, message };
    }
    case 'pool':
      return { accountId, poolId: failing.resource.poolId, at, explanation, message };
    case 'job':
      return { accountId, jobId: failing.resource.jobId, at, explanation, message };
  }
}

/** What the service says about a failure of which it knows more than the exit code. */
function findMessage(failing: Failing): string | undefined {
  if (failing.kind === 'node') return failing.node.errors?.[0]?.message;
  if (failing.kind === 'pool') return failing.pool.resizeErrors?.[0]?.message;
  if (failing.kind === 'job') return failing.job.executionInfo?.schedulingError?.message;
  const { exitCode, failureInfo } = failing.task.executionInfo ?? {};
  return exitCode === undefined ? failureInfo?.message : undefined;
}

function toMs(time: string | undefined): number {
  return Date.parse(time ?? '') || 0;
}
