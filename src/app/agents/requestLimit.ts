import type { Clock } from '../../core/clock.ts';
import type { Disposable } from '../../core/event.ts';
import type { Accounts } from '../accounts/accounts.ts';
import { Refusal } from './answer.ts';

/** So many requests a minute agents may cause in an account; a call that has started is not cut off. */
export const mostRequests = 120;
const minuteMs = 60_000;

/**
 * Counts the requests of an account while agents read it. What views ask in that time counts, too: the service
 * does not distinguish them either.
 */
export class RequestLimit {
  readonly #clock: Clock;
  readonly #accounts: Pick<Accounts, 'onDidAttempt'>;
  /** When requests were sent, by account; by the clock's own milliseconds. */
  readonly #sent = new Map<string, number[]>();

  constructor(accounts: Pick<Accounts, 'onDidAttempt'>, clock: Clock) {
    this.#accounts = accounts;
    this.#clock = clock;
  }

  /** Counts until it is disposed of. Throws `Refusal` where agents have asked enough of the account. */
  begin(accountId: string): Disposable {
    const now = this.#clock.elapsedMs();
    const sent = (this.#sent.get(accountId) ?? []).filter((at) => now - at < minuteMs);
    this.#sent.set(accountId, sent);
    const first = sent[sent.length - mostRequests];
    if (first !== undefined) {
      const seconds = Math.ceil((first + minuteMs - now) / 1000);
      throw new Refusal(
        `Agents have caused ${sent.length} requests to this account in the last minute, and ${mostRequests} are the limit. Call again in ${seconds} seconds.`,
      );
    }
    return this.#accounts.onDidAttempt((attempt) => {
      if (attempt.accountId === accountId) this.#sent.get(accountId)?.push(this.#clock.elapsedMs());
    });
  }
}
