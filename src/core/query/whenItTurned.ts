/** What ended in a span of time. */
export interface EndedSpan {
  /** Milliseconds since 1970 at which it begins. */
  readonly atMs: number;
  readonly ended: number;
  readonly failed: number;
}

/** When it began to go wrong: how many ended and failed before, and since. */
export interface TurnForWorse {
  readonly atMs: number;
  readonly before: { readonly ended: number; readonly failed: number };
  readonly since: { readonly ended: number; readonly failed: number };
}

/** Fewer before or since prove nothing. */
const minEnded = 5;
/** How far beyond chance the share of failures has to grow (standard deviations of the difference of two shares). */
const minDeviations = 4;
/** A few failures among many are not what a user means. */
const minShare = 0.2;

/**
 * The moment since which clearly more of what ended has failed, as the spans show it, which are in order of time.
 * Undefined where no moment stands out, or where it has been as bad all along.
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

/** By how many standard deviations the share of failures is larger since than before. */
function measure(before: TurnForWorse['before'], since: TurnForWorse['since']): number {
  const all = (before.failed + since.failed) / (before.ended + since.ended);
  const spread = Math.sqrt(all * (1 - all) * (1 / before.ended + 1 / since.ended));
  const growth = since.failed / since.ended - before.failed / before.ended;
  return spread === 0 ? 0 : growth / spread;
}
