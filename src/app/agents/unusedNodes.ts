import { addCoreHours, formatCoreHours } from '../../core/impact/coreHours.ts';
import { describeCountOfState } from '../../core/impact/unableNodes.ts';
import { hasBroken, type UnusedNodes } from '../../core/impact/unusedNodes.ts';
import { findPoolOfJob } from '../../core/model/job.ts';
import { isBeingResized, isShortOfNodes } from '../../core/model/pool.ts';
import { toDurationWords } from '../../core/words/durations.ts';
import { formatTime } from '../../core/words/times.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { type findUnused, listPools, listStuck } from '../causes/unusedNodes.ts';
import type { WaitingHere } from '../causes/waitingJobs.ts';
import type { WantedJobs } from '../lists/taskCount.ts';

const mostPools = 8;

/**
 * Describes the pools with nodes that cost money but run no tasks: how many in which state, since when, what they cost,
 * and which tasks wait there for something that doesn't come. `nowMs` is in milliseconds since 1970.
 */
export function describeUnused(
  { pools, areAll }: Awaited<ReturnType<typeof findUnused>>,
  waiting: readonly WaitingHere[],
  nowMs: number,
): readonly string[] {
  if (pools.length === 0) return [];
  const total = pools.reduce((sum, { count }) => sum + count, 0);
  const hourly = pools.reduce((sum, one) => sum + (one.hourly ?? 0), 0);
  const isWhole = areAll && pools.every((one) => one.hourly !== undefined);
  const soFar = formatCoreHours(addCoreHours(pools.map(({ coreHours }) => coreHours)));
  return [
    '',
    `nodes that cost money and run no tasks: ${areAll ? '' : 'at least '}${total} in ${pools.length} ${pools.length === 1 ? 'pool' : 'pools'}, ${isWhole ? '' : 'at least '}${hourly} core-hours an hour${soFar === undefined ? '' : `, ${soFar} so far${hasBroken(pools) ? '; broken ones are also in the cost of failures' : ''}`}`,
    ...pools.slice(0, mostPools).map((one) => toLine(one, waiting, nowMs)),
    ...(pools.length > mostPools ? [`   the rest in ${pools.length - mostPools} other pools`] : []),
    ...adviseUnused(pools, waiting),
  ];
}

/** Describes the pools with fewer nodes than their targets: both numbers of each kind, and since when. */
export function describeShort({ snapshot }: AccountStore, wanted: WantedJobs): readonly string[] {
  const ids = listPools(snapshot, wanted);
  const short = snapshot.slice({ kind: 'pools' }).items.filter((pool) => ids.includes(pool.id) && isShortOfNodes(pool));
  if (short.length === 0) return [];
  const lines = short.slice(0, mostPools).map((pool) => {
    const kinds = [
      [pool.currentDedicatedNodes, pool.targetDedicatedNodes, 'dedicated'],
      [pool.currentLowPriorityNodes, pool.targetLowPriorityNodes, 'Spot'],
    ] as const;
    const said = kinds.flatMap(([current = 0, target = 0, kind]) =>
      current < target ? `${current} of ${target} ${kind} nodes` : [],
    );
    const since = pool.allocationStateTransitionTime;
    const state = isBeingResized(pool) ? 'being resized' : 'not being resized';
    return `   ${pool.id}: ${said.join(', ')}; ${state}${since === undefined ? '' : ` since ${formatTime(since)}`}`;
  });
  const rest = short.length - lines.length;
  return ['', 'pools that lack nodes:', ...lines, ...(rest > 0 ? [`   ${rest} other pools`] : [])];
}

/** Maximum number of IDs for the nodes of a pool in one state. */
const mostIds = 4;

function nameNodes(ids: readonly string[], count: number): string {
  const named = ids.slice(0, mostIds);
  const rest = count - named.length;
  return named.length === 0 ? '' : ` (${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''})`;
}

/** Advises how nodes that only cost money stop doing so; broken ones are causes with steps of their own. */
function adviseUnused(pools: readonly UnusedNodes[], waiting: readonly WaitingHere[]): readonly string[] {
  const listPoolsWith = (state: string) => pools.filter(({ byState }) => byState.some((one) => one.state === state));
  const idle = listPoolsWith('idle');
  const isAnyNeeded = idle.some(({ pool }) => waiting.some(({ job }) => findPoolOfJob(job) === pool.id));
  const which = isAnyNeeded ? 'idle nodes that no waiting task needs' : 'idle nodes';
  const steps = [
    [
      `remove ${which}, once the files on them aren't needed (a resize may choose nodes that run tasks)`,
      idle.some(({ pool }) => !pool.enableAutoScale),
    ],
    ['correct autoscale formulas that keep idle nodes', idle.some(({ pool }) => pool.enableAutoScale)],
    [
      'bring offline nodes online, on which someone disabled scheduling, or remove them',
      listPoolsWith('offline').length > 0,
    ],
  ] as const;
  const said = steps.flatMap(([step, isNeeded]) => (isNeeded === true ? [step] : []));
  return said.length === 0 ? [] : [`   to pay for fewer: ${said.join('; ')}`];
}

function toLine(
  { pool, byState, hourly, coreHours }: UnusedNodes,
  waiting: readonly WaitingHere[],
  nowMs: number,
): string {
  const states = byState.map(
    ({ state, count, since, nodeIds }) =>
      `${describeCountOfState(state, count)} for ${count > 1 && since !== undefined ? 'up to ' : ''}${since === undefined ? 'an unknown time' : toDurationWords(nowMs - Date.parse(since))}${state === 'idle' ? '' : nameNodes(nodeIds, count)}`,
  );
  const cost = [
    hourly === undefined
      ? 'core-hours unknown, because the cores of its VM size are'
      : `${hourly} core-hours an hour, ${formatCoreHours(coreHours) ?? (coreHours.isComplete ? 'less than one' : 'an unknown number')} so far`,
    ...listStuck(pool, waiting).map(
      ({ job, count, stuck, isExact }) =>
        `waiting tasks there that need someone to act: ${stuck < count && isExact !== true ? 'at least ' : ''}${stuck} of job ${job.id}`,
    ),
  ];
  return `   ${pool.id}: ${[states.join(', '), ...nameKind(pool), ...cost].join('; ')}`;
}

/** Names the kind of a pool's nodes, since Spot nodes cost less for each core-hour. */
function nameKind({ currentDedicatedNodes, currentLowPriorityNodes }: UnusedNodes['pool']): readonly string[] {
  if (currentDedicatedNodes === undefined || currentLowPriorityNodes === undefined) return [];
  if (currentLowPriorityNodes === 0) return ['dedicated nodes'];
  return [currentDedicatedNodes === 0 ? 'Spot nodes' : `Spot nodes: ${currentLowPriorityNodes} of its nodes`];
}
