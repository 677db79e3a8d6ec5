import * as l10n from '@vscode/l10n';
import type { ComputeNode, NodeRestartOption } from '../../../../core/model/computeNode.ts';
import { readNode } from '../../../../core/model/computeNodeShape.ts';
import type { NodeResource } from '../../../../core/model/resource.ts';
import { mostInFull } from '../../../../core/remedy/bulk/keptInFull.ts';
import { findNodeChange } from '../../../../core/remedy/nodeLife.ts';
import { plural } from '../../../../core/text/plural.ts';
import type { Noun } from '../toVerb.ts';

/** Nodes, as actions deal with them. */
export const nodeNoun: Noun<NodeResource, ComputeNode> = {
  read: readNode,
  get: ({ nodes }, { poolId, nodeId }) => nodes.getNode(poolId, nodeId),
  toItem: (resource, node) => {
    const { state, schedulingState, stateTransitionTime, lastBootTime, allocationTime } = node;
    const { startTime } = node.startTaskInfo ?? {};
    const startTaskInfo = startTime === undefined ? {} : { startTaskInfo: { startTime } };
    const times = { stateTransitionTime, lastBootTime, allocationTime, ...startTaskInfo };
    return { resource, before: { state, schedulingState, ...times } };
  },
};

/** What the user chose for nodes that stop working. */
export interface NodeChoices {
  /** What becomes of the tasks that run there. */
  readonly option: NodeRestartOption;
}

/** Of very many it is said as of all else: the logs of some are kept. */
export function describeKeptNodes(count: number): string | undefined {
  if (count > mostInFull) return undefined;
  return plural(count, {
    '=1': l10n.t(
      'First, the properties of the node, the ends of its start task logs and what was wrong are saved on this computer.',
    ),
    other: l10n.t(
      'First, the properties of the nodes, the ends of their start task logs and what was wrong are saved on this computer.',
    ),
  });
}

/** Tasks that are ended, to run again or not, lose what they have computed. */
export function waitsForTasks({ option }: NodeChoices): boolean {
  return option === 'taskcompletion';
}

/** Why a node is not to be interrupted or taken away after all. */
export function findChangeOfNode(
  before: ComputeNode | undefined,
  now: ComputeNode | undefined,
  choices: NodeChoices,
): string | undefined {
  return findNodeChange(before, now, !waitsForTasks(choices));
}
