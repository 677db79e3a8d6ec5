import type { Pool } from '../../model/pool.ts';
import { findCores, findFamily } from '../../query/vmSizes.ts';
import type { QuotaEvidence } from './quotaEvidence.ts';

/** Which cores a quota counts. */
export type CoreKind =
  | { readonly kind: 'dedicated' }
  | { readonly kind: 'lowPriority' }
  /** Dedicated cores of one VM family; `family` is absent where nobody knows which. */
  | { readonly kind: 'family'; readonly family: string | undefined };

/** A pool with nodes that count against a quota. */
export interface Holder {
  readonly pool: Pool;
  readonly nodes: number;
  /** Undefined when the VM size does not tell. */
  readonly cores: number | undefined;
  /** Of its nodes those that are idle, where that was counted. */
  readonly idleNodes: number | undefined;
}

export interface CoreUse {
  /** Cores of all holders whose size tells. */
  readonly cores: number;
  /** Nodes of holders whose size does not tell. */
  readonly otherNodes: number;
  /** Those with most cores first. */
  readonly holders: readonly Holder[];
}

/** Nodes of a pool that are dedicated, or that are not. */
export function nodesOf(pool: Pool, { kind }: CoreKind): { readonly current: number; readonly target: number } {
  return kind === 'lowPriority'
    ? { current: pool.currentLowPriorityNodes ?? 0, target: pool.targetLowPriorityNodes ?? 0 }
    : { current: pool.currentDedicatedNodes ?? 0, target: pool.targetDedicatedNodes ?? 0 };
}

/**
 * What counts against a quota now: nodes of all pools, whatever their state (Batch documentation: "Batch service quotas
 * and limits"). Undefined where not all pools are known, or the family is not.
 */
export function countUse(kind: CoreKind, evidence: QuotaEvidence): CoreUse | undefined {
  const { pools, limits, nodeCounts = [] } = evidence;
  if (pools === undefined || (kind.kind === 'family' && kind.family === undefined)) return undefined;
  const families = (limits?.dedicatedCoreQuotaPerVMFamily ?? []).map(({ name }) => name);
  const counted = pools.filter((pool) => nodesOf(pool, kind).current > 0 && isOfKind(pool, kind, families));
  const holders = counted.map((pool): Holder => {
    const nodes = nodesOf(pool, kind).current;
    const cores = findCores(pool.vmSize);
    const counts = nodeCounts.find(({ poolId }) => poolId === pool.id);
    const idleNodes = (kind.kind === 'lowPriority' ? counts?.lowPriority : counts?.dedicated)?.idle;
    return { pool, nodes, cores: cores === undefined ? undefined : nodes * cores, idleNodes };
  });
  return {
    cores: sum(holders.map(({ cores }) => cores ?? 0)),
    otherNodes: sum(holders.filter(({ cores }) => cores === undefined).map(({ nodes }) => nodes)),
    holders: holders.sort(
      (one, other) => (other.cores ?? 0) - (one.cores ?? 0) || (one.pool.id < other.pool.id ? -1 : 1),
    ),
  };
}

function isOfKind(pool: Pool, kind: CoreKind, families: readonly string[]): boolean {
  if (kind.kind !== 'family' || kind.family === undefined) return true;
  return findFamily(pool.vmSize, [kind.family, ...families])?.toLowerCase() === kind.family.toLowerCase();
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
