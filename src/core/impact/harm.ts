import type { FailedTask, Failing } from '../diagnosis/causes/failing.ts';
import { sum } from '../extremes.ts';
import { toKey } from '../model/resource.ts';
import { addCounts, type Count } from '../words/count.ts';
import { addCoreHours, type CoreHours, isHeldBroken, measureAttempts, measureHeld } from './coreHours.ts';

/** Impact of a cause. */
export interface Harm {
  /** Number of tasks, nodes, pools, and jobs that failed because of the cause. */
  readonly lost: number;
  /**
   * Number of tasks that wait because of the cause, each counted once. Incomplete if more tasks may depend on failed
   * tasks than were listed.
   */
  readonly waiting: Count;
  /** Number of nodes that were not allocated because of the cause. */
  readonly missing: number;
  readonly coreHours: CoreHours;
  /** The total impact as one number. */
  readonly total: number;
}

/**
 * Measures the harm of failures with one cause: work lost and work blocked. Each failed task counts as one, and so does
 * each task that can't start (it depends on a failed task, its job's preparation fails, or its pool has no working
 * node), each broken node, and each node that a pool should have but didn't get. A job that waits because of two of the
 * failures counts once, and so do the missing nodes of a pool. Each core hour of failed attempts adds one, so ten tasks
 * that fail after a day outweigh a hundred that fail at their start. The cost of broken nodes doesn't count: it grows
 * over time, so the order of causes would keep changing.
 */
export function measureHarm(failures: readonly Failing[]): Harm {
  const waiting = new Map<string, number>();
  const missing = new Map<string, number>();
  let isComplete = true;
  for (const failing of failures) {
    if (failing.blocks === undefined) continue;
    for (const [jobId, count] of failing.blocks.tasks) waiting.set(jobId, count);
    isComplete &&= failing.blocks.isComplete ?? true;
    if (failing.kind === 'pool') missing.set(failing.pool.id, failing.blocks.nodes);
  }
  const tasks = failures.filter((failing) => failing.kind === 'task');
  const dependents = countDependents(tasks, waiting);
  const harm = {
    lost: failures.length,
    waiting: addCounts([{ count: sum(waiting.values()), isComplete }, dependents]),
    missing: sum(missing.values()),
    coreHours: measureAttempts(listRuns(failures)),
  };
  return { ...harm, total: harm.lost + harm.waiting.count + harm.missing + Math.floor(harm.coreHours.hours) };
}

/** Lists the IDs of the jobs in which tasks wait because of failures. */
export function listWaitingJobs(failures: readonly Failing[]): readonly string[] {
  const ids = failures.flatMap((failing) => [
    ...(failing.blocks?.tasks.keys() ?? []),
    ...(failing.kind === 'task' && (failing.dependents?.ids.length ?? 0) > 0 ? [failing.resource.jobId] : []),
  ]);
  return [...new Set(ids)].sort();
}

/** Lists the runs that failures cost: those of failed tasks, and those that were lost with their nodes. */
export function listRuns(
  failures: readonly Failing[],
): readonly (Pick<FailedTask, 'task' | 'pool'> & Partial<Pick<FailedTask, 'job'>>)[] {
  return failures.flatMap((one) => {
    if (one.kind === 'task') return [one];
    return one.kind === 'node' ? (one.lostRuns ?? []).map((task) => ({ task, pool: one.pool })) : [];
  });
}

/** Returns the core hours of the broken nodes among failures up to now. */
export function measureBroken(failing: readonly Failing[], now: number): CoreHours {
  return addCoreHours(
    failing.flatMap((one) =>
      one.kind === 'node' && isHeldBroken(one.node) ? measureHeld(one.node, one.pool, now) : [],
    ),
  );
}

/** Counts the tasks that depend on failed ones, except in jobs whose tasks are all in `counted`. */
function countDependents(failed: readonly FailedTask[], counted: ReadonlyMap<string, number>): Count {
  const waiting = new Set<string>();
  let isComplete = true;
  for (const { resource, dependents } of failed) {
    if (dependents === undefined || counted.has(resource.jobId)) continue;
    for (const id of dependents.ids) waiting.add(toKey({ ...resource, taskId: id }));
    isComplete &&= dependents.isComplete;
  }
  return { count: waiting.size, isComplete };
}
