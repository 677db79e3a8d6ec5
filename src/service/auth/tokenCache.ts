import type { Clock } from '../../core/clock.ts';
import type { AccessToken, TokenSource } from './tokenSource.ts';

/** Minimum remaining lifetime of a token that may still be used. */
const renewBeforeExpiryMs = 5 * 60_000;

/**
 * The token of one account: requested when it is needed, and reused until shortly before it expires or the user signs
 * in or out. Concurrent callers share one request to the source, so that the user is not asked to sign in twice.
 */
export class TokenCache {
  readonly #source: TokenSource;
  readonly #scope: string;
  readonly #clock: Clock;
  #token: AccessToken | undefined;
  #session: number | undefined;
  #pending: Promise<AccessToken> | undefined;

  constructor(source: TokenSource, scope: string, clock: Clock) {
    this.#source = source;
    this.#scope = scope;
    this.#clock = clock;
  }

  /** Returns a token that stays valid for a while. Throws what the source throws. */
  async get(): Promise<string> {
    if (this.#session !== this.#source.session) this.#token = undefined;
    const known = this.#token;
    if (known !== undefined && known.expiresOnMs - this.#clock.now() > renewBeforeExpiryMs) return known.token;
    return (await this.#ask()).token;
  }

  /**
   * Returns another token in place of `refused`, which the service did not accept. Sends no request if the token has
   * been renewed since.
   */
  async renew(refused: string, claims: string | undefined): Promise<string> {
    if (this.#token !== undefined && this.#token.token !== refused) return this.#token.token;
    this.#token = undefined;
    return (await this.#ask(claims)).token;
  }

  #ask(claims?: string): Promise<AccessToken> {
    this.#pending ??= this.#load(claims).finally(() => {
      this.#pending = undefined;
    });
    return this.#pending;
  }

  async #load(claims: string | undefined): Promise<AccessToken> {
    const { session } = this.#source;
    const token = await this.#source.getToken([this.#scope], claims === undefined ? {} : { claims });
    this.#token = token;
    this.#session = session;
    return token;
  }
}
