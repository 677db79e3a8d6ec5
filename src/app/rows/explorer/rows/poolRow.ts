import * as l10n from '@vscode/l10n';
import { describeEnd, formatEndDay, judgeEnd, listEndsOfSupport } from '../../../../core/definitions/endOfSupport.ts';
import { isLongAgo, isLongIdle } from '../../../../core/impact/longIdle.ts';
import { describeUnable, isAnyDraining, type UnableNodes } from '../../../../core/impact/unableNodes.ts';
import type { ComputeNode } from '../../../../core/model/computeNode.ts';
import { countNodes, isResizeFailed, isResizeStopped, isShortOfNodes, type Pool } from '../../../../core/model/pool.ts';
import { describeState } from '../../../../core/model/states.ts';
import { joinParts } from '../../../../core/text/lists.ts';
import { plural } from '../../../../core/text/plural.ts';
import { type Count, formatCount } from '../../../../core/words/count.ts';
import { asCount, formatNumber } from '../../../../core/words/numbers.ts';
import { sortTimes } from '../../../../core/words/times.ts';
import type { AccountSnapshot } from '../../../../service/store/accountStore.ts';
import { type FailingPreparation, listFailingPreparations } from '../../../lists/failingPreparations.ts';
import { findSeenNodes } from '../../../lists/seenNodes.ts';
import { countFailingNodes, toPoolSeverity } from '../../../lists/severity.ts';
import { findNoneAbleIn, findUnable } from '../../../lists/unableNodes.ts';
import type { ContextWord } from '../../contextValue.ts';
import { toAttentionText, toNodesText } from '../../counts.ts';
import { type Row, toFacts, toLongTime, toShortTime, type Viewer } from '../../row.ts';

export function toPoolRow(pool: Pool, snapshot: AccountSnapshot, reader: Viewer): Row {
  const broken = countFailingNodes(pool, snapshot);
  const preempted = snapshot.nodeCounts.get(pool.id)?.lowPriority?.preempted ?? 0;
  const idle = countNodes(snapshot.nodeCounts.get(pool.id), 'idle');
  const longIdle = findLongIdle(pool, snapshot);
  const none = findNoneAbleIn(pool.id, snapshot);
  const [preparation] = listFailingPreparations(pool.id, snapshot);
  const description = joinParts(
    ...describePool(pool, snapshot, describeNodes(pool, reader)),
    none === undefined && broken > 0 && toAttentionText(broken),
    none === undefined && preempted > 0 && toPreemptedText(preempted),
    none === undefined && preparation !== undefined && toPreparationText(preparation),
    idle > longIdle.count && toIdleText(idle),
    longIdle.count > 0 && toLongIdleText(longIdle),
    toEndText(pool, snapshot, reader),
    snapshot.nodeCountsRefusal !== undefined && toUnseenNodesText(),
  );
  return {
    kind: 'pool',
    words: broken > 0 ? [...toPoolWords(pool), 'broken'] : toPoolWords(pool),
    label: pool.id,
    ...(description === undefined ? {} : { description }),
    icon: toPoolSeverity(pool, snapshot),
    children: 'collapsed',
    facts: () => [
      ...toPoolFacts(pool, reader),
      ...toEndFacts(pool, snapshot, reader),
      ...toNodeFacts(pool, snapshot, reader),
      ...toUnseenFacts(snapshot),
    ],
  };
}

/** Describes a pool for any list: whether its nodes can run tasks, its problem, and its nodes. */
export function describePool(
  pool: Pool,
  snapshot: AccountSnapshot,
  nodes: string = toNodeShare(pool),
): readonly string[] {
  const unable = findUnable(pool.id, snapshot);
  const state = describeProblem(pool) ?? describeState('poolAllocation', pool.allocationState).label;
  if (unable === undefined) return [state, nodes];
  return unable.count === unable.all ? [toNoneAbleText(unable), state, nodes] : [state, nodes, toAbleText(unable)];
}

function toPreparationText({ jobId: job, failed, all }: FailingPreparation): string {
  const counts = { job, failed: formatNumber(failed), all: formatNumber(all) };
  return plural(all, {
    one: l10n.t('preparation task for job {job} fails on {failed} of {all} node', counts),
    other: l10n.t('preparation task for job {job} fails on {failed} of {all} nodes', counts),
  });
}

function toAbleText({ all, count, starting }: UnableNodes): string {
  return l10n.t({
    message: '{count} can run tasks',
    args: asCount(all - count - starting),
    comment: ['How many nodes of a pool, of which others are offline or unusable'],
  });
}

function toNoneAbleText(none: UnableNodes): string {
  if (isAnyDraining(none))
    return l10n.t({
      message: 'no nodes are accepting new tasks: {states}',
      args: { states: describeUnable(none) },
      comment: ['Of a pool; {states} is a list such as "185 take no new tasks, 14 unusable"'],
    });
  return l10n.t({
    message: 'no nodes can run tasks: {states}',
    args: { states: describeUnable(none) },
    comment: ['Of a pool; {states} is a list such as "185 offline, 14 unusable"'],
  });
}

/** Describes a failed or stopped resize, or a failed autoscale formula. */
function describeProblem(pool: Pool): string | undefined {
  const [error] = pool.resizeErrors ?? [];
  if (isResizeStopped(pool)) return l10n.t('resize stopped');
  if (error !== undefined && isResizeFailed(pool)) {
    const reason = error.code ?? error.message;
    return reason === undefined ? l10n.t('resize failed') : l10n.t('resize failed: {reason}', { reason });
  }
  const formula = pool.autoScaleRun?.error;
  if (formula === undefined) return undefined;
  const reason = formula.code ?? formula.message;
  return reason === undefined ? l10n.t('autoscale failed') : l10n.t('autoscale failed: {reason}', { reason });
}

/**
 * Describes how many of its target nodes the pool has and, if some have been missing for a long time, when that began.
 */
function describeNodes(pool: Pool, reader: Viewer): string {
  const share = toNodeShare(pool);
  const since = toShortTime(findShortSince(pool, reader.now), reader);
  return since === undefined
    ? share
    : l10n.t({
        message: '{nodes} since {time}',
        args: { nodes: share, time: since },
        comment: ['{nodes} is a text such as "2 of 5 nodes"'],
      });
}

function toNodeShare(pool: Pool): string {
  const current = (pool.currentDedicatedNodes ?? 0) + (pool.currentLowPriorityNodes ?? 0);
  const target = (pool.targetDedicatedNodes ?? 0) + (pool.targetLowPriorityNodes ?? 0);
  if (current === target && !isShortOfNodes(pool)) return toNodesText(current);
  const nodes = { current: formatNumber(current), target: formatNumber(target) };
  return plural(target, {
    one: l10n.t('{current} of {target} node', nodes),
    other: l10n.t('{current} of {target} nodes', nodes),
  });
}

/** Describes the first end of support that has passed or is near, although it has not caused a failure yet. */
function toEndText(pool: Pool, { offer }: AccountSnapshot, { now }: Viewer): string | undefined {
  const end = listEndsOfSupport(pool, now, offer?.known).find((one) => judgeEnd(one, now) !== 'later');
  if (end === undefined) return undefined;
  const date = formatEndDay(end.day);
  if (date === undefined) return l10n.t('no longer supported');
  return judgeEnd(end, now) === 'over'
    ? l10n.t('support ended {date}', { date })
    : l10n.t('support ends {date}', { date });
}

function toEndFacts(pool: Pool, { offer }: AccountSnapshot, { now }: Viewer): ReturnType<typeof toFacts> {
  const ends = listEndsOfSupport(pool, now, offer?.known).map((end) => describeEnd(end, now));
  return toFacts({ [l10n.t('End of support')]: ends.length === 0 ? undefined : ends.join(' ') });
}

function toPoolWords(pool: Pool): readonly ContextWord[] {
  const words: ContextWord[] = [];
  if (pool.enableAutoScale === true) words.push('autoscale');
  if (pool.allocationState === 'resizing') words.push('resizing');
  if (isResizeFailed(pool) || pool.autoScaleRun?.error !== undefined) words.push('failed');
  return words;
}

function toShareText(current = 0, target = 0): string {
  return l10n.t({
    message: '{current} of {target}',
    args: { current: formatNumber(current), target: formatNumber(target) },
    comment: ['Numbers of nodes of a pool: the current number, and the target'],
  });
}

/** Counts the loaded nodes that have been idle for a long time. */
function findLongIdle({ id }: Pool, snapshot: AccountSnapshot): Count {
  const seen = findSeenNodes(snapshot, id);
  return { count: listLongIdle(seen).length, isComplete: seen?.hasMore === false };
}

function listLongIdle(seen: ReturnType<typeof findSeenNodes>): readonly ComputeNode[] {
  return seen?.items.filter((node) => isLongIdle(node, seen.until)) ?? [];
}

/** Returns text for unknown node states that the user has no permission to see. */
export function toUnseenNodesText(): string {
  return l10n.t('node states not visible to you');
}

function toUnseenFacts({ nodeCountsRefusal }: AccountSnapshot): ReturnType<typeof toFacts> {
  return toFacts({ [l10n.t('Node states')]: nodeCountsRefusal?.message });
}

function toPreemptedText(number: number): string {
  const count = formatNumber(number);
  return l10n.t({ message: '{count} preempted', args: { count }, comment: ['Number of Spot nodes that Azure took'] });
}

function toIdleText(number: number): string {
  const count = formatNumber(number);
  return l10n.t({ message: '{count} idle', args: { count }, comment: ['Number of nodes that run no tasks'] });
}

function toLongIdleText(nodes: Count): string {
  return l10n.t({
    message: '{count} idle for over an hour',
    args: { count: formatCount(nodes) },
    comment: ['Number of nodes'],
  });
}

/** Lists facts from the loaded nodes: when the longest-idle node became idle, and when the last one was preempted. */
function toNodeFacts({ id }: Pool, snapshot: AccountSnapshot, reader: Viewer): ReturnType<typeof toFacts> {
  const seen = findSeenNodes(snapshot, id);
  const preempted = seen?.items.filter(({ state }) => state === 'preempted') ?? [];
  return toFacts({
    [l10n.t('Longest idle')]: toLongTime(findEarliest(listLongIdle(seen)), reader),
    [l10n.t('Last preemption')]: toLongTime(findLatest(preempted), reader),
  });
}

function toPoolFacts(pool: Pool, reader: Viewer): ReturnType<typeof toFacts> {
  const [error] = pool.resizeErrors ?? [];
  return toFacts({
    [l10n.t('Pool')]: pool.id,
    [l10n.t('Name')]: pool.displayName,
    [l10n.t('State')]: describeState('pool', pool.state).label,
    [l10n.t('Allocation')]: describeState('poolAllocation', pool.allocationState).label,
    [l10n.t('VM size')]: pool.vmSize,
    [l10n.t('Dedicated nodes')]: toShareText(pool.currentDedicatedNodes, pool.targetDedicatedNodes),
    [l10n.t('Spot (low-priority) nodes')]: toShareText(pool.currentLowPriorityNodes, pool.targetLowPriorityNodes),
    [l10n.t('Below target since')]: toLongTime(findShortSince(pool, reader.now), reader),
    [l10n.t('Resize error')]: joinParts(error?.code, error?.message),
    [l10n.t('Autoscale error')]: joinParts(pool.autoScaleRun?.error?.code, pool.autoScaleRun?.error?.message),
  });
}

/**
 * Returns the time since which a pool has had fewer nodes than its target; undefined in the first hour, and while it
 * has enough nodes.
 */
export function findShortSince(pool: Pool, now: Date): string | undefined {
  const { allocationStateTransitionTime: since } = pool;
  return isShortOfNodes(pool) && isLongAgo(since, now) ? since : undefined;
}

/** Finds the earliest time at which one of the nodes entered its state; undefined when none is known. */
export function findEarliest(nodes: readonly ComputeNode[]): string | undefined {
  return toTimes(nodes)[0];
}

/** Finds the latest time at which one of the nodes entered its state; undefined when none is known. */
export function findLatest(nodes: readonly ComputeNode[]): string | undefined {
  return toTimes(nodes).at(-1);
}

function toTimes(nodes: readonly ComputeNode[]): readonly string[] {
  return sortTimes(nodes.map(({ stateTransitionTime }) => stateTransitionTime));
}
