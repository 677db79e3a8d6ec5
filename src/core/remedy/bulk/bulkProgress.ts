import * as l10n from '@vscode/l10n';
import { toDurationWords } from '../../query/durations.ts';
import { asCount, formatNumber } from '../../query/numbers.ts';
import { listPlain } from '../../text/lists.ts';
import { plural } from '../../text/plural.ts';
import type { BulkCounts } from './bulkRecord.ts';

/** How far a bulk action is. */
export interface BulkProgress {
  readonly finished: number;
  readonly total: number;
  readonly elapsedMs: number;
  /** How long the service still wants to be left alone; 0 when it does not. */
  readonly throttledForMs: number;
  /** Whether what is left waits until a pool is no longer resized. */
  readonly isWaiting?: boolean;
}

/** What was sent and has no answer yet. */
export interface UnderWay {
  readonly requests: number;
  /** The things that these requests name. */
  readonly items: number;
}

/** Less time than this is not shown. */
const leastShownMs = 1000;
const minuteMs = 60_000;

/** How far a bulk action is, for the notification that shows it. */
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

/** What a bulk action waits for that was cancelled. A request that names several things has one answer for all of them. */
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

/** An estimate is no more exact than this: whole minutes, or whole seconds of the last one. */
export function toRoughMs(ms: number): number {
  const unitMs = ms < minuteMs ? 1000 : minuteMs;
  return Math.ceil(ms / unitMs) * unitMs;
}

/** How many items came out how: "90 done, 4 not started". What none came out as is not named. */
export function describeCounts({ done, failed, unknown, notStarted }: BulkCounts): string {
  const parts = [
    ...(done > 0 ? [l10n.t('{0} done', formatNumber(done))] : []),
    ...(failed > 0 ? [l10n.t('{0} failed', formatNumber(failed))] : []),
    ...(unknown > 0 ? [l10n.t('{0} unknown', formatNumber(unknown))] : []),
    ...(notStarted > 0 ? [l10n.t('{0} not started', formatNumber(notStarted))] : []),
  ];
  return listPlain(parts.length > 0 ? parts : [l10n.t('nothing done')]);
}
