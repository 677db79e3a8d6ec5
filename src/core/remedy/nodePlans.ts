import * as l10n from '@vscode/l10n';
import type { ComputeNode, NodeRestartOption } from '../model/computeNode.ts';
import type { Pool } from '../model/pool.ts';
import { toDurationWords } from '../query/durations.ts';
import { impossible, possible, type Verdict } from './verdict.ts';

type NodeFacts = Pick<ComputeNode, 'state' | 'schedulingState' | 'runningTasksCount' | 'recentTasks'>;

const working = ['idle', 'running'];

function stateOf(node: NodeFacts): string {
  return node.state?.toLowerCase() ?? 'unknown';
}

/** Whether a node can be rebooted (Batch documentation: "Compute Node - Reboot": idle or running nodes). */
export function planReboot(node: NodeFacts): Verdict {
  const state = stateOf(node);
  // The documentation of start tasks tells to reboot nodes whose start task failed, and the service does it.
  if (working.includes(state) || state === 'starttaskfailed') return possible;
  if (state === 'unusable' || state === 'offline' || state === 'unknown') {
    return {
      possible: true,
      note: l10n.t('a node that is {0} may not take it: Batch has to reach it for that', state),
    };
  }
  return impossible(l10n.t('it is {0}; wait until that is over', state));
}

/** Whether a node can be reimaged (Batch documentation: "Compute Node - Reimage", since API version 2024-07-01). */
export function planReimage(node: NodeFacts): Verdict {
  const state = stateOf(node);
  if (working.includes(state)) return possible;
  if (['starttaskfailed', 'unusable', 'offline'].includes(state)) {
    return {
      possible: true,
      note: l10n.t('a node that is {0} may refuse it; remove the node then, and the pool can be resized', state),
    };
  }
  return impossible(l10n.t('it is {0}; wait until that is over', state));
}

/** Whether a node can be kept from getting tasks (Batch documentation: "Compute Node - Disable Scheduling"). */
export function planDisableScheduling(node: NodeFacts): Verdict {
  if (node.schedulingState?.toLowerCase() === 'disabled') return impossible(l10n.t('it is offline already'));
  const state = stateOf(node);
  return state === 'leavingpool' ? impossible(l10n.t('it is leaving its pool')) : possible;
}

/** Whether a node can get tasks again (Batch documentation: "Compute Node - Enable Scheduling"). */
export function planEnableScheduling(node: NodeFacts): Verdict {
  return node.schedulingState?.toLowerCase() === 'enabled' ? impossible(l10n.t('it takes tasks already')) : possible;
}

/** Whether a node can be removed (Batch documentation: "Pool - Remove Nodes": the pool is steady). */
export function planRemove(node: NodeFacts, pool: Pick<Pool, 'allocationState' | 'enableAutoScale'>): Verdict {
  if (stateOf(node) === 'leavingpool') return impossible(l10n.t('it is leaving its pool already'));
  if (pool.allocationState !== undefined && pool.allocationState.toLowerCase() !== 'steady') {
    return impossible(l10n.t('its pool is being resized; nodes can be removed when the pool is steady'));
  }
  if (pool.enableAutoScale !== true) return possible;
  return { possible: true, note: l10n.t('the pool scales automatically and may add another node') };
}

/** What each choice does to the tasks that run on the nodes now, in the order in which it is offered. */
export interface TaskChoice {
  readonly option: NodeRestartOption;
  readonly label: string;
  readonly effect: string;
}

/**
 * The service's choices for tasks that run when nodes stop working (Batch documentation: "nodeRebootOption",
 * "nodeDisableSchedulingOption"). `retaineddata` is left out: it is on its way out of the service.
 * @param nowMs milliseconds since the epoch
 */
export function listTaskChoices(nodes: readonly NodeFacts[], nowMs: number): readonly TaskChoice[] {
  const running = nodes.reduce((sum, node) => sum + countRunningTasks(node), 0);
  return [
    { option: 'requeue', label: l10n.t('Requeue'), effect: describeRequeue(running) },
    { option: 'terminate', label: l10n.t('Terminate'), effect: describeTerminate(running) },
    {
      option: 'taskcompletion',
      label: l10n.t('Task completion'),
      effect: describeCompletion(running, findLongestMs(nodes, nowMs)),
    },
  ];
}

function countRunningTasks(node: NodeFacts): number {
  return node.runningTasksCount ?? listRunning(node).length;
}

function describeRequeue(running: number): string {
  if (running === 0) return l10n.t('No task is running; one that starts meanwhile starts again on another node.');
  return running === 1
    ? l10n.t('1 running task ends and starts again on another node now; its progress is lost.')
    : l10n.t('{0} running tasks end and start again on other nodes now; their progress is lost.', running);
}

function describeTerminate(running: number): string {
  if (running === 0) return l10n.t('No task is running; one that starts meanwhile ends and does not run again.');
  return running === 1
    ? l10n.t('1 running task ends and does not run again.')
    : l10n.t('{0} running tasks end and do not run again.', running);
}

function describeCompletion(running: number, longestMs: number | undefined): string {
  if (running === 0) return l10n.t('No task is running; nothing has to be waited for.');
  if (longestMs === undefined) return l10n.t('Waits for {0} running tasks; new ones go to other nodes.', running);
  const longest = toDurationWords(longestMs);
  return running === 1
    ? l10n.t('Waits for 1 running task (it has run {0}); new ones go to other nodes.', longest)
    : l10n.t('Waits for {0} running tasks (the longest has run {1}); new ones go to other nodes.', running, longest);
}

function listRunning(node: NodeFacts): readonly { readonly startTime?: string }[] {
  const running = (node.recentTasks ?? []).filter(({ taskState }) => taskState.toLowerCase() === 'running');
  return running.map(({ executionInfo }) => executionInfo ?? {});
}

function findLongestMs(nodes: readonly NodeFacts[], nowMs: number): number | undefined {
  const startsMs = nodes.flatMap(listRunning).map(({ startTime }) => Date.parse(startTime ?? ''));
  const known = startsMs.filter((startMs) => startMs <= nowMs);
  return known.length === 0 ? undefined : nowMs - Math.min(...known);
}
