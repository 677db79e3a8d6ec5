import type { Evidence, Explanation } from '../../core/diagnosis/explanation.ts';
import type { ReportContext } from '../../core/diagnosis/report/renderExplanation.ts';
import type { TaskEvidence } from '../../core/diagnosis/task/taskCase.ts';
import type { TimelineEvidence } from '../../core/diagnosis/timeline/timeline.ts';
import type { JobResource, NodeFileResource, NodeResource, Resource, TaskResource } from '../../core/model/resource.ts';
import { isFailed } from '../../core/model/task.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { loadDiagnosis } from '../load.ts';
import type { FailureReader } from './failureReader.ts';
import { findPreparationLog } from './preparationLog.ts';
import { briefBytes, readLog } from './readLog.ts';
import { toRemoteFile } from './readTail.ts';
import { gatherTask, readFirstPage } from './taskEvidence.ts';

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
}

/** Tasks of a job that are looked at to explain the job: one page of the service. */
const maxTasks = 1000;
/** Failed tasks of a job that its history names. */
const maxTasksInHistory = 5;

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
      return {
        explanation: loadDiagnosis().explainPool({ pool }),
        targets: { resource },
        logs: [],
        facts: { pool },
        history: { pool },
      };
    }
    case 'job':
      return explainJob(store, resource);
    case 'account':
    case 'taskFile':
    case 'nodeFile':
      throw new Error(`a ${resource.kind} is not explained`);
  }
}

async function explainJob(store: AccountStore, resource: JobResource): Promise<ExplainedResource> {
  const { service } = store;
  const { accountId, jobId } = resource;
  const job = await service.jobs.getJob(jobId);
  const [tasks, preparation] = await Promise.all([
    readFirstPage(service.tasks.listTasks(jobId, { pageSize: maxTasks })),
    job.jobPreparationTask === undefined ? [] : readFirstPage(service.jobs.listPreparationAndReleaseStatus(jobId)),
  ]);
  const explanation = loadDiagnosis().explainJob({ job, tasks, preparation });
  const log = findPreparationLog(accountId, preparation);
  const cause = log === undefined ? [] : await explainNodeLog(store, log);
  return {
    explanation: { ...explanation, evidence: [...explanation.evidence, ...cause] },
    targets: { resource },
    logs: log === undefined ? [] : [log],
    facts: { job },
    history: { job, preparation, tasks: tasks.filter(isFailed).slice(0, maxTasksInHistory) },
  };
}

/** What bears on one task; of preparation tasks only the one on its own node, once it has one. */
function toHistory({ task, job, node, preparation }: TaskEvidence): TimelineEvidence {
  const own = preparation?.filter(({ nodeId }) => nodeId === task.nodeInfo?.nodeId || task.nodeInfo === undefined);
  return { tasks: [task], job, nodes: node === undefined ? [] : [node], preparation: own };
}

/** What a log on a node says about why the program that wrote it failed, or why it can't be read. */
async function explainNodeLog({ service }: AccountStore, log: NodeFileResource): Promise<readonly Evidence[]> {
  const name = log.path.slice(log.path.lastIndexOf('/') + 1);
  const { text, missing } = await readLog(toRemoteFile(service.nodeFiles, log, log.path), name, undefined, briefBytes);
  if (text === undefined) return missing === undefined ? [] : [{ text: missing, source: name }];
  const found = loadDiagnosis().explainLog(text);
  if (found === undefined) return [];
  const { line, text: cause } = found.rootCause;
  return [
    { text: found.title, source: name },
    { text: cause, source: `${name}:${line}` },
  ];
}

async function explainNode(store: AccountStore, resource: NodeResource): Promise<ExplainedResource> {
  const { service } = store;
  const readStartLog = (path: string) =>
    readLog(toRemoteFile(service.nodeFiles, resource, path), path, undefined, briefBytes);
  const [node, pool, stdout, stderr] = await Promise.all([
    service.nodes.getNode(resource.poolId, resource.nodeId),
    service.pools.getPool(resource.poolId),
    readStartLog('startup/stdout.txt'),
    readStartLog('startup/stderr.txt'),
  ]);
  const evidence = { node, pool, stdout: stdout.text, stderr: stderr.text };
  const logs = [stderr, stdout].filter(({ text }) => text !== undefined && text !== '');
  return {
    explanation: loadDiagnosis().explainNode(evidence),
    targets: { resource },
    logs: logs.map(({ path }) => ({ ...resource, kind: 'nodeFile', path })),
    facts: { node, pool },
    history: { nodes: [node] },
  };
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
  };
}
