import { type Clock, within } from '../../core/clock.ts';
import type { Disposable } from '../../core/event.ts';
import { untilAborted } from '../../core/model/cancelled.ts';
import { Pace } from '../../core/pace.ts';
import type { Accounts } from '../accounts/accounts.ts';
import { NoTurn } from '../causes/knownCauses.ts';
import { makeQueue } from '../turns.ts';
import { Refusal } from './answer.ts';

/**
 * Maximum number of requests per minute that agents may cause in an account: a list of its failures with their logs,
 * about 300, and one call for each job that the list names.
 */
export const mostRequests = 600;
/**
 * Minimum number of requests that must be left for a call to start. Few calls need fewer, and a call that runs out of
 * requests would wait a minute.
 */
const leastOfCall = 10;

/**
 * Milliseconds after the start of a call during which its reads may wait. Clients give up on a call after a minute (the
 * SDK of the Model Context Protocol, `DEFAULT_REQUEST_TIMEOUT_MSEC`).
 */
export const mostHeldMs = 40_000;

/**
 * Delays agents' requests to an account when they have sent enough in the last minute. Requests of views also count,
 * because the service does not distinguish them, but are never delayed.
 */
export class RequestLimit {
  readonly #clock: Clock;
  readonly #accounts: Pick<Accounts, 'onDidAttempt'>;
  readonly #turns = new Map<string, AccountTurns>();

  constructor(accounts: Pick<Accounts, 'onDidAttempt'>, clock: Clock) {
    this.#accounts = accounts;
    this.#clock = clock;
  }

  /** Counts requests until the result is disposed of. Throws `Refusal` when agents have sent enough to the account. */
  begin(accountId: string): Disposable {
    const turns = this.#of(accountId);
    turns.refuseMany();
    return turns.keepCounting(() =>
      this.#accounts.onDidAttempt((attempt) => {
        if (attempt.accountId === accountId) turns.note();
      }),
    );
  }

  /**
   * Waits until no other call reads the account, and blocks other calls until the result is disposed of. Otherwise,
   * simultaneous calls would share the requests of a minute, and none would finish. Throws `Refusal` when this takes
   * too long, and `Cancelled` when the signal is aborted.
   */
  takeTurn(accountId: string, signal: AbortSignal): Promise<Disposable> {
    return this.#of(accountId).takeTurn(signal);
  }

  /**
   * Runs work that sends at most a number of requests to an account, as soon as there is room for them. Throws
   * `NoTurn` when there is no room within `patienceMs`, and `Cancelled` when the signal is aborted first.
   */
  inTurn<T>(
    accountId: string,
    work: () => Promise<T>,
    requests: number,
    signal: AbortSignal,
    patienceMs: number,
  ): Promise<T> {
    return this.#of(accountId).do(work, { requests: Math.min(requests, mostRequests), signal, patienceMs });
  }

  #of(accountId: string): AccountTurns {
    const turns = this.#turns.get(accountId) ?? new AccountTurns(this.#clock);
    this.#turns.set(accountId, turns);
    return turns;
  }
}

interface Turn {
  readonly requests: number;
  readonly signal: AbortSignal;
  readonly patienceMs: number;
}

class AccountTurns {
  readonly #clock: Clock;
  readonly #pace: Pace;
  readonly #inTurn = makeQueue();
  #calls = 0;
  #counting: Disposable | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#pace = new Pace({ clock, most: mostRequests });
  }

  refuseMany(): void {
    if (this.#pace.findRoomMs(leastOfCall) > 0) throw new Refusal(this.#describeFull(leastOfCall));
  }

  #describeFull(requests: number): string {
    const seconds = Math.max(1, Math.ceil(this.#pace.findRoomMs(requests) / 1000));
    return `Agents have caused ${this.#pace.sent} requests to this account in the last minute; the limit is ${mostRequests}. Call again in ${seconds} seconds.`;
  }

  async takeTurn(signal: AbortSignal): Promise<Disposable> {
    let leave = (): void => undefined;
    const ended = new Promise<void>((resolve) => {
      leave = resolve;
    });
    const turn = new Promise<true>((enter) => {
      void this.#inTurn(() => {
        enter(true);
        return ended;
      });
    });
    try {
      const isFree = await untilAborted(within(this.#clock, mostHeldMs, turn), signal);
      if (isFree !== true)
        throw new Refusal(
          'Earlier calls to this account have not been answered yet. Call again in a minute, one call at a time.',
        );
    } catch (error) {
      leave();
      throw error;
    }
    return { dispose: leave };
  }

  /** Counts each request once, regardless of the number of simultaneous calls. */
  keepCounting(start: () => Disposable): Disposable {
    this.#calls += 1;
    this.#counting ??= start();
    return {
      dispose: () => {
        this.#calls -= 1;
        if (this.#calls > 0) return;
        this.#counting?.dispose();
        this.#counting = undefined;
      },
    };
  }

  note(): void {
    this.#pace.note();
  }

  async do<T>(work: () => Promise<T>, { requests, signal, patienceMs }: Turn): Promise<T> {
    const late = new AbortController();
    const patience = this.#clock.schedule(patienceMs, () => late.abort());
    const begin = (): Promise<T> => {
      patience.cancel();
      return work();
    };
    try {
      return await this.#pace.run(begin, 'answer', requests, AbortSignal.any([signal, late.signal]));
    } catch (error) {
      throw late.signal.aborted ? new NoTurn(this.#describeFull(requests)) : error;
    } finally {
      patience.cancel();
    }
  }
}
