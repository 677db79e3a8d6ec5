import { comingStates } from '../../core/impact/unableNodes.ts';
import { isHung, toleratesStartTask } from '../../core/model/computeNode.ts';
import { isExpected } from '../../core/model/exitConditions.ts';
import { findPoolOfJob, type Job } from '../../core/model/job.ts';
import type { JobSchedule } from '../../core/model/jobSchedule.ts';
import { brokenStates, countNodes, isResizeFailed, isResizeStopped, type Pool } from '../../core/model/pool.ts';
import { describeState, type StateSeverity } from '../../core/model/states.ts';
import type { AccountSnapshot } from '../../service/store/accountStore.ts';
import { isHeld } from './endingJobs.ts';
import { listFailingPreparations } from './failingPreparations.ts';
import { isTroubled } from './nodeGroups.ts';
import { countAllNodes, findShort, findStuck } from './stuckJob.ts';
import { countFailedOfJob, countTasks, findFailedPreparation, findFailedRelease } from './taskCount.ts';
import { countUncountedIn, findNoneAbleIn, findUnable } from './unableNodes.ts';

/**
 * Returns how urgently a job needs attention. An unresolved failed task or a scheduling error makes a job an error in
 * any state, and so does anything that keeps its tasks waiting, or bars nodes from them, until someone acts, and a time
 * limit that ended it before all tasks ran. Failed tasks whose exit conditions name their exit code are a warning,
 * because the job's work goes on, and so are a failed release task, because it is done, and tasks that wait in a disabled
 * job, because someone may have meant it. Unknown while the job's tasks are not counted.
 */
export function toJobSeverity(job: Job, snapshot: AccountSnapshot): StateSeverity {
  if (job.executionInfo?.schedulingError !== undefined) return 'error';
  const hasFailed = countFailedOfJob(snapshot, job.id).count > 0;
  if (hasFailed && !areAllExpected(snapshot, job.id)) return 'error';
  if (findStuck(job, snapshot) !== undefined) return 'error';
  if (hasFailed || findFailedRelease(job, snapshot) !== undefined || isHeld(job, snapshot)) return 'warning';
  const { severity } = describeState('job', job.state);
  if (severity !== 'ok') return severity;
  if (findFailedPreparation(job, snapshot) !== undefined) return 'error';
  if ((countTasks(snapshot, job.id, 'running') ?? 0) > 0) return 'transition';
  if ((countTasks(snapshot, job.id, 'active') ?? 0) > 0) return 'waiting';
  return countTasks(snapshot, job.id, 'failed') === undefined ? 'unknown' : 'ok';
}

/** Checks whether all failed tasks of a job are loaded, and their exit conditions name their exit codes. */
function areAllExpected(snapshot: AccountSnapshot, jobId: string): boolean {
  const { items } = snapshot.slice({ kind: 'failures', jobId });
  return items.length >= (countTasks(snapshot, jobId, 'failed') ?? 0) && items.every(isExpected);
}

/** Returns how urgent a job schedule is, by the failed tasks of its last job, and then by its own state. */
export function toScheduleSeverity(schedule: JobSchedule, snapshot: AccountSnapshot): StateSeverity {
  const lastJob = schedule.executionInfo?.recentJob?.id;
  if (lastJob !== undefined && countFailedOfJob(snapshot, lastJob).count > 0) return 'error';
  return describeState('jobSchedule', schedule.state).severity;
}

/** Counts the pool's nodes in a state that needs attention, based on the service's counts. */
export function countBrokenNodes(pool: Pool, snapshot: AccountSnapshot): number {
  return countNodes(snapshot.nodeCounts.get(pool.id), ...brokenStates);
}

/** Counts the pool's broken or preempted nodes, which are failures of the account (`isTroubled`). */
export function countTroubledNodes(pool: Pool, snapshot: AccountSnapshot): number {
  return countNodes(snapshot.nodeCounts.get(pool.id), ...brokenStates, 'preempted');
}

/** Checks whether the loaded nodes of a pool include all broken or preempted ones that the service counts. */
export function areTroubledLoaded(pool: Pool, snapshot: AccountSnapshot): boolean {
  const { items } = snapshot.slice({ kind: 'nodes', poolId: pool.id });
  return items.filter(isTroubled).length >= countTroubledNodes(pool, snapshot);
}

/**
 * Checks whether only the nodes themselves can show a failed start task, because they still run tasks and the service
 * counts them as working.
 */
function mayTolerate({ startTask, currentDedicatedNodes = 0, currentLowPriorityNodes = 0 }: Pool): boolean {
  return startTask?.waitForSuccess === false && currentDedicatedNodes + currentLowPriorityNodes > 0;
}

/** Checks whether some of a pool's nodes are failures of the account, or only their own properties can show it. */
export function mayBreak(pool: Pool, snapshot: AccountSnapshot): boolean {
  const isUnprepared = listFailingPreparations(pool.id, snapshot).length > 0;
  return countTroubledNodes(pool, snapshot) > 0 || mayTolerate(pool) || mayHang(pool, snapshot) || isUnprepared;
}

/** Checks whether the loaded nodes of a pool include all that are failures of the account. */
export function areFailingLoaded(pool: Pool, snapshot: AccountSnapshot): boolean {
  const { loadedAt, hasMore } = snapshot.slice({ kind: 'nodes', poolId: pool.id });
  if (loadedAt === undefined) return false;
  return !hasMore || (areTroubledLoaded(pool, snapshot) && !mayTolerate(pool) && !mayHang(pool, snapshot));
}

/** Checks whether nodes of a pool are starting, and the pool is old enough for them to hang. */
function mayHang({ id, creationTime }: Pool, { nodeCounts, nodesCountedAt = '' }: AccountSnapshot): boolean {
  const since = { state: 'starting', stateTransitionTime: creationTime } as const;
  return countNodes(nodeCounts.get(id), ...comingStates) > 0 && isHung(since, new Date(nodesCountedAt));
}

/** Counts the pool's nodes that are broken, that run tasks although their start task failed, or that hang. */
export function countFailingNodes(pool: Pool, snapshot: AccountSnapshot): number {
  return countBrokenNodes(pool, snapshot) + countTolerating(pool, snapshot) + countHung(pool, snapshot);
}

/** Counts the pool's loaded nodes that have been starting for too long. */
export function countHung(pool: Pool, snapshot: AccountSnapshot): number {
  return countUncountedIn(pool.id, snapshot)?.hung ?? 0;
}

/** Counts the pool's loaded nodes that run tasks although their start task failed. */
function countTolerating(pool: Pool, snapshot: AccountSnapshot): number {
  if (!mayTolerate(pool)) return 0;
  return snapshot.slice({ kind: 'nodes', poolId: pool.id }).items.filter(toleratesStartTask).length;
}

/** Checks whether a pool holds tasks: it has no nodes, or some accept no tasks and the tasks need several nodes. */
function holdsTasks(pool: Pool, snapshot: AccountSnapshot): boolean {
  if (countAllNodes(pool) > 0 && findUnable(pool.id, snapshot) === undefined) return false;
  const { items } = snapshot.slice({ kind: 'jobs' });
  return items.some(
    (job) =>
      findPoolOfJob(job) === pool.id &&
      (findStuck(job, snapshot)?.why === 'empty' || findShort(job, snapshot) !== undefined),
  );
}

/**
 * Returns how urgently a pool needs attention. Considers, in this order: whether none or too few of its nodes can run
 * tasks, resize and formula errors, problems of some of its nodes or a preparation task that fails on them, and the
 * pool's own state.
 */
export function toPoolSeverity(pool: Pool, snapshot: AccountSnapshot): StateSeverity {
  const isStopped = isResizeStopped(pool);
  if (findNoneAbleIn(pool.id, snapshot) !== undefined || holdsTasks(pool, snapshot)) return 'error';
  if ((isResizeFailed(pool) && !isStopped) || pool.autoScaleRun?.error !== undefined) return 'error';
  if (isStopped || countFailingNodes(pool, snapshot) > 0) return 'warning';
  const [preparation] = listFailingPreparations(pool.id, snapshot);
  if (preparation !== undefined) return preparation.isStuck ? 'error' : 'warning';
  const own = describeState('pool', pool.state).severity;
  const severity = own === 'ok' ? describeState('poolAllocation', pool.allocationState).severity : own;
  // The states of the pool's nodes are unknown.
  return severity === 'ok' && snapshot.nodeCountsRefusal !== undefined ? 'unknown' : severity;
}
