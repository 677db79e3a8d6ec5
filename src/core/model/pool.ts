import type {
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

/** Facts of Batch: Pool resource. Property names are the wire's; times are ISO 8601 strings. */
export interface Pool extends ServiceResource<PoolState> {
  readonly allocationState?: AllocationState;
  readonly allocationStateTransitionTime?: string;
  readonly vmSize?: string;
  readonly virtualMachineConfiguration?: {
    readonly imageReference?: ImageReference;
    readonly nodeAgentSKUId?: string;
    readonly containerConfiguration?: { readonly type?: string; readonly containerImageNames?: readonly string[] };
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
  /** Until API 2024-07-01; later ones know simplified communication only. */
  readonly targetNodeCommunicationMode?: string;
  readonly currentNodeCommunicationMode?: string;
  readonly startTask?: StartTask;
  /** Users that tasks may run as. */
  readonly userAccounts?: readonly { readonly name: string; readonly elevationLevel?: string }[];
  readonly applicationPackageReferences?: readonly { readonly applicationId: string; readonly version?: string }[];
  /** File systems that are mounted on each node, below AZ_BATCH_NODE_MOUNTS_DIR. */
  readonly mountConfiguration?: readonly {
    readonly azureBlobFileSystemConfiguration?: {
      readonly relativeMountPath?: string;
      readonly blobfuseOptions?: string;
    };
  }[];
  readonly taskSlotsPerNode?: number;
  readonly taskSchedulingPolicy?: { readonly nodeFillType?: string };
  readonly metadata?: readonly NameValue[];
}

/** Whether the nodes of a pool are on their way to another number. What a state of a newer service means is not known. */
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

/** Who may reach a port of a pool's nodes from outside; the lower the priority, the earlier it is asked. */
export interface NetworkSecurityGroupRule {
  readonly priority: number;
  readonly access: string;
  readonly sourceAddressPrefix: string;
  readonly sourcePortRanges?: readonly string[];
}

/** Nodes of a pool by state, as the service counts them (may lag by seconds). A number that did not come is unknown, and no 0. */
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

/** The nodes of a pool, or those of one kind. */
export type CountedKinds = { readonly [K in Exclude<keyof PoolNodeCounts, 'poolId'>]?: NodeStateCounts | undefined };

/** How many nodes of a pool are in one of some states, dedicated and Spot together, as far as the numbers came. */
export function countNodes(counts: CountedKinds | undefined, ...states: (keyof NodeStateCounts)[]): number {
  return states.reduce(
    (sum, state) => sum + (counts?.dedicated?.[state] ?? 0) + (counts?.lowPriority?.[state] ?? 0),
    0,
  );
}

/** The counts of broken nodes: they take no tasks, and hold their cores all the same. */
export const brokenStates = [
  'startTaskFailed',
  'unusable',
  'unknown',
] as const satisfies readonly (keyof NodeStateCounts)[];

/** States that older versions of the API do not have, so that their numbers are not missed. */
const newerStates: ReadonlySet<keyof NodeStateCounts> = new Set(['upgradingOS', 'deallocated', 'deallocating']);

/** Whether the numbers of all these states came, of each kind of nodes that was counted. */
export function areNodesCounted(
  { dedicated, lowPriority }: CountedKinds,
  ...states: (keyof NodeStateCounts)[]
): boolean {
  const kinds = [dedicated, lowPriority].filter((kind) => kind !== undefined);
  return states.every((state) => newerStates.has(state) || kinds.every((kind) => kind[state] !== undefined));
}

/** Whether a pool lacks nodes that it was asked to have. */
export function isShortOfNodes(pool: Omit<Partial<Pool>, 'id'>): boolean {
  return (
    (pool.currentDedicatedNodes ?? 0) < (pool.targetDedicatedNodes ?? 0) ||
    (pool.currentLowPriorityNodes ?? 0) < (pool.targetLowPriorityNodes ?? 0)
  );
}

/** Variables that a formula sets, with the names that older service versions have for them. */
const targetVariables = /\$(?:TargetDedicated(?:Nodes)?|TargetLowPriorityNodes|NodeDeallocationOption)\b/gi;

/** Whether a pool's formula returns the same each time: it reads no variable of the service and no clock. */
export function isConstantFormula(formula: string): boolean {
  return !/\$|\btime\b/i.test(formula.replace(targetVariables, ''));
}

/** Whether someone wants it to have no nodes, and no evaluation of its formula changes that. */
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
 * Whether the last resize failed and still matters. Batch keeps resize errors until the next resize, also when the
 * pool has got its nodes since then.
 */
export function isResizeFailed(pool: Omit<Partial<Pool>, 'id'>): boolean {
  return (pool.resizeErrors ?? []).length > 0 && isShortOfNodes(pool);
}

/** When it was found that a pool does not get its nodes: its resize ended, or else its formula was evaluated; ISO 8601. */
export function findFailureTime(pool: Omit<Partial<Pool>, 'id'>): string | undefined {
  const { autoScaleRun: run, allocationStateTransitionTime } = pool;
  const isOfFormula = run?.error !== undefined && !isResizeFailed(pool);
  return (isOfFormula ? run.timestamp : undefined) ?? allocationStateTransitionTime;
}

/** Whether only a stop of its last resize keeps a pool from its size: that is no failure. */
export function isResizeStopped(pool: Omit<Partial<Pool>, 'id'>): boolean {
  return isResizeFailed(pool) && isOnlyStopped(pool.resizeErrors);
}

/** Whether the errors of a resize say only that it was stopped. */
export function isOnlyStopped(errors: Pool['resizeErrors'] = []): boolean {
  return errors.length > 0 && errors.every(({ code }) => code?.toLowerCase() === 'resizestopped');
}
