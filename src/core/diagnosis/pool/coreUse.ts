import type { AccountQuotas } from '../../model/accountQuotas.ts';
import { brokenStates, type Pool } from '../../model/pool.ts';
import { findCores, findFamily } from '../../query/vmSizes.ts';
import type { QuotaEvidence } from '../evidence/quotaEvidence.ts';
import { type CoreKind, findLimit, toFamilies } from './coreKind.ts';

/** A pool with nodes that count against a quota. */
export interface Holder {
  readonly pool: Pool;
  readonly nodes: number;
  /** Undefined when the VM size does not show it. */
  readonly cores: number | undefined;
  /** Number of its idle nodes, when they were counted. */
  readonly idleNodes: number | undefined;
  /** And those that are broken. */
  readonly brokenNodes?: number | undefined;
}

export interface CoreUse {
  /** Cores of all holders whose size shows them. */
  readonly cores: number;
  /** Nodes of holders whose size does not show them. */
  readonly otherNodes: number;
  /** The holders, those with the most cores first. */
  readonly holders: readonly Holder[];
}

/** Nodes of a pool that are dedicated, or that are not. */
export function countNodes(pool: Pool, { kind }: CoreKind): { readonly current: number; readonly target: number } {
  return kind === 'lowPriority'
    ? { current: pool.currentLowPriorityNodes ?? 0, target: pool.targetLowPriorityNodes ?? 0 }
    : { current: pool.currentDedicatedNodes ?? 0, target: pool.targetDedicatedNodes ?? 0 };
}

/** Nodes that a pool lacks, and their cores where the VM size shows them. */
export interface Need {
  readonly nodes: number;
  readonly cores: number | undefined;
  readonly coresPerNode: number | undefined;
}

/** Computes the nodes and cores that a pool lacks to its target. */
export function findNeed(pool: Pool, kind: CoreKind): Need {
  const { current, target } = countNodes(pool, kind);
  const nodes = Math.max(0, target - current);
  const coresPerNode = findCores(pool.vmSize);
  const cores = coresPerNode === undefined || nodes === 0 ? undefined : nodes * coresPerNode;
  return { nodes, cores, coresPerNode };
}

/**
 * Computes the current use of a quota: nodes of all pools, in any state (Batch documentation: "Batch service quotas and
 * limits"). Undefined unless all pools and the family are known.
 */
export function countUse(kind: CoreKind, evidence: QuotaEvidence): CoreUse | undefined {
  const { pools, limits, nodeCounts = [] } = evidence;
  if (pools === undefined || (kind.kind === 'family' && !kind.isKnownBySize)) return undefined;
  const isCounted = toCountedSizes(kind, limits);
  const counted = pools.filter((pool) => countNodes(pool, kind).current > 0 && isCounted(pool.vmSize));
  const holders = counted.map((pool): Holder => {
    const nodes = countNodes(pool, kind).current;
    const cores = findCores(pool.vmSize);
    const counts = nodeCounts.find(({ poolId }) => poolId === pool.id);
    const own = kind.kind === 'lowPriority' ? counts?.lowPriority : counts?.dedicated;
    const brokenNodes = own && sum(brokenStates.map((state) => own[state] ?? 0));
    return { pool, nodes, cores: cores === undefined ? undefined : nodes * cores, idleNodes: own?.idle, brokenNodes };
  });
  return {
    cores: sum(holders.map(({ cores }) => cores ?? 0)),
    otherNodes: sum(holders.filter(({ cores }) => cores === undefined).map(({ nodes }) => nodes)),
    holders: holders.sort(
      (one, other) => (other.cores ?? 0) - (one.cores ?? 0) || (one.pool.id < other.pool.id ? -1 : 1),
    ),
  };
}

/** Finds the VM sizes whose cores count. Judges each size once: pools are many, their sizes few. */
function toCountedSizes(kind: CoreKind, limits: AccountQuotas | undefined): (vmSize: string | undefined) => boolean {
  if (kind.kind !== 'family') return () => true;
  const families = toFamilies(kind.family, limits);
  const family = kind.family?.toLowerCase();
  const known = new Map<string | undefined, boolean>();
  return (vmSize) => {
    const isOfFamily = known.get(vmSize) ?? findFamily(vmSize, families)?.toLowerCase() === family;
    known.set(vmSize, isOfFamily);
    return isOfFamily;
  };
}

/** Cores that may still be had; undefined when limit or use are not known for certain. */
export function findFree(kind: CoreKind, evidence: QuotaEvidence): number | undefined {
  const limit = findLimit(kind, evidence.limits);
  const use = countUse(kind, evidence);
  return limit === undefined || use === undefined || use.otherNodes > 0 ? undefined : Math.max(0, limit - use.cores);
}

/** Cores that new nodes may have: those of a family have to fit into the quota of all dedicated cores as well. */
export function findFreeForNodes(kind: CoreKind, evidence: QuotaEvidence): number | undefined {
  const free = findFree(kind, evidence);
  if (free === undefined || kind.kind !== 'family') return free;
  return Math.min(free, findFree({ kind: 'dedicated' }, evidence) ?? free);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
