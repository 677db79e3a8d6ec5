import * as l10n from '@vscode/l10n';
import { toTaskCause } from '../../../core/changes/bulk/inFull.ts';
import {
  foreseeChange,
  foreseeChangeForRetry,
  isOverTime,
  withDistinction,
} from '../../../core/changes/foreseeChange.ts';
import { findOnlyNode, type RetryFacts, type TaskFiles, wouldFailAgain } from '../../../core/changes/retryPlan.ts';
import { planAgain, planRetry } from '../../../core/changes/taskPlans.ts';
import type { Verdict } from '../../../core/changes/verdict.ts';
import { toTime } from '../../../core/clock.ts';
import { and, equals } from '../../../core/filters/odata.ts';
import { groupBy } from '../../../core/groupBy.ts';
import type { BatchError } from '../../../core/model/batchError.ts';
import { findPoolOfJob } from '../../../core/model/job.ts';
import { isMissing } from '../../../core/model/missing.ts';
import { type NodeResource, type TaskResource, toKey } from '../../../core/model/resource.ts';
import type { SavedAttempt } from '../../../core/model/savedAttempt.ts';
import type { Task } from '../../../core/model/task.ts';
import { explainLostFile, findMissing, toUnreadFile } from '../../../core/refusals/unreadFile.ts';
import type { CallOptions } from '../../../service/ports.ts';
import type { App } from '../../app.ts';
import type { TaskCause } from '../../causes/knownCauses.ts';
import { toFailedTask, toPoolsById } from '../../evidence/findTask.ts';
import { MissingEvidence } from '../../evidence/missingEvidence.ts';
import { askNode } from '../../evidence/readTaskLogs.ts';
import { gatherSiblings } from '../../evidence/siblings.ts';
import { findById } from '../../lists/findById.ts';
import { toKnownCause } from '../run/keepFirst.ts';
import type { KnownReason } from '../run/saveAttempt.ts';
import { lookUp } from '../targets/lookUp.ts';
import type { Judged } from '../verb/judge.ts';
import { runEach } from '../verb/runEach.ts';
import { judgeTasks, type TaskCandidate } from './tasks.ts';

/** A failed task that can run again, with the facts that determine how its retry is presented. */
export interface RetryItem extends RetryFacts {
  readonly candidate: TaskCandidate;
  readonly taskCause: TaskCause | undefined;
  readonly onlyNode?: NodeResource | undefined;
  /** Why the task won't start until someone acts, in sentences; absent if nothing is known to prevent it. */
  readonly wait?: string | undefined;
}

/** Maximum number of tasks whose files are listed, with one request each. The files of other tasks count as lost. */
const maxLooks = 1000;
const concurrency = 4;

/** Filter for tasks that can be retried (Batch documentation: "Task - List", filters). */
const failedTasks = and(equals('state', 'completed'), equals('executionInfo/result', 'failure'));

/** Determines which tasks can be retried now, and which can only be submitted again. Throws `Cancelled`. */
export async function judgeRetry(
  services: App,
  tasks: readonly TaskResource[],
): Promise<Judged<TaskResource, TaskCandidate> & { readonly forResubmit: readonly TaskResource[] }> {
  const forResubmit: TaskResource[] = [];
  const judge = ({ resource, task, job }: TaskCandidate): Verdict => {
    if (planAgain(task, job) === 'resubmit') forResubmit.push(resource);
    return planRetry(task, job);
  };
  return { ...(await judgeTasks(services, tasks, judge, { likely: failedTasks })), forResubmit };
}

/** Maximum number of jobs whose pools and ended tasks are requested for one question. */
const maxJobs = 5;

/** Finds why a task that is retried won't start until someone acts. The verdict on it says that its job is disabled. */
async function findWait(
  { accounts, bundles, clock }: App,
  { resource: { accountId }, task: { id }, job }: TaskCandidate,
): Promise<string | undefined> {
  const poolId = findPoolOfJob(job);
  if (poolId === undefined) return undefined;
  const { service, snapshot } = await accounts.getStore(accountId);
  const known = findById(snapshot.slice({ kind: 'pools' }).items, poolId);
  const pool = known ?? (await service.pools.getPool(poolId).catch((error: unknown) => isMissing(error) && 'missing'));
  // If the pool can't be read for another reason, nothing is known about it.
  if (pool === false) return undefined;
  const ofPool = pool === 'missing' ? { isPoolMissing: true } : { pool };
  const evidence = { task: { id, state: 'active' }, job: { ...job, state: 'active' }, now: toTime(clock) } as const;
  const { wait } = bundles.diagnosis().explainTaskEvidence({ ...evidence, ...ofPool });
  const why = wait?.reasons.find(({ endsBy }) => endsBy === 'user' || endsBy === 'nobody')?.why;
  return why && `${why} ${l10n.t("Tasks that are retried don't start until someone acts.")}`;
}

function toJobKey({ resource }: Pick<TaskCandidate, 'resource'>): string {
  return toKey({ ...resource, kind: 'job' });
}

/** The known facts about a failed task. */
export interface KnownFailure {
  readonly task: Task;
  /** Absent if the reason for the failure is not known. */
  readonly reason?: KnownReason | undefined;
  readonly wait?: string | undefined;
}

/** The known facts about a task to retry. `cause` distinguishes its cause from those of the other tasks. */
export interface KnownRetry extends KnownFailure {
  readonly cause: string;
}

/** Returns the known facts about tasks to retry, by `toKey`. They are saved with the attempts. */
export function listKnown(
  items: readonly Pick<RetryItem, 'candidate' | 'taskCause' | 'wait'>[],
): ReadonlyMap<string, KnownRetry> {
  return new Map(items.map((item) => [toKey(item.candidate.resource), toKnown(item)]));
}

function toKnown({
  candidate: { task },
  taskCause,
  wait,
}: Pick<RetryItem, 'candidate' | 'taskCause' | 'wait'>): KnownRetry {
  if (taskCause === undefined) return { task, wait, cause: toTaskCause(task) };
  const reason = toKnownCause(taskCause.cause.cluster, taskCause.failure.explanation);
  return { task, reason, wait, cause: reason.cause };
}

/** Finds the known facts about tasks that are retried without asking. Determines their causes only from a few logs. */
export async function findKnown(
  services: App,
  candidates: readonly TaskCandidate[],
): Promise<ReadonlyMap<string, KnownRetry>> {
  const causes = await findCauses(services, candidates);
  return listKnown(candidates.map((candidate) => ({ candidate, taskCause: causes.get(toKey(candidate.resource)) })));
}

/**
 * Gathers the facts for a retry: why the tasks failed, whether they were already retried for the same reason, and which
 * files they have. Throws `Cancelled` when the user does not want to wait.
 */
export async function gatherRetryFacts(
  services: App,
  candidates: readonly TaskCandidate[],
): Promise<readonly RetryItem[]> {
  const causes = await findCauses(services, candidates, true);
  const findNode = toNodeFinder(services);
  const kept = await services.journal.listEach(candidates.map(({ resource }) => resource));
  const jobs = [...groupBy(candidates, toJobKey)].slice(0, maxJobs);
  const distinctions = await findDistinctions(
    services,
    jobs.map(([, ofJob]) => ofJob),
  );
  const waits = new Map(
    await Promise.all(jobs.map(async ([key, [one]]) => [key, await findWait(services, one)] as const)),
  );
  const items = candidates.map((candidate): Omit<RetryItem, 'files'> => {
    const taskCause = causes.get(toKey(candidate.resource));
    const distinction = distinctions.get(candidate);
    const cause = toCause(services, taskCause, kept.get(candidate.resource) ?? [], distinction);
    const wait = waits.get(toJobKey(candidate));
    return { candidate, task: candidate.task, taskCause, onlyNode: findNode(taskCause), wait, ...cause };
  });
  // Files of tasks that would fail again matter only if the user retries these tasks anyway, so they come last.
  const order = [...items.filter((item) => !wouldFailAgain(item)), ...items.filter(wouldFailAgain)];
  const wanted = order.flatMap(({ candidate }) => (mayHaveFiles(candidate) ? [candidate] : [])).slice(0, maxLooks);
  const files = await lookAtAll(services, wanted);
  const none: TaskFiles = { kind: 'none' };
  const unseen: TaskFiles = { kind: 'unseen' };
  return items.map((item) => ({
    ...item,
    files: files.get(item.candidate) ?? (mayHaveFiles(item.candidate) ? unseen : none),
  }));
}

async function findCauses(
  { accounts, causes }: App,
  candidates: readonly TaskCandidate[],
  areExplained = false,
): Promise<ReadonlyMap<string, TaskCause>> {
  const accountIds = new Set(candidates.map(({ resource }) => resource.accountId));
  const found = await Promise.all(
    [...accountIds].map(async (accountId) => {
      const store = await accounts.getStore(accountId);
      const poolsById = toPoolsById(store.snapshot);
      const failed = candidates
        .filter(({ resource }) => resource.accountId === accountId)
        .map(({ resource, task, job }) => toFailedTask(resource, task, job, poolsById));
      return causes.ofTasks(store, failed, areExplained);
    }),
  );
  return new Map(found.flatMap((ofAccount) => [...ofAccount]));
}

/** Finds how the definitions of tasks differ from those of succeeded tasks in their jobs, as sentences. */
async function findDistinctions(
  { accounts, bundles }: App,
  jobs: readonly (readonly [TaskCandidate, ...TaskCandidate[]])[],
): Promise<ReadonlyMap<TaskCandidate, string>> {
  const found = jobs.map(async (ofJob) => {
    const [{ resource, task }] = ofJob;
    const store = await accounts.getStore(resource.accountId);
    const siblings = await gatherSiblings(store, resource.jobId, task, new MissingEvidence());
    const tasks = ofJob.map((candidate) => candidate.task);
    const texts = bundles.diagnosis().describeDistinctions(tasks, siblings);
    return ofJob.flatMap((candidate) => {
      const text = texts.get(candidate.task.id);
      return text === undefined ? [] : [[candidate, text] as const];
    });
  });
  return new Map((await Promise.all(found)).flat());
}

function toCause(
  { bundles }: App,
  taskCause: TaskCause | undefined,
  attempts: readonly SavedAttempt[],
  distinction: string | undefined,
): Pick<RetryFacts, 'cause' | 'repeatedAt' | 'isOverTime' | 'distinction'> {
  if (taskCause === undefined) return {};
  const { failure } = taskCause;
  const { failing } = failure;
  // Lists and pages foresee a retry from the example of the cause, too, and judge the distinction in the same way.
  const explanation = withDistinction((taskCause.cause.example ?? failure).explanation, distinction);
  const { fingerprint, title } = taskCause.cause.cluster;
  const repeat = failing.kind === 'task' ? bundles.diagnosis().findRepeat(failing.task, failure, attempts) : undefined;
  const cause = { fingerprint, title, change: foreseeChangeForRetry(explanation) };
  return {
    cause,
    repeatedAt: repeat?.isSame === true ? repeat.at : undefined,
    isOverTime: isOverTime(explanation),
    distinction: cause.change === 'surroundings' ? distinction : undefined,
  };
}

function toNodeFinder({ accounts }: App): (taskCause: TaskCause | undefined) => NodeResource | undefined {
  const found = new Map<TaskCause['cause'], NodeResource | undefined>();
  return (taskCause) => {
    if (taskCause === undefined) return undefined;
    const { cause, failure } = taskCause;
    if (!found.has(cause)) {
      const { accountId } = cause;
      const pools = accounts.findStore(accountId)?.snapshot.slice({ kind: 'pools' }).items ?? [];
      const countNodes = (poolId: string): number => {
        const pool = pools.find(({ id }) => id === poolId);
        return (pool?.currentDedicatedNodes ?? 0) + (pool?.currentLowPriorityNodes ?? 0);
      };
      const tasks = cause.failures.flatMap(({ failing }) => (failing.kind === 'task' ? [failing.task] : []));
      const node = findOnlyNode(tasks, foreseeChange((cause.example ?? failure).explanation), countNodes);
      found.set(cause, node && { kind: 'node', accountId, ...node });
    }
    return found.get(cause);
  };
}

function mayHaveFiles({ task: { nodeInfo } }: TaskCandidate): boolean {
  return nodeInfo?.nodeId !== undefined;
}

/** Lists the files of tasks where possible. Throws `Cancelled`. */
async function lookAtAll(
  services: App,
  candidates: readonly TaskCandidate[],
): Promise<ReadonlyMap<TaskCandidate, TaskFiles>> {
  const files = new Map<TaskCandidate, TaskFiles>();
  const resources = candidates.map(({ resource }) => resource);
  await lookUp(services, resources, async (call) => {
    const look = async (candidate: TaskCandidate): Promise<void> => {
      files.set(candidate, await lookAt(candidate, call));
    };
    const { failed } = await runEach(candidates, look, { concurrency, signal: call.signal });
    for (const { target, error } of failed) files.set(target, await toUnlisted(target, error, call));
  });
  return files;
}

/**
 * Treats files that could not be listed as lost by a retry, unless the service says that they do not exist, or their
 * node shows that they are already lost.
 */
async function toUnlisted(
  { service, task }: TaskCandidate,
  error: BatchError,
  options: CallOptions,
): Promise<TaskFiles> {
  const unread = toUnreadFile(error, filesPath, task);
  if (unread.kind === 'absent') return { kind: 'none' };
  const isUnreached = findMissing(error, filesPath, task)?.kind === 'unreachable';
  const node = isUnreached ? await askNode(service.nodes, task, options) : undefined;
  const lost = unread.kind === 'gone' ? unread : explainLostFile(filesPath, node, error);
  return lost === undefined ? { kind: 'unseen', unread } : { kind: 'gone', why: lost.why };
}

/** The folder of program output, which another run overwrites. */
const filesPath = 'wd';

/** Lists the files of a task with one request. The result shows whether there is more than one page. */
async function lookAt({ service, resource }: TaskCandidate, options: CallOptions): Promise<TaskFiles> {
  const pages = service.taskFiles.listFiles(resource, { recursive: true, namePrefix: filesPath, ...options });
  for await (const page of pages)
    return { kind: 'listed', files: page, isComplete: page.isLast === true && (page.damaged ?? []).length === 0 };
  return { kind: 'none' };
}
