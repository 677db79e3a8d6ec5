import type { Explanation } from '../../core/diagnosis/explanation.ts';
import type { ReportContext } from '../../core/diagnosis/report/reportContext.ts';
import type { TaskEvidence } from '../../core/diagnosis/task/taskCase.ts';
import type { TimelineEvidence } from '../../core/diagnosis/timeline/timeline.ts';
import type { NodeFileResource, NodeResource, Resource, TaskResource } from '../../core/model/resource.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { loadDiagnosis } from '../load.ts';
import { explainJob } from './explainJob.ts';
import { explainNode } from './explainNode.ts';
import { findNodeNames } from './explanationNames.ts';
import type { FailureReader } from './failureReader.ts';
import { findPreparationLog } from './preparationLog.ts';
import { gatherNamedQuotas } from './quotaEvidence.ts';
import { gatherTask } from './taskEvidence.ts';

/** The things that the remedies of an explanation may be applied to. */
export interface RemedyTargets {
  /** What is explained; stands for what it belongs to as well. */
  readonly resource: Resource;
  /** The node that a task ran on, and its pool: they are not above it. */
  readonly node?: Resource | undefined;
  readonly pool?: Resource | undefined;
}

export interface ExplainedResource {
  readonly explanation: Explanation;
  readonly targets: RemedyTargets;
  /** Logs on nodes that say more: of a start task, of a preparation task. Those of a task are its remedies. */
  readonly logs: readonly NodeFileResource[];
  /** What was read on the way, for the facts at the top of the document. */
  readonly facts: Pick<ReportContext, 'task' | 'job' | 'pool' | 'node'>;
  /** What happened when, as far as that was read. */
  readonly history: TimelineEvidence;
  /** Tasks whose earlier attempts belong to that. */
  readonly tasks: readonly TaskResource[];
  /** Short names of the nodes of the pool, by id. */
  readonly nodeNames: ReadonlyMap<string, string>;
}

/**
 * Asks the service for a thing and what bears on it, and explains what is wrong. Throws what the service answers about
 * the thing itself.
 */
export async function explainResource(
  store: AccountStore,
  resource: Resource,
  reader: FailureReader,
  now: Date,
): Promise<ExplainedResource> {
  const { service } = store;
  switch (resource.kind) {
    case 'task':
      return explainTask(store, resource, reader, now);
    case 'node':
      return explainNode(store, resource);
    case 'pool': {
      const pool = await service.pools.getPool(resource.poolId);
      const quotas = await gatherNamedQuotas(service, ...(pool.resizeErrors ?? []));
      return {
        explanation: loadDiagnosis().explainPool({ pool, quotas }),
        targets: { resource },
        logs: [],
        facts: { pool },
        history: { pool },
        tasks: [],
        nodeNames: findNodeNames(store, resource.poolId),
      };
    }
    case 'job':
      return explainJob(store, resource, now);
    case 'account':
    case 'taskFile':
    case 'nodeFile':
      throw new Error(`a ${resource.kind} is not explained`);
  }
}

/** What bears on one task; of preparation tasks only the one on its own node, once it has one. */
function toHistory({ task, job, node, preparation }: TaskEvidence): TimelineEvidence {
  const own = preparation?.filter(({ nodeId }) => nodeId === task.nodeInfo?.nodeId || task.nodeInfo === undefined);
  return { tasks: [task], job, nodes: node === undefined ? [] : [node], preparation: own };
}

async function explainTask(
  store: AccountStore,
  resource: TaskResource,
  reader: FailureReader,
  now: Date,
): Promise<ExplainedResource> {
  const { evidence, missing } = await gatherTask(store, resource, reader, now);
  const { poolId, nodeId } = evidence.task.nodeInfo ?? {};
  const { accountId } = resource;
  const node: NodeResource | undefined =
    poolId === undefined || nodeId === undefined ? undefined : { kind: 'node', accountId, poolId, nodeId };
  const pool =
    evidence.pool === undefined ? undefined : ({ kind: 'pool', accountId, poolId: evidence.pool.id } as const);
  const explanation = loadDiagnosis().explainTask(evidence);
  // A task that waits for its preparation task is explained by the log of that one.
  const waits = evidence.task.nodeInfo?.nodeId === undefined;
  const log = waits ? findPreparationLog(accountId, evidence.preparation ?? []) : undefined;
  return {
    explanation: { ...explanation, evidence: [...explanation.evidence, ...missing] },
    targets: { resource, node, pool },
    logs: log === undefined ? [] : [log],
    facts: { task: evidence.task, job: evidence.job, pool: evidence.pool, node: evidence.node },
    history: toHistory(evidence),
    tasks: [resource],
    nodeNames: findNodeNames(store, poolId, evidence.nodes),
  };
}
