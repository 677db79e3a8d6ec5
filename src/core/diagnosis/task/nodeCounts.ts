import { toStateCount } from '../../impact/unableNodes.ts';
import { type ComputeNode, isComingOnline, mayRecover, type NodeState } from '../../model/computeNode.ts';
import { describeState, describeStateOfMany } from '../../model/states.ts';
import { toText } from '../../model/words.ts';
import { listPlain } from '../../text/lists.ts';
import { plural } from '../../text/plural.ts';
import type { Ending, Evidence } from '../explanation/explanation.ts';

/**
 * Returns the state of a node as far as it matters to waiting tasks: a node that accepts no new tasks counts as
 * offline, unless it soon will.
 */
export function toState(node: ComputeNode): NodeState | undefined {
  if (isComingOnline(node)) return 'starting';
  return isClosed(node) ? 'offline' : node.state;
}

/** Returns what ends a wait for any of the nodes. */
export function judgeEnd(nodes: readonly ComputeNode[]): Ending {
  return nodes.some(mayRecover) ? 'either' : 'user';
}

function isClosed(node: ComputeNode): boolean {
  return node.schedulingState === 'disabled' && isReady(node);
}

/** Checks whether a node's state lets it run tasks. */
export function isReady(node: ComputeNode): boolean {
  return node.state === 'idle' || node.state === 'running';
}

/**
 * Names the state of a node. A node that runs tasks but accepts no new ones has a separate name, because Batch has no
 * state for it.
 */
export function toLabel(node: ComputeNode): string {
  return isClosed(node)
    ? describeState('scheduling', node.schedulingState).label
    : describeState('node', node.state).label;
}

/** Describes the numbers of nodes by state: `2 idle, 1 start task failed`. */
export function describeNodes(nodes: readonly ComputeNode[]): Evidence {
  const alike = new Map<string, { readonly first: ComputeNode; readonly count: number }>();
  for (const node of [...nodes].sort((one, other) => (toText(toState(one)) < toText(toState(other)) ? -1 : 1))) {
    const { first, count } = alike.get(toLabel(node)) ?? { first: node, count: 0 };
    alike.set(toLabel(node), { first, count: count + 1 });
  }
  const said = [...alike.values()].map(({ first, count }) => toStateCount(count, describeStateOf(first, count)));
  return { text: listPlain(said), source: 'nodes' };
}

/** Describes the state of `count` nodes. */
export function describeStateOf(node: ComputeNode, count: number): string {
  const ofMany = isClosed(node)
    ? describeStateOfMany('scheduling', node.schedulingState)
    : describeStateOfMany('node', node.state);
  return plural(count, { one: toLabel(node), other: ofMany });
}
