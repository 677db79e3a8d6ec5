import type { ComparedTask } from '../../core/diagnosis/causes/taskFacts.ts';
import type { TaskResource } from '../../core/model/resource.ts';
import { isFailed, type Task } from '../../core/model/task.ts';
import type { ComparisonTarget } from '../../core/query/documentPath.ts';
import { nameNodes } from '../../core/query/nodeNames.ts';
import { listReasons, toUnreadNode } from '../../core/query/unreadFile.ts';
import { withLabel } from '../../core/text/label.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import type { FailureReader } from '../evidence/failureReader.ts';
import { findAttempt, type KeptPlaces } from '../evidence/keptAttempts.ts';
import { measureInputs } from '../evidence/measureInputs.ts';
import { MissingEvidence } from '../evidence/missingEvidence.ts';
import { findNodeNames } from '../evidence/nodeNames.ts';
import { thoroughBytes } from '../evidence/readLog.ts';
import { readLogsOrWhy, readTaskLogs, type TaskLogs, toDiagnosedText } from '../evidence/readTaskLogs.ts';
import { gatherSiblings } from '../evidence/siblings.ts';
import { nameDifferences } from '../explain/explanationNames.ts';

/** Writes what is different between two tasks as Markdown. Throws what the service answers about the tasks themselves. */
export async function readAndRenderComparison(
  store: AccountStore,
  { resource, other, savedAt }: ComparisonTarget,
  reader: Pick<FailureReader, 'read'>,
  places: KeptPlaces,
): Promise<string> {
  // Of one job both tasks get the same.
  const hasJobs = other.jobId !== resource.jobId;
  const [failed, succeeded] = await Promise.all([
    savedAt === undefined ? gather(store, resource, reader, hasJobs) : gatherAttempt(places, resource, savedAt),
    gather(store, { ...resource, ...other }, reader, hasJobs),
  ]);
  const { compareTaskEvidence, renderComparison: render } = places.bundles.diagnosis();
  const notes = [
    ...failed.missing.map((text) => withLabel(resource.taskId, text)),
    ...succeeded.missing.map((text) => withLabel(other.taskId, text)),
  ];
  const comparison = compareTaskEvidence(failed, succeeded, failed.siblings);
  const names = new Map([failed, succeeded].flatMap(({ task }) => [...findNodeNames(store, task.nodeInfo?.poolId)]));
  const differences = nameDifferences(comparison, names);
  const acrossJob = comparison.acrossJob.map((sentence) => nameNodes(sentence, names));
  const isOfAttempt = savedAt !== undefined && resource.jobId === other.jobId && resource.taskId === other.taskId;
  // Tasks of two jobs often have the same ID.
  const ids = hasJobs ? { failedId: nameInJob(resource), succeededId: nameInJob(other) } : {};
  return render({ ...comparison, ...ids, differences, acrossJob }, notes, isOfAttempt);
}

function nameInJob({ jobId, taskId }: Pick<TaskResource, 'jobId' | 'taskId'>): string {
  return `${taskId} (${jobId})`;
}

/** An earlier attempt, from its saved record. */
async function gatherAttempt(places: KeptPlaces, resource: TaskResource, savedAt: string): Promise<Gathered> {
  const { of, logs } = await findAttempt(places, { resource, savedAt }, (action) => action);
  const find = (path: string): string | undefined => logs.find((log) => log.path === path)?.text;
  const task = 'task' in of ? of.task : { id: resource.taskId };
  const missing = logs.flatMap(({ unread }) => (unread === undefined ? [] : listReasons(unread)));
  return { task, siblings: [], stderr: find('stderr.txt'), stdout: find('stdout.txt'), missing };
}

interface Gathered extends ComparedTask {
  readonly siblings: readonly Task[];
  /** What could not be had, as sentences. */
  readonly missing: readonly string[];
}

async function gather(
  store: AccountStore,
  resource: TaskResource,
  reader: Pick<FailureReader, 'read'>,
  hasJob: boolean,
): Promise<Gathered> {
  const { service } = store;
  const task = await service.tasks.getTask(resource.jobId, resource.taskId);
  const { poolId, nodeId } = task.nodeInfo ?? {};
  const absent = new MissingEvidence();
  const ifThere = <T>(answer: Promise<T>) => absent.ifThere(answer);
  const [job, { inputs, why }, pool, asked, logs, siblings] = await Promise.all([
    hasJob ? ifThere(service.jobs.getJob(resource.jobId)) : undefined,
    measureInputs(store, task),
    poolId === undefined ? undefined : ifThere(service.pools.getPool(poolId)),
    poolId === undefined || nodeId === undefined
      ? undefined
      : absent.ask(service.nodes.getNode(poolId, nodeId), (error) => toUnreadNode(error, nodeId)),
    nodeId === undefined ? undefined : readLogsOrWhy(readLogs(store, resource, task, reader), task),
    gatherSiblings(store, resource.jobId, task, absent),
  ]);
  const { stderr, stdout } = logs ?? {};
  const unread = [
    ...new Set([stderr, stdout].flatMap((log) => (log?.unread === undefined ? [] : listReasons(log.unread)))),
  ];
  const missing = [...absent.found.map(({ text }) => text), ...unread, ...(why === undefined ? [] : [why])];
  return {
    task,
    job,
    inputs,
    pool,
    node: asked?.kind === 'read' ? asked.value : undefined,
    siblings,
    stderr: stderr && toDiagnosedText(stderr),
    stdout: stdout && toDiagnosedText(stdout),
    missing,
  };
}

function readLogs(
  store: AccountStore,
  resource: TaskResource,
  task: Task,
  reader: Pick<FailureReader, 'read'>,
): Promise<TaskLogs> {
  return isFailed(task)
    ? reader.read(store, resource, task, thoroughBytes)
    : readTaskLogs(store.service, resource, task, { maxBytes: thoroughBytes });
}
