import { toTime } from '../evidence/time.ts';
import type { SpreadPart } from '../explanation/explanation.ts';

/** Parts that a picture of the time has at most. */
const maxParts = 24;
/** No part is shorter: within a minute an order is chance. */
const shortestPartMs = 60_000;

/**
 * How many of these times are in equal parts of the time from the first to the last; none where there is no story: of
 * fewer than three, or where all are of one minute. Times that are not known are left out.
 */
export function spreadFailures(times: readonly (string | undefined)[]): readonly SpreadPart[] {
  const known = times.flatMap((time) => toTime(time) ?? []);
  if (known.length < 3) return [];
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const time of known) [first, last] = [Math.min(first, time), Math.max(last, time)];
  if (last - first < shortestPartMs) return [];
  const partMs = Math.max(shortestPartMs, Math.ceil((last - first + 1) / maxParts));
  const counts = Array.from({ length: Math.ceil((last - first + 1) / partMs) }, () => 0);
  for (const time of known) {
    const part = Math.floor((time - first) / partMs);
    counts[part] = (counts[part] ?? 0) + 1;
  }
  return counts.map((count, index) => ({ from: new Date(first + index * partMs).toISOString(), count }));
}
