import { coreQuotaReached, familyCoreQuotaReached, lowPriorityCoreQuotaReached } from '../state/poolErrors.ts';
import type { PoolRecord } from '../state/records.ts';
import { findCores, findFamily } from '../state/vmSizes.ts';
import { findText, type WireObject } from '../state/wire.ts';
import type { World } from '../state/world.ts';

export interface Admission {
  /** Nodes that may be allocated. */
  readonly count: number;
  /** Resize errors for those that may not. */
  readonly errors: readonly WireObject[];
}

/** How many of the wanted nodes the account's quotas and the scenario's limit leave room for. */
export function admitNodes(world: World, pool: PoolRecord, wanted: number, isDedicated: boolean): Admission {
  const limits = [scenarioLimit(pool), ...quotaLimits(world, pool, isDedicated)];
  let admission: Admission = { count: wanted, errors: [] };
  for (const limit of limits) {
    if (limit.count < admission.count) admission = limit;
  }
  return admission;
}

function scenarioLimit(pool: PoolRecord): Admission {
  const limit = pool.allocationLimit;
  return limit === undefined
    ? { count: Infinity, errors: [] }
    : { count: Math.max(0, limit.nodes - pool.nodes.size), errors: limit.errors };
}

function quotaLimits(world: World, pool: PoolRecord, isDedicated: boolean): readonly Admission[] {
  const vmSize = findVmSize(pool);
  const family = findFamily(vmSize);
  const byFamily = isDedicated ? familyQuota(world, family) : undefined;
  const total = isDedicated ? world.quotas.dedicatedCores : world.quotas.lowPriorityCores;
  const fits = (cores: number | undefined, inFamily: string | undefined, error: WireObject): Admission => {
    const left = (cores ?? Infinity) - usedCores(world, isDedicated, inFamily);
    return { count: Math.max(0, Math.floor(left / findCores(vmSize))), errors: [error] };
  };
  return [
    fits(byFamily, family, familyCoreQuotaReached(family)),
    fits(total, undefined, isDedicated ? coreQuotaReached : lowPriorityCoreQuotaReached),
  ];
}

/** The spelling of families differs from place to place. */
function familyQuota(world: World, family: string): number | undefined {
  const quotas = Object.entries(world.quotas.dedicatedCoresPerFamily ?? {});
  return quotas.find(([name]) => name.toLowerCase() === family.toLowerCase())?.[1];
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
