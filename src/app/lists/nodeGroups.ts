import * as l10n from '@vscode/l10n';
import { type ComputeNode, isComingOnline, toleratesStartTask } from '../../core/model/computeNode.ts';
import { describeState, type StateSeverity } from '../../core/model/states.ts';

/** How the nodes of a pool are grouped, in order of display. */
export const nodeGroups = ['attention', 'transition', 'running', 'idle', 'offline'] as const;
export type NodeGroup = (typeof nodeGroups)[number];

/** Whether the node needs attention: a bad state, or errors that it reports. */
export function needsAttention(node: ComputeNode): boolean {
  return toNodeSeverity(node) === 'error' || toNodeSeverity(node) === 'warning';
}

/** Whether the node is in a state that needs attention, as the service counts it: not those that work and report errors. */
export function isTroubled({ state }: ComputeNode): boolean {
  const { severity } = describeState('node', state);
  return severity === 'error' || severity === 'warning';
}

/** Whether a node is a failure of its account: it is in such a state, or runs tasks although its start task failed. */
export function isFailing(node: ComputeNode): boolean {
  return isTroubled(node) || toleratesStartTask(node);
}

/** How bad the state of a node is; a start task that failed or errors that it reports make a node that works one to look at. */
export function toNodeSeverity(node: ComputeNode): StateSeverity {
  const { severity } = describeState('node', node.state);
  if (severity === 'error' || severity === 'warning') return severity;
  if ((node.errors ?? []).length > 0 || toleratesStartTask(node)) return 'warning';
  if (isComingOnline(node)) return 'transition';
  if (severity === 'ok' && isOffline(node)) return 'paused';
  return severity;
}

/** Whether the node takes no new tasks because a user or a command took it offline. */
export function isOffline(node: ComputeNode): boolean {
  return node.schedulingState === 'disabled';
}

/** The group that a node is shown in, by its state. */
export function toNodeGroup(node: ComputeNode): NodeGroup {
  const severity = toNodeSeverity(node);
  if (severity === 'error' || severity === 'warning' || severity === 'unknown') return 'attention';
  if (severity === 'paused') return 'offline';
  if (severity === 'transition') return 'transition';
  return node.state === 'running' ? 'running' : 'idle';
}

/** The heading of a group of nodes. */
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
