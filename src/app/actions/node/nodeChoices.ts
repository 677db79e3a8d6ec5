import * as l10n from '@vscode/l10n';
import type { ComputeNode, NodeState } from '../../../core/model/computeNode.ts';
import { describeStateOfMany } from '../../../core/model/states.ts';
import type { KnownOf } from '../../../core/model/words.ts';
import { capitalize } from '../../../core/text/locale.ts';
import { isOffline, needsAttention } from '../../lists/nodeGroups.ts';

/** A group of nodes to choose from. */
export interface NodeChoice<N extends ComputeNode = ComputeNode> {
  readonly label: string;
  readonly nodes: readonly N[];
}

/** States of nodes that users often choose, worst first. */
const states = ['unusable', 'unknown', 'starttaskfailed', 'preempted', 'running', 'idle', 'deallocated'] as const;

/**
 * Lists groups of nodes to choose from, worst first and all nodes last. Omits empty groups, and the group of nodes that
 * need attention if it equals the group of one state.
 * @param all the label for all nodes
 */
export function listNodeChoices<N extends ComputeNode>(nodes: readonly N[], all: string): readonly NodeChoice<N>[] {
  const hasState = (node: N, state: KnownOf<NodeState>): boolean => node.state === state;
  const choices: readonly NodeChoice<N>[] = [
    ...states.map((state) => ({
      label: capitalize(describeStateOfMany('node', state)),
      nodes: nodes.filter((node) => hasState(node, state)),
    })),
    { label: l10n.t('Offline'), nodes: nodes.filter(isOffline) },
  ];
  const own = choices.filter((choice) => choice.nodes.length > 0);
  const broken: NodeChoice<N> = { label: l10n.t('Need attention'), nodes: nodes.filter(needsAttention) };
  const isOwn = own.some((choice) => choice.nodes.length === broken.nodes.length && choice.nodes.every(needsAttention));
  return [
    ...(broken.nodes.length === 0 || isOwn ? [] : [broken]),
    ...own,
    ...(nodes.length === 0 ? [] : [{ label: all, nodes }]),
  ];
}
