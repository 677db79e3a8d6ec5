import type { JobRecord, TaskRecord } from '../state/records.ts';
import { toKey } from '../state/sortedTable.ts';
import { findObject, findText } from '../state/wire.ts';
import type { Reactions, World } from '../state/world.ts';
import { releaseAutoPool } from './autoPool.ts';
import { findExitOptions } from './exitConditions.ts';
import { disableJob, finishIfAllComplete, terminateJob } from './jobLife.ts';
import { followScheduledJob } from './jobScheduleLife.ts';
import { schedulePool } from './scheduling.ts';

/** Creates the functions that carry out the consequences of events in a world. */
export function makeReactions(world: World): Reactions {
  return {
    taskCompleted(task) {
      actOnJob(world, task);
      endWithManager(world, task);
      finishIfAllComplete(world, task.job);
    },
    jobEnded: (job) => followJobEnd(world, job),
    schedulingDue: (pool) => schedulePool(world, pool),
  };
}

/** Updates a job's auto pool and schedule after the job has ended. */
function followJobEnd(world: World, job: JobRecord): void {
  releaseAutoPool(world, job);
  const schedule = job.scheduleId === undefined ? undefined : world.jobSchedules.get(job.scheduleId);
  if (schedule !== undefined) followScheduledJob(world, schedule);
}

/** By default, a job ends with its job manager task. Batch documentation: `killJobOnCompletion`. */
function endWithManager(world: World, task: TaskRecord): void {
  const manager = findObject(task.job.spec, 'jobManagerTask');
  const isManager = toKey(findText(manager, 'id') ?? '') === toKey(task.id);
  if (isManager && manager?.['killJobOnCompletion'] !== false && task.job.state === 'active') {
    terminateJob(world, task.job, 'JMComplete');
  }
}

/**
 * Applies `onTaskFailure` `performexitoptionsjobaction`: the exit conditions may disable or terminate the job. The
 * behavior without a matching condition is not documented.
 */
function actOnJob(world: World, task: TaskRecord): void {
  if (findText(task.job.spec, 'onTaskFailure') !== 'performexitoptionsjobaction') return;
  const { jobAction = world.defaultJobAction } = findExitOptions(task);
  if (jobAction === 'disable' && task.job.state === 'active') disableJob(world, task.job, 'requeue');
  if (jobAction === 'terminate' && (task.job.state === 'active' || task.job.state === 'disabled')) {
    terminateJob(world, task.job, 'TaskFailed');
  }
}
