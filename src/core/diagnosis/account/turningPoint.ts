/** Number of items that ended in a time span, and number of those that failed. */
export interface EndedSpan {
  /** Start of the span, in milliseconds since 1970. */
  readonly atMs: number;
  readonly ended: number;
  readonly failed: number;
}

/** Time at which failures became more frequent, with the numbers before and since. */
export interface TurnForWorse {
  readonly atMs: number;
  readonly before: { readonly ended: number; readonly failed: number };
  readonly since: { readonly ended: number; readonly failed: number };
}

/** Minimum number of ended items; smaller numbers prove nothing. */
const minEnded = 5;
/** Minimum increase of the failure rate, in standard deviations of the difference of two shares. */
const minDeviations = 4;
/** Minimum share of failures, because a few failures among many aren't worth reporting. */
const minShare = 0.2;

/**
 * Finds the time since which the failure rate has been clearly higher; `spans` are in chronological order. Undefined if
 * no time stands out, or if the rate has been high all along.
 */
export function findTurn(spans: readonly EndedSpan[]): TurnForWorse | undefined {
  const sum = (some: readonly EndedSpan[]) => ({
    ended: some.reduce((total, { ended }) => total + ended, 0),
    failed: some.reduce((total, { failed }) => total + failed, 0),
  });
  let best: (TurnForWorse & { readonly deviations: number }) | undefined;
  for (const [index, { atMs, failed }] of spans.entries()) {
    if (failed === 0) continue;
    const [before, since] = [sum(spans.slice(0, index)), sum(spans.slice(index))];
    if (before.ended < minEnded || since.ended < minEnded) continue;
    const deviations = measure(before, since);
    if (deviations > (best?.deviations ?? 0)) best = { atMs, before, since, deviations };
  }
  if (best === undefined || best.deviations < minDeviations) return undefined;
  const { atMs, before, since } = best;
  return since.failed / since.ended < minShare ? undefined : { atMs, before, since };
}

/** Returns the increase of the failure rate in standard deviations. */
function measure(before: TurnForWorse['before'], since: TurnForWorse['since']): number {
  const all = (before.failed + since.failed) / (before.ended + since.ended);
  const spread = Math.sqrt(all * (1 - all) * (1 / before.ended + 1 / since.ended));
  const growth = since.failed / since.ended - before.failed / before.ended;
  return spread === 0 ? 0 : growth / spread;
}
