import type { OfferFacts } from '../../core/changes/offers.ts';
import type { Failing } from '../../core/diagnosis/causes/failing.ts';
import type { Evidence, Explanation } from '../../core/diagnosis/explanation/explanation.ts';
import type { TaskLogs } from '../../core/diagnosis/process/logCause.ts';
import type { Comparisons } from '../../core/diagnosis/task/comparisons.ts';
import { toLogPath } from '../../core/model/logEnd.ts';
import { isMissing } from '../../core/model/missing.ts';
import type { NodeFileResource, TaskFileResource } from '../../core/model/resource.ts';
import type { Task } from '../../core/model/task.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { gatherLastGood } from '../evidence/comparisons.ts';
import { listHelperLogs, readHelperLogs } from '../evidence/helperLogs.ts';
import { MissingEvidence } from '../evidence/missingEvidence.ts';
import { gatherNode } from '../evidence/nodeEvidence.ts';
import { gatherNamedQuotas } from '../evidence/quotaEvidence.ts';
import { gatherTask } from '../evidence/taskEvidence.ts';
import type { PatientSources } from './explanationSources.ts';
import { countTakenOffline } from './takenOffline.ts';
import { explainNodeInNetwork, withNetwork } from './withNetwork.ts';

type Sources = Pick<PatientSources, 'bundles' | 'late' | 'reader' | 'hasNodeUser' | 'readTakenOffline' | 'lastGood'>;

/** The explanation of a cause's representative failure, with the data that was read for it. */
export interface Representative {
  readonly said: Explanation;
  readonly facts: OfferFacts;
  readonly files: readonly (NodeFileResource | TaskFileResource)[];
  readonly missing: readonly Evidence[];
  /** For a task, its logs, and the tasks of its job that it is compared with. */
  readonly logs?: TaskLogs;
  readonly tasks?: readonly Task[] | undefined;
  readonly compared?: Comparisons | undefined;
}

/**
 * Explains the representative failure of a cause based on the same data as the failure's own page. Undefined if the
 * failed item no longer exists. Throws the service's other errors about it.
 */
export async function readRepresentative(
  store: AccountStore,
  failing: Failing,
  sources: Sources,
  now: Date,
): Promise<Representative | undefined> {
  try {
    switch (failing.kind) {
      case 'task':
        return await readTask(store, failing, sources, now);
      case 'node':
        return await readNode(store, failing, sources, now);
      case 'pool':
        return await readPool(store, failing, sources);
      case 'job':
        return await readJob(store, failing, sources, now);
    }
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

type Of<Kind extends Failing['kind']> = Extract<Failing, { readonly kind: Kind }>;

async function readTask(
  store: AccountStore,
  { resource }: Of<'task'>,
  sources: Sources,
  now: Date,
): Promise<Representative> {
  const { bundles, reader, late } = sources;
  const { evidence, missing, files } = await gatherTask(store, resource, reader, now);
  const absent = new MissingEvidence();
  const compared = await gatherLastGood(store, resource, evidence, absent, sources.lastGood);
  const alone = bundles.diagnosis().explainTaskEvidence(evidence);
  const said = await withNetwork(alone, store, evidence.pool, late, bundles);
  const { stdout, stderr, logPaths, unread, subtask, siblings } = evidence;
  const errors = toLogPath(logPaths, 'stderr.txt');
  const [, path = errors] =
    /^([^:]+):-?\d+$/.exec(said.evidence.find(({ isCause }) => isCause === true)?.source ?? '') ?? [];
  const isThere = (path === errors ? stderr : stdout) !== undefined;
  return {
    said,
    facts: evidence,
    files: isThere && subtask === undefined ? [{ ...resource, kind: 'taskFile', path }] : files,
    missing: [...missing, ...absent.found],
    compared,
    logs: { taskId: resource.taskId, stdout, stderr, logPaths, unread, subtask },
    tasks: siblings,
  };
}

/** Reads the last good run before the first task that failed since its cause came back. */
export async function readLastGood(
  store: AccountStore,
  { resource, job, pool, node }: Of<'task'>,
  lastGood: Sources['lastGood'],
): Promise<Comparisons | undefined> {
  const absent = new MissingEvidence();
  const task = await absent.ifThere(store.service.tasks.getTask(resource.jobId, resource.taskId));
  if (task === undefined) return undefined;
  const counts = store.snapshot.taskCounts.get(resource.jobId);
  const compared = await gatherLastGood(store, resource, { task, job, pool, node, counts }, absent, lastGood);
  return compared && { ...compared, isOfReturn: true };
}

async function readNode(
  store: AccountStore,
  { resource }: Of<'node'>,
  { bundles, late, hasNodeUser }: Sources,
  now: Date,
): Promise<Representative> {
  const { evidence, missing, logs } = await gatherNode(store, resource, bundles, now);
  const hasUser = hasNodeUser?.(resource);
  const { node, pool } = evidence;
  return {
    said: await explainNodeInNetwork(
      store,
      { ...evidence, hasUser, accountId: resource.accountId },
      now,
      late,
      bundles,
    ),
    facts: { node, pool, hasNodeUser: hasUser },
    files: logs,
    missing,
  };
}

async function readPool(
  { service }: AccountStore,
  { resource, pool, nodeCounts, waiting, broken, uncounted, isSizeAlone, quotas, network, blocks }: Of<'pool'>,
  { bundles, readTakenOffline }: Sources,
): Promise<Representative> {
  const known = quotas ?? (await gatherNamedQuotas(service, ...(pool.resizeErrors ?? [])));
  const takenOffline = await countTakenOffline(service.nodes, resource, nodeCounts, readTakenOffline);
  const said = bundles.diagnosis().explainPoolEvidence({
    pool,
    nodeCounts,
    takenOffline,
    uncounted,
    isSizeAlone,
    broken,
    // The explanation of the cause already mentions the waiting tasks.
    waiting: (blocks?.tasks.size ?? 0) > 0 ? undefined : waiting,
    quotas: known,
    network,
  });
  return { said, facts: { pool }, files: [], missing: [] };
}

async function readJob(
  { service, account }: AccountStore,
  { job, preparation, preparationLogs, isRelease = false, counts, waiting, quotas }: Of<'job'>,
  { bundles }: Sources,
  now: Date,
): Promise<Representative> {
  const absent = new MissingEvidence();
  const [log] = listHelperLogs(account.id, preparation, isRelease);
  const poolId = job.poolInfo?.poolId;
  const [logs, known, pool] = await Promise.all([
    preparationLogs ?? readHelperLogs(service, listHelperLogs(account.id, preparation, isRelease), absent),
    quotas ?? gatherNamedQuotas(service, job.executionInfo?.schedulingError),
    poolId === undefined ? undefined : absent.ifThere(service.pools.getPool(poolId)),
  ]);
  const said = bundles.diagnosis().explainJobEvidence({
    job,
    accountId: account.id,
    preparation,
    [isRelease ? 'releaseLogs' : 'preparationLogs']: logs,
    isReleaseAlone: isRelease,
    counts,
    ...waiting,
    quotas: known,
    now,
  });
  const task = waiting?.tasks.find(({ id }) => id === said.wait?.taskId);
  return { said, facts: { task, job, pool }, files: log === undefined ? [] : [log], missing: absent.found };
}
