import type { ComputeNode } from '../../model/computeNode.ts';
import type { Task } from '../../model/task.ts';
import { isSame } from '../evidence/time.ts';
import type { Evidence } from '../explanation.ts';
import { describeSuspect } from '../suspects/describeSuspect.ts';
import { findSuspects, hasTrait } from '../suspects/findSuspects.ts';
import { type Observation, observeTask } from '../suspects/observation.ts';
import { withTimeWindows } from '../suspects/timeWindows.ts';
import type { TaskCase } from './taskCase.ts';

/** Those of the tasks that ended as observations, in their order. What nodes are is known of those given. */
export function observeTasks(tasks: readonly Task[], nodes: readonly ComputeNode[] = []): readonly Observation[] {
  const byId = new Map(nodes.map((node) => [node.id.toLowerCase(), node]));
  const observed = tasks.map((task) => observeTask(task, byId.get(task.nodeInfo?.nodeId?.toLowerCase() ?? '')));
  return withTimeWindows(observed.filter((observation) => observation !== undefined));
}

/** What the failed task shares with other failures of its job, and seldom with successes. */
export function describeOwnSuspects({ task, siblings, node, nodes }: TaskCase): readonly Evidence[] {
  if (siblings.length === 0) return [];
  const known = node === undefined || nodes.some(({ id }) => isSame(id, node.id)) ? nodes : [...nodes, node];
  const observations = observeTasks([task, ...siblings], known);
  const [own] = observations;
  if (own === undefined) return [];
  return findSuspects(observations)
    .filter((suspect) => hasTrait(own, suspect))
    .map((suspect) => ({ text: describeSuspect(suspect), source: 'siblings' }));
}
