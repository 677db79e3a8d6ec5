import type { Blocked, BrokenNode, FailedTask, Failing, WaitingTasks } from '../../core/diagnosis/causes/failing.ts';
import type { QuotaEvidence } from '../../core/diagnosis/evidence/quotaEvidence.ts';
import { type ComputeNode, toleratesStartTask } from '../../core/model/computeNode.ts';
import { findCulprit } from '../../core/model/exitConditions.ts';
import { wasEnded } from '../../core/model/firstFailure.ts';
import {
  findPoolOfJob,
  isExecutionFailed,
  isOver,
  isPreparedNowhere,
  type Job,
  type JobPreparationAndReleaseStatus,
} from '../../core/model/job.ts';
import { findFailureTime, isResizeFailed, isResizeStopped, type Pool } from '../../core/model/pool.ts';
import { type NodeResource, toKey } from '../../core/model/resource.ts';
import { isFailed, type Task } from '../../core/model/task.ts';
import { isOneOf } from '../../core/model/words.ts';
import type { Count } from '../../core/query/count.ts';
import { indexStarted } from '../../core/query/startedElsewhere.ts';
import { findDependents, listDependents } from '../../core/query/taskDependencies.ts';
import { sortTimes } from '../../core/query/times.ts';
import type { AccountSnapshot } from '../../service/store/accountStore.ts';
import { toFailedTask, toPoolsById } from '../evidence/findTask.ts';
import { isFailing } from '../lists/nodeGroups.ts';
import { countTroubledNodes, mayTolerate } from '../lists/severity.ts';
import { countBarred, countShort, findStuck } from '../lists/stuckJob.ts';
import {
  countTasks,
  countWaitingOfPool,
  findFailedPreparation,
  listPreparationRuns,
  mayRun,
  runsNothing,
  toWaitingScope,
} from '../lists/taskCount.ts';
import { countDrainingIn, findUnable } from '../lists/unableNodes.ts';
import type { ReadLogs } from './knownHelperLogs.ts';

/** Data for finding failures besides the loaded lists of an account. */
export interface Surroundings {
  /** The account's limits, when known. */
  readonly quotas?: QuotaEvidence | undefined;
  /** The logs that were read of failed start tasks and preparation tasks, by `toKey` of the node or the job. */
  readonly helperLogs?: ReadonlyMap<string, ReadLogs>;
}

/** Finds all failures in the loaded data of an account. */
export function findFailing(snapshot: AccountSnapshot, around: Surroundings = {}): readonly Failing[] {
  const pools = snapshot
    .slice({ kind: 'pools' })
    .items.map((pool) => ({ pool, broken: listBroken(snapshot, pool, isFailing, around) }));
  return [
    ...findTasks(snapshot, pools),
    ...findJobs(snapshot, around),
    ...findNodes(snapshot, pools),
    ...findPools(snapshot, pools, around),
  ];
}

function findTasks(snapshot: AccountSnapshot, pools: readonly KnownPool[]): readonly Failing[] {
  const tolerating = pools
    .filter(({ pool }) => mayTolerate(pool))
    .flatMap(({ broken }) => broken.filter(({ node }) => toleratesStartTask(node)));
  return snapshot
    .slice({ kind: 'jobs' })
    .items.flatMap((job) =>
      toFailedTasks(snapshot, job, snapshot.slice({ kind: 'failures', jobId: job.id }).items, tolerating),
    );
}

/** The same empty list each time, so that callers can see that nothing changed. */
const none: readonly never[] = [];

/** The failures found in each list, with the related data they were found with. */
const known = new WeakMap<
  readonly Task[],
  {
    readonly job: Job;
    readonly pools: readonly Pool[];
    readonly waiting: readonly Task[];
    readonly nodes: readonly BrokenNode[];
    readonly isJobDone: boolean;
    readonly held: number | undefined;
    readonly failed: readonly FailedTask[];
  }
>();

/**
 * Returns the failed ones of a job's `tasks`; the same objects as long as nothing about them changes. `nodes` are those
 * that run tasks although their start task failed.
 */
export function toFailedTasks(
  snapshot: AccountSnapshot,
  job: Job,
  tasks: readonly Task[],
  nodes: readonly BrokenNode[] = listTolerating(snapshot),
): readonly FailedTask[] {
  const pools = snapshot.slice({ kind: 'pools' }).items;
  const waiting = listWaiting(snapshot, job);
  const isJobDone = !mayRun(snapshot.taskCounts.get(job.id));
  const held = isOneOf(job.state, ['disabled', 'disabling']) ? countTasks(snapshot, job.id, 'active') : undefined;
  const before = known.get(tasks);
  if (
    before?.job === job &&
    before.pools === pools &&
    before.waiting === waiting &&
    before.isJobDone === isJobDone &&
    before.held === held &&
    before.nodes.length === nodes.length &&
    before.nodes.every((one, index) => isSameNode(one, nodes[index]))
  )
    return before.failed;
  const accountId = snapshot.account.id;
  const poolsById = toPoolsById(snapshot);
  const failedTasks = tasks.filter(isFailed);
  const culprit = findCulprit(job, failedTasks);
  const dependents = findDependents(failedTasks, waiting);
  const tolerating = new Map(nodes.map((one) => [one.node.id, one]));
  const isComplete = !snapshot.slice(toWaitingScope(job.id)).hasMore;
  const failed = failedTasks.map((task) => {
    const resource = { kind: 'task', accountId, jobId: job.id, taskId: task.id } as const;
    const own = toFailedTask(resource, task, job, poolsById);
    const endedBy = isOver(job) && task !== culprit && wasEnded(task) ? { endedBy: culprit } : {};
    const blocks =
      task === culprit && !isOver(job) ? { blocks: { tasks: countWaiting([job], snapshot), nodes: 0 } } : {};
    const found = { ...own, ...tolerating.get(task.nodeInfo?.nodeId ?? ''), ...endedBy, ...blocks, isJobDone };
    const ids = dependents.get(task.id);
    return ids === undefined ? found : { ...found, dependents: { ids, isComplete } };
  });
  known.set(tasks, { job, pools, waiting, nodes, isJobDone, held, failed });
  return failed;
}

/** Lists the loaded nodes that run tasks although their start task failed. */
function listTolerating(snapshot: AccountSnapshot): readonly BrokenNode[] {
  const pools = snapshot.slice({ kind: 'pools' }).items.filter(mayTolerate);
  return pools.flatMap((pool) => listBroken(snapshot, pool, toleratesStartTask));
}

function isSameNode(one: BrokenNode, other: BrokenNode | undefined): boolean {
  const [before, now] = [one.startedElsewhere, other?.startedElsewhere];
  return (
    one.node === other?.node &&
    one.startLogs === other.startLogs &&
    before?.count === now?.count &&
    before?.isEarlier === now?.isEarlier
  );
}

/** Lists the loaded waiting tasks of a job; none of a completed job, whose tasks stay active forever. */
function listWaiting(snapshot: AccountSnapshot, job: Job): readonly Task[] {
  return job.state === 'active' ? snapshot.slice(toWaitingScope(job.id)).items : none;
}

const noneBarred: Count = { count: 0, isComplete: true };

/**
 * Finds jobs that could not be scheduled or whose preparation task fails, and jobs whose tasks wait because none run or
 * because some can never start, unless the former explains that.
 */
function findJobs(snapshot: AccountSnapshot, { quotas, helperLogs }: Surroundings): readonly Failing[] {
  const accountId = snapshot.account.id;
  const poolsById = toPoolsById(snapshot);
  const { hasMore, loadedAt } = snapshot.slice({ kind: 'pools' });
  const areAllKnown = loadedAt !== undefined && !hasMore;
  return snapshot.slice({ kind: 'jobs' }).items.flatMap((job): readonly Failing[] => {
    const isUnscheduled = job.executionInfo?.schedulingError !== undefined;
    const failed = findFailedPreparation(job, snapshot);
    const isBroken = isUnscheduled || failed !== undefined;
    const isHeld = isUnscheduled || failed?.isStuck === true;
    const barred = isHeld ? noneBarred : countBarred(job, snapshot);
    const isBesidePool = barred.count > 0 && !isHeldByPool(job, snapshot);
    const isWaiting = barred.count > 0 || (!isHeld && runsNothing(job, snapshot));
    const tasks = isWaiting ? listWaiting(snapshot, job) : none;
    const preparation = snapshot.slice({ kind: 'preparation', jobId: job.id }).items;
    const pool = poolsById.get(findPoolOfJob(job) ?? '');
    const resource = { kind: 'job', accountId, jobId: job.id } as const;
    const own = { kind: 'job', resource, job, quotas } as const;
    const broken: Failing = {
      ...own,
      at: job.executionInfo?.endTime ?? findFirstEnd(preparation) ?? job.stateTransitionTime,
      preparation,
      preparationLogs: helperLogs?.get(toKey(resource)),
      blocks: findBlockedByJob(job, snapshot),
    };
    const waiting: Failing = {
      ...own,
      at: findFirstAdded(tasks) ?? job.stateTransitionTime,
      preparation: isBroken ? none : preparation,
      waiting: {
        tasks,
        ...listAwaited(snapshot, job),
        now: snapshot.slice(toWaitingScope(job.id)).loadedAt,
        counts: snapshot.taskCounts.get(job.id),
        pool,
        isPoolMissing: pool === undefined && areAllKnown,
        isBesidePool,
      },
      // Waiting tasks that can start may only be waiting for their turn, or for nodes, which are failures themselves.
      blocks: isBesidePool
        ? { tasks: new Map([[job.id, barred.count]]), nodes: 0, isComplete: barred.isComplete }
        : findBlockedByJob(job, snapshot),
    };
    return [...(isBroken ? [broken] : []), ...(tasks.length > 0 ? [waiting] : [])];
  });
}

/** Checks whether the failure of a job is that its pool, which hasn't failed itself, keeps all its tasks from starting. */
function isHeldByPool(job: Job, snapshot: AccountSnapshot): boolean {
  return isOneOf(findStuck(job, snapshot)?.why, ['absent', 'empty']);
}

/** Returns the loaded tasks that waiting tasks of a job depend on, and the IDs that the job doesn't have. */
function listAwaited(snapshot: AccountSnapshot, { id: jobId }: Job): Pick<WaitingTasks, 'awaited' | 'absentTasks'> {
  const { items, loadedAt } = snapshot.slice({ kind: 'awaited', jobId });
  const { items: failed } = snapshot.slice({ kind: 'failures', jobId });
  return {
    awaited: [...items.filter(({ isMissing }) => isMissing !== true), ...failed],
    ...(loadedAt === undefined ? {} : { absentTasks: items.flatMap(({ id, isMissing }) => (isMissing ? [id] : [])) }),
  };
}

/** Returns when the longest-waiting task was added; undefined when unknown. */
function findFirstAdded(waiting: readonly Task[]): string | undefined {
  return sortTimes(waiting.map(({ creationTime }) => creationTime))[0];
}

/** Returns when a preparation task first failed; undefined when none failed, or the time is unknown. */
function findFirstEnd(preparation: readonly JobPreparationAndReleaseStatus[]): string | undefined {
  const runs = preparation.flatMap(({ jobPreparationTaskExecutionInfo: run }) => run ?? []);
  return sortTimes(runs.filter(isExecutionFailed).map(({ endTime }) => endTime))[0];
}

/** A pool with its known broken nodes. */
interface KnownPool {
  readonly pool: Pool;
  readonly broken: readonly BrokenNode[];
}

function findNodes(snapshot: AccountSnapshot, pools: readonly KnownPool[]): readonly Failing[] {
  return pools.flatMap(({ pool, broken }) => {
    if (broken.length === 0) return [];
    const blocks = findBlockedByPool(pool, snapshot);
    return broken.map(({ node, startLogs, startedElsewhere }) => {
      const resource = toNode(snapshot, pool, node);
      const at = toleratesStartTask(node) ? node.startTaskInfo?.endTime : node.stateTransitionTime;
      return { kind: 'node', resource, at, node, pool, startLogs, startedElsewhere, blocks };
    });
  });
}

function listBroken(
  snapshot: AccountSnapshot,
  pool: Pool,
  isListed: (node: ComputeNode) => boolean,
  { helperLogs }: Surroundings = {},
): readonly BrokenNode[] {
  const { items } = snapshot.slice({ kind: 'nodes', poolId: pool.id });
  const listed = items.filter(isListed);
  if (listed.length === 0) return none;
  const findStartedElsewhere = indexStarted(items);
  return listed.map((node) => ({
    node,
    startLogs: helperLogs?.get(toKey(toNode(snapshot, pool, node))),
    startedElsewhere: findStartedElsewhere(node),
  }));
}

function toNode({ account }: AccountSnapshot, { id: poolId }: Pool, { id: nodeId }: ComputeNode): NodeResource {
  return { kind: 'node', accountId: account.id, poolId, nodeId };
}

function findPools(
  snapshot: AccountSnapshot,
  pools: readonly KnownPool[],
  { quotas }: Surroundings,
): readonly Failing[] {
  const accountId = snapshot.account.id;
  return pools
    .map(({ pool, broken }) => {
      const idle = countIfIdle(pool, snapshot);
      const areIdle = idle !== undefined;
      const blocks = findBlockedByPool(pool, snapshot, idle);
      return { pool, broken, areIdle, blocks: hasFailed(pool) ? blocks : { ...blocks, nodes: 0 } };
    })
    .filter(
      ({ pool, areIdle, blocks: { tasks } }) =>
        (hasFailed(pool) && !isMeant(pool)) || ((hasFailed(pool) || areIdle) && tasks.size > 0),
    )
    .map(({ pool, broken, blocks }) => ({
      kind: 'pool',
      resource: { kind: 'pool', accountId, poolId: pool.id },
      at: hasFailed(pool) ? findFailureTime(pool) : findFirstOff(pool, snapshot),
      pool,
      nodeCounts: snapshot.nodeCounts.get(pool.id),
      waiting: countWaitingOfPool(snapshot, pool.id),
      broken,
      draining: countDrainingIn(pool.id, snapshot),
      quotas,
      blocks,
    }));
}

/** Checks whether a pool is known to be prevented from reaching its size. */
function hasFailed(pool: Pool): boolean {
  return isResizeFailed(pool) || pool.autoScaleRun?.error !== undefined;
}

/**
 * Counts the nodes of a pool that take no tasks if some of them were taken offline or deallocated; broken nodes are
 * failures themselves.
 */
function countIfIdle(pool: Pool, snapshot: AccountSnapshot): number | undefined {
  const unable = pool.state === 'deleting' ? undefined : findUnable(pool.id, snapshot);
  return unable?.byState.some(({ state }) => isTurnedOff(state)) === true ? unable.count : undefined;
}

function isTurnedOff(state: unknown): boolean {
  return isOneOf(state, ['offline', 'draining', 'deallocated', 'deallocating']);
}

/** Returns when the first of the loaded offline or deallocated nodes became so. */
function findFirstOff({ id: poolId }: Pool, snapshot: AccountSnapshot): string | undefined {
  const off = snapshot
    .slice({ kind: 'nodes', poolId })
    .items.filter(({ state, schedulingState }) => isTurnedOff(state) || schedulingState === 'disabled');
  return sortTimes(off.map(({ stateTransitionTime }) => stateTransitionTime))[0];
}

/** Checks whether a pool has fewer nodes than its target only because a user stopped its resize. */
function isMeant(pool: Pool): boolean {
  return isResizeStopped(pool) && pool.autoScaleRun?.error === undefined;
}

/**
 * Returns the tasks of a job that wait in vain: all waiting tasks when the job can't be scheduled or its preparation
 * task fails on every node that ran it; none when it succeeds on some nodes, or when the job has completed: its tasks
 * stay active and never run (Batch documentation: "Job - Terminate").
 */
export function findBlockedByJob(job: Job, snapshot: AccountSnapshot): Blocked {
  const runs = listPreparationRuns(snapshot, job.id);
  const isUnprepared = runs.length === 0 || isPreparedNowhere(job, runs);
  const isStuck = !isOver(job) && (job.executionInfo?.schedulingError !== undefined || isUnprepared);
  return { tasks: isStuck ? countWaiting([job], snapshot) : new Map(), nodes: 0 };
}

/** Returns how many nodes of a pool are missing, and the tasks that wait for these or for nodes that don't work. */
export function findBlockedByPool(
  pool: Pool,
  snapshot: AccountSnapshot,
  unable = countTroubledNodes(pool, snapshot),
): Blocked {
  const current = (pool.currentDedicatedNodes ?? 0) + (pool.currentLowPriorityNodes ?? 0);
  const working = current - unable;
  if (working <= 0) return blockAll(pool, snapshot);
  const counts = listHeld(pool, snapshot).map((job) => [job.id, countShort(job, pool, working, snapshot)] as const);
  return { tasks: new Map(counts.filter(([, count]) => count > 0)), nodes: countMissing(pool) };
}

/** Returns all waiting tasks in jobs of a pool that would run on any of its nodes. */
function blockAll(pool: Pool, snapshot: AccountSnapshot): Blocked {
  const all = countWaiting(listHeld(pool, snapshot), snapshot);
  const held = [...all].map(([jobId, count]) => [jobId, count - countDependents(jobId, snapshot)] as const);
  return { tasks: new Map(held.filter(([, count]) => count > 0)), nodes: countMissing(pool) };
}

/** Counts the loaded waiting tasks of a job that depend on failed ones, with whose causes they count. */
function countDependents(jobId: string, snapshot: AccountSnapshot): number {
  const { items: failed } = snapshot.slice({ kind: 'failures', jobId });
  return listDependents(failed, snapshot.slice(toWaitingScope(jobId)).items).size;
}

function listHeld(pool: Pool, snapshot: AccountSnapshot): readonly Job[] {
  const { items } = snapshot.slice({ kind: 'jobs' });
  return items.filter((job) => findPoolOfJob(job) === pool.id && !isOver(job) && job.state !== 'disabled');
}

function countMissing(pool: Pool): number {
  const dedicated = (pool.targetDedicatedNodes ?? 0) - (pool.currentDedicatedNodes ?? 0);
  const spot = (pool.targetLowPriorityNodes ?? 0) - (pool.currentLowPriorityNodes ?? 0);
  return Math.max(0, dedicated) + Math.max(0, spot);
}

function countWaiting(jobs: readonly Job[], snapshot: AccountSnapshot): ReadonlyMap<string, number> {
  const counts = jobs.map(({ id }) => [id, countTasks(snapshot, id, 'active') ?? 0] as const);
  return new Map(counts.filter(([, count]) => count > 0));
}
