import * as l10n from '@vscode/l10n';
import { type ComputeNode, isComingOnline, type NodeRestartOption, type NodeState } from '../model/computeNode.ts';
import { isBeingResized, type Pool } from '../model/pool.ts';
import { describeState } from '../model/states.ts';
import { isOneOf } from '../model/words.ts';
import { toDurationWords } from '../query/durations.ts';
import { asCount, formatNumber } from '../query/numbers.ts';
import { toVisible } from '../text/escape.ts';
import { plural } from '../text/plural.ts';
import { describeDeletedPool } from './poolPlans.ts';
import { countRunning, listRunning } from './runningThere.ts';
import { doubtful, impossible, possible, type Verdict } from './verdict.ts';

type NodeFacts = Pick<ComputeNode, 'state' | 'schedulingState' | 'runningTasksCount' | 'recentTasks'>;

const working = ['idle', 'running'] as const;
/** States in which the node agent answers, so that what it does can be switched and its logs can be had. */
const answering = [...working, 'offline', 'starttaskfailed', 'waitingforstarttask'] as const;
/** States in which nobody knows whether the node hears. */
const silent = ['unusable', 'unknown'] as const;

/** Whether a node runs tasks, or would. */
export function takesTasks(node: NodeFacts): boolean {
  return isOneOf(toState(node), working) && node.schedulingState !== 'disabled';
}

/** Whether a task may run on a node, now or before the node stops: of one that is silent nobody knows. */
export function mayRunTasks(node: NodeFacts): boolean {
  return takesTasks(node) || countRunning(node) > 0 || toState(node) === 'unknown';
}

function toState(node: NodeFacts): NodeState {
  return node.state ?? 'unknown';
}

function waitUntilOver(node: NodeFacts): Verdict {
  return impossible(
    l10n.t('The node is in the state “{0}”. Wait until that has changed.', describeState('node', node.state).label),
  );
}

/** Whether a node can be rebooted (Batch documentation: "Compute Node - Reboot": idle or running nodes). */
export function planReboot(node: NodeFacts): Verdict {
  const state = toState(node);
  if (isOneOf(state, working)) return possible;
  // The documentation of start tasks tells to reboot nodes whose start task failed, and the service does it.
  if (state === 'starttaskfailed') {
    return {
      possible: true,
      note: l10n.t('A start task that failed fails again unless its cause is fixed, or the pool no longer has it.'),
    };
  }
  if (state === 'offline' || isOneOf(state, silent)) {
    return doubtful(
      l10n.t(
        'Batch may refuse to reboot a node in this state: {0}. It has to reach the node to reboot it.',
        describeState('node', state).label,
      ),
    );
  }
  return waitUntilOver(node);
}

/** Whether a node can be reimaged (Batch documentation: "Compute Node - Reimage", since API version 2024-07-01). */
export function planReimage(node: NodeFacts): Verdict {
  const state = toState(node);
  if (isOneOf(state, working)) return possible;
  if (isOneOf(state, ['starttaskfailed', 'unusable', 'offline'])) {
    return doubtful(
      l10n.t(
        'The service may refuse to reimage a node in this state: {0}. If it does, remove the node and resize the pool.',
        describeState('node', state).label,
      ),
    );
  }
  return waitUntilOver(node);
}

/** The first version of the interface that gives the machines of nodes back and starts them again. */
const firstToDeallocate = '2024-07-01';

/** Refused where the service speaks an older version, which has no such request. */
function planMachine(apiVersion: string | undefined, verdict: Verdict): Verdict {
  if (apiVersion === undefined || apiVersion >= firstToDeallocate) return verdict;
  return impossible(
    l10n.t(
      'Nodes can be deallocated and started since version {needed} of the Batch API. The account supports {version}.',
      {
        needed: firstToDeallocate,
        version: apiVersion,
      },
    ),
  );
}

/**
 * Whether the machine of a node can be given back (Batch documentation: "Nodes - Deallocate": idle or running nodes).
 * @param apiVersion that the service speaks, such as "2025-06-01"; not judged when absent
 */
export function planDeallocate(node: NodeFacts, apiVersion?: string): Verdict {
  const state = toState(node);
  if (isOneOf(state, working)) return planMachine(apiVersion, possible);
  if (state === 'deallocated') return impossible(l10n.t('The node is already deallocated.'));
  if (isOneOf(state, ['offline', 'starttaskfailed', ...silent])) {
    return planMachine(
      apiVersion,
      doubtful(
        l10n.t(
          'Batch may refuse to deallocate a node in this state: {0}. It does so for idle and running nodes.',
          describeState('node', state).label,
        ),
      ),
    );
  }
  return waitUntilOver(node);
}

/**
 * Whether a node that was deallocated can be started (Batch documentation: "Nodes - Start").
 * @param apiVersion that the service speaks, such as "2025-06-01"; not judged when absent
 */
export function planStart(node: NodeFacts, apiVersion?: string): Verdict {
  const state = toState(node);
  if (state === 'deallocated') return planMachine(apiVersion, possible);
  if (state === 'deallocating') return impossible(l10n.t('The node is still being deallocated. Start it after that.'));
  return impossible(l10n.t('The node is not deallocated.'));
}

/** Whether a node can be kept from getting tasks (Batch documentation: "Compute Node - Disable Scheduling"). */
export function planDisableScheduling(node: NodeFacts): Verdict {
  if (node.schedulingState === 'disabled') return impossible(l10n.t('The node is already offline.'));
  return planScheduling(node);
}

/** Whether a node can get tasks again (Batch documentation: "Compute Node - Enable Scheduling"). */
export function planEnableScheduling(node: NodeFacts): Verdict {
  if (isComingOnline(node)) return impossible(l10n.t('The node is already coming online. Wait until it is idle.'));
  if (node.schedulingState === 'enabled') return impossible(l10n.t('The node is not offline.'));
  return planScheduling(node);
}

/** Nodes on their way refuse every action by a code of their own (Batch documentation: "Status and error codes"). */
function planScheduling(node: NodeFacts): Verdict {
  const state = toState(node);
  if (isOneOf(state, answering)) return possible;
  if (state === 'leavingpool') return impossible(l10n.t('The node is leaving its pool.'));
  return state === 'unknown' ? doubtful(describeDoubt(state)) : waitUntilOver(node);
}

/** Whether the agent of a node can be told to upload its logs, which is for nodes that fail (Batch documentation: "Compute Node - Upload Batch Service Logs"). */
export function planUploadLogs(node: NodeFacts): Verdict {
  const state = toState(node);
  if (isOneOf(state, answering) || state === 'unusable') return possible;
  return state === 'unknown' ? doubtful(describeDoubt(state)) : waitUntilOver(node);
}

function describeDoubt(state: NodeState): string {
  return l10n.t(
    'Batch may refuse this for a node in this state: {0}. It has to reach the node.',
    describeState('node', state).label,
  );
}

/** Ids that one request takes (Batch documentation: "Pool - Remove Nodes"). */
export const mostRemovedAtOnce = 100;

/** Whether a node can be removed (Batch documentation: "Pool - Remove Nodes": the pool is steady). */
export function planRemove(node: NodeFacts, pool: RemovalPool): Verdict {
  if (isBeingResized(pool) && planRemoveLater(node, pool).possible)
    return impossible(l10n.t('The pool is being resized. Remove nodes when the pool is steady.'));
  return planRemoveLater(node, pool);
}

/** The same where the removal waits until the pool is steady. */
export function planRemoveLater(node: NodeFacts, pool: RemovalPool): Verdict {
  if (pool.state === 'deleting') return impossible(describeDeletedPool());
  if (toState(node) === 'leavingpool') return impossible(l10n.t('The node is already leaving its pool.'));
  if (!isBeingResized(pool)) return possible;
  return { possible: true, note: l10n.t('The pool is being resized. The nodes are removed when the pool is steady.') };
}

type RemovalPool = Pick<Pool, 'state' | 'allocationState'>;

/** How a pool goes on without nodes that are removed from it, as sentences. */
export function describeRemoval(pool: Pool, count: number): readonly string[] {
  return [...describeTurns(pool, count), ...describeSize(pool, count)];
}

/** That a pool which is resized, as it is while nodes leave, refuses the next request (Batch documentation: "Pool - Remove Nodes"). */
function describeTurns({ id }: Pool, count: number): readonly string[] {
  if (count <= mostRemovedAtOnce) return [];
  return [
    l10n.t(
      'Batch removes at most {most} nodes of a pool at once. The others of pool {pool} follow, {most} at a time, whenever the resize before is over. If you cancel or close this window before then, they stay.',
      { most: formatNumber(mostRemovedAtOnce), pool: toVisible(id) },
    ),
  ];
}

function describeSize(pool: Pool, count: number): readonly string[] {
  const id = toVisible(pool.id);
  // What the service writes down of a resize is that of the last one, and a removal is one.
  const lost =
    (pool.resizeErrors ?? []).length === 0
      ? []
      : [l10n.t('Pool {0} no longer shows why its last resize failed: copy the explanation first.', id)];
  if (pool.enableAutoScale === true)
    return [
      l10n.t('Pool {0} scales automatically: its formula decides whether other nodes replace these.', id),
      ...lost,
    ];
  return [
    plural(count, {
      '=1': l10n.t('The target of pool {0} falls with the node, so Batch does not replace it.', id),
      other: l10n.t('The target of pool {0} falls with the nodes, so Batch does not replace them.', id),
    }),
    l10n.t('To replace what is removed, resize the pool. The quotas of the account apply to that again.'),
    ...lost,
  ];
}

/** What each choice does to the tasks that run on the nodes now, in the order in which it is offered. */
export interface TaskChoice {
  readonly option: NodeRestartOption;
  readonly label: string;
  readonly effect: string;
  /** Whether tasks that run now are ended by it, so that what they have computed is lost. */
  readonly interrupts: boolean;
}

/**
 * The service's choices for tasks that run when nodes stop working (Batch documentation: "nodeRebootOption",
 * "nodeDisableSchedulingOption"). `retaineddata` is left out: it is on its way out of the service.
 * @param areAlone whether no other node there is known to take tasks: what is queued again waits then
 * @param nowMs milliseconds since the epoch
 */
export function listTaskChoices(
  nodes: readonly NodeFacts[],
  nowMs: number,
  { areAlone = false }: { readonly areAlone?: boolean } = {},
): readonly TaskChoice[] {
  const running = nodes.reduce((sum, node) => sum + countRunning(node), 0);
  return [
    {
      option: 'requeue',
      label: l10n.t('Requeue'),
      effect: describeRequeue(running, areAlone),
      interrupts: running > 0,
    },
    { option: 'terminate', label: l10n.t('Terminate'), effect: describeTerminate(running), interrupts: running > 0 },
    {
      option: 'taskcompletion',
      label: l10n.t('Task completion'),
      effect: describeCompletion(running, findLongestMs(nodes, nowMs)),
      interrupts: false,
    },
  ];
}

function describeRequeue(running: number, areAlone: boolean): string {
  if (running === 0)
    return l10n.t('No task is running. A task that starts before then starts again as soon as a node takes it.');
  const count = asCount(running);
  if (areAlone)
    return plural(running, {
      one: l10n.t(
        '{count} running task ends and waits for a node, since no other node takes tasks now. The progress of the task is lost.',
        count,
      ),
      other: l10n.t(
        '{count} running tasks end and wait for a node, since no other node takes tasks now. The progress of the tasks is lost.',
        count,
      ),
    });
  return plural(running, {
    one: l10n.t(
      '{count} running task ends and starts again as soon as a node takes it. The progress of the task is lost.',
      count,
    ),
    other: l10n.t(
      '{count} running tasks end and start again as soon as nodes take them. The progress of the tasks is lost.',
      count,
    ),
  });
}

/**
 * Whether no other node of a pool takes tasks now, as far as that is known.
 * @param those the nodes that are acted on
 * @param all the nodes of the pool; absent where not all are at hand
 */
export function areAloneInPool(
  those: readonly Pick<ComputeNode, 'id'>[],
  pool: Pick<Pool, 'currentDedicatedNodes' | 'currentLowPriorityNodes'>,
  all: readonly ComputeNode[] | undefined,
): boolean {
  const { currentDedicatedNodes: dedicated, currentLowPriorityNodes: spot } = pool;
  if (dedicated !== undefined && spot !== undefined && those.length >= dedicated + spot) return true;
  const ids = new Set(those.map(({ id }) => id));
  return all !== undefined && !all.some((node) => !ids.has(node.id) && takesTasks(node));
}

function describeTerminate(running: number): string {
  if (running === 0) return l10n.t('No task is running. A task that starts before then ends and does not run again.');
  return plural(running, {
    one: l10n.t('{count} running task ends and does not run again.', asCount(running)),
    other: l10n.t('{count} running tasks end and do not run again.', asCount(running)),
  });
}

function describeCompletion(running: number, longestMs: number | undefined): string {
  if (running === 0) return l10n.t('No task is running, so there is no wait.');
  if (longestMs === undefined) {
    return plural(running, {
      one: l10n.t('Waits for {count} running task. No new tasks start there.', asCount(running)),
      other: l10n.t('Waits for {count} running tasks. No new tasks start there.', asCount(running)),
    });
  }
  const parts = { ...asCount(running), time: toDurationWords(longestMs) };
  return plural(running, {
    one: l10n.t('Waits for {count} running task (running for {time}). No new tasks start there.', parts),
    other: l10n.t('Waits for {count} running tasks (the longest has run for {time}). No new tasks start there.', parts),
  });
}

function findLongestMs(nodes: readonly NodeFacts[], nowMs: number): number | undefined {
  const startsMs = nodes.flatMap(listRunning).map(({ executionInfo }) => Date.parse(executionInfo?.startTime ?? ''));
  const known = startsMs.filter((startMs) => startMs <= nowMs);
  return known.length === 0 ? undefined : nowMs - Math.min(...known);
}
