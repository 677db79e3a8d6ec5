import type { Clock, ScheduledCall } from '../../core/clock.ts';
import type { Disposable } from '../../core/event.ts';
import { untilAborted } from '../../core/model/cancelled.ts';
import type { Accounts } from '../accounts/accounts.ts';
import { within } from '../turns.ts';
import { Refusal } from './answer.ts';

/** Maximum number of requests per minute that agents may cause in an account. */
export const mostRequests = 120;
/** Minimum room for a call: few need fewer requests, and one without room for them would wait a minute. */
const leastOfCall = 10;
const minuteMs = 60_000;

/** Work of an agent that waits for its turn. */
interface Waiting {
  readonly requests: number;
  begin(): void;
}

/**
 * Milliseconds after the start of a call for which its reads may wait. Clients give up on a call after a minute (the
 * SDK of the Model Context Protocol, `DEFAULT_REQUEST_TIMEOUT_MSEC`).
 */
export const mostHeldMs = 40_000;

/**
 * Holds back agents' requests to an account after enough of them in the last minute. Requests of views count, too,
 * because the service does not distinguish them either, but are never held back.
 */
export class RequestLimit {
  readonly #clock: Clock;
  readonly #accounts: Pick<Accounts, 'onDidAttempt'>;
  readonly #turns = new Map<string, AccountTurns>();

  constructor(accounts: Pick<Accounts, 'onDidAttempt'>, clock: Clock) {
    this.#accounts = accounts;
    this.#clock = clock;
  }

  /** Counts requests until it is disposed of. Throws `Refusal` when agents have sent enough to the account. */
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
   * Waits until no other call reads the account, and lets none start until it is disposed of: simultaneous calls would
   * use up the minute together, and none would finish. Throws `Refusal` when that takes too long, `Cancelled` when the
   * signal is aborted.
   */
  takeTurn(accountId: string, signal: AbortSignal): Promise<Disposable> {
    return this.#of(accountId).takeTurn(signal);
  }

  /**
   * Runs work that sends at most a number of requests to an account, once there is room for them. Throws `Refusal` when
   * there is none within `patienceMs`, `Cancelled` when the signal is aborted before.
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
  /** Milliseconds to wait for room. */
  readonly patienceMs: number;
}

class AccountTurns {
  readonly #clock: Clock;
  /** Times of the requests in the last minute, in milliseconds of the clock. */
  #sent: readonly number[] = [];
  /** Number of requests that running work may still send. */
  #expected = 0;
  /** In the order in which they start. */
  #waiting: readonly Waiting[] = [];
  #timer: ScheduledCall | undefined;
  #calls = 0;
  /** Settles when the last call that was admitted, or is waiting, has ended. */
  #lastCall: Promise<void> = Promise.resolve();
  #counting: Disposable | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  refuseMany(): void {
    if (this.#countSent() + leastOfCall > mostRequests) throw this.#refuse(leastOfCall);
  }

  #refuse(requests: number): Refusal {
    const seconds = Math.max(1, Math.ceil(this.#untilRoomMs(requests) / 1000));
    return new Refusal(
      `Agents have caused ${this.#countSent()} requests to this account in the last minute; the limit is ${mostRequests}. Call again in ${seconds} seconds.`,
    );
  }

  async takeTurn(signal: AbortSignal): Promise<Disposable> {
    const before = this.#lastCall;
    let leave = (): void => undefined;
    const ended = new Promise<void>((resolve) => {
      leave = resolve;
    });
    this.#lastCall = before.then(() => ended);
    try {
      const isFree = await untilAborted(
        within(
          this.#clock,
          mostHeldMs,
          before.then(() => true),
        ),
        signal,
      );
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

  /** Counts once, regardless of the number of simultaneous calls. */
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
    this.#sent = [...this.#sent, this.#clock.elapsedMs()];
  }

  async do<T>(work: () => Promise<T>, turn: Turn): Promise<T> {
    await this.#wait(turn);
    try {
      return await work();
    } finally {
      this.#expected -= turn.requests;
      this.#letBegin();
    }
  }

  async #wait({ requests, signal, patienceMs }: Turn): Promise<void> {
    const waiting = { requests, begin: (): void => undefined };
    let patience: ScheduledCall | undefined;
    const started = new Promise<void>((resolve, reject) => {
      waiting.begin = resolve;
      patience = this.#clock.schedule(patienceMs, () => reject(this.#refuse(requests)));
    });
    this.#waiting = [...this.#waiting, waiting];
    this.#letBegin();
    try {
      await untilAborted(started, signal);
    } catch (error) {
      if (this.#waiting.includes(waiting)) this.#waiting = this.#waiting.filter((one) => one !== waiting);
      else this.#expected -= requests;
      this.#letBegin();
      throw error;
    } finally {
      patience?.cancel();
    }
  }

  /** Starts work that has room; the next when earlier requests are a minute old, or running work has ended. */
  #letBegin(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    const [next, ...others] = this.#waiting;
    if (next === undefined) return;
    if (this.#countSent() + this.#expected + next.requests > mostRequests) {
      const waitMs = this.#untilRoomMs(next.requests);
      if (waitMs > 0) this.#timer = this.#clock.schedule(waitMs, () => this.#letBegin());
      return;
    }
    this.#expected += next.requests;
    this.#waiting = others;
    next.begin();
    this.#letBegin();
  }

  #countSent(): number {
    const now = this.#clock.elapsedMs();
    this.#sent = this.#sent.filter((at) => now - at < minuteMs);
    return this.#sent.length;
  }

  /**
   * Returns the milliseconds until this many more requests may be sent, not counting running work; 0 when they may be
   * sent now.
   */
  #untilRoomMs(requests: number): number {
    const last = this.#sent[this.#countSent() + requests - mostRequests - 1];
    return last === undefined ? 0 : last + minuteMs - this.#clock.elapsedMs();
  }
}
