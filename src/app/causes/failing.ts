import type { Blocked, BrokenNode, FailedTask, Failing, WaitingTasks } from '../../core/diagnosis/causes/failing.ts';
import type { NetworkEvidence } from '../../core/diagnosis/evidence/networkEvidence.ts';
import type { QuotaEvidence } from '../../core/diagnosis/evidence/quotaEvidence.ts';
import { indexFailedWhereStarted } from '../../core/failures/failedWhereStarted.ts';
import { findLostRuns } from '../../core/impact/lostRuns.ts';
import { type ComputeNode, findTroubleTime } from '../../core/model/computeNode.ts';
import { findCulprit } from '../../core/model/exitConditions.ts';
import { wasEnded } from '../../core/model/firstFailure.ts';
import {
  findPoolOfJob,
  isDisabled,
  isExecutionFailed,
  isOver,
  isPreparedNowhere,
  type Job,
  type JobPreparationAndReleaseStatus,
  type PreparationOrReleaseTaskExecution,
  type TaskCounts,
  toleratesPreparation,
} from '../../core/model/job.ts';
import { findFailureTime, isResizeFailed, isResizeStopped, type Pool } from '../../core/model/pool.ts';
import { type NodeResource, toKey } from '../../core/model/resource.ts';
import { isFailed, type Task } from '../../core/model/task.ts';
import { isOneOf } from '../../core/model/words.ts';
import { indexStarted } from '../../core/relations/startedElsewhere.ts';
import { findDependents } from '../../core/relations/taskDependencies.ts';
import { sortTimes } from '../../core/words/times.ts';
import type { MonitorPort } from '../../service/ports.ts';
import type { AccountSnapshot } from '../../service/store/accountStore.ts';
import { toFailedTask, toPoolsById } from '../evidence/findTask.ts';
import { toNetworkEvidence } from '../evidence/networkEvidence.ts';
import { listFailing } from '../lists/nodeGroups.ts';
import { findSeenNodes } from '../lists/seenNodes.ts';
import { countHung, countTroubledNodes } from '../lists/severity.ts';
import { countBarred, countCutOff, countDependents, countShort, findStuck } from '../lists/stuckJob.ts';
import {
  countTasks,
  countWaitingOfPool,
  findFailedPreparation,
  findFailedRelease,
  listPreparationRuns,
  listPreparations,
  listWanted,
  mayRun,
  runsNothing,
  toWaitingScope,
} from '../lists/taskCount.ts';
import { countUncountedIn, findNoneAbleIn, findUnable } from '../lists/unableNodes.ts';
import type { ReadLogs } from './knownHelperLogs.ts';

/** Data for finding failures, in addition to the loaded lists of an account. */
export interface Surroundings {
  readonly quotas?: QuotaEvidence | undefined;
  /** The logs of failed start tasks and preparation tasks that were read, by `toKey` of the node or the job. */
  readonly helperLogs?: ReadonlyMap<string, ReadLogs>;
  /** The networks that pages have looked at, by lowercase ID of the subnet. */
  readonly networks?: MonitorPort['knownNetworks'] | undefined;
}

/** Finds all failures in the loaded data of an account. */
export function findFailing(snapshot: AccountSnapshot, around: Surroundings = {}): readonly Failing[] {
  const pools = listKnownPools(snapshot, around);
  return [
    ...findTasks(snapshot, pools),
    ...findJobs(snapshot, around),
    ...findNodes(snapshot, pools, around),
    ...findPools(snapshot, pools, around),
  ];
}

function findTasks(snapshot: AccountSnapshot, pools: readonly KnownPool[]): readonly Failing[] {
  const nodes = listNodesOfTasks(snapshot, pools);
  return snapshot
    .slice({ kind: 'jobs' })
    .items.flatMap((job) =>
      toFailedTasks(snapshot, job, snapshot.slice({ kind: 'failures', jobId: job.id }).items, nodes),
    );
}

/** An empty list that is always the same object, so that callers can detect that nothing changed. */
const none: readonly never[] = [];

/** The failures found in each list, with the related data that was used to find them. */
const known = new WeakMap<
  readonly Task[],
  {
    readonly job: Job;
    readonly pools: readonly Pool[];
    readonly waiting: readonly Task[];
    readonly nodes: readonly BrokenNode[];
    readonly preparation: readonly JobPreparationAndReleaseStatus[];
    readonly isJobDone: boolean;
    readonly lacksPool: boolean;
    readonly counts: TaskCounts | undefined;
    readonly held: number | undefined;
    readonly failed: readonly FailedTask[];
  }
>();

/**
 * Returns the failed tasks among a job's `tasks`; the same objects as long as nothing about them changes. `nodes` are
 * the account's nodes that may be why the tasks on them failed.
 */
export function toFailedTasks(
  snapshot: AccountSnapshot,
  job: Job,
  tasks: readonly Task[],
  nodes: readonly BrokenNode[] = listNodesOfTasks(snapshot, listKnownPools(snapshot, {})),
): readonly FailedTask[] {
  const pools = snapshot.slice({ kind: 'pools' }).items;
  const waiting = listWaiting(snapshot, job);
  const preparation = snapshot.slice({ kind: 'preparation', jobId: job.id }).items;
  const latest = snapshot.taskCounts.get(job.id);
  const isJobDone = !mayRun(latest);
  const lacksPool = isPoolMissing(job, snapshot);
  const before = known.get(tasks);
  const counts = latest?.succeeded !== 0 ? undefined : (before?.counts ?? latest);
  const held = isDisabled(job) ? countTasks(snapshot, job.id, 'active') : undefined;
  if (
    before?.job === job &&
    before.pools === pools &&
    before.waiting === waiting &&
    before.preparation === preparation &&
    before.isJobDone === isJobDone &&
    before.lacksPool === lacksPool &&
    before.counts === counts &&
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
  const unprepared = new Map(
    toleratesPreparation(job)
      ? preparation.flatMap((status) =>
          isExecutionFailed(status.jobPreparationTaskExecutionInfo) ? [[status.nodeId, status] as const] : [],
        )
      : [],
  );
  const nodesById = new Map(nodes.map((one) => [one.node.id, one]));
  const failedWhereStarted = indexFailedWhereStarted(
    nodes.map(({ node }) => node),
    failedTasks,
  );
  const isComplete = !snapshot.slice(toWaitingScope(job.id)).hasMore;
  const failed = failedTasks.map((task) => {
    const resource = { kind: 'task', accountId, jobId: job.id, taskId: task.id } as const;
    const own = toFailedTask(resource, task, job, poolsById);
    const endedBy = isOver(job) && task !== culprit && wasEnded(task) ? { endedBy: culprit } : {};
    const blocks =
      task === culprit && !isOver(job) ? { blocks: { tasks: countWaiting([job], snapshot), nodes: 0 } } : {};
    const ofNode = nodesById.get(task.nodeInfo?.nodeId ?? '');
    const found = {
      ...own,
      ...ofNode,
      failedWhereStarted: failedWhereStarted(task, ofNode?.node),
      preparation: unprepared.get(task.nodeInfo?.nodeId ?? ''),
      ...endedBy,
      ...blocks,
      isJobDone,
      counts,
      isPoolMissing: lacksPool,
    };
    const ids = dependents.get(task.id);
    return ids === undefined ? found : { ...found, dependents: { ids, isComplete } };
  });
  known.set(tasks, { job, pools, waiting, preparation, nodes, isJobDone, lacksPool, counts, held, failed });
  return failed;
}

function isPoolMissing(job: Job, snapshot: AccountSnapshot): boolean {
  const { items, hasMore, loadedAt } = snapshot.slice({ kind: 'pools' });
  const poolId = findPoolOfJob(job);
  return loadedAt !== undefined && !hasMore && items.every(({ id }) => id !== poolId);
}

function listKnownPools(snapshot: AccountSnapshot, around: Surroundings): readonly KnownPool[] {
  return snapshot.slice({ kind: 'pools' }).items.map((pool) => ({ pool, broken: listBroken(snapshot, pool, around) }));
}

/** Lists the broken nodes, and the loaded nodes that run tasks while their start task still runs. */
function listNodesOfTasks(snapshot: AccountSnapshot, pools: readonly KnownPool[]): readonly BrokenNode[] {
  return pools.flatMap(({ pool, broken }) => {
    if (pool.startTask?.waitForSuccess !== false) return broken;
    return [...snapshot.slice({ kind: 'nodes', poolId: pool.id }).items.map((node) => ({ node })), ...broken];
  });
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

/** Lists the loaded waiting tasks of a job. Returns none if the job is over, because its tasks stay active forever. */
function listWaiting(snapshot: AccountSnapshot, job: Job): readonly Task[] {
  return isOver(job) ? none : snapshot.slice(toWaitingScope(job.id)).items;
}

const noneBarred = { count: 0, isComplete: true, ids: [] };

/**
 * Finds jobs that could not be scheduled or whose preparation task fails and, unless that explains it, jobs whose tasks
 * wait because none run or because some can never start, and jobs that ended at their time limit before all tasks ran.
 */
function findJobs(snapshot: AccountSnapshot, { quotas, helperLogs }: Surroundings): readonly Failing[] {
  const accountId = snapshot.account.id;
  const poolsById = toPoolsById(snapshot);
  return snapshot.slice({ kind: 'jobs' }).items.flatMap((job): readonly Failing[] => {
    const isUnscheduled = job.executionInfo?.schedulingError !== undefined;
    const failed = findFailedPreparation(job, snapshot);
    const isBroken = isUnscheduled || failed !== undefined;
    const isHeld = isUnscheduled || failed?.isStuck === true;
    const barred = isHeld ? noneBarred : countBarred(job, snapshot);
    const isBesidePool = barred.count > 0 && !isHeldByPool(job, snapshot);
    const isWaiting = barred.count > 0 || (!isHeld && runsNothing(job, snapshot));
    const tasks = isWaiting ? listWaiting(snapshot, job) : none;
    const preparation = listPreparations(snapshot, job);
    const pool = poolsById.get(findPoolOfJob(job) ?? '');
    const resource = { kind: 'job', accountId, jobId: job.id } as const;
    const own = { kind: 'job', resource, job, quotas } as const;
    const broken: Failing = {
      ...own,
      at:
        job.executionInfo?.endTime ??
        findFirstEnd(preparation.map(({ jobPreparationTaskExecutionInfo: run }) => run)) ??
        job.stateTransitionTime,
      preparation,
      preparationLogs: helperLogs?.get(toKey(resource)),
      blocks: findBlockedByJob(job, snapshot),
    };
    const waiting: Failing = {
      ...own,
      // The service doesn't say when a pool was deleted.
      at: isPoolMissing(job, snapshot) ? undefined : (findFirstAdded(tasks) ?? job.stateTransitionTime),
      preparation: isBroken ? none : preparation,
      waiting: {
        tasks,
        ...listAwaited(snapshot, job),
        now: snapshot.slice(toWaitingScope(job.id)).loadedAt,
        counts: snapshot.taskCounts.get(job.id),
        pool,
        isPoolMissing: isPoolMissing(job, snapshot),
        isBesidePool,
      },
      // Waiting tasks that can start may only be waiting for their turn, or for nodes that are failures themselves.
      blocks: isBesidePool
        ? { tasks: new Map([[job.id, barred.count]]), ids: barred.ids, nodes: 0, isComplete: barred.isComplete }
        : findBlockedByJob(job, snapshot),
    };
    const release: Failing = {
      ...broken,
      at: findFirstEnd(preparation.map(({ jobReleaseTaskExecutionInfo: run }) => run)) ?? job.executionInfo?.endTime,
      isRelease: true,
      blocks: { tasks: new Map(), nodes: 0 },
    };
    const cutOff = countCutOff(job, snapshot);
    const limited: Failing = {
      ...own,
      at: job.executionInfo?.endTime ?? job.stateTransitionTime,
      preparation: none,
      counts: snapshot.taskCounts.get(job.id),
      blocks: { tasks: new Map([[job.id, cutOff]]), nodes: 0 },
    };
    return [
      ...(isBroken ? [broken] : []),
      ...(cutOff > 0 ? [limited] : []),
      ...(tasks.length > 0 ? [waiting] : []),
      ...(findFailedRelease(job, snapshot) === undefined ? [] : [release]),
    ];
  });
}

/** Checks whether a job failed only because its pool keeps all tasks from starting, without having failed itself. */
function isHeldByPool(job: Job, snapshot: AccountSnapshot): boolean {
  return isOneOf(findStuck(job, snapshot)?.why, ['absent', 'empty']);
}

/** Returns the loaded tasks that waiting tasks of a job depend on, and the IDs that the job does not contain. */
function listAwaited(snapshot: AccountSnapshot, { id: jobId }: Job): Pick<WaitingTasks, 'awaited' | 'absentTasks'> {
  const { items, loadedAt } = snapshot.slice({ kind: 'awaited', jobId });
  const { items: failed } = snapshot.slice({ kind: 'failures', jobId });
  return {
    awaited: [...items.filter(({ isMissing }) => isMissing !== true), ...failed],
    ...(loadedAt === undefined ? {} : { absentTasks: items.flatMap(({ id, isMissing }) => (isMissing ? [id] : [])) }),
  };
}

/** Returns the time at which the longest-waiting task was added; undefined when unknown. */
function findFirstAdded(waiting: readonly Task[]): string | undefined {
  return sortTimes(waiting.map(({ creationTime }) => creationTime))[0];
}

/** Returns the time at which one of `runs` first failed; undefined when none failed, or the time is unknown. */
function findFirstEnd(runs: readonly (PreparationOrReleaseTaskExecution | undefined)[]): string | undefined {
  return sortTimes(runs.flatMap((run) => (isExecutionFailed(run) ? [run?.endTime] : [])))[0];
}

interface KnownPool {
  readonly pool: Pool;
  readonly broken: readonly BrokenNode[];
}

function findNodes(snapshot: AccountSnapshot, pools: readonly KnownPool[], around: Surroundings): readonly Failing[] {
  return pools.flatMap(({ pool, broken }) => {
    if (broken.length === 0) return [];
    const blocks = findBlockedByPool(pool, snapshot);
    const seenAt = findSeenNodes(snapshot, pool.id)?.until;
    const network = findNetwork(pool, snapshot, around);
    const waiting = listWanted(snapshot, { poolId: pool.id }).flatMap(
      ({ id }) => snapshot.slice(toWaitingScope(id)).items,
    );
    const lost = findLostRuns(
      broken.map(({ node }) => node),
      waiting,
    );
    return broken.map((one) => {
      const resource = toNode(snapshot, pool, one.node);
      const lostRuns = lost.get(one.node);
      return { ...one, kind: 'node', resource, at: findTroubleTime(one.node), seenAt, pool, lostRuns, network, blocks };
    });
  });
}

function listBroken(snapshot: AccountSnapshot, pool: Pool, { helperLogs }: Surroundings): readonly BrokenNode[] {
  const { items } = snapshot.slice({ kind: 'nodes', poolId: pool.id });
  const listed = listFailing(snapshot, pool.id);
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

function findPools(snapshot: AccountSnapshot, pools: readonly KnownPool[], around: Surroundings): readonly Failing[] {
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
    .map(({ pool, broken, areIdle, blocks }) => ({
      kind: 'pool',
      resource: { kind: 'pool', accountId, poolId: pool.id },
      at: hasFailed(pool) ? findFailureTime(pool) : findFirstOff(pool, snapshot),
      pool,
      nodeCounts: snapshot.nodeCounts.get(pool.id),
      waiting: countWaitingOfPool(snapshot, pool.id),
      broken,
      uncounted: countUncountedIn(pool.id, snapshot),
      isSizeAlone: !areIdle,
      network: findNetwork(pool, snapshot, around),
      quotas: around.quotas,
      blocks,
    }));
}

function findNetwork(
  { id, networkConfiguration }: Pool,
  { nodeCounts }: AccountSnapshot,
  { networks }: Surroundings,
): NetworkEvidence | undefined {
  const known = networks?.get(networkConfiguration?.subnetId?.toLowerCase() ?? '');
  return known && toNetworkEvidence(known, nodeCounts.get(id));
}

/** Checks whether a pool is known to be prevented from reaching its size. */
function hasFailed(pool: Pool): boolean {
  return isResizeFailed(pool) || pool.autoScaleRun?.error !== undefined;
}

/**
 * Counts the nodes of a pool that accept no tasks, if some of them were taken offline or deallocated. Broken nodes are
 * failures themselves.
 */
function countIfIdle(pool: Pool, snapshot: AccountSnapshot): number | undefined {
  const unable = pool.state === 'deleting' ? undefined : findUnable(pool.id, snapshot);
  return unable?.byState.some(({ state }) => isTurnedOff(state)) === true ? unable.count : undefined;
}

function isTurnedOff(state: unknown): boolean {
  return isOneOf(state, ['offline', 'draining', 'deallocated', 'deallocating']);
}

/**
 * Returns when the last node of a pool without a working one stopped working, and otherwise when the first of the loaded
 * offline or deallocated nodes went offline or was deallocated. Undefined if that is unknown.
 */
function findFirstOff({ id: poolId }: Pool, snapshot: AccountSnapshot): string | undefined {
  const { items, hasMore } = snapshot.slice({ kind: 'nodes', poolId });
  const isNoneAble = findNoneAbleIn(poolId, snapshot) !== undefined;
  const isOff = ({ state, schedulingState }: ComputeNode): boolean =>
    isTurnedOff(state) || schedulingState === 'disabled';
  const times = (isNoneAble ? items : items.filter(isOff)).map((node) =>
    // The service doesn't say when a node that still runs tasks stopped accepting others.
    isOneOf(node.state, ['idle', 'running']) ? undefined : node.stateTransitionTime,
  );
  const sorted = sortTimes(times);
  if (!isNoneAble) return sorted[0];
  return hasMore || sorted.length < items.length ? undefined : sorted.at(-1);
}

/** Checks whether a pool has fewer nodes than its target only because a user stopped its resize. */
function isMeant(pool: Pool): boolean {
  return isResizeStopped(pool) && pool.autoScaleRun?.error === undefined;
}

/**
 * Returns the tasks of a job that wait in vain. These are all waiting tasks if the job can't be scheduled or its
 * preparation task fails on every node that ran it. None wait in vain if the preparation task succeeds on some nodes,
 * or if the job has completed, because its tasks then stay active and never run (Batch documentation: "Job -
 * Terminate").
 */
export function findBlockedByJob(job: Job, snapshot: AccountSnapshot): Blocked {
  const runs = listPreparationRuns(snapshot, job);
  const isUnprepared = runs.length === 0 || isPreparedNowhere(job, runs);
  const isStuck = !isOver(job) && (job.executionInfo?.schedulingError !== undefined || isUnprepared);
  return { tasks: isStuck ? countWaiting([job], snapshot) : new Map(), nodes: 0 };
}

/** Returns the number of missing nodes of a pool, and the tasks that wait for them or for nodes that don't work. */
export function findBlockedByPool(
  pool: Pool,
  snapshot: AccountSnapshot,
  unable = countTroubledNodes(pool, snapshot) + countHung(pool, snapshot),
): Blocked {
  const current = (pool.currentDedicatedNodes ?? 0) + (pool.currentLowPriorityNodes ?? 0);
  const working = current - unable;
  if (working <= 0) return blockAll(pool, snapshot);
  const counts = listHeld(pool, snapshot).map((job) => [job.id, countShort(job, pool, working, snapshot)] as const);
  return { tasks: new Map(counts.filter(([, count]) => count > 0)), nodes: countMissing(pool) };
}

/** Returns all waiting tasks in jobs of a pool that would run on any of its nodes. */
function blockAll(pool: Pool, snapshot: AccountSnapshot): Blocked {
  const held = listHeld(pool, snapshot).map((job) => {
    const count = countTasks(snapshot, job.id, 'active') ?? 0;
    return [job.id, count - countDependents(job, snapshot)] as const;
  });
  return { tasks: new Map(held.filter(([, count]) => count > 0)), nodes: countMissing(pool) };
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
