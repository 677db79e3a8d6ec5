import * as l10n from '@vscode/l10n';
import { type ComputeNode, isComingOnline, isHung, toleratesStartTask } from '../../core/model/computeNode.ts';
import { describeState, type StateSeverity } from '../../core/model/states.ts';
import type { AccountSnapshot } from '../../service/store/accountStore.ts';
import { findSeenNodes } from './seenNodes.ts';

/** The groups of a pool's nodes, in order of display. */
export const nodeGroups = ['attention', 'transition', 'running', 'idle', 'offline'] as const;
export type NodeGroup = (typeof nodeGroups)[number];

/** Checks whether a node needs attention because of its state or of errors that it reports. */
export function needsAttention(node: ComputeNode): boolean {
  return toNodeSeverity(node) === 'error' || toNodeSeverity(node) === 'warning';
}

/**
 * Checks whether a node's state needs attention, as the service counts it. Working nodes that report errors do not
 * count.
 */
export function isTroubled({ state }: ComputeNode): boolean {
  const { severity } = describeState('node', state);
  return severity === 'error' || severity === 'warning';
}

/**
 * Checks whether a node is a failure of its account, because its state needs attention, it hangs, or it runs tasks
 * although its start task failed.
 */
function isFailing(node: ComputeNode, now: Date | undefined): boolean {
  return isTroubled(node) || toleratesStartTask(node) || isHung(node, now);
}

/** Lists the loaded nodes of a pool that are failures of the account. */
export function listFailing(snapshot: AccountSnapshot, poolId: string): readonly ComputeNode[] {
  const { items } = snapshot.slice({ kind: 'nodes', poolId });
  const seenAt = findSeenNodes(snapshot, poolId)?.until;
  return items.filter((node) => isFailing(node, seenAt));
}

/**
 * Returns the severity of a node's state. A failed start task or reported errors of a working node result in a
 * warning, and so does a node that hangs, if the time is known.
 */
export function toNodeSeverity(node: ComputeNode, now?: Date): StateSeverity {
  const { severity } = describeState('node', node.state);
  if (severity === 'error' || severity === 'warning') return severity;
  if ((node.errors ?? []).length > 0 || toleratesStartTask(node) || isHung(node, now)) return 'warning';
  if (isComingOnline(node)) return 'transition';
  if (severity === 'ok' && isOffline(node)) return 'paused';
  return severity;
}

/** Checks whether the node accepts no new tasks because a user or a command took it offline. */
export function isOffline(node: ComputeNode): boolean {
  return node.schedulingState === 'disabled';
}

/** Returns the group in which a node is shown, by its state. */
export function toNodeGroup(node: ComputeNode): NodeGroup {
  const severity = toNodeSeverity(node);
  if (severity === 'error' || severity === 'warning' || severity === 'unknown') return 'attention';
  if (severity === 'paused') return 'offline';
  if (severity === 'transition') return 'transition';
  return node.state === 'running' ? 'running' : 'idle';
}

/** Returns the heading of a group of nodes. */
export function toNodeGroupTitle(group: NodeGroup): string {
  switch (group) {
    case 'attention':
      return l10n.t('Need attention');
    case 'transition':
      return l10n.t('Changing state');
    case 'running':
      return l10n.t('Running');
    case 'idle':
      return l10n.t('Idle');
    case 'offline':
      return l10n.t('Offline');
  }
}
