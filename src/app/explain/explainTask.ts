import type { TaskEvidence } from '../../core/diagnosis/process/taskContext.ts';
import type { TimelineEvidence } from '../../core/diagnosis/report/timeline.ts';
import { isUnusableState } from '../../core/impact/harmOrder.ts';
import { findCulprit } from '../../core/model/exitConditions.ts';
import { wasEnded } from '../../core/model/firstFailure.ts';
import { type NodeResource, type TaskResource, toKey } from '../../core/model/resource.ts';
import { findReturn, isFailed, isInGroup, wasPutBack } from '../../core/model/task.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { gatherLastGood, gatherNearest } from '../evidence/comparisons.ts';
import { toFailedTask, toPoolsById } from '../evidence/findTask.ts';
import { findPreparationLog } from '../evidence/helperLogs.ts';
import { MissingEvidence } from '../evidence/missingEvidence.ts';
import { loadNodeNames } from '../evidence/nodeNames.ts';
import { gatherTask } from '../evidence/taskEvidence.ts';
import type { ExplainedResource } from './explainedResource.ts';
import type { PatientSources } from './explanationSources.ts';
import { listTakenOffline } from './takenOffline.ts';

/** Milliseconds within which a task returns to the queue after its node was lost. */
const maxReturningMs = 60_000;

/**
 * Returns the evidence for a task's timeline. Includes the task that ended or disabled its job, the preparation task
 * (only on the task's own node if it has one), and the nodes that were lost when the task returned to the queue.
 */
function toHistory({ task, job, node, nodes = [], preparation, siblings = [] }: TaskEvidence): TimelineEvidence {
  const culprit = job && findCulprit(job, [task, ...siblings]);
  const putBack = isInGroup(task, 'active') && wasPutBack(task) ? task.stateTransitionTime : findReturn(task);
  const returned = Date.parse(putBack ?? '');
  const lost = nodes.filter(
    ({ id, state, stateTransitionTime = '' }) =>
      id !== node?.id &&
      isUnusableState(state) &&
      Math.abs(returned - Date.parse(stateTransitionTime)) <= maxReturningMs,
  );
  const own = preparation?.filter(({ nodeId }) => nodeId === task.nodeInfo?.nodeId || task.nodeInfo === undefined);
  const tasks = culprit === undefined || culprit.id === task.id ? [task] : [task, culprit];
  return { tasks, job, nodes: [...(node === undefined ? [] : [node]), ...lost], preparation: own };
}

/** Finds why the task that ended or disabled the job failed, for a task that ended with the job or is waiting. */
async function findCulpritWhy(
  store: AccountStore,
  resource: TaskResource,
  { task, job, siblings = [] }: TaskEvidence,
  causes: Pick<PatientSources['causes'], 'ofTasks'>,
): Promise<string | undefined> {
  const isHit = isInGroup(task, 'active') || wasEnded(task);
  const culprit = job && isHit ? findCulprit(job, siblings) : undefined;
  if (job === undefined || culprit === undefined || culprit.id === task.id) return undefined;
  const failed = toFailedTask({ ...resource, taskId: culprit.id }, culprit, job, toPoolsById(store.snapshot));
  return (await causes.ofTasks(store, [failed])).get(toKey(failed.resource))?.cause.cluster.title;
}

/** Reads a task with related data, including its logs, and explains its problem. */
export async function readAndExplainTask(
  store: AccountStore,
  resource: TaskResource,
  sources: Pick<PatientSources, 'causes' | 'reader' | 'bundles' | 'readTakenOffline' | 'lastGood'>,
  now: Date,
): Promise<ExplainedResource> {
  const { causes, reader, bundles, readTakenOffline } = sources;
  const { evidence, missing, files, preparation } = await gatherTask(store, resource, reader, now);
  const { poolId, nodeId } = evidence.task.nodeInfo ?? {};
  const { accountId } = resource;
  const node: NodeResource | undefined =
    poolId === undefined || nodeId === undefined ? undefined : { kind: 'node', accountId, poolId, nodeId };
  const pool =
    evidence.pool === undefined ? undefined : ({ kind: 'pool', accountId, poolId: evidence.pool.id } as const);
  const takenOfflineAt = pool && (await listTakenOffline(pool, evidence.nodes ?? [], readTakenOffline));
  const absent = new MissingEvidence();
  const [nearest, compared, culpritWhy] = await Promise.all([
    gatherNearest(store, resource, evidence, absent),
    gatherLastGood(store, resource, evidence, absent, sources.lastGood),
    findCulpritWhy(store, resource, evidence, causes),
  ]);
  const explanation = bundles
    .diagnosis()
    .explainTaskEvidence({ ...evidence, takenOfflineAt, culpritWhy }, { compared: { resource, ...compared, nearest } });
  // Record the explanation without comparisons, as for the tasks that represent causes.
  if (isFailed(evidence.task))
    causes.note(store, resource, evidence.task, bundles.diagnosis().explainTaskEvidence(evidence));
  // A task that waits for its preparation task is explained by the preparation task's log.
  const waits = evidence.task.nodeInfo?.nodeId === undefined;
  const history = toHistory({ ...evidence, preparation });
  const log = waits ? findPreparationLog(accountId, evidence.preparation ?? [], evidence.preparationLogs) : undefined;
  return {
    explanation: { ...explanation, evidence: [...explanation.evidence, ...missing, ...absent.found] },
    targets: { resource, node, pool },
    logs: [...(log === undefined ? [] : [log]), ...files],
    facts: { task: evidence.task, job: evidence.job, pool: evidence.pool, node: evidence.node },
    history,
    tasks: [resource],
    nodeNames: await loadNodeNames(store, [poolId ?? pool?.poolId], [explanation, history.tasks]),
  };
}
