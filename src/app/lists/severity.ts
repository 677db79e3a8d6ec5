import type { Job } from '../../core/model/job.ts';
import type { JobSchedule } from '../../core/model/jobSchedule.ts';
import { countNodes, isResizeFailed, isResizeStopped, type Pool } from '../../core/model/pool.ts';
import { describeState, type StateSeverity } from '../../core/model/states.ts';
import type { AccountSnapshot } from '../../service/store/accountStore.ts';
import { countFailedOfJob } from './failedTasks.ts';
import { countPreparations, mayBeStuck } from './preparation.ts';
import { countTasks } from './taskCount.ts';

/**
 * How much a job needs somebody: a failed task that is not resolved or a scheduling error makes it an error, whatever its state; tasks that
 * wait while the preparation of the job fails are a warning. How a job does whose tasks are not counted is not known.
 */
export function toJobSeverity(job: Job, snapshot: AccountSnapshot): StateSeverity {
  if (job.executionInfo?.schedulingError !== undefined) return 'error';
  if (countFailedOfJob(snapshot, job.id).count > 0) return 'error';
  const { severity } = describeState('job', job.state);
  if (severity !== 'ok') return severity;
  if (mayBeStuck(job, snapshot) && countPreparations(snapshot, job.id).failed > 0) return 'warning';
  if ((countTasks(snapshot, job.id, 'running') ?? 0) > 0) return 'transition';
  if ((countTasks(snapshot, job.id, 'active') ?? 0) > 0) return 'waiting';
  return countTasks(snapshot, job.id, 'failed') === undefined ? 'unknown' : 'ok';
}

/** How much a job schedule needs somebody: failed tasks of its last job, then its own state. */
export function toScheduleSeverity(schedule: JobSchedule, snapshot: AccountSnapshot): StateSeverity {
  const lastJob = schedule.executionInfo?.recentJob?.id;
  if (lastJob !== undefined && countFailedOfJob(snapshot, lastJob).count > 0) return 'error';
  return describeState('jobSchedule', schedule.state).severity;
}

/** Number of nodes of the pool in a state that somebody has to look at, as the service counts them. */
export function countBrokenNodes(pool: Pool, snapshot: AccountSnapshot): number {
  return countNodes(snapshot.nodeCounts.get(pool.id), 'startTaskFailed', 'unusable', 'unknown');
}

/** How much a pool needs somebody: errors of its size or formula first, then its nodes, then its own state. */
export function toPoolSeverity(pool: Pool, snapshot: AccountSnapshot): StateSeverity {
  const isStopped = isResizeStopped(pool);
  if ((isResizeFailed(pool) && !isStopped) || pool.autoScaleRun?.error !== undefined) return 'error';
  if (isStopped || countBrokenNodes(pool, snapshot) > 0) return 'warning';
  const own = describeState('pool', pool.state).severity;
  const severity = own === 'ok' ? describeState('poolAllocation', pool.allocationState).severity : own;
  // Nobody knows how its nodes are.
  return severity === 'ok' && snapshot.nodeCountsRefusal !== undefined ? 'unknown' : severity;
}
