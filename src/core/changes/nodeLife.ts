import * as l10n from '@vscode/l10n';
import { type ComputeNode, isComingOnline, type NodeState, type SchedulingState } from '../model/computeNode.ts';
import { describeState } from '../model/states.ts';
import { isOneOf, type KnownOf } from '../model/words.ts';
import { countRunning } from '../relations/runningThere.ts';
import { planTransition, type Transition } from './life.ts';
import { isOtherTime, isRefusedWith, type Look, notDone, type Settlement, unchanged } from './settlement.ts';
import { doubtful, impossible, possible, type Verdict } from './verdict.ts';

type Living = Pick<
  ComputeNode,
  'state' | 'schedulingState' | 'stateTransitionTime' | 'runningTasksCount' | 'recentTasks'
>;
type NodeFacts = Pick<ComputeNode, 'state' | 'schedulingState'>;

const working = ['idle', 'running'] as const;
/** States in which the node agent answers, so that scheduling can be switched and logs can be uploaded. */
const answering = [...working, 'offline', 'starttaskfailed', 'waitingforstarttask'] as const;
/** States in which the node may not receive requests. */
const silent = ['unusable', 'unknown'] as const;
/** States of nodes that neither run tasks nor recover on their own. */
const dead = [...silent, 'preempted', 'leavingpool', 'starttaskfailed'] as const;

const broken = [...silent, 'starttaskfailed'] as const;

const hasLeft = (): string => l10n.t('The node is no longer in its pool.');
const isLeaving = (): string => l10n.t('The node is leaving its pool.');

/** State and scheduling transitions of a node by request (Batch documentation: "Nodes - Deallocate", …). */
export const nodeLife: Readonly<
  Record<'deallocate' | 'start', Transition<Living, KnownOf<NodeState>>> &
    Record<'disableScheduling' | 'enableScheduling', Transition<Living, KnownOf<SchedulingState>>>
> = {
  deallocate: {
    refused: { deallocated: () => l10n.t('The node is already deallocated.') },
    otherwise: planDeallocation,
    through: ['deallocating'],
    to: ['deallocated'],
    already: () => l10n.t('The node was already being deallocated.'),
    elsewhere: { gone: hasLeft, leavingpool: isLeaving },
    stuck: dead,
    settleOther: settleElsewhere,
  },
  start: {
    refused: { deallocating: () => l10n.t('The node is still being deallocated. Start it after that.') },
    otherwise: ({ state }) => (state === 'deallocated' ? possible : impossible(l10n.t('The node is not deallocated.'))),
    tooEarly: { deallocating: () => l10n.t('The node is still being deallocated. Start it after that.') },
    through: ['starting', 'waitingforstarttask'],
    to: ['idle', 'running', 'offline'],
    fails: ['starttaskfailed'],
    already: () => l10n.t('The node was already started.'),
    elsewhere: { gone: hasLeft, leavingpool: isLeaving },
    stuck: dead,
    settleOther: settleElsewhere,
  },
  /** Running tasks may continue for any length of time. */
  disableScheduling: {
    toState: ({ schedulingState }) => schedulingState,
    refused: { disabled: () => l10n.t('The node is already offline.') },
    otherwise: planScheduling,
    to: ['disabled'],
    already: () => l10n.t('The node was already offline.'),
    judgeArrival: (node) => (countRunning(node) === 0 ? 'seen' : 'underway'),
    elsewhere: { gone: hasLeft },
    stuck: ['enabled'],
    settleOther: (look) =>
      isRefusedWith(look, 'NodeAlreadyInTargetSchedulingState')
        ? notDone(l10n.t('The node was already offline, but someone has since brought it online.'))
        : settleElsewhere(look),
  },
  enableScheduling: {
    toState: ({ schedulingState }) => schedulingState,
    otherwise: planOnline,
    to: ['enabled'],
    already: () => l10n.t('The node was already accepting tasks.'),
    judgeArrival: ({ state }) => (isOneOf(state, dead) ? 'astray' : isOneOf(state, working) ? 'seen' : 'underway'),
    elsewhere: { gone: hasLeft },
    stuck: ['disabled'],
    settleOther: (look) =>
      isRefusedWith(look, 'NodeAlreadyInTargetSchedulingState')
        ? notDone(l10n.t('The node was already accepting tasks, but someone has since taken it offline.'))
        : settleElsewhere(look),
    // Written as a literal so that bundles that don't use these transitions can drop them.
    lateMs: 600_000,
  },
};

function toState(node: NodeFacts): NodeState {
  return node.state ?? 'unknown';
}

/** Rules out an action until a node's state changes, or because an unusable node doesn't change it automatically. */
export function waitUntilOver(node: NodeFacts): Verdict {
  const { label } = describeState('node', node.state);
  return impossible(
    node.state === 'unusable'
      ? l10n.t("The node is in the state “{0}” and doesn't leave that state automatically.", label)
      : l10n.t('The node is in the state “{0}”. Wait until the state changes.', label),
  );
}

/** Checks whether a node can be deallocated. Batch deallocates idle and running nodes, and possibly others. */
function planDeallocation(node: NodeFacts): Verdict {
  const state = toState(node);
  if (isOneOf(state, working)) return possible;
  if (!isOneOf(state, ['offline', 'starttaskfailed', ...silent])) return waitUntilOver(node);
  return doubtful(
    l10n.t(
      'Batch may refuse to deallocate a node in this state: {0}. It deallocates idle and running nodes.',
      describeState('node', state).label,
    ),
  );
}

/** First API version that deallocates and starts nodes. */
const firstToDeallocate = '2024-07-01';

/**
 * Checks whether a node can be deallocated or started.
 * @param apiVersion API version of the service, such as "2025-06-01"; not checked when absent
 */
export function planMachine(request: 'deallocate' | 'start', node: Living, apiVersion?: string): Verdict {
  const verdict = planTransition(nodeLife[request], node);
  if (!verdict.possible || apiVersion === undefined || apiVersion >= firstToDeallocate) return verdict;
  return impossible(
    l10n.t(
      'Deallocating and starting nodes requires Batch API version {needed} or later. The account supports {version}.',
      { needed: firstToDeallocate, version: apiVersion },
    ),
  );
}

function planOnline(node: NodeFacts): Verdict {
  if (isComingOnline(node)) return impossible(l10n.t('The node is already coming online. Wait until it is idle.'));
  return node.schedulingState === 'enabled' ? impossible(l10n.t('The node is not offline.')) : planScheduling(node);
}

/** Nodes in transition refuse every action with their own code (Batch documentation: "Status and error codes"). */
function planScheduling(node: NodeFacts): Verdict {
  const state = toState(node);
  if (isOneOf(state, answering)) return possible;
  if (state === 'leavingpool') return impossible(isLeaving());
  return state === 'unknown' ? doubtful(describeDoubt(state)) : waitUntilOver(node);
}

/**
 * Checks whether a node's agent can upload its logs, which is meant for failing nodes (Batch documentation: "Compute
 * Node - Upload Batch Service Logs").
 */
export function planUploadLogs(node: NodeFacts): Verdict {
  const state = toState(node);
  if (isOneOf(state, answering) || state === 'unusable') return possible;
  return state === 'unknown' ? doubtful(describeDoubt(state)) : waitUntilOver(node);
}

function describeDoubt(state: NodeState): string {
  return l10n.t(
    'Batch may refuse this for a node in this state: {0}. Batch has to be able to reach the node.',
    describeState('node', state).label,
  );
}

/** Determines the result if the node isn't in a state that the request leads to. */
export function settleElsewhere(look: Look<NodeFacts>): Settlement {
  const { now } = look;
  if (now === undefined) return notDone(hasLeft());
  if (now.state === 'leavingpool') return notDone(isLeaving());
  if (look.error === undefined) return unchanged(look);
  if (now.state === 'unusable') {
    return notDone(
      l10n.t('The node is unusable: Batch cannot reach it. To replace the node, remove it and resize the pool.'),
    );
  }
  if (now.state === 'preempted') {
    return notDone(l10n.t('The node was preempted: Azure reclaimed the VM. Batch tries to replace the node.'));
  }
  const { label } = describeState('node', now.state);
  return notDone(
    l10n.t('The service refuses the request for a node in this state: {state} ({code}).', {
      state: label,
      code: look.error.code,
    }),
  );
}

/**
 * Describes why a confirmed action on a node no longer applies: the node works again, or runs tasks that would be
 * interrupted. Undefined if it still applies, or if the node's earlier or current state is unknown.
 */
export function findNodeChange(
  before: NodeFacts | undefined,
  now: NodeFacts | undefined,
  interrupts: boolean,
): string | undefined {
  if (before === undefined || now === undefined) return undefined;
  const [was, is] = [before.state, now.state];
  if (isOneOf(was, broken) && isOneOf(is, working))
    return l10n.t('The node has recovered since you were prompted, so nothing was done.');
  if (interrupts && was !== 'running' && is === 'running')
    return l10n.t('Tasks have started on the node since you were prompted, so nothing was done.');
  return undefined;
}

type OfflineNode = Pick<ComputeNode, 'state' | 'allocationTime'>;

/**
 * Describes why a node should not be brought online after all: it is a different VM, or has failed since. Undefined if
 * it is the node that was checked, or its earlier or current state is unknown.
 */
export function findOfflineChange(before: OfflineNode | undefined, now: OfflineNode | undefined): string | undefined {
  if (before === undefined || now === undefined) return undefined;
  if (isOtherTime(before.allocationTime, now.allocationTime))
    return l10n.t('The node is now a different VM than when it was checked, so nothing was done.');
  if (!isOneOf(before.state, broken) && isOneOf(now.state, broken))
    return l10n.t('The node has failed since it was checked, so nothing was done.');
  return undefined;
}
