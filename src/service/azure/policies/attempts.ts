import type { HttpOperationResponse, RequestPolicyFactory, WebResourceLike } from '@azure/ms-rest-js';
import { type Clock, waitFor } from '../../../core/clock.ts';
import type { BatchError } from '../../../core/model/batchError.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { definedOnly } from '../../../core/model/defined.ts';
import { toServiceStatus } from '../../../core/model/serviceStatus.ts';
import type { Attempt, RequestStep } from '../../ports.ts';
import type { Slots } from '../../slots.ts';
import type { RequestCredential } from '../credentials.ts';
import { challengeDetail } from '../errors/serviceError.ts';
import { toBatchError } from '../errors/toBatchError.ts';
import { mayReplay } from './replay.ts';
import { type Send, toPolicy } from './requestPolicy.ts';
import { findAbortSignal } from './signal.ts';

/**
 * Holds back the requests of one account while its service asks clients to wait, because they would be refused, too.
 */
export class Pause {
  #untilMs = 0;

  /** Notes that the service accepts nothing before `untilMs` of `Clock.elapsedMs`. */
  extendTo(untilMs: number): void {
    this.#untilMs = Math.max(this.#untilMs, untilMs);
  }

  /** Returns how much of the pause remains at `nowMs` of the same clock, in milliseconds. */
  leftMs(nowMs: number): number {
    return Math.max(0, this.#untilMs - nowMs);
  }
}

/** Maximum number of attempts of one request, including the first. */
const maxAttempts = 5;
/**
 * Maximum number of attempts of a request that cannot even be sent: a user who is offline or misspelled the account
 * gets the error soon.
 */
const maxUnsentAttempts = 3;
const unsentCodes = ['HostNotFound', 'NetworkUnreachable'] as const;
/**
 * Minimum delay if the service requests none. After a failure, Batch recommends several seconds between retries and
 * throttles clients that return sooner (Batch documentation: "Detecting and handling Batch service errors", when to
 * retry).
 */
const minDelayMs = 2_000;
/** Upper bound of the first retry's random wait; doubled for each further retry. */
const baseDelayMs = 4_000;
/** Maximum delay if the service requests none, because the user may be watching the list load. */
const maxDelayMs = 8_000;
/** The longest `Retry-After` that is worth waiting for; a longer one becomes an error. */
export const maxRetryAfterMs = 120_000;
/** Spread added to the service's delay, so that clients with the same delay don't all return at once. */
const retryAfterSpreadMs = 1000;

/** Returns true if a request gets no further attempt after number `attempt` (from 1) ended with `error`. */
export function isLastAttempt(attempt: number, error: BatchError): boolean {
  return attempt >= (isUnsent(error) ? maxUnsentAttempts : maxAttempts);
}

function isUnsent(error: BatchError): boolean {
  return unsentCodes.some((code) => code === error.code);
}

/**
 * Returns the wait after attempt number `attempt` (from 1), in milliseconds: the service's delay and a little more, or
 * else a random time between the shortest wait and an exponentially growing limit ("full jitter" above a floor).
 * Returns undefined if the service asks for too long a wait. `random` returns a number in [0, 1).
 */
export function toDelayMs(attempt: number, retryAfterMs: number | undefined, random: () => number): number | undefined {
  if (retryAfterMs !== undefined) {
    return retryAfterMs > maxRetryAfterMs ? undefined : retryAfterMs + random() * retryAfterSpreadMs;
  }
  const longestMs = Math.min(maxDelayMs, baseDelayMs * 2 ** (attempt - 1));
  return minDelayMs + random() * (longestMs - minDelayMs);
}

/** The outcome of one attempt, without the account. */
export type AttemptOutcome = Omit<Attempt, 'accountId' | 'apiVersion' | 'path'> & { readonly url: string };

export interface AttemptsOptions {
  readonly clock: Clock;
  /** Returns a random number in [0, 1). */
  readonly random: () => number;
  readonly slots: Slots;
  readonly pause: Pause;
  readonly credential: RequestCredential;
  readonly onAttempt: (outcome: AttemptOutcome) => void;
  readonly onStep: (step: RequestStep) => void;
}

/**
 * Sends a request until it succeeds or further attempts are pointless: waits as the service asks, or with growing,
 * random delays; renews a refused token once; reports every attempt. Runs outside of signing, so that each attempt has
 * its own signature, date, and request ID.
 */
export function attemptsPolicy(options: AttemptsOptions): RequestPolicyFactory {
  const host = { isReached: false };
  return toPolicy((request, send) => new Attempts(options, host, request, send).run());
}

/**
 * Records that a host was reached before. A host that was never reached is misspelled or closed, or this computer is
 * offline: the user gets the error soon.
 */
interface KnownHost {
  isReached: boolean;
}

interface Retry {
  readonly delayMs: number;
  /** Set if a new token is needed first. */
  readonly renew: boolean;
}

class Attempts {
  readonly #options: AttemptsOptions;
  readonly #host: KnownHost;
  readonly #original: WebResourceLike;
  readonly #send: Send;
  #mayRenew: boolean;
  #isWaiting = false;

  constructor(options: AttemptsOptions, host: KnownHost, original: WebResourceLike, send: Send) {
    this.#options = options;
    this.#host = host;
    this.#original = original;
    this.#send = send;
    this.#mayRenew = options.credential.renew !== undefined;
  }

  async run(): Promise<HttpOperationResponse> {
    try {
      return await this.#attemptAll();
    } finally {
      this.#leave('ended');
    }
  }

  async #attemptAll(): Promise<HttpOperationResponse> {
    const { slots } = this.#options;
    const signal = findAbortSignal(this.#original);
    for (let attempt = 1; ; attempt++) {
      await this.#passPause(signal);
      const request = this.#original.clone();
      const outcome = await slots.run(() => this.#tryOnce(request, attempt), signal);
      if ('response' in outcome) return outcome.response;
      this.#notePause(outcome.error);
      const retry = this.#planRetry(attempt, outcome.error);
      this.#notify(request, { ...outcome.facts, retryInMs: retry?.delayMs });
      if (retry === undefined) throw outcome.error;
      await this.#prepare(retry, request, outcome.error, signal);
    }
  }

  /** Applies the delay of one throttled request to all requests, unless it is too long to wait for. */
  #notePause({ status, retryAfterMs }: BatchError): void {
    if (status !== 429 && status !== 503) return;
    const { clock, pause } = this.#options;
    if (retryAfterMs !== undefined && retryAfterMs <= maxRetryAfterMs) pause.extendTo(clock.elapsedMs() + retryAfterMs);
  }

  /** Waits out the delay of another request that was throttled. */
  async #passPause(signal: AbortSignal | undefined): Promise<void> {
    const { clock, pause, random } = this.#options;
    const leftMs = pause.leftMs(clock.elapsedMs());
    if (leftMs > 0) await waitFor(clock, toDelayMs(1, leftMs, random) ?? leftMs, signal);
  }

  async #tryOnce(request: WebResourceLike, attempt: number): Promise<Success | Failure> {
    const { clock } = this.#options;
    const startMs = clock.elapsedMs();
    if (!this.#isWaiting) this.#options.onStep('sent');
    this.#isWaiting = true;
    try {
      const response = await this.#send(request);
      const { status, headers } = response;
      this.#leave('answered');
      this.#host.isReached = true;
      this.#notify(request, {
        attempt,
        status,
        requestId: headers.get('request-id'),
        durationMs: clock.elapsedMs() - startMs,
      });
      return { response };
    } catch (raw) {
      const error = toBatchError(raw);
      if (Cancelled.is(error)) throw error;
      const { code, status, requestId } = error;
      if (status !== undefined) this.#leave('answered');
      return { error, facts: { attempt, code, status, requestId, durationMs: clock.elapsedMs() - startMs } };
    }
  }

  #leave(step: 'answered' | 'ended'): void {
    if (this.#isWaiting) this.#options.onStep(step);
    this.#isWaiting = false;
  }

  #planRetry(attempt: number, error: BatchError): Retry | undefined {
    if (toServiceStatus(error) === 401 && this.#mayRenew) return { delayMs: 0, renew: true };
    this.#host.isReached ||= !isUnsent(error);
    if (!this.#host.isReached || isLastAttempt(attempt, error) || !mayReplay(this.#original.method, error))
      return undefined;
    const delayMs = toDelayMs(attempt, error.retryAfterMs, this.#options.random);
    return delayMs === undefined ? undefined : { delayMs, renew: false };
  }

  async #prepare(retry: Retry, request: WebResourceLike, error: BatchError, signal: AbortSignal | undefined) {
    if (!retry.renew) return waitFor(this.#options.clock, retry.delayMs, signal);
    this.#mayRenew = false;
    const challenge = error.details.find(({ name }) => name === challengeDetail)?.value;
    await this.#options.credential.renew?.(request, challenge);
  }

  #notify({ method, url, headers }: WebResourceLike, facts: AttemptFacts): void {
    const clientRequestId = headers.get('client-request-id');
    this.#options.onAttempt(definedOnly<AttemptOutcome>({ ...facts, method, url, clientRequestId }));
  }
}

type Success = { readonly response: HttpOperationResponse };
type Failure = { readonly error: BatchError; readonly facts: AttemptFacts };

interface AttemptFacts {
  readonly attempt: number;
  readonly durationMs: number;
  readonly status?: number | undefined;
  readonly code?: string | undefined;
  readonly requestId?: string | undefined;
  readonly retryInMs?: number | undefined;
}
