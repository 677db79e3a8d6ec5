import type { Accounts } from '../../../app/accounts/accounts.ts';
import { describeFinishing, describeProgress, type UnderWay } from '../../../core/remedy/bulk/bulkProgress.ts';
import type { Attempt } from '../../../service/ports.ts';
import { withResult } from '../../messages.ts';
import { withProgress } from '../../window.ts';
import { toNotification } from '../whileCancellable.ts';

export interface ShownBulk {
  readonly title: string;
  readonly total: number;
  /** Whether it may wait for what is under way at the service before anything is sent. */
  readonly waitsFirst?: boolean;
  /** The accounts in which it is done: what another one says of its load is no matter of this. */
  readonly accountIds: ReadonlySet<string>;
  /** Aborted when the user cancels. */
  readonly abort: AbortController;
}

/** How far it is, as it is told to be shown. */
interface ShownProgress {
  readonly onProgress: (finished: number, underWay: UnderWay) => void;
  readonly onWaiting: (isWaiting: boolean) => void;
}

/** How often it is said at most how far the work is: each time crosses to the window, and screen readers hear of it. */
const tickMs = 100;
/** How often the time that is left to wait is told anew. */
const throttledTickMs = 1000;

/**
 * Does work that takes a while, and shows how far it is, and while the service does not take any more. What came of it
 * is told by `tellResult`, in the same notification.
 */
export async function showProgress<T>(
  accounts: Pick<Accounts, 'onDidAttempt'>,
  { title, total, waitsFirst = false, accountIds, abort }: ShownBulk,
  work: (shown: ShownProgress, tellResult: (message: string) => void) => Promise<T>,
): Promise<T> {
  // One action is over before it could be cancelled, unless it waits.
  return withResult(
    { ...toNotification(title), cancellable: total > 1 || waitsFirst },
    async (progress, token, tellResult) => {
      const startedMs = performance.now();
      let finished = 0;
      let underWay: UnderWay = { requests: 0, items: 0 };
      let end = (): void => undefined;
      const ended = new Promise<void>((resolve) => {
        end = resolve;
      });
      let throttledUntilMs = 0;
      let isThrottled = false;
      let isWaiting = false;
      let shownMs = Number.NEGATIVE_INFINITY;
      let shownFinished = 0;
      const show = (): void => {
        const nowMs = performance.now();
        const increment = ((finished - shownFinished) / total) * 100;
        [shownMs, shownFinished] = [nowMs, finished];
        const throttledForMs = Math.max(0, throttledUntilMs - nowMs);
        isThrottled = throttledForMs > 0;
        const message = describeProgress({ finished, total, elapsedMs: nowMs - startedMs, throttledForMs, isWaiting });
        // What is reported is announced, and "1 of 1" says no more than the result.
        progress.report({ increment, ...(total === 1 && !isThrottled && !isWaiting ? {} : { message }) });
      };
      const subscriptions = [
        token.onCancellationRequested(() => {
          abort.abort();
          if (underWay.requests > 0) void showFinishing(title, underWay, ended);
        }),
        accounts.onDidAttempt((attempt) => {
          if (!accountIds.has(attempt.accountId) || !isRefusedForLoad(attempt)) return;
          throttledUntilMs = Math.max(throttledUntilMs, performance.now() + (attempt.retryInMs ?? 0));
          show();
        }),
      ];
      const ticking = setInterval(() => {
        const sinceMs = performance.now() - shownMs;
        if (finished > shownFinished || (isThrottled && sinceMs >= throttledTickMs)) show();
      }, tickMs);
      try {
        const onProgress = (count: number, sent: UnderWay): void => {
          underWay = sent;
          finished = count;
          if (finished > shownFinished && performance.now() - shownMs >= tickMs) show();
        };
        const onWaiting = (isWaitingNow: boolean): void => {
          isWaiting = isWaitingNow;
          show();
        };
        return await work({ onProgress, onWaiting }, tellResult);
      } finally {
        end();
        clearInterval(ticking);
        for (const subscription of subscriptions) subscription.dispose();
      }
    },
  );
}

/** VS Code takes the progress away as soon as it is cancelled; what was sent has to be waited for all the same. */
function showFinishing(title: string, underWay: UnderWay, ended: Promise<void>): Thenable<void> {
  return withProgress({ ...toNotification(title), cancellable: false }, (progress) => {
    progress.report({ message: describeFinishing(underWay) });
    return ended;
  });
}

/** Whether the service has asked to wait, and that is done. */
function isRefusedForLoad({ status, retryInMs }: Attempt): boolean {
  return retryInMs !== undefined && (status === 429 || status === 503);
}
