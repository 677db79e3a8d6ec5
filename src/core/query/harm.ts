import type { FailedTask, Failing } from '../diagnosis/causes/failing.ts';
import { toKey } from '../model/resourceChain.ts';
import { addCoreHours, type CoreHours, isHeldBroken, measureAttempts, measureHeld } from './coreHours.ts';
import { addCounts, type Count } from './count.ts';

/** What a cause cost. */
export interface Harm {
  /** Tasks, nodes, pools and jobs that failed of it. */
  readonly lost: number;
  /** Tasks that wait because of it, each counted once; more may depend on failed ones than were listed. */
  readonly waiting: Count;
  /** Nodes that never came because of it. */
  readonly missing: number;
  /** What the attempts that failed took of their nodes. */
  readonly coreHours: CoreHours;
  /** All of it as one number. */
  readonly total: number;
}

/**
 * The harm of failures that have one cause: work lost and work blocked. Each failed task counts as one, and so does each
 * task that cannot start (one that depends on a failed task, of a job whose preparation fails, of a pool without a node
 * that works), each broken node, and each node that a pool was to have and did not get. A job that waits for two of the
 * failures waits once; a pool is short of its nodes once. Each core-hour of failed attempts counts as one more: ten tasks
 * that fail after a day outweigh a hundred that fail at their start. What broken nodes cost grows by itself and does not
 * count: causes would change places.
 */
export function measureHarm(failures: readonly Failing[]): Harm {
  const waiting = new Map<string, number>();
  const missing = new Map<string, number>();
  let isComplete = true;
  for (const failing of failures) {
    if (failing.kind === 'task' || failing.blocks === undefined) continue;
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
    coreHours: measureAttempts(tasks),
  };
  return { ...harm, total: harm.lost + harm.waiting.count + harm.missing + Math.floor(harm.coreHours.hours) };
}

/** What the broken nodes among failures have cost up to now. */
export function measureBroken(failing: readonly Failing[], now: number): CoreHours {
  return addCoreHours(
    failing.flatMap((one) =>
      one.kind === 'node' && isHeldBroken(one.node) ? measureHeld(one.node, one.pool, now) : [],
    ),
  );
}

/** Tasks that depend on failed ones, but for those of jobs all of whose tasks are `counted`. */
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

function sum(counts: Iterable<number>): number {
  let total = 0;
  for (const count of counts) total += count;
  return total;
}
