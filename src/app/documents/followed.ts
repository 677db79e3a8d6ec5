import { findPoolOfJob, type Job } from '../../core/model/job.ts';
import type { JobResource, TaskFileResource, TaskResource } from '../../core/model/resource.ts';
import type { Task } from '../../core/model/task.ts';
import type { DocumentTarget } from '../../core/places/documentPath.ts';
import type { AccountSnapshot } from '../../service/store/accountStore.ts';
import { findLoadedTask, toStamp } from '../evidence/findTask.ts';
import type { FollowedTask } from '../explain/explainedResource.ts';
import { findById } from '../lists/findById.ts';
import { runsNothing } from '../lists/taskCount.ts';
import { toScope } from './damagedDocument.ts';

/**
 * Returns a stamp that changes when the page of an unfinished task would change, which depends on the states and limits
 * of the task and its job.
 */
export function toFollowedStamp({ task, job }: Pick<FollowedTask, 'task' | 'job'>): string {
  return JSON.stringify([toStamp(task), task.constraints, job?.state, job?.constraints]);
}

/** Returns a stamp for the job and the pool of a waiting task; empty for a running task. */
export function toSurroundings(snapshot: AccountSnapshot, { resource, task }: FollowedTask): string {
  if (task.state === 'running') return '';
  const job = findById(snapshot.slice({ kind: 'jobs' }).items, resource.jobId);
  return JSON.stringify([job, ...(job === undefined ? [] : listOfPool(snapshot, job))]);
}

/** Returns a stamp that changes when a document would change, based on the views' data. */
export function toShownStamp(snapshot: AccountSnapshot, target: DocumentTarget): string {
  if (target.document === 'damaged') return JSON.stringify(snapshot.slice(toScope(target.list)).damaged ?? []);
  const { resource } = target;
  switch (resource.kind) {
    case 'task':
    case 'taskFile': {
      // The failures view may contain the task even if the job is collapsed in the explorer.
      const task = findLoadedTask(snapshot, resource) ?? findFailed(snapshot, resource);
      return task === undefined ? '' : toStamp(task);
    }
    case 'job':
      return toJobStamp(snapshot, resource);
    case 'jobSchedule':
      return JSON.stringify(
        snapshot.slice({ kind: 'jobSchedules' }).items.find(({ id }) => id === resource.scheduleId),
      );
    case 'node':
    case 'nodeFile':
      return JSON.stringify(
        snapshot.slice({ kind: 'nodes', poolId: resource.poolId }).items.find(({ id }) => id === resource.nodeId),
      );
    case 'pool':
      return JSON.stringify([
        snapshot.slice({ kind: 'pools' }).items.find(({ id }) => id === resource.poolId),
        snapshot.nodeCounts.get(resource.poolId),
      ]);
    case 'account':
      return toAccountStamp(snapshot);
  }
}

function findFailed(snapshot: AccountSnapshot, { jobId, taskId }: TaskResource | TaskFileResource): Task | undefined {
  return snapshot.slice({ kind: 'failures', jobId }).items.find(({ id }) => id === taskId);
}

/** Returns a stamp that changes when the page of a job would change. Includes the job's pool while its tasks wait. */
function toJobStamp(snapshot: AccountSnapshot, { jobId }: Pick<JobResource, 'jobId'>): string {
  const job = findById(snapshot.slice({ kind: 'jobs' }).items, jobId);
  const counts = snapshot.taskCounts.get(jobId);
  // The tasks of a new job are not counted immediately.
  const waits = job !== undefined && (counts === undefined || runsNothing(job, snapshot));
  return JSON.stringify([job, counts, ...(waits ? listOfPool(snapshot, job) : [])]);
}

/**
 * Returns a stamp that changes when the overview of an account would change. Includes its pools and jobs, their numbers
 * of nodes and tasks by state, and errors in listing them.
 */
function toAccountStamp(snapshot: AccountSnapshot): string {
  const [pools, jobs] = [snapshot.slice({ kind: 'pools' }), snapshot.slice({ kind: 'jobs' })];
  return JSON.stringify([
    pools.items,
    jobs.items.map(({ id, state }) => [id, state]),
    [...snapshot.nodeCounts],
    [...snapshot.taskCounts],
    [pools.error, jobs.error, snapshot.nodeCountsRefusal].map((error) => error?.message),
  ]);
}

/** Returns a job's pool with node counts by state; the service does not count nodes that accept no new tasks. */
function listOfPool(snapshot: AccountSnapshot, job: Job): readonly unknown[] {
  const poolId = findPoolOfJob(job);
  if (poolId === undefined) return [];
  const pool = findById(snapshot.slice({ kind: 'pools' }).items, poolId);
  const disabled = snapshot
    .slice({ kind: 'nodes', poolId })
    .items.filter(({ schedulingState }) => schedulingState === 'disabled').length;
  return [pool, snapshot.nodeCounts.get(poolId), disabled];
}
