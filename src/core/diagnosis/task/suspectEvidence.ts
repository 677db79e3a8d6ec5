import type { ComputeNode } from '../../model/computeNode.ts';
import type { Pool } from '../../model/pool.ts';
import type { Task } from '../../model/task.ts';
import { isSame } from '../evidence/time.ts';
import type { Evidence } from '../explanation.ts';
import { describeSuspect, findSuspects, type Suspect } from '../suspects/findSuspects.ts';
import { type Observation, observeTask, type Surroundings } from '../suspects/observation.ts';
import type { TaskCase } from './taskCase.ts';

/** More suspects than this do not help to decide. */
const maxSuspects = 3;

/** Tasks of one job as observations; the program and the image differ seldom within a job, the rest may. */
export function observeTasks(
  tasks: readonly Task[],
  pool: Pool | undefined,
  nodes: readonly ComputeNode[] = [],
): readonly Observation[] {
  const byId = new Map(nodes.map((node) => [node.id.toLowerCase(), node]));
  return tasks
    .map((task) => {
      const around: Surroundings = { pool, node: byId.get(task.nodeInfo?.nodeId?.toLowerCase() ?? '') };
      return observeTask(task, around);
    })
    .filter((observation) => observation !== undefined);
}

/** What stands out among the failures of a job, at most three. */
export function pickSuspects(observations: readonly Observation[]): readonly Suspect[] {
  return findSuspects(observations).slice(0, maxSuspects);
}

/** What the failed task shares with other failures of its job, and seldom with successes. */
export function describeOwnSuspects({ task, siblings, pool, node, nodes }: TaskCase): readonly Evidence[] {
  if (siblings.length === 0) return [];
  const known = node === undefined || nodes.some(({ id }) => isSame(id, node.id)) ? nodes : [...nodes, node];
  const own = observeTasks([task], pool, known)[0]?.traits ?? {};
  const suspects = findSuspects(observeTasks([task, ...siblings], pool, known));
  return suspects
    .filter(({ trait, value }) => own[trait] === value)
    .slice(0, maxSuspects)
    .map((suspect) => ({ text: describeSuspect(suspect), source: 'siblings' }));
}
