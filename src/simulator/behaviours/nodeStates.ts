import type { NodeRecord, NodeState } from '../state/records.ts';
import type { World } from '../state/world.ts';
import { noteNode } from './events.ts';

/** Moves a node to another state. */
export function moveNode(world: World, node: NodeRecord, state: NodeState): void {
  if (node.state !== state) {
    node.state = state;
    node.stateTransitionTime = world.time();
    world.touch(node);
    noteNode(world, node);
  }
}

/** States in which a node takes part in scheduling; its current work determines which one applies. */
const workingStates: ReadonlySet<NodeState> = new Set(['idle', 'running', 'offline']);

/** Returns true if the node takes part in scheduling. */
export function isAtWork(node: NodeRecord): boolean {
  return workingStates.has(node.state);
}

/** Updates the state of a node that takes part in scheduling to match its current work. */
export function refreshNode(world: World, node: NodeRecord): void {
  if (isAtWork(node)) moveNode(world, node, workingState(node));
}

/** Returns the state for a node's current work; with scheduling disabled, it is `offline` once it has drained. */
export function workingState(node: NodeRecord): NodeState {
  for (const run of node.runs) {
    if (run.task !== undefined) return 'running';
  }
  return node.schedulingState === 'disabled' ? 'offline' : 'idle';
}

/** Returns true if tasks may be placed on the node now. */
export function acceptsTasks(node: NodeRecord): boolean {
  return (node.state === 'idle' || node.state === 'running') && node.schedulingState === 'enabled' && !node.isDraining;
}

/** Counts the free slots of the node. */
export function freeSlots(node: NodeRecord, slotsPerNode: number): number {
  let free = slotsPerNode;
  for (const run of node.runs) free -= run.slots;
  return free;
}

/** Resolves when nothing runs on the node anymore. */
export async function whenDrained(node: NodeRecord): Promise<void> {
  while (node.runs.size > 0) await Promise.all([...node.runs].map((run) => run.done));
}
