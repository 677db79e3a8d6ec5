import * as l10n from '@vscode/l10n';
import type { ExplainedFailure } from '../../core/diagnosis/causes/causes.ts';
import type { Evidence, Explanation, Section } from '../../core/diagnosis/explanation/explanation.ts';
import type { JobEvidence } from '../../core/diagnosis/job/jobContext.ts';
import type { TaskLogs } from '../../core/diagnosis/process/logCause.ts';
import type { Comparisons } from '../../core/diagnosis/task/comparisons.ts';
import { compareText } from '../../core/extremes.ts';
import { withNotes } from '../../core/failures/causeNote.ts';
import { rankWithDependents } from '../../core/failures/rankedCauses.ts';
import { pickExplained } from '../../core/failures/representative.ts';
import { isUnread } from '../../core/failures/unreadFailures.ts';
import { findCulprit } from '../../core/model/exitConditions.ts';
import { findFirstFailed, sortByEnd } from '../../core/model/firstFailure.ts';
import type { JobResource, TaskResource } from '../../core/model/resource.ts';
import { hasRun, type Task } from '../../core/model/task.ts';
import { withLabel } from '../../core/text/label.ts';
import { joinParts } from '../../core/text/lists.ts';
import { toKnownNames } from '../../core/words/nodeNames.ts';
import { formatNumber } from '../../core/words/numbers.ts';
import { formatTime } from '../../core/words/times.ts';
import type { AccountStore, ListedFailure } from '../../service/store/accountStore.ts';
import type { CauseSet } from '../causes/knownCauses.ts';
import { gatherLastGood } from '../evidence/comparisons.ts';
import type { FailureReader } from '../evidence/failureReader.ts';
import { gatherRunsOfJob } from '../evidence/gatherRuns.ts';
import { findPreparationLog, findReleaseLog, toFinding } from '../evidence/helperLogs.ts';
import { gatherJob, type KnownOfJob } from '../evidence/jobEvidence.ts';
import { MissingEvidence } from '../evidence/missingEvidence.ts';
import { loadNodeNames } from '../evidence/nodeNames.ts';
import { thoroughBytes } from '../evidence/readLog.ts';
import { readLogsOrWhy, toDiagnosedText, toSaid, toUnreadLogs } from '../evidence/readTaskLogs.ts';
import { toSlice } from '../evidence/startedElsewhere.ts';
import { chooseFarthest } from '../evidence/taskEvidence.ts';
import type { ExplainedResource, RemedyTargets } from './explainedResource.ts';
import type { ExplanationSources, PatientSources } from './explanationSources.ts';
import { withOpenRetried } from './retriedTasks.ts';
import { withDependencies } from './seemingDependencies.ts';
import { listTakenOffline } from './takenOffline.ts';
import { mostSteps } from './wholeAccount.ts';
import { toRemedyCause } from './withCause.ts';

const maxTasksInHistory = 5;

/** Maximum number of requests for other runs of a job's work. */
const mostRequestsForRuns = 20;

/**
 * Reads a job with related data, and explains why its tasks fail or wait, based on the causes that the explorer shows
 * and on the log of the first failure. Throws the service's errors about the job and its tasks.
 */
export async function readAndExplainJob(
  store: AccountStore,
  resource: JobResource,
  sources: ExplanationSources &
    Partial<Pick<PatientSources, 'late' | 'readTakenOffline' | 'readRetried' | 'findRepeats' | 'lastGood'>>,
  now: Date,
  of?: KnownOfJob,
): Promise<ExplainedResource> {
  const { bundles, reader, causes, late, readTakenOffline, readRetried, findRepeats } = sources;
  const { accountId, jobId } = resource;
  const [{ evidence, missing, files, preparation = [] }, known, judged] = await Promise.all([
    gatherJob(store, resource, now, of),
    causes.ofJob(store, jobId),
    late?.inTime('succeeded', causes.judgeSucceeded(store, jobId)),
  ]);
  const { job, tasks = [], pool, nodes = [] } = evidence;
  const failed = sortByEnd(
    joinTasks(tasks, listFailedTasks(known), store.snapshot.slice({ kind: 'failures', jobId }).items),
  );
  const absent = new MissingEvidence();
  const culprit = findCulprit(job, failed) ?? findFirstFailed(failed);
  const example = culprit && ({ kind: 'task', accountId, jobId, taskId: culprit.id } as const);
  const ranked = rankWithDependents(known.causes, tasks);
  const leading = ranked.find(({ cluster, failures }) => !isUnread(cluster) && failures.some(isOfTask));
  const examples = ranked.slice(0, mostSteps).flatMap((cause) => pickExplained(cause) ?? []);
  const [firstLogs, compared, repeats, judgedAll] = await Promise.all([
    readLogsOf(store, resource, culprit, reader, absent),
    example && gatherLastGoodOf(store, example, culprit, evidence, absent, sources),
    leading && findRepeats?.(leading),
    withDependencies(store, examples, judged, sources),
  ]);
  const explained = bundles.diagnosis().explainJobEvidence(
    {
      ...evidence,
      ...(known.causes.length === 0 ? {} : { causes: ranked, coverage: known }),
      firstLogs,
      takenOfflineAt:
        pool && (await listTakenOffline({ kind: 'pool', accountId, poolId: pool.id }, nodes, readTakenOffline)),
    },
    { judged: judgedAll, repeats, compared },
  );
  const retried = await readRetried?.({ resource });
  const explanation = withNotes(
    retried === undefined ? explained : withOpenRetried(explained, retried, bundles),
    ranked,
  );
  const runs = of === undefined ? await describeRuns(store, resource, known, sources) : undefined;
  const { error } = store.snapshot.slice({ kind: 'tasks', jobId, group: 'failed' });
  if (error !== undefined) absent.found.push({ text: error.message, source: error.code });
  const logs = [
    findPreparationLog(accountId, evidence.preparation ?? [], evidence.preparationLogs),
    findReleaseLog(accountId, preparation, evidence.releaseLogs),
  ];
  const first = failed.slice(0, maxTasksInHistory);
  const main = ranked.find(({ cluster }) => !isUnread(cluster)) ?? ranked[0];
  return {
    explanation: {
      ...explanation,
      evidence: [...explanation.evidence, ...missing, ...absent.found],
      related: [...(explanation.related ?? []), ...(runs === undefined ? [] : [runs])],
    },
    targets: {
      resource,
      example,
      ...toWaitingTarget(resource, explanation),
      ...(pool === undefined ? {} : { pool: { kind: 'pool', accountId, poolId: pool.id } }),
      ...(main === undefined ? {} : { cause: { ...toRemedyCause(main, resource), title: main.cluster.title } }),
    },
    logs: [...logs.filter((log) => log !== undefined), ...files],
    facts: { job },
    ...describeRunning(evidence, bundles),
    history: { job, preparation, tasks: first, failedTasks: Math.max(failed.length, known.total) },
    tasks: first.map(({ id }) => ({ kind: 'task', accountId, jobId, taskId: id })),
    // The timeline contains nodes that the explanation does not mention.
    nodeNames: new Map([...toKnownNames(toSlice(nodes)), ...(await loadNodeNames(store, [pool?.id], explanation))]),
  };
}

/** Describes the latest runs of a job's work, with the account's causes if they are known, and otherwise with its own. */
async function describeRuns(
  store: AccountStore,
  resource: JobResource,
  own: CauseSet,
  { bundles, causes }: Pick<ExplanationSources, 'bundles' | 'causes'>,
): Promise<Section | undefined> {
  const { accountId, jobId } = resource;
  const account = { kind: 'account', accountId } as const;
  const runs = await gatherRunsOfJob(store, jobId, {
    accountId,
    findCauses: async () => {
      const known = causes.shownOf(store, account);
      return [known === undefined ? { ...own, resource } : { ...known, resource: account }];
    },
    listSeen: () => causes.listSeen(accountId, jobId),
    mostRequests: mostRequestsForRuns,
  });
  return runs && bundles.diagnosis().toRunsSection(runs);
}

const mostRunning = 10;

/** Describes the running tasks that started first, each as its own page judges it, with its node and since when. */
function describeRunning(
  evidence: JobEvidence,
  bundles: ExplanationSources['bundles'],
): Pick<ExplainedResource, 'running'> {
  const { tasks = [], nodes = [], job, pool, now } = evidence;
  const running = tasks
    .filter(({ state }) => state === 'running')
    .toSorted((one, other) => compareText(one.executionInfo?.startTime ?? '~', other.executionInfo?.startTime ?? '~'));
  if (running.length === 0) return {};
  const items = running.slice(0, mostRunning).map((task): Evidence => {
    const { nodeInfo: { nodeId = '' } = {}, executionInfo: { startTime } = {} } = task;
    const node = nodes.find(({ id }) => id === nodeId);
    const name = nodeId === '' ? undefined : l10n.t('node {id}', { id: nodeId });
    const since = startTime && withLabel(l10n.t('Started'), formatTime(startTime));
    const { title } = bundles.diagnosis().explainTaskEvidence({ task, node, job, pool, siblings: tasks, now });
    return { text: joinParts(title, name, since) ?? title };
  });
  const count = { count: formatNumber(items.length), all: formatNumber(running.length) };
  const title = l10n.t('Running tasks, the oldest first: {count} of {all}', count);
  return { running: { id: 'running', title, items } };
}

function isOfTask({ failing }: ExplainedFailure): boolean {
  return failing.kind === 'task';
}

/** Reads a failed task's last good run, and the task itself if only a few of its properties were listed. */
async function gatherLastGoodOf(
  store: AccountStore,
  resource: TaskResource,
  listed: ListedFailure,
  { job, pool, nodes = [], counts }: JobEvidence,
  absent: MissingEvidence,
  { lastGood }: Pick<PatientSources, 'lastGood'>,
): Promise<Comparisons | undefined> {
  if (lastGood === undefined) return undefined;
  const task = listed.isExcerpt
    ? await absent.ifThere(store.service.tasks.getTask(resource.jobId, resource.taskId))
    : listed;
  if (task === undefined) return undefined;
  const node = nodes.find(({ id }) => id === task.nodeInfo?.nodeId);
  return gatherLastGood(store, resource, { task, job, pool, node, counts }, absent, lastGood);
}

/** Returns the waiting task that a job's explanation mentions, if any. */
export function toWaitingTarget({ accountId, jobId }: JobResource, { wait }: Explanation): Pick<RemedyTargets, 'task'> {
  return wait?.taskId === undefined ? {} : { task: { kind: 'task', accountId, jobId, taskId: wait.taskId } };
}

function listFailedTasks({ causes }: CauseSet): readonly Task[] {
  return causes.flatMap(({ failures }) =>
    failures.flatMap(({ failing }) => (failing.kind === 'task' ? [failing.task] : [])),
  );
}

/** Joins lists of tasks. If lists contain the same task, the first one is kept. */
function joinTasks(...lists: readonly (readonly Task[])[]): readonly Task[] {
  const byId = new Map<string, Task>();
  for (const task of lists.flat()) if (!byId.has(task.id)) byId.set(task.id, task);
  return [...byId.values()];
}

/** Reads the logs of a task, or the reason that this is not possible; undefined if its program never ran. */
async function readLogsOf(
  store: AccountStore,
  { accountId, jobId }: JobResource,
  first: Task | undefined,
  reader: Pick<FailureReader, 'read'>,
  absent: MissingEvidence,
): Promise<TaskLogs | undefined> {
  if (first === undefined || !hasRun(first)) return undefined;
  const resource = { kind: 'task', accountId, jobId, taskId: first.id } as const;
  const read = await readLogsOrWhy(reader.read(store, resource, first, thoroughBytes, chooseFarthest(first)), first);
  const { stdout, stderr } = read.step ?? read;
  for (const each of [stderr, stdout].flatMap(toFinding)) absent.found.push(each);
  return { taskId: first.id, ...toSaid(read, toDiagnosedText), unread: toUnreadLogs(read) };
}
