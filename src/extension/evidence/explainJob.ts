import type { Evidence } from '../../core/diagnosis/explanation/explanation.ts';
import type { JobResource, NodeFileResource } from '../../core/model/resource.ts';
import { isFailed } from '../../core/model/task.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { loadDiagnosis } from '../load.ts';
import type { ExplainedResource } from './explainedResource.ts';
import { findNodeNames } from './explanationNames.ts';
import { gatherJob } from './jobEvidence.ts';
import { findPreparationLog } from './preparationLog.ts';
import { briefBytes, readLog } from './readLog.ts';
import { toRemoteFile } from './readTail.ts';

/** Failed tasks of a job that its history names. */
const maxTasksInHistory = 5;

/** Asks for a job and what bears on it, and explains why its tasks fail or wait. Throws what the service answers about the job and its tasks. */
export async function readAndExplainJob(
  store: AccountStore,
  resource: JobResource,
  now: Date,
): Promise<ExplainedResource> {
  const { accountId, jobId } = resource;
  const { evidence, missing } = await gatherJob(store, jobId, now);
  const { job, tasks = [], preparation = [], pool, nodes = [] } = evidence;
  const explanation = loadDiagnosis().explainJob(evidence);
  const log = findPreparationLog(accountId, preparation);
  const cause = log === undefined ? [] : await explainNodeLog(store, log);
  const failed = tasks.filter(isFailed).slice(0, maxTasksInHistory);
  return {
    explanation: { ...explanation, evidence: [...explanation.evidence, ...cause, ...missing] },
    targets: { resource, ...(pool === undefined ? {} : { pool: { kind: 'pool', accountId, poolId: pool.id } }) },
    logs: log === undefined ? [] : [log],
    facts: { job },
    history: { job, preparation, tasks: failed },
    tasks: failed.map(({ id }) => ({ kind: 'task', accountId, jobId, taskId: id })),
    nodeNames: findNodeNames(store, pool?.id, nodes),
  };
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
