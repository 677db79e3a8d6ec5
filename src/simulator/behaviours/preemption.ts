import type { ActiveRun, JobRecord, PoolRecord } from '../state/records.ts';
import { findFlag, findNumber } from '../state/wire.ts';
import type { World } from '../state/world.ts';
import { interruptRun } from './taskRuns.ts';

/**
 * Makes room for a job's tasks that wait: tasks of jobs of lower priority which allow it (`allowTaskPreemption`) go back
 * to waiting. Those of the lowest priority go first. Batch documentation: task preemption.
 */
export function preemptFor(world: World, pool: PoolRecord, job: JobRecord, wanted: number): void {
  const runs = [...pool.nodes.values()].flatMap((node) => [...node.runs]);
  const underway = runs.filter((run) => run.isOver).length;
  const victims = runs.filter((run) => mayBePreempted(run, findPriority(job)));
  victims.sort((left, right) => priorityOfRun(left) - priorityOfRun(right));
  for (const run of victims.slice(0, Math.max(0, wanted - underway))) interruptRun(world, run, 'recover');
}

function mayBePreempted(run: ActiveRun, byPriority: number): boolean {
  const job = run.task?.job;
  return (
    job !== undefined &&
    !run.isOver &&
    findFlag(job.spec, 'allowTaskPreemption') === true &&
    findPriority(job) < byPriority
  );
}

function priorityOfRun(run: ActiveRun): number {
  return run.task === undefined ? 0 : findPriority(run.task.job);
}

/** Priority of a job; 0 by default. */
export function findPriority(job: JobRecord): number {
  return findNumber(job.spec, 'priority') ?? 0;
}
