import type { Section } from '../../core/diagnosis/explanation/explanation.ts';
import type { TaskEvidence } from '../../core/diagnosis/process/taskCase.ts';
import type { TimelineEvidence } from '../../core/diagnosis/report/timeline.ts';
import type { NodeResource, TaskResource } from '../../core/model/resource.ts';
import { isFailed, toTaskGroup } from '../../core/model/task.ts';
import { findNearestTask } from '../../core/query/nearestTask.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { findPreparationLog } from '../evidence/helperLogs.ts';
import { MissingEvidence } from '../evidence/missingEvidence.ts';
import { loadNodeNames } from '../evidence/nodeNames.ts';
import { gatherTask } from '../evidence/taskEvidence.ts';
import type { ExplainingBundles } from '../ports.ts';
import type { ExplainedResource } from './explainedResource.ts';
import type { PatientSources } from './explanationSources.ts';
import { readLastGood, withLastGood } from './lastGood.ts';
import { listTakenOffline } from './takenOffline.ts';

/** Returns the evidence for a task's timeline, with the preparation task on its own node only, once it has one. */
function toHistory({ task, job, node, preparation }: TaskEvidence): TimelineEvidence {
  const own = preparation?.filter(({ nodeId }) => nodeId === task.nodeInfo?.nodeId || task.nodeInfo === undefined);
  return { tasks: [task], job, nodes: node === undefined ? [] : [node], preparation: own };
}

/** Reads a task with related data, including its logs, and explains its problem. */
export async function readAndExplainTask(
  store: AccountStore,
  resource: TaskResource,
  sources: Pick<PatientSources, 'reader' | 'bundles' | 'readTakenOffline' | 'lastGood'>,
  now: Date,
): Promise<ExplainedResource> {
  const { reader, bundles, readTakenOffline } = sources;
  const { evidence, missing, startFiles } = await gatherTask(store, resource, reader, now);
  const { poolId, nodeId } = evidence.task.nodeInfo ?? {};
  const { accountId } = resource;
  const node: NodeResource | undefined =
    poolId === undefined || nodeId === undefined ? undefined : { kind: 'node', accountId, poolId, nodeId };
  const pool =
    evidence.pool === undefined ? undefined : ({ kind: 'pool', accountId, poolId: evidence.pool.id } as const);
  const takenOfflineAt = pool && (await listTakenOffline(pool, evidence.nodes ?? [], readTakenOffline));
  const explanation = bundles.diagnosis().explainTaskEvidence({ ...evidence, takenOfflineAt });
  const absent = new MissingEvidence();
  const [nearest, lastGood] = await Promise.all([
    readNearest(store, resource, evidence, absent, bundles),
    readLastGood(store, resource, evidence, absent, sources),
  ]);
  const explained = withLastGood(explanation, lastGood, nearest);
  // A task that waits for its preparation task is explained by the log of that task.
  const waits = evidence.task.nodeInfo?.nodeId === undefined;
  const log = waits ? findPreparationLog(accountId, evidence.preparation ?? []) : undefined;
  return {
    explanation: {
      ...explained,
      evidence: [...explained.evidence, ...missing, ...absent.found],
    },
    targets: { resource, node, pool },
    logs: [...(log === undefined ? [] : [log]), ...startFiles],
    facts: { task: evidence.task, job: evidence.job, pool: evidence.pool, node: evidence.node },
    history: toHistory(evidence),
    tasks: [resource],
    nodeNames: await loadNodeNames(store, [poolId ?? pool?.poolId], [explanation, nodeId]),
  };
}

/** Longest wait for optional parts of an explanation, in milliseconds. */
const longestWaitMs = 5000;

/**
 * Compares a failed task with the most similar succeeded one that is already known. Costs one request, because task
 * lists omit properties that may differ. Undefined when no succeeded task is known.
 */
async function readNearest(
  { service }: Pick<AccountStore, 'service'>,
  resource: TaskResource,
  { task, node, nodes = [], pool, siblings = [] }: TaskEvidence,
  absent: MissingEvidence,
  bundles: ExplainingBundles,
): Promise<Section | undefined> {
  if (!isFailed(task)) return undefined;
  const known = findNearestTask(
    task,
    siblings.filter((sibling) => toTaskGroup(sibling) === 'succeeded'),
  );
  if (known === undefined) return undefined;
  const signal = AbortSignal.timeout(longestWaitMs);
  const read = service.tasks.getTask(resource.jobId, known.id, { signal });
  const succeeded = await absent.ifInTime(read, signal, 'siblings');
  if (succeeded === undefined || toTaskGroup(succeeded) !== 'succeeded') return undefined;
  const { poolId, nodeId } = succeeded.nodeInfo ?? {};
  const other = {
    task: succeeded,
    node: [...nodes, ...(node === undefined ? [] : [node])].find(({ id }) => id === nodeId),
    pool: poolId === pool?.id ? pool : undefined,
  };
  return bundles.diagnosis().toNearestSection(resource, { task, node, pool }, other);
}
