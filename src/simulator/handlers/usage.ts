import type { Call } from '../http/call.ts';
import { listedArray, listPage } from '../http/listing.ts';
import type { Reply } from '../http/reply.ts';
import { invalidQueryValue } from '../http/serviceError.ts';
import { findLeases } from '../state/leases.ts';
import { toKey } from '../state/sortedTable.ts';
import { isDate, isoTime, timeMs } from '../state/time.ts';
import { findCores, toShownSize } from '../state/vmSizes.ts';
import type { WireObject } from '../state/wire.ts';
import type { World } from '../state/world.ts';

const hourMs = 60 * 60 * 1000;
/** Batch documentation: usage is aggregated in intervals of half an hour. */
const intervalMs = hourMs / 2;
const keptMs = 30 * 24 * hourMs;

/** Lists core hours of each pool in each interval; without times, only those of the last complete interval. */
export function listUsageMetrics(call: Call): Promise<Reply> {
  const lastEndMs = Math.floor(call.world.clock.now() / intervalMs) * intervalMs;
  const endMs = Math.min(timeIn(call, 'endtime') ?? lastEndMs, lastEndMs);
  const startMs = Math.max(timeIn(call, 'starttime') ?? lastEndMs - intervalMs, lastEndMs - keptMs);
  const metrics: WireObject[] = [];
  for (let atMs = Math.floor(startMs / intervalMs) * intervalMs; atMs + intervalMs <= endMs; atMs += intervalMs) {
    for (const each of measure(call.world, atMs)) metrics.push(each);
  }
  return listPage(call, listedArray(metrics), {
    fragment: 'poolusagemetrics',
    filter: { poolId: { type: 'text' } },
    toWire: (metric) => metric,
  });
}

function timeIn(call: Call, name: string): number | undefined {
  const text = call.query.get(name);
  if (text !== undefined && !isDate(text)) throw invalidQueryValue(name, text, 'The value is not a date and time');
  return text === undefined ? undefined : timeMs(text);
}

/**
 * Measures each pool's usage in the interval that begins at `startMs`, including nodes that have left. Recorded: IDs of
 * pools are in lower case, and sizes as Azure writes them.
 */
function measure(world: World, startMs: number): readonly WireObject[] {
  const endMs = startMs + intervalMs;
  const usage = new Map<string, { readonly vmSize: string; coreHours: number }>();
  for (const lease of findLeases(world.formerLeases, world.pools.values())) {
    const usedMs = Math.min(endMs, lease.untilMs) - Math.max(startMs, lease.fromMs);
    if (usedMs > 0) {
      const used = usage.get(toKey(lease.poolId)) ?? { vmSize: lease.vmSize, coreHours: 0 };
      used.coreHours += (usedMs / hourMs) * findCores(lease.vmSize);
      usage.set(toKey(lease.poolId), used);
    }
  }
  return [...usage].sort(byPool).map(([poolId, { vmSize, coreHours }]) => ({
    poolId,
    startTime: isoTime(startMs),
    endTime: isoTime(endMs),
    vmSize: toShownSize(vmSize),
    totalCoreHours: coreHours,
  }));
}

function byPool([left]: readonly [string, unknown], [right]: readonly [string, unknown]): number {
  return left < right ? -1 : Number(left > right);
}
