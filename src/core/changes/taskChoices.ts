import * as l10n from '@vscode/l10n';
import { findSmallest } from '../extremes.ts';
import type { ComputeNode, NodeRestartOption } from '../model/computeNode.ts';
import type { Pool } from '../model/pool.ts';
import { isOneOf } from '../model/words.ts';
import { countRunning, listRunning } from '../relations/runningThere.ts';
import { plural } from '../text/plural.ts';
import { toDurationWords } from '../words/durations.ts';
import { asCount } from '../words/numbers.ts';

type NodeFacts = Pick<ComputeNode, 'state' | 'schedulingState' | 'runningTasksCount' | 'recentTasks'>;

/** Checks whether a node runs tasks or would accept them. */
export function takesTasks(node: NodeFacts): boolean {
  return isOneOf(node.state, ['idle', 'running']) && node.schedulingState !== 'disabled';
}

/** Checks whether a task may run on a node now or before the node stops; true for a node in an unknown state. */
export function mayRunTasks(node: NodeFacts): boolean {
  return takesTasks(node) || countRunning(node) > 0 || (node.state ?? 'unknown') === 'unknown';
}

/** A choice for the tasks that run on nodes now, and its effect on them. */
export interface TaskChoice {
  readonly option: NodeRestartOption;
  readonly label: string;
  readonly effect: string;
  readonly interrupts: boolean;
}

/**
 * Lists the service's choices for running tasks when nodes stop working, in display order (Batch documentation:
 * "nodeRebootOption", "nodeDisableSchedulingOption"). Omits `retaineddata`, which the service is retiring.
 * @param areAlone true if no other node of the pool is known to accept tasks, so that requeued tasks wait
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
    return l10n.t('No task is running. If a task starts before then, it starts again as soon as a node accepts it.');
  const count = asCount(running);
  if (areAlone)
    return plural(running, {
      one: l10n.t(
        "{count} running task ends and waits for a node, since no other node is accepting tasks now. The task's progress is lost.",
        count,
      ),
      other: l10n.t(
        "{count} running tasks end and wait for a node, since no other node is accepting tasks now. The tasks' progress is lost.",
        count,
      ),
    });
  return plural(running, {
    one: l10n.t(
      "{count} running task ends and starts again as soon as a node accepts it. The task's progress is lost.",
      count,
    ),
    other: l10n.t(
      "{count} running tasks end and start again as soon as nodes accept them. The tasks' progress is lost.",
      count,
    ),
  });
}

/**
 * Checks whether no other node of a pool accepts tasks now, as far as is known.
 * @param those the affected nodes
 * @param all the nodes of the pool; absent if not all are loaded
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
  if (running === 0) return l10n.t("No task is running. If a task starts before then, it ends and doesn't run again.");
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
  return known.length === 0 ? undefined : nowMs - findSmallest(known);
}
