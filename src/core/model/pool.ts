import { findLargest, findSmallest } from '../extremes.ts';
import type {
  imageReference,
  inboundNatPool,
  networkSecurityGroupRule,
  nodeStateCounts,
  readAutoScaleRun,
  readPool,
  readPoolNodeCounts,
  startTask,
} from './poolShape.ts';
import type { Infer } from './shape.ts';
import { isOneOf } from './words.ts';

export interface StartTask extends Infer<typeof startTask> {}
export interface ImageReference extends Infer<typeof imageReference> {}
export interface AutoScaleRun extends Infer<typeof readAutoScaleRun> {}
export interface InboundNatPool extends Infer<typeof inboundNatPool> {}

/** Rule for access to a port of a pool's nodes from outside; rules with lower priority values apply first. */
export interface NetworkSecurityGroupRule extends Infer<typeof networkSecurityGroupRule> {}

/** Properties of Batch's Pool resource. */
export interface Pool extends Infer<typeof readPool> {}

export type PoolState = NonNullable<Pool['state']>;
export type AllocationState = NonNullable<Pool['allocationState']>;

/** Checks whether a pool's number of nodes is changing; false for a state that only newer services have. */
export function isBeingResized({ allocationState }: Pick<Pool, 'allocationState'>): boolean {
  return isOneOf(allocationState, ['resizing', 'stopping']);
}

/**
 * Number of a pool's nodes by state, as the service counts them (may lag by seconds). A missing number is unknown
 * rather than 0.
 */
export interface NodeStateCounts extends Infer<typeof nodeStateCounts> {}

export interface PoolNodeCounts extends Infer<typeof readPoolNodeCounts> {}

/** Node counts of a pool, or of one kind of its nodes. */
export type CountedKinds = { readonly [K in Exclude<keyof PoolNodeCounts, 'poolId'>]?: NodeStateCounts | undefined };

/** Counts the dedicated and Spot nodes of a pool that are in any of `states`; missing numbers count as 0. */
export function countNodes(counts: CountedKinds | undefined, ...states: (keyof NodeStateCounts)[]): number {
  return states.reduce(
    (sum, state) => sum + (counts?.dedicated?.[state] ?? 0) + (counts?.lowPriority?.[state] ?? 0),
    0,
  );
}

/** Counts of broken nodes, which run no tasks but still use cores. */
export const brokenStates = [
  'startTaskFailed',
  'unusable',
  'unknown',
] as const satisfies readonly (keyof NodeStateCounts)[];

/** States that older API versions don't have, so the lack of their counts doesn't matter. */
const newerStates: ReadonlySet<keyof NodeStateCounts> = new Set(['upgradingOS', 'deallocated', 'deallocating']);

/** Checks whether the numbers of all `states` are known for each kind of node that was counted. */
export function areNodesCounted(
  { dedicated, lowPriority }: CountedKinds,
  ...states: (keyof NodeStateCounts)[]
): boolean {
  const kinds = [dedicated, lowPriority].filter((kind) => kind !== undefined);
  return states.every((state) => newerStates.has(state) || kinds.every((kind) => kind[state] !== undefined));
}

/** Checks whether a pool has fewer nodes than its target. */
export function isShortOfNodes(pool: Omit<Partial<Pool>, 'id'>): boolean {
  return (
    (pool.currentDedicatedNodes ?? 0) < (pool.targetDedicatedNodes ?? 0) ||
    (pool.currentLowPriorityNodes ?? 0) < (pool.targetLowPriorityNodes ?? 0)
  );
}

/** Variables that a formula assigns, including their names in older service versions. */
const targetVariables = /\$(?:TargetDedicated(?:Nodes)?|TargetLowPriorityNodes|NodeDeallocationOption)\b/gi;

/** Checks whether a pool's formula always returns the same result: it reads neither a service variable nor a clock. */
function isConstantFormula(formula: string): boolean {
  return !/\$|\btime\b/i.test(formula.replace(targetVariables, ''));
}

/**
 * Returns the highest number of nodes that a formula can ask for, if each target is a number, or limited to one by
 * `min`; undefined unless that is obvious.
 */
function findFormulaLimit(formula: string): number | undefined {
  const assigned = formula
    .toLowerCase()
    .split(';')
    .map((part) => {
      const [name = '', ...rest] = part.split('=');
      return { name: name.trim(), value: rest.join('=').trim() };
    });
  const toNumbers = (term: string): readonly number[] => {
    if (/^\d+$/.test(term)) return [Number(term)];
    const values = assigned.filter(({ name }) => name === term).map(({ value }) => value);
    return values.length > 0 && values.every((value) => /^\d+$/.test(value)) ? [findLargest(values.map(Number))] : [];
  };
  const limits = new Map<string, number>();
  for (const { name, value } of assigned.filter(({ name }) => name.startsWith('$target'))) {
    const [, terms = value] = /^min\(([^()]*)\)$/.exec(withoutNested(value)) ?? [];
    const limit = findSmallest(terms.split(',').flatMap((term) => toNumbers(term.trim())));
    limits.set(name, Math.max(limit, limits.get(name) ?? 0));
  }
  const all = [...limits.values()].reduce((sum, limit) => sum + limit, 0);
  return limits.size > 0 && Number.isFinite(all) ? all : undefined;
}

/** Variables that stay the same on a pool without nodes (Batch documentation: "Autoscale compute nodes"). */
const nodeVariables =
  /\$(?:RunningTasks|Current(?:Dedicated|LowPriority)Nodes|CurrentDedicated|UsableNodeCount|SampleNodeCount|TaskSlotsPerNode|CPUPercent|WallClockSeconds|MemoryBytes|Disk\w{1,20}|Network\w{1,20})\b/gi;

/** Checks whether a formula reads nothing but what its pool's nodes do. */
function readsOnlyNodes(formula: string): boolean {
  return !/\brand\b/i.test(formula) && isConstantFormula(formula.replace(nodeVariables, ''));
}

/** Checks whether a pool has no nodes and asks for none. */
function isWithoutNodes(pool: Omit<Partial<Pool>, 'id'>): boolean {
  const { currentDedicatedNodes, currentLowPriorityNodes, targetDedicatedNodes = 0, targetLowPriorityNodes = 0 } = pool;
  const isKnown = currentDedicatedNodes !== undefined || currentLowPriorityNodes !== undefined;
  const nodes = (currentDedicatedNodes ?? 0) + (currentLowPriorityNodes ?? 0);
  return isKnown && nodes === 0 && targetDedicatedNodes + targetLowPriorityNodes === 0;
}

/**
 * Checks whether a later evaluation of a pool's formula may ask for this many nodes, whatever its target is now, because
 * it reads metrics or the time.
 */
export function mayFormulaAskFor(nodes: number, pool: Omit<Partial<Pool>, 'id'>): boolean {
  const { enableAutoScale, autoScaleFormula: formula, autoScaleRun: run } = pool;
  if (enableAutoScale !== true || formula === undefined || run?.error !== undefined) return false;
  if (run?.results !== undefined && isWithoutNodes(pool) && readsOnlyNodes(formula)) return false;
  return !isConstantFormula(formula) && (findFormulaLimit(formula) ?? nodes) >= nodes;
}

/** Checks whether a pool with Spot nodes has no dedicated ones, and gets none unless someone acts. */
export function hasOnlySpot(pool: Omit<Partial<Pool>, 'id'>): boolean {
  const { currentDedicatedNodes, currentLowPriorityNodes = 0, targetDedicatedNodes, targetLowPriorityNodes = 0 } = pool;
  const mayGetOther = /\$TargetDedicated/i.test(pool.autoScaleFormula ?? '') && mayFormulaAskFor(1, pool);
  const hasSpot = currentLowPriorityNodes + targetLowPriorityNodes > 0;
  return currentDedicatedNodes === 0 && targetDedicatedNodes === 0 && hasSpot && !mayGetOther;
}

/** Removes parentheses within others. */
function withoutNested(text: string): string {
  let shown = '';
  let depth = 0;
  for (const sign of text) {
    if (sign === '(') depth += 1;
    if (depth <= 1) shown += sign;
    if (sign === ')') depth -= 1;
  }
  return shown;
}

/** Checks whether a pool is empty on purpose: its target is 0, and no evaluation of its formula changes that. */
export function isMeantEmpty(pool: Omit<Partial<Pool>, 'id'>): boolean {
  const { autoScaleFormula: formula, autoScaleRun: run } = pool;
  const isKept = formula !== undefined && run?.error === undefined && !mayFormulaAskFor(1, pool);
  const isFixed = pool.allocationState === 'steady' && (pool.enableAutoScale !== true || isKept);
  return isFixed && isWithoutNodes(pool) && (pool.resizeErrors ?? []).length === 0;
}

/**
 * Checks whether the last resize failed and still matters. Batch keeps resize errors until the next resize, even after
 * the pool got its nodes.
 */
export function isResizeFailed(pool: Omit<Partial<Pool>, 'id'>): boolean {
  return (pool.resizeErrors ?? []).length > 0 && isShortOfNodes(pool);
}

/**
 * Returns the time at which a pool's lack of nodes was found: the end of its resize, or else the evaluation of its
 * formula; ISO 8601.
 */
export function findFailureTime(pool: Omit<Partial<Pool>, 'id'>): string | undefined {
  const { autoScaleRun: run, allocationStateTransitionTime } = pool;
  return (isFormulaFailing(pool) ? run?.timestamp : undefined) ?? allocationStateTransitionTime;
}

/** Checks whether a pool lacks nodes because the last evaluation of its formula failed; Batch keeps no earlier ones. */
export function isFormulaFailing(pool: Omit<Partial<Pool>, 'id'>): boolean {
  return pool.autoScaleRun?.error !== undefined && !isResizeFailed(pool);
}

/** Checks whether a pool lacks nodes only because its resize was stopped, which is not a failure. */
export function isResizeStopped(pool: Omit<Partial<Pool>, 'id'>): boolean {
  return isResizeFailed(pool) && isOnlyStopped(pool.resizeErrors);
}

/** Checks whether resize errors only report that the resize was stopped. */
export function isOnlyStopped(errors: Pool['resizeErrors'] = []): boolean {
  return errors.length > 0 && errors.every(({ code }) => code?.toLowerCase() === 'resizestopped');
}

/**
 * Checks whether Batch created a pool for a job, from the job's or its schedule's `autoPoolSpecification`. The service
 * returns no property that says so, but names these pools with a GUID, after a prefix if one is specified.
 */
export function isAutoPool(poolId: string): boolean {
  return /(?:^|_)[\dA-F]{8}-(?:[\dA-F]{4}-){3}[\dA-F]{12}$/.test(poolId);
}

/** Checks whether a pool adds a start task, packages, or container images to its node image. */
export function putsOnNodes({
  startTask,
  applicationPackageReferences = [],
  virtualMachineConfiguration,
}: Pool): boolean {
  const images = virtualMachineConfiguration?.containerConfiguration?.containerImageNames ?? [];
  return startTask !== undefined || applicationPackageReferences.length + images.length > 0;
}

/** Checks whether the nodes of a pool have no public IP addresses. */
export function hasNoPublicAddresses({ networkConfiguration }: Pick<Pool, 'networkConfiguration'>): boolean {
  return networkConfiguration?.publicIPAddressConfiguration?.provision?.toLowerCase() === 'nopublicipaddresses';
}
