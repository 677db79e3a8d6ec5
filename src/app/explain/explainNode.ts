import * as l10n from '@vscode/l10n';
import type { Evidence } from '../../core/diagnosis/explanation/explanation.ts';
import type { RecentTask } from '../../core/model/computeNode.ts';
import type { JobPreparationAndReleaseStatus } from '../../core/model/job.ts';
import type { NodeResource } from '../../core/model/resource.ts';
import type { Task } from '../../core/model/task.ts';
import { formatTime } from '../../core/words/times.ts';
import type { AccountSnapshot, AccountStore } from '../../service/store/accountStore.ts';
import { askCausesOfPool } from '../causes/knownCauses.ts';
import type { KnownVitalSigns } from '../connect/vitalSigns.ts';
import { gatherNode } from '../evidence/nodeEvidence.ts';
import { loadNodeNames } from '../evidence/nodeNames.ts';
import type { ExplainedResource } from './explainedResource.ts';
import type { PatientSources } from './explanationSources.ts';
import { explainNodeInNetwork } from './withNetwork.ts';

/** Converts a task reported by its node, which has fewer properties than in the job's own list. */
function toRunTask({ poolId, nodeId }: NodeResource, recent: RecentTask): Task {
  const { taskId: id, taskState: state, executionInfo } = recent;
  return {
    id: id ?? '',
    nodeInfo: { poolId, nodeId },
    ...(state && { state }),
    ...(executionInfo && { executionInfo }),
  };
}

/**
 * Reads a node, its pool, its start task logs, and its failures, and explains the node's problem. Throws the service's
 * errors about the node and its pool.
 */
export async function readAndExplainNode(
  store: AccountStore,
  resource: NodeResource,
  {
    bundles,
    causes,
    late,
    hasNodeUser,
    findVitalSigns,
    readTakenOffline,
  }: Pick<PatientSources, 'bundles' | 'causes' | 'late' | 'hasNodeUser' | 'findVitalSigns' | 'readTakenOffline'>,
  now: Date,
): Promise<ExplainedResource> {
  const [gathered, known] = await Promise.all([
    gatherNode(store, resource, bundles, now, (answer) => late.inTime('startTaskLogs', answer)),
    late.inTime('causes', askCausesOfPool(causes, store, resource.poolId)),
  ]);
  const { node, pool } = gathered.evidence;
  const taken = await readTakenOffline?.(resource);
  const recent = node.recentTasks ?? [];
  const evidence = {
    ...gathered.evidence,
    causes: known?.causes,
    coverage: known,
    hasUser: hasNodeUser?.(resource),
    takenOfflineAt: taken?.find(node),
    accountId: resource.accountId,
  };
  const explanation = await explainNodeInNetwork(store, evidence, now, late, bundles);
  return {
    explanation: {
      ...explanation,
      evidence: [...explanation.evidence, ...describeSigns(findVitalSigns?.(resource)), ...gathered.missing],
    },
    targets: { resource },
    logs: gathered.logs,
    facts: { node, pool },
    history: {
      nodes: [node],
      tasks: recent.map((task) => toRunTask(resource, task)),
      preparation: listPreparations(store.snapshot, resource),
    },
    tasks: recent.flatMap(({ jobId, taskId }) =>
      jobId === undefined || taskId === undefined
        ? []
        : [{ kind: 'task', accountId: resource.accountId, jobId, taskId }],
    ),
    nodeNames: await loadNodeNames(store, [resource.poolId], explanation),
  };
}

function describeSigns(known: KnownVitalSigns | undefined): readonly Evidence[] {
  if (known === undefined) return [];
  return [{ source: l10n.t('Vital signs, {time}', { time: formatTime(known.at) }), text: known.text }];
}

/** Lists the results of the loaded jobs' preparation tasks on the node. */
function listPreparations(
  snapshot: AccountSnapshot,
  { nodeId }: NodeResource,
): readonly JobPreparationAndReleaseStatus[] {
  const { items: jobs } = snapshot.slice({ kind: 'jobs' });
  const all = jobs.flatMap(({ id: jobId }) => snapshot.slice({ kind: 'preparation', jobId }).items);
  return all.filter((status) => status.nodeId === nodeId);
}
