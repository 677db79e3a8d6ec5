import * as l10n from '@vscode/l10n';
import type { ComputeNode, NodeRestartOption } from '../../../core/model/computeNode.ts';
import { readNode } from '../../../core/model/computeNodeShape.ts';
import type { NodeResource } from '../../../core/model/resource.ts';
import { readAs } from '../../../core/model/shape.ts';
import { asCount, formatNumber } from '../../../core/query/numbers.ts';
import type { BulkItem } from '../../../core/remedy/bulk/bulkRecord.ts';
import { mostInFull } from '../../../core/remedy/bulk/keptInFull.ts';
import { settleTransition } from '../../../core/remedy/life.ts';
import { findNodeChange, findOfflineChange, nodeLife } from '../../../core/remedy/nodeLife.ts';
import { settleReboot, settleReimage } from '../../../core/remedy/nodeRestart.ts';
import type { Look, Settlement } from '../../../core/remedy/settlement.ts';
import { plural } from '../../../core/text/plural.ts';
import type { BatchService, ChangeOptions } from '../../../service/ports.ts';
import { toCommandId } from '../../commandId.ts';
import type { Verb } from '../run/verb.ts';
import { nodesDeallocated, nodesOffline, nodesOnline, nodesRebooted, nodesReimaged, nodesStarted } from './effects.ts';
import { lookAt, toBefore } from './looks.ts';

/** What a second look at a node compares with. */
export function toNodeItem(resource: NodeResource, node: ComputeNode): BulkItem<NodeResource> {
  const { state, schedulingState, stateTransitionTime, lastBootTime, allocationTime } = node;
  const { startTime } = node.startTaskInfo ?? {};
  const startTaskInfo = startTime === undefined ? {} : { startTaskInfo: { startTime } };
  const times = { stateTransitionTime, lastBootTime, allocationTime, ...startTaskInfo };
  return { resource, before: { state, schedulingState, ...times } };
}

/** What the user chose for nodes that stop working. */
export interface NodeChoices {
  /** What becomes of the tasks that run there. */
  readonly option: NodeRestartOption;
}

type NodeVerb<Choices extends object> = Omit<Verb<NodeResource, Choices>, 'bind'> & {
  readonly act: (service: BatchService, node: NodeResource, choices: Choices, options: ChangeOptions) => Promise<void>;
  readonly settle: (look: Look<ComputeNode>) => Settlement;
  /** The machine is another one afterwards. */
  readonly reimages?: boolean;
};

/** Verbs of one request for each node. */
function toVerb<Choices extends object>(verb: NodeVerb<Choices>): Verb<NodeResource, Choices> {
  const { act, settle, reimages, ...said } = verb;
  return {
    ...said,
    bind: (services, choices) => ({
      async act([item], options) {
        const service = await services.getService(item.resource.accountId);
        const request = (): Promise<void> => act(service, item.resource, choices, options);
        await (reimages ? services.whileReimaging([item], request) : request());
        return undefined;
      },
      async settle(item, sent) {
        const { accountId, poolId, nodeId } = item.resource;
        const service = await services.getService(accountId);
        return settle(await lookAt(readNode, item, sent, service.nodes.getNode(poolId, nodeId)));
      },
    }),
  };
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
function waitsForTasks({ option }: NodeChoices): boolean {
  return option === 'taskcompletion';
}

/** Why a node is not to be interrupted or taken away after all. */
export function findChangeOfNode(item: BulkItem<NodeResource>, now: object, choices: NodeChoices): string | undefined {
  return findNodeChange(toBefore(readNode, item), readAs(readNode, now).value, !waitsForTasks(choices));
}

/** Reboots nodes. */
export const rebootVerb = toVerb<NodeChoices>({
  id: toCommandId('node.reboot'),
  effect: nodesRebooted,
  isRepeatable: false,
  canBeUndone: waitsForTasks,
  sends: [['POST', '/reboot']],
  takesAway: () => true,
  texts: {
    title: (count) =>
      plural(count, { '=1': l10n.t('Rebooting the node'), other: l10n.t('Rebooting {count} nodes', asCount(count)) }),
    done: (count) =>
      plural(count, {
        '=1': l10n.t('The node is rebooting.'),
        other: l10n.t('{count} nodes are rebooting.', asCount(count)),
      }),
    failed: (count, total) =>
      plural(total, {
        '=1': l10n.t('The node could not be rebooted.'),
        other: l10n.t('{count} of {total} nodes could not be rebooted.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
    question: (count, name) =>
      plural(count, { '=1': l10n.t('Reboot node {0}?', name), other: l10n.t('Reboot {count} nodes?', asCount(count)) }),
    confirm: () => l10n.t('Reboot'),
    kept: describeKeptNodes,
  },
  act: (service, { poolId, nodeId }, { option }, options) => service.nodes.rebootNode(poolId, nodeId, option, options),
  settle: settleReboot,
  findChange: findChangeOfNode,
});

/** Sets nodes up anew from their image. */
export const reimageVerb = toVerb<NodeChoices>({
  id: toCommandId('node.reimage'),
  effect: nodesReimaged,
  isRepeatable: false,
  canBeUndone: () => false,
  sends: [['POST', '/reimage']],
  takesAway: () => true,
  texts: {
    title: (count) =>
      plural(count, { '=1': l10n.t('Reimaging the node'), other: l10n.t('Reimaging {count} nodes', asCount(count)) }),
    done: (count) =>
      plural(count, {
        '=1': l10n.t('The node is being reimaged.'),
        other: l10n.t('{count} nodes are being reimaged.', asCount(count)),
      }),
    failed: (count, total) =>
      plural(total, {
        '=1': l10n.t('The node could not be reimaged.'),
        other: l10n.t('{count} of {total} nodes could not be reimaged.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
    question: (count, name) =>
      plural(count, {
        '=1': l10n.t('Reimage node {0}?', name),
        other: l10n.t('Reimage {count} nodes?', asCount(count)),
      }),
    confirm: () => l10n.t('Reimage'),
    kept: describeKeptNodes,
  },
  act: (service, { poolId, nodeId }, { option }, options) => service.nodes.reimageNode(poolId, nodeId, option, options),
  settle: settleReimage,
  findChange: findChangeOfNode,
  reimages: true,
});

/** Gives the machines of nodes back; the nodes stay in their pools. */
export const deallocateVerb = toVerb<NodeChoices>({
  id: toCommandId('node.deallocate'),
  effect: nodesDeallocated,
  isRepeatable: true,
  canBeUndone: () => false,
  sends: [['POST', '/deallocate']],
  takesAway: () => true,
  texts: {
    title: (count) =>
      plural(count, {
        '=1': l10n.t('Deallocating the node'),
        other: l10n.t('Deallocating {count} nodes', asCount(count)),
      }),
    done: (count) =>
      plural(count, {
        '=1': l10n.t('The node is being deallocated.'),
        other: l10n.t('{count} nodes are being deallocated.', asCount(count)),
      }),
    failed: (count, total) =>
      plural(total, {
        '=1': l10n.t('The node could not be deallocated.'),
        other: l10n.t('{count} of {total} nodes could not be deallocated.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
    question: (count, name) =>
      plural(count, {
        '=1': l10n.t('Deallocate node {0}?', name),
        other: l10n.t('Deallocate {count} nodes?', asCount(count)),
      }),
    confirm: () => l10n.t('Deallocate'),
    kept: describeKeptNodes,
  },
  act: (service, { poolId, nodeId }, { option }, options) =>
    service.nodes.deallocateNode(poolId, nodeId, option, options),
  settle: (look) => settleTransition(nodeLife.deallocate, look),
  findChange: findChangeOfNode,
});

/** Starts nodes that were deallocated. */
export const startVerb = toVerb({
  id: toCommandId('node.start'),
  effect: nodesStarted,
  isRepeatable: true,
  canBeUndone: () => true,
  sends: [['POST', '/start']],
  takesAway: () => false,
  texts: {
    title: (count) =>
      plural(count, { '=1': l10n.t('Starting the node'), other: l10n.t('Starting {count} nodes', asCount(count)) }),
    done: (count) =>
      plural(count, {
        '=1': l10n.t('The node is starting.'),
        other: l10n.t('{count} nodes are starting.', asCount(count)),
      }),
    failed: (count, total) =>
      plural(total, {
        '=1': l10n.t('The node could not be started.'),
        other: l10n.t('{count} of {total} nodes could not be started.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
    question: (count, name) =>
      plural(count, { '=1': l10n.t('Start node {0}?', name), other: l10n.t('Start {count} nodes?', asCount(count)) }),
    confirm: () => l10n.t('Start'),
  },
  act: (service, { poolId, nodeId }, _choices, options) => service.nodes.startNode(poolId, nodeId, options),
  settle: (look) => settleTransition(nodeLife.start, look),
});

/** Takes nodes offline: they get no tasks until they are brought online again. */
export const disableSchedulingVerb = toVerb<NodeChoices>({
  id: toCommandId('node.disableScheduling'),
  isRepeatable: true,
  canBeUndone: waitsForTasks,
  effect: nodesOffline,
  sends: [['POST', '/disablescheduling']],
  takesAway: () => false,
  texts: {
    title: (count) =>
      plural(count, {
        '=1': l10n.t('Taking the node offline'),
        other: l10n.t('Taking {count} nodes offline', asCount(count)),
      }),
    done: (count) =>
      plural(count, {
        '=1': l10n.t('The node gets no more tasks.'),
        other: l10n.t('{count} nodes get no more tasks.', asCount(count)),
      }),
    failed: (count, total) =>
      plural(total, {
        '=1': l10n.t('The node could not be taken offline.'),
        other: l10n.t('{count} of {total} nodes could not be taken offline.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
    question: (count, name) =>
      plural(count, {
        '=1': l10n.t('Take node {0} offline?', name),
        other: l10n.t('Take {count} nodes offline?', asCount(count)),
      }),
    confirm: () => l10n.t('Take offline'),
  },
  act: (service, { poolId, nodeId }, { option }, options) =>
    service.nodes.disableScheduling(poolId, nodeId, option, options),
  settle: (look) => settleTransition(nodeLife.disableScheduling, look),
  findChange: findChangeOfNode,
});

/** Brings nodes online again. */
export const enableSchedulingVerb = toVerb({
  id: toCommandId('node.enableScheduling'),
  isRepeatable: true,
  canBeUndone: () => true,
  effect: nodesOnline,
  sends: [['POST', '/enablescheduling']],
  takesAway: () => false,
  texts: {
    title: (count) =>
      plural(count, {
        '=1': l10n.t('Bringing the node online'),
        other: l10n.t('Bringing {count} nodes online', asCount(count)),
      }),
    done: (count) =>
      plural(count, {
        '=1': l10n.t('The node takes tasks again.'),
        other: l10n.t('{count} nodes take tasks again.', asCount(count)),
      }),
    failed: (count, total) =>
      plural(total, {
        '=1': l10n.t('The node could not be brought online.'),
        other: l10n.t('{count} of {total} nodes could not be brought online.', {
          ...asCount(count),
          total: formatNumber(total),
        }),
      }),
    question: (count, name) =>
      plural(count, {
        '=1': l10n.t('Bring node {0} online?', name),
        other: l10n.t('Bring {count} nodes online?', asCount(count)),
      }),
    confirm: () => l10n.t('Bring online'),
  },
  act: (service, { poolId, nodeId }, _choices, options) => service.nodes.enableScheduling(poolId, nodeId, options),
  settle: (look) => settleTransition(nodeLife.enableScheduling, look),
  findChange: (item, now) => findOfflineChange(toBefore(readNode, item), readAs(readNode, now).value),
});
