import { describeFinishing, describeProgress, type UnderWay } from '../../../core/changes/bulk/bulkProgress.ts';
import type { ScheduledCall } from '../../../core/clock.ts';
import type { App } from '../../app.ts';
import type { Progress } from '../../ui.ts';
import { findWaitMs } from './concurrencyLimit.ts';

export interface ShownBulk {
  readonly title: string;
  readonly total: number;
  /** True if the action may wait for earlier work of the service before anything is sent. */
  readonly waitsFirst?: boolean;
  /** The accounts of the action; throttling in other accounts does not matter. */
  readonly accountIds: ReadonlySet<string>;
  readonly abort: AbortController;
}

interface ShownProgress {
  readonly onProgress: (finished: number, underWay: UnderWay) => void;
  readonly onWaiting: (isWaiting: boolean) => void;
}

/** Minimum milliseconds between progress messages, because screen readers read each to the end. */
const tickMs = 2000;
const throttledTickMs = 1000;

/**
 * Shows the progress of long-running work, including pauses for throttling. The work passes its result to `showResult`,
 * which shows it in the same notification.
 */
export async function showProgress<T>(
  { accounts, clock, ui }: Pick<App, 'accounts' | 'clock' | 'ui'>,
  { title, total, waitsFirst = false, accountIds, abort }: ShownBulk,
  work: (shown: ShownProgress, showResult: (message: string) => void) => Promise<T>,
): Promise<T> {
  // A single item is finished before the user could cancel, unless it waits.
  return ui.progress({ title, isCancellable: total > 1 || waitsFirst }, async (progress) => {
    const shown = new BulkProgress(clock, progress, total);
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    const onAbort = (): void => {
      abort.abort();
      const { underWay } = shown;
      if (underWay.requests === 0) return;
      // VS Code hides the progress as soon as the user cancels, but sent requests must still be awaited.
      void ui.progress({ title, isCancellable: false }, ({ report }) => {
        report({ message: describeFinishing(underWay) });
        return ended;
      });
    };
    progress.signal.addEventListener('abort', onAbort, { once: true });
    const attempts = accounts.onDidAttempt((attempt) => {
      const waitMs = findWaitMs(attempt);
      if (accountIds.has(attempt.accountId) && waitMs !== undefined) shown.onThrottled(waitMs);
    });
    try {
      return await work(shown, progress.showResult);
    } finally {
      end();
      shown.dispose();
      attempts.dispose();
    }
  });
}

class BulkProgress implements ShownProgress {
  underWay: UnderWay = { requests: 0, items: 0 };
  readonly #clock: App['clock'];
  readonly #progress: Progress;
  readonly #total: number;
  readonly #startedMs: number;
  #finished = 0;
  #isWaiting = false;
  #throttledUntilMs = 0;
  #shownMs = Number.NEGATIVE_INFINITY;
  #shownFinished = 0;
  #next: ScheduledCall | undefined;

  constructor(clock: App['clock'], progress: Progress, total: number) {
    this.#clock = clock;
    this.#progress = progress;
    this.#total = total;
    this.#startedMs = clock.elapsedMs();
  }

  readonly onProgress = (finished: number, underWay: UnderWay): void => {
    this.underWay = underWay;
    this.#finished = finished;
    if (finished === this.#shownFinished) return;
    const waitMs = this.#shownMs + tickMs - this.#clock.elapsedMs();
    if (waitMs <= 0) this.#show();
    else this.#next ??= this.#clock.schedule(waitMs, this.#show);
  };

  readonly onWaiting = (isWaiting: boolean): void => {
    this.#isWaiting = isWaiting;
    this.#show();
  };

  onThrottled(forMs: number): void {
    this.#throttledUntilMs = Math.max(this.#throttledUntilMs, this.#clock.elapsedMs() + forMs);
    this.#show();
  }

  dispose(): void {
    this.#next?.cancel();
  }

  readonly #show = (): void => {
    this.#next?.cancel();
    this.#next = undefined;
    const nowMs = this.#clock.elapsedMs();
    const increment = ((this.#finished - this.#shownFinished) / this.#total) * 100;
    this.#shownMs = nowMs;
    this.#shownFinished = this.#finished;
    const throttledForMs = Math.max(0, this.#throttledUntilMs - nowMs);
    const isThrottled = throttledForMs > 0;
    const message = describeProgress({
      finished: this.#finished,
      total: this.#total,
      elapsedMs: nowMs - this.#startedMs,
      throttledForMs,
      isWaiting: this.#isWaiting,
    });
    // Screen readers announce each message, and "1 of 1" says no more than the result.
    const isMessageWorthIt = this.#total > 1 || isThrottled || this.#isWaiting;
    this.#progress.report({ increment, ...(isMessageWorthIt && { message }) });
    if (isThrottled) this.#next = this.#clock.schedule(Math.min(throttledForMs, throttledTickMs), this.#show);
  };
}
