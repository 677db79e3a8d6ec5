import * as l10n from '@vscode/l10n';
import { toDurationWords } from '../../query/durations.ts';
import { formatNumber } from '../../query/numbers.ts';

/** How far a bulk action is. */
export interface BulkProgress {
  readonly finished: number;
  readonly total: number;
  readonly elapsedMs: number;
  /** How long the service still wants to be left alone; 0 when it does not. */
  readonly throttledForMs: number;
}

/** From this much on, what is left is told. */
const leastToldMs = 1000;
const minuteMs = 60_000;

/** How far a bulk action is, for the notification that shows it. */
export function describeProgress(progress: BulkProgress): string {
  const { elapsedMs, throttledForMs } = progress;
  const [finished, total] = [progress.finished, progress.total].map(formatNumber);
  const counts = [finished ?? '', total ?? ''] as const;
  if (throttledForMs > 0) {
    return l10n.t('{0} of {1}, throttled; next try in {2} s', ...counts, Math.ceil(throttledForMs / 1000));
  }
  const leftMs = progress.finished === 0 ? 0 : (elapsedMs / progress.finished) * (progress.total - progress.finished);
  return leftMs <= leastToldMs
    ? l10n.t('{0} of {1}', ...counts)
    : l10n.t('{0} of {1}, about {2} left', ...counts, toDurationWords(toRoughMs(leftMs)));
}

/** An estimate is no more exact than this: whole minutes, or whole seconds of the last one. */
function toRoughMs(ms: number): number {
  const unitMs = ms < minuteMs ? 1000 : minuteMs;
  return Math.ceil(ms / unitMs) * unitMs;
}
