import * as l10n from '@vscode/l10n';
import { listPlain } from '../../text/lists.ts';
import { plural } from '../../text/plural.ts';
import { minuteMs, toDurationWords } from '../../words/durations.ts';
import { asCount, formatNumber } from '../../words/numbers.ts';
import type { BulkCounts } from './bulkRecord.ts';

/** Progress of a bulk action. */
export interface BulkProgress {
  readonly finished: number;
  readonly total: number;
  readonly elapsedMs: number;
  /** Remaining milliseconds for which the service throttles requests; 0 if it doesn't. */
  readonly throttledForMs: number;
  /** True if the remaining items wait until a pool is no longer being resized. */
  readonly isWaiting?: boolean;
}

/** Requests that have no response yet. */
export interface UnderWay {
  readonly requests: number;
  readonly items: number;
}

const leastShownMs = 1000;

/** Describes the progress of a bulk action for its notification. */
export function describeProgress(progress: BulkProgress): string {
  const { elapsedMs, throttledForMs } = progress;
  const counts = { finished: formatNumber(progress.finished), total: formatNumber(progress.total) };
  if (throttledForMs > 0) {
    const wait = toDurationWords(toRoughMs(throttledForMs));
    return l10n.t('{finished} of {total}, throttled; next try in {wait}', { ...counts, wait });
  }
  if (progress.isWaiting === true && progress.finished === 0) return l10n.t('waiting for the pool resize to finish');
  if (progress.isWaiting === true)
    return l10n.t('{finished} of {total}; the rest follow when the pool resize finishes', counts);
  const leftMs = progress.finished === 0 ? 0 : (elapsedMs / progress.finished) * (progress.total - progress.finished);
  return leftMs <= leastShownMs
    ? l10n.t({ message: '{finished} of {total}', args: counts, comment: ['Numbers of tasks, jobs, nodes, or pools'] })
    : l10n.t('{finished} of {total}, about {time} left', { ...counts, time: toDurationWords(toRoughMs(leftMs)) });
}

/**
 * Describes the requests that a canceled bulk action still waits for. A request for several items has one response for
 * all of them.
 */
export function describeFinishing({ requests, items }: UnderWay): string {
  const count = asCount(requests);
  if (items === requests)
    return plural(requests, {
      one: l10n.t('cancelled; waiting for {count} response…', count),
      other: l10n.t('cancelled; waiting for {count} responses…', count),
    });
  const parts = { ...count, items: formatNumber(items) };
  return plural(requests, {
    one: l10n.t('cancelled; waiting for {count} response about {items} items…', parts),
    other: l10n.t('cancelled; waiting for {count} responses about {items} items…', parts),
  });
}

/** Rounds an estimate up to whole minutes, or to whole seconds below one minute. */
export function toRoughMs(ms: number): number {
  const unitMs = ms < minuteMs ? 1000 : minuteMs;
  return Math.ceil(ms / unitMs) * unitMs;
}

/** Describes the number of items by outcome: `90 done, 4 not started`. Omits outcomes without items. */
export function describeCounts({ done, failed, unknown, notStarted }: BulkCounts): string {
  const parts = [
    ...(done > 0 ? [l10n.t('{0} done', formatNumber(done))] : []),
    ...(failed > 0 ? [l10n.t('{0} failed', formatNumber(failed))] : []),
    ...(unknown > 0 ? [l10n.t('{0} unknown', formatNumber(unknown))] : []),
    ...(notStarted > 0 ? [l10n.t('{0} not started', formatNumber(notStarted))] : []),
  ];
  return listPlain(parts.length > 0 ? parts : [l10n.t('nothing done')]);
}
