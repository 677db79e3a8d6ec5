import * as l10n from '@vscode/l10n';
import type { ComputeNode } from '../../../core/model/computeNode.ts';
import { describeState, type StateSeverity } from '../../../core/model/states.ts';

/** How the nodes of a pool are grouped, in order of display. */
export const nodeGroups = ['attention', 'transition', 'running', 'idle', 'offline'] as const;
export type NodeGroup = (typeof nodeGroups)[number];

/** Whether somebody has to look at the node: a bad state, or errors that it reports. */
export function needsAttention(node: ComputeNode): boolean {
  return toNodeSeverity(node) === 'error' || toNodeSeverity(node) === 'warning';
}

/** How bad the state of a node is; errors that it reports make a node that works one to look at. */
export function toNodeSeverity(node: ComputeNode): StateSeverity {
  const { severity } = describeState('node', node.state);
  if (severity === 'error' || severity === 'warning') return severity;
  if ((node.errors ?? []).length > 0) return 'warning';
  if (severity === 'ok' && isOffline(node)) return 'paused';
  return severity;
}

/** Whether the node takes no new tasks because somebody said so. */
export function isOffline(node: ComputeNode): boolean {
  return node.schedulingState?.toLowerCase() === 'disabled';
}

export function toNodeGroup(node: ComputeNode): NodeGroup {
  const severity = toNodeSeverity(node);
  if (severity === 'error' || severity === 'warning' || severity === 'unknown') return 'attention';
  if (severity === 'paused') return 'offline';
  if (severity === 'transition') return 'transition';
  return node.state?.toLowerCase() === 'running' ? 'running' : 'idle';
}

export function toNodeGroupTitle(group: NodeGroup): string {
  switch (group) {
    case 'attention':
      return l10n.t('Need attention');
    case 'transition':
      return l10n.t('In motion');
    case 'running':
      return l10n.t('Running');
    case 'idle':
      return l10n.t('Idle');
    case 'offline':
      return l10n.t('Offline');
  }
}

/** Names by list: a list never changes, and every row of it asks. */
const namesOfList = new WeakMap<readonly ComputeNode[], ReadonlyMap<string, string>>();

/**
 * Short names of the nodes of a pool: `node 1`, `node 2`, … by the time they were allocated, since their ids are long
 * and hard to tell apart. A node with another kind of id keeps it.
 */
export function toNodeNames(nodes: readonly ComputeNode[]): ReadonlyMap<string, string> {
  const known = namesOfList.get(nodes);
  if (known !== undefined) return known;
  const ordered = [...nodes].sort(
    (one, other) => compare(one.allocationTime ?? '', other.allocationTime ?? '') || compare(one.id, other.id),
  );
  const names = new Map(ordered.map((node, index) => [node.id, /^tvm/i.test(node.id) ? toName(index + 1) : node.id]));
  namesOfList.set(nodes, names);
  return names;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

function toName(ordinal: number): string {
  return l10n.t({ message: 'node {0}', args: [ordinal], comment: ['Short name of a compute node: its number'] });
}
