import { findCores, findFamily } from '../../definitions/vmSizes.ts';
import { sum } from '../../extremes.ts';
import type { AccountQuotas } from '../../model/accountQuotas.ts';
import { brokenStates, type Pool } from '../../model/pool.ts';
import type { QuotaEvidence } from '../evidence/quotaEvidence.ts';
import { type CoreKind, findLimit, toFamilies } from './coreKind.ts';

/** A pool with nodes that count against a quota. */
export interface Holder {
  readonly pool: Pool;
  readonly nodes: number;
  /** Undefined if the name of the VM size doesn't show the cores. */
  readonly cores: number | undefined;
  readonly idleNodes: number | undefined;
  /** Number of broken nodes, if they were counted. */
  readonly brokenNodes?: number | undefined;
}

export interface CoreUse {
  readonly cores: number;
  /** Number of nodes of holders whose VM sizes don't show their cores. */
  readonly otherNodes: number;
  /** The holders, most cores first. */
  readonly holders: readonly Holder[];
}

/** Returns a pool's current and target numbers of low-priority or dedicated nodes, according to the kind. */
export function countNodes(pool: Pool, { kind }: CoreKind): { readonly current: number; readonly target: number } {
  return kind === 'lowPriority'
    ? { current: pool.currentLowPriorityNodes ?? 0, target: pool.targetLowPriorityNodes ?? 0 }
    : { current: pool.currentDedicatedNodes ?? 0, target: pool.targetDedicatedNodes ?? 0 };
}

/** Missing nodes of a pool, with their cores if the VM size shows them. */
export interface Need {
  readonly nodes: number;
  readonly cores: number | undefined;
  readonly coresPerNode: number | undefined;
}

/** Computes the number of nodes and cores that a pool lacks to reach its target. */
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

/** Returns a function that checks whether a VM size's cores count. Judges each size only once for many pools. */
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

/** Returns the number of free cores; undefined unless both limit and usage are known for certain. */
export function findFree(kind: CoreKind, evidence: QuotaEvidence): number | undefined {
  const limit = findLimit(kind, evidence.limits);
  const use = countUse(kind, evidence);
  return limit === undefined || use === undefined || use.otherNodes > 0 ? undefined : Math.max(0, limit - use.cores);
}

/** Returns the number of cores free for new nodes; a family's cores also count toward all dedicated cores. */
export function findFreeForNodes(kind: CoreKind, evidence: QuotaEvidence): number | undefined {
  const free = findFree(kind, evidence);
  if (free === undefined || kind.kind !== 'family') return free;
  return Math.min(free, findFree({ kind: 'dedicated' }, evidence) ?? free);
}
