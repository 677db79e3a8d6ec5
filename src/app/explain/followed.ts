import { findPoolOfJob, type Job } from '../../core/model/job.ts';
import type { JobResource, TaskFileResource, TaskResource } from '../../core/model/resource.ts';
import type { Task } from '../../core/model/task.ts';
import type { DocumentTarget } from '../../core/query/documentPath.ts';
import type { AccountSnapshot } from '../../service/store/accountStore.ts';
import { toScope } from '../documents/damagedDocument.ts';
import { findLoadedTask, toStamp } from '../evidence/findTask.ts';
import { findById } from '../lists/findById.ts';
import { runsNothing } from '../lists/taskCount.ts';
import type { FollowedTask } from './explainedResource.ts';

/** Changes when the page of a task that has not ended says something else of it, or of its job: states and limits. */
export function toFollowedStamp({ task, job }: Pick<FollowedTask, 'task' | 'job'>): string {
  return JSON.stringify([toStamp(task), task.constraints, job?.state, job?.constraints]);
}

/** What is known of the job and the pool of a task that waits; nothing of one that runs. */
export function toSurroundings(snapshot: AccountSnapshot, { resource, task }: FollowedTask): string {
  if (task.state === 'running') return '';
  const job = findById(snapshot.slice({ kind: 'jobs' }).items, resource.jobId);
  return JSON.stringify([job, ...(job === undefined ? [] : listOfPool(snapshot, job))]);
}

/** Changes when a document may say something else, by what the views know of what it shows. */
export function toShownStamp(snapshot: AccountSnapshot, target: DocumentTarget): string {
  if (target.document === 'damaged') return JSON.stringify(snapshot.slice(toScope(target.list)).damaged ?? []);
  const { resource } = target;
  switch (resource.kind) {
    case 'task':
    case 'taskFile': {
      // The job may be folded in the explorer, where the view of failures has the task.
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

/** Changes when the page of a job says something else, by what is known of it, and of its pool where its tasks wait. */
function toJobStamp(snapshot: AccountSnapshot, { jobId }: Pick<JobResource, 'jobId'>): string {
  const job = findById(snapshot.slice({ kind: 'jobs' }).items, jobId);
  const counts = snapshot.taskCounts.get(jobId);
  // Those of a new job are not counted at once.
  const waits = job !== undefined && (counts === undefined || runsNothing(job, snapshot));
  return JSON.stringify([job, counts, ...(waits ? listOfPool(snapshot, job) : [])]);
}

/**
 * Changes when the overview of an account says something else, by what the views know of it: its pools and jobs, how many
 * nodes and tasks they have in each state, and why they could not be listed.
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

/** Of the nodes that are loaded, how many are in each state, and take no new tasks: the service counts only their states. */
function listOfPool(snapshot: AccountSnapshot, job: Job): readonly unknown[] {
  const poolId = findPoolOfJob(job);
  if (poolId === undefined) return [];
  const pool = findById(snapshot.slice({ kind: 'pools' }).items, poolId);
  const disabled = snapshot
    .slice({ kind: 'nodes', poolId })
    .items.filter(({ schedulingState }) => schedulingState === 'disabled').length;
  return [pool, snapshot.nodeCounts.get(poolId), disabled];
}
