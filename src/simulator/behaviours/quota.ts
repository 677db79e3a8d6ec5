import type { AllocationFailure } from '../scenarios/scenario.ts';
import {
  capacityLacking,
  coreQuotaReached,
  familyCoreQuotaReached,
  lowPriorityCoreQuotaReached,
} from '../state/poolErrors.ts';
import type { PoolRecord } from '../state/records.ts';
import { toKey } from '../state/sortedTable.ts';
import { findCores, findFamily } from '../state/vmSizes.ts';
import { findText, type WireObject } from '../state/wire.ts';
import type { World } from '../state/world.ts';

export interface Admission {
  /** Number of nodes that may be allocated. */
  readonly count: number;
  /** Resize errors for the remaining nodes. */
  readonly errors: readonly WireObject[];
}

/** A request for nodes of one kind in a pool. */
export interface Wanted {
  readonly count: number;
  readonly isDedicated: boolean;
  readonly failure: AllocationFailure | undefined;
}

/** Returns how many of the requested nodes the account's quotas and an allocation failure allow. */
export function admitNodes(world: World, pool: PoolRecord, wanted: Wanted): Admission {
  const { failure, isDedicated, count } = wanted;
  const limits = [
    ...(failure === undefined ? [] : [failureLimit(pool, failure, isDedicated)]),
    ...quotaLimits(world, pool, isDedicated),
  ];
  let admission: Admission = { count, errors: [] };
  for (const limit of limits) {
    if (limit.count < admission.count) admission = limit;
  }
  return admission;
}

function failureLimit(pool: PoolRecord, { nodes = 0, errors }: AllocationFailure, isDedicated: boolean): Admission {
  return { count: Math.max(0, nodes - pool.nodes.size), errors: errors ?? [capacityLacking(isDedicated)] };
}

/**
 * Returns the allocation failure that applies to a resize that needs this many more nodes, if any, and counts its use.
 */
export function takeAllocationFailure(world: World, pool: PoolRecord, missing: number): AllocationFailure | undefined {
  const applies = ({ poolId, nodes = 0 }: AllocationFailure): boolean =>
    (poolId === undefined || toKey(poolId) === toKey(pool.id)) && missing > Math.max(0, nodes - pool.nodes.size);
  const found = world.allocationFailures.find(applies);
  if (found?.times !== undefined) {
    const left = found.times > 1 ? [{ ...found, times: found.times - 1 }] : [];
    world.allocationFailures = world.allocationFailures.flatMap((one) => (one === found ? left : [one]));
    world.changes?.touchAccount();
  }
  return found;
}

function quotaLimits(world: World, pool: PoolRecord, isDedicated: boolean): readonly Admission[] {
  const vmSize = findVmSize(pool);
  const family = findFamily(vmSize);
  const byFamily = isDedicated ? familyQuota(world, family) : undefined;
  const total = isDedicated ? world.quotas.dedicatedCoreQuota : world.quotas.lowPriorityCoreQuota;
  const fits = (cores: number | undefined, inFamily: string | undefined, error: WireObject): Admission => {
    const left = (cores ?? Infinity) - usedCores(world, isDedicated, inFamily);
    return { count: Math.max(0, Math.floor(left / findCores(vmSize))), errors: [error] };
  };
  return [
    fits(byFamily, family, familyCoreQuotaReached(family)),
    fits(total, undefined, isDedicated ? coreQuotaReached : lowPriorityCoreQuotaReached),
  ];
}

/** Returns the quota of a VM family, ignoring case because the spelling of families varies. */
function familyQuota(world: World, family: string): number | undefined {
  const quotas = world.quotas.dedicatedCoreQuotaPerVMFamily ?? [];
  return quotas.find(({ name }) => name.toLowerCase() === family.toLowerCase())?.coreQuota;
}

function usedCores(world: World, isDedicated: boolean, family: string | undefined): number {
  let cores = 0;
  for (const pool of world.pools.values()) {
    const vmSize = findVmSize(pool);
    for (const node of pool.nodes.values()) {
      const counts =
        node.isDedicated === isDedicated &&
        (family === undefined || findFamily(vmSize).toLowerCase() === family.toLowerCase());
      cores += counts ? findCores(vmSize) : 0;
    }
  }
  return cores;
}

function findVmSize(pool: PoolRecord): string {
  return findText(pool.spec, 'vmSize') ?? '';
}
