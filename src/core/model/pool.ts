import type {
  ContainerRegistry,
  ContainerSettings,
  EnvironmentSetting,
  NameValue,
  ResourceFile,
  ServiceProblem,
  ServiceResource,
  UserIdentity,
} from './common.ts';
import { isOneOf, type Word } from './words.ts';

export interface StartTask {
  readonly commandLine?: string;
  readonly containerSettings?: ContainerSettings;
  readonly resourceFiles?: readonly ResourceFile[];
  readonly environmentSettings?: readonly EnvironmentSetting[];
  readonly userIdentity?: UserIdentity;
  readonly maxTaskRetryCount?: number;
  readonly waitForSuccess?: boolean;
}

export interface ImageReference {
  readonly publisher?: string;
  readonly offer?: string;
  readonly sku?: string;
  readonly version?: string;
  readonly virtualMachineImageId?: string;
  readonly exactVersion?: string;
}

export interface AutoScaleRun {
  readonly timestamp?: string;
  readonly results?: string;
  readonly error?: ServiceProblem;
}

export const poolStates = ['active', 'deleting'] as const;
export type PoolState = Word<(typeof poolStates)[number]>;

export const allocationStates = ['steady', 'resizing', 'stopping'] as const;
export type AllocationState = Word<(typeof allocationStates)[number]>;

/** Properties of Batch's Pool resource. Property names are the wire's; times are ISO 8601 strings. */
export interface Pool extends ServiceResource<PoolState> {
  readonly allocationState?: AllocationState;
  readonly allocationStateTransitionTime?: string;
  readonly vmSize?: string;
  readonly virtualMachineConfiguration?: {
    readonly imageReference?: ImageReference;
    readonly nodeAgentSKUId?: string;
    readonly containerConfiguration?: {
      readonly type?: string;
      readonly containerImageNames?: readonly string[];
      readonly containerRegistries?: readonly ContainerRegistry[];
    };
  };
  readonly networkConfiguration?: {
    readonly subnetId?: string;
    readonly dynamicVNetAssignmentScope?: string;
    readonly publicIPAddressConfiguration?: { readonly provision?: string; readonly ipAddressIds?: readonly string[] };
    readonly endpointConfiguration?: { readonly inboundNATPools?: readonly InboundNatPool[] };
  };
  readonly resizeTimeout?: string;
  readonly resizeErrors?: readonly ServiceProblem[];
  readonly currentDedicatedNodes?: number;
  readonly targetDedicatedNodes?: number;
  readonly currentLowPriorityNodes?: number;
  readonly targetLowPriorityNodes?: number;
  readonly enableAutoScale?: boolean;
  readonly autoScaleFormula?: string;
  readonly autoScaleEvaluationInterval?: string;
  readonly autoScaleRun?: AutoScaleRun;
  readonly enableInterNodeCommunication?: boolean;
  /** Up to API version 2024-07-01; later versions have only simplified communication. */
  readonly targetNodeCommunicationMode?: string;
  readonly currentNodeCommunicationMode?: string;
  readonly startTask?: StartTask;
  /** User accounts that tasks may run as. */
  readonly userAccounts?: readonly { readonly name: string; readonly elevationLevel?: string }[];
  readonly applicationPackageReferences?: readonly { readonly applicationId: string; readonly version?: string }[];
  /** File systems that are mounted on each node, below AZ_BATCH_NODE_MOUNTS_DIR. */
  readonly mountConfiguration?: readonly {
    readonly azureBlobFileSystemConfiguration?: {
      readonly relativeMountPath?: string;
      readonly blobfuseOptions?: string;
    };
    readonly azureFileShareConfiguration?: { readonly relativeMountPath?: string };
    readonly cifsMountConfiguration?: { readonly relativeMountPath?: string };
    readonly nfsMountConfiguration?: { readonly relativeMountPath?: string };
  }[];
  readonly taskSlotsPerNode?: number;
  readonly taskSchedulingPolicy?: { readonly nodeFillType?: string };
  readonly metadata?: readonly NameValue[];
}

/** Checks whether a pool's number of nodes is changing. An unknown state of a newer service counts as no. */
export function isBeingResized({ allocationState }: Pick<Pool, 'allocationState'>): boolean {
  return isOneOf(allocationState, ['resizing', 'stopping']);
}

export interface InboundNatPool {
  readonly name: string;
  readonly protocol: string;
  readonly backendPort: number;
  readonly frontendPortRangeStart: number;
  readonly frontendPortRangeEnd: number;
  readonly networkSecurityGroupRules?: readonly NetworkSecurityGroupRule[];
}

/** Rule for access to a port of a pool's nodes from outside; rules with lower priority values apply first. */
export interface NetworkSecurityGroupRule {
  readonly priority: number;
  readonly access: string;
  readonly sourceAddressPrefix: string;
  readonly sourcePortRanges?: readonly string[];
}

/**
 * Number of a pool's nodes by state, as the service counts them (may lag by seconds). A missing number is unknown, not
 * 0.
 */
export interface NodeStateCounts {
  readonly creating?: number;
  readonly idle?: number;
  readonly offline?: number;
  readonly preempted?: number;
  readonly rebooting?: number;
  readonly reimaging?: number;
  readonly running?: number;
  readonly starting?: number;
  readonly startTaskFailed?: number;
  readonly leavingPool?: number;
  readonly unknown?: number;
  readonly unusable?: number;
  readonly waitingForStartTask?: number;
  readonly total?: number;
  readonly upgradingOS?: number;
  readonly deallocated?: number;
  readonly deallocating?: number;
}

export interface PoolNodeCounts {
  readonly poolId: string;
  readonly dedicated?: NodeStateCounts;
  readonly lowPriority?: NodeStateCounts;
}

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

/** States that older API versions don't have, so that their absence doesn't matter. */
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

/** Checks whether a pool is empty on purpose: its target is 0, and no evaluation of its formula changes that. */
export function isMeantEmpty(pool: Omit<Partial<Pool>, 'id'>): boolean {
  const { currentDedicatedNodes, currentLowPriorityNodes, targetDedicatedNodes = 0, targetLowPriorityNodes = 0 } = pool;
  const { autoScaleFormula: formula, autoScaleRun: run } = pool;
  const isConstant = formula !== undefined && isConstantFormula(formula) && run?.error === undefined;
  const isFixed = pool.allocationState === 'steady' && (pool.enableAutoScale !== true || isConstant);
  const isKnown = currentDedicatedNodes !== undefined || currentLowPriorityNodes !== undefined;
  const nodes = (currentDedicatedNodes ?? 0) + (currentLowPriorityNodes ?? 0);
  const target = targetDedicatedNodes + targetLowPriorityNodes;
  return isFixed && isKnown && nodes === 0 && target === 0 && (pool.resizeErrors ?? []).length === 0;
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
  const isOfFormula = run?.error !== undefined && !isResizeFailed(pool);
  return (isOfFormula ? run.timestamp : undefined) ?? allocationStateTransitionTime;
}

/** Checks whether a pool misses its size only because its resize was stopped, which is no failure. */
export function isResizeStopped(pool: Omit<Partial<Pool>, 'id'>): boolean {
  return isResizeFailed(pool) && isOnlyStopped(pool.resizeErrors);
}

/** Checks whether resize errors only report that the resize was stopped. */
export function isOnlyStopped(errors: Pool['resizeErrors'] = []): boolean {
  return errors.length > 0 && errors.every(({ code }) => code?.toLowerCase() === 'resizestopped');
}
