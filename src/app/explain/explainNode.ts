import type { RecentTask } from '../../core/model/computeNode.ts';
import type { NodeResource } from '../../core/model/resource.ts';
import type { Task } from '../../core/model/task.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { toFinding } from '../evidence/helperLogs.ts';
import { loadNodeNames } from '../evidence/nodeNames.ts';
import { briefBytes, readLog, readLogOrWhy, toRemoteFile } from '../evidence/readLog.ts';
import { toUnreadLogs } from '../evidence/readTaskLogs.ts';
import type { ExplainedResource } from './explainedResource.ts';
import type { PatientSources } from './explanationSources.ts';

/** A task that ran on the node, as the node reports it: briefer than the job's own list. */
function toTask({ poolId, nodeId }: NodeResource, recent: RecentTask): Task {
  const { taskId: id, taskState: state, executionInfo } = recent;
  return {
    id: id ?? '',
    nodeInfo: { poolId, nodeId },
    ...(state && { state }),
    ...(executionInfo && { executionInfo }),
  };
}

/**
 * Asks for a node, its pool, the logs of its start task and what failed on it, and explains what is wrong with it. Throws
 * what the service answers about the node and its pool.
 */
export async function readAndExplainNode(
  store: AccountStore,
  resource: NodeResource,
  { bundles, causes, late, hasNodeUser }: Pick<PatientSources, 'bundles' | 'causes' | 'late' | 'hasNodeUser'>,
  now: Date,
): Promise<ExplainedResource> {
  const { service } = store;
  const readStartLog = (path: string) =>
    readLogOrWhy(readLog(toRemoteFile(service.nodeFiles, resource, path), path, undefined, briefBytes), path);
  const [node, pool, started, known] = await Promise.all([
    service.nodes.getNode(resource.poolId, resource.nodeId),
    service.pools.getPool(resource.poolId),
    late.inTime('startTaskLogs', Promise.all([readStartLog('startup/stderr.txt'), readStartLog('startup/stdout.txt')])),
    late.inTime('causes', causes.ofAccount(store, resource.poolId)),
  ]);
  const [stderr, stdout] = started ?? [];
  const recent = node.recentTasks ?? [];
  const missing = node.startTaskInfo?.exitCode === undefined ? [] : (started ?? []).flatMap(toFinding);
  const unread = stderr === undefined || stdout === undefined ? {} : toUnreadLogs({ stderr, stdout });
  const startLogs = { stdout: stdout?.text, stderr: stderr?.text, unread };
  const hasUser = hasNodeUser?.(resource);
  const evidence = { node, pool, ...startLogs, causes: known?.causes, coverage: known, hasUser, now };
  const logs = (started ?? []).filter(({ text }) => text !== undefined && text !== '');
  const explanation = bundles.diagnosis().explainNodeEvidence(evidence);
  return {
    explanation: { ...explanation, evidence: [...explanation.evidence, ...missing] },
    targets: { resource },
    logs: logs.map(({ path }) => ({ ...resource, kind: 'nodeFile', path })),
    facts: { node, pool },
    history: { nodes: [node], tasks: recent.map((task) => toTask(resource, task)) },
    tasks: recent.flatMap(({ jobId, taskId }) =>
      jobId === undefined || taskId === undefined
        ? []
        : [{ kind: 'task', accountId: resource.accountId, jobId, taskId }],
    ),
    nodeNames: await loadNodeNames(store, [resource.poolId], explanation),
  };
}
