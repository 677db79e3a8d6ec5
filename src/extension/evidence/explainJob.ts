import type { JobResource } from '../../core/model/resource.ts';
import { isFailed } from '../../core/model/task.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { loadDiagnosis } from '../load.ts';
import type { ExplainedResource } from './explainedResource.ts';
import { findNodeNames } from './explanationNames.ts';
import { gatherJob } from './jobEvidence.ts';
import { findPreparationLog, findReleaseLog } from './preparationLog.ts';

/** Failed tasks of a job that its history names. */
const maxTasksInHistory = 5;

/** Asks for a job and what bears on it, and explains why its tasks fail or wait. Throws what the service answers about the job and its tasks. */
export async function readAndExplainJob(
  store: AccountStore,
  resource: JobResource,
  now: Date,
): Promise<ExplainedResource> {
  const { accountId, jobId } = resource;
  const { evidence, missing } = await gatherJob(store, resource, now);
  const { job, tasks = [], preparation = [], pool, nodes = [] } = evidence;
  const explanation = loadDiagnosis().explainJob(evidence);
  const logs = [findPreparationLog(accountId, preparation), findReleaseLog(accountId, preparation)];
  const failed = tasks.filter(isFailed).slice(0, maxTasksInHistory);
  return {
    explanation: { ...explanation, evidence: [...explanation.evidence, ...missing] },
    targets: { resource, ...(pool === undefined ? {} : { pool: { kind: 'pool', accountId, poolId: pool.id } }) },
    logs: logs.filter((log) => log !== undefined),
    facts: { job },
    history: { job, preparation, tasks: failed },
    tasks: failed.map(({ id }) => ({ kind: 'task', accountId, jobId, taskId: id })),
    nodeNames: findNodeNames(store, pool?.id, nodes),
  };
}
