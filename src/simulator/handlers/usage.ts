import type { Call, Reply } from '../http/call.ts';
import { listedArray, listPage } from '../http/listing.ts';
import { invalidQueryValue } from '../http/serviceError.ts';
import type { WireObject } from '../scenarios/scenario.ts';
import type { PoolRecord } from '../state/records.ts';
import { isDate, isoTime, timeMs } from '../state/time.ts';
import { coresOf } from '../state/vmSizes.ts';
import { textOf } from '../state/wire.ts';

const hourMs = 60 * 60 * 1000;
/** Batch documentation: usage is aggregated in intervals of half an hour. */
const intervalMs = hourMs / 2;

/** Core hours of each pool in each interval; without times only the last interval that is over is told. */
export function listUsageMetrics(call: Call): Reply {
  const nowMs = call.world.clock.now();
  const lastEndMs = Math.floor(nowMs / intervalMs) * intervalMs;
  const endMs = timeIn(call, 'endtime') ?? lastEndMs;
  const startMs = timeIn(call, 'starttime') ?? lastEndMs - intervalMs;
  const metrics: WireObject[] = [];
  for (const [, pool] of call.world.pools.after(undefined)) {
    metrics.push(...metricsOf(pool, startMs, Math.min(endMs, lastEndMs)));
  }
  return listPage(call, listedArray(metrics), {
    fragment: 'poolusagemetrics',
    filter: { poolId: { type: 'text' } },
    toWire: (metric) => metric,
  });
}

function timeIn(call: Call, name: string): number | undefined {
  const text = call.query.get(name);
  if (text !== undefined && !isDate(text)) {
    throw invalidQueryValue(name, text, 'The value is not a date and time');
  }
  return text === undefined ? undefined : timeMs(text);
}

function metricsOf(pool: PoolRecord, fromMs: number, toMs: number): readonly WireObject[] {
  const metrics: WireObject[] = [];
  const vmSize = textOf(pool.spec, 'vmSize') ?? '';
  for (
    let startMs = Math.floor(fromMs / intervalMs) * intervalMs;
    startMs + intervalMs <= toMs;
    startMs += intervalMs
  ) {
    const endMs = startMs + intervalMs;
    let usedMs = 0;
    for (const node of pool.nodes.values()) {
      usedMs += Math.max(0, endMs - Math.max(startMs, timeMs(node.allocationTime)));
    }
    if (usedMs > 0) {
      const totalCoreHours = (usedMs / hourMs) * coresOf(vmSize);
      metrics.push({ poolId: pool.id, startTime: isoTime(startMs), endTime: isoTime(endMs), vmSize, totalCoreHours });
    }
  }
  return metrics;
}
