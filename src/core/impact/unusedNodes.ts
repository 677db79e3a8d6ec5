import { findCores } from '../definitions/vmSizes.ts';
import { compareText } from '../extremes.ts';
import { type ComputeNode, isHung } from '../model/computeNode.ts';
import { brokenStates, type CountedKinds, countNodes, type NodeStateCounts, type Pool } from '../model/pool.ts';
import { addCoreHours, type CoreHours, measureHeld } from './coreHours.ts';

/** States in which a node costs money but runs no tasks, as the service counts them. */
const unusedStates = ['idle', 'offline', ...brokenStates] as const satisfies readonly (keyof NodeStateCounts)[];
/** Maximum number of nodes whose IDs are kept, because a pool can have thousands in one state. */
const mostNamed = 20;
type UnusedState = (typeof unusedStates)[number] | 'hung';

/** Nodes of a pool that cost money but run no tasks. */
export interface UnusedNodes {
  readonly pool: Pool;
  readonly count: number;
  readonly byState: readonly UnusedInState[];
  /** Core hours that these nodes cost in each hour; undefined if the cores of their VM size are unknown. */
  readonly hourly: number | undefined;
  /** Core hours since the nodes entered these states. */
  readonly coreHours: CoreHours;
  /** The idle nodes among them that are known. */
  readonly idle: readonly ComputeNode[];
}

interface UnusedInState {
  readonly state: UnusedState;
  readonly count: number;
  /** Time (ISO 8601) since which the first of the nodes is in this state, if known. */
  readonly since: string | undefined;
  /** IDs of the nodes that are known, with the one that is in this state for the longest time first; at most 20. */
  readonly nodeIds: readonly string[];
  /** Core hours since the nodes entered this state. */
  readonly coreHours: CoreHours;
}

/** Finds the idle nodes among the unused ones of a pool. */
export function findIdle({ byState }: Pick<UnusedNodes, 'byState'>): UnusedInState | undefined {
  return byState.find(({ state }) => state === 'idle');
}

/** Measures the core hours of the idle nodes since a time (ISO 8601), if that is later than their becoming idle. */
export function measureIdleSince({ pool, byState, idle }: UnusedNodes, since: string, now: Date): CoreHours {
  const { hours, isComplete } = addCoreHours(
    idle.map((node) => {
      const { stateTransitionTime: at } = node;
      const isLater = at !== undefined && Date.parse(at) < Date.parse(since);
      return measureHeld(isLater ? { ...node, stateTransitionTime: since } : node, pool, now.getTime());
    }),
  );
  return { hours, isComplete: isComplete && findIdle({ byState })?.count === idle.length };
}

/** Checks whether some of the unused nodes can't run tasks, so that they are failures as well. */
export function hasBroken(pools: readonly UnusedNodes[]): boolean {
  return pools.some(({ byState }) => byState.some(({ state }) => state !== 'idle' && state !== 'offline'));
}

/** Returns the time of a node's state, for sorting: an unknown one is the last. */
function toSince({ stateTransitionTime = '~' }: ComputeNode): string {
  return stateTransitionTime;
}

/**
 * Finds the nodes of a pool that cost money but run no tasks; undefined if there are none. `nodes` are those whose
 * states are known now; the service's counts may include more.
 */
export function findUnusedNodes(
  pool: Pool,
  counts: CountedKinds | undefined,
  nodes: readonly ComputeNode[],
  now: Date,
): UnusedNodes | undefined {
  const groups = [...unusedStates, 'hung' as const].flatMap((state) => {
    const known = nodes.filter((node) => (state === 'hung' ? isHung(node, now) : node.state === state.toLowerCase()));
    const count = Math.max(known.length, state === 'hung' ? 0 : countNodes(counts, state));
    const held = addCoreHours(known.map((node) => measureHeld(node, pool, now.getTime())));
    const oldest = known.toSorted((one, other) => compareText(toSince(one), toSince(other)));
    const since = oldest[0]?.stateTransitionTime;
    const nodeIds = oldest.slice(0, mostNamed).map(({ id }) => id);
    const coreHours = { ...held, isComplete: held.isComplete && known.length === count };
    return count === 0 ? [] : [{ state, count, since, nodeIds, coreHours }];
  });
  const count = groups.reduce((sum, one) => sum + one.count, 0);
  if (count === 0) return undefined;
  const cores = findCores(pool.vmSize);
  return {
    pool,
    count,
    byState: groups,
    hourly: cores && cores * count,
    coreHours: addCoreHours(groups.map(({ coreHours }) => coreHours)),
    idle: nodes.filter((node) => node.state === 'idle'),
  };
}
