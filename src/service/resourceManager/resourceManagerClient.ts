import { HttpHeaders, WebResource } from '@azure/ms-rest-js';
import * as l10n from '@vscode/l10n';
import { BatchError } from '../../core/model/batchError.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import { isObject } from '../../core/model/shape.ts';
import { findClaims } from '../auth/claims.ts';
import { TokenCache } from '../auth/tokenCache.ts';
import type { TokenSource } from '../auth/tokenSource.ts';
import { parseErrorBody } from '../azure/errors/failedAnswer.ts';
import { malformedResponse, toBatchError } from '../azure/errors/toBatchError.ts';
import { NodeHttpClient, type WholeResponse } from '../azure/http/nodeHttpClient.ts';
import { toEndless } from '../azure/pages.ts';
import type { AttemptOutcome } from '../azure/policies/attempts.ts';
import { requireOrigin } from '../azure/policies/originGuard.ts';
import { toAbortOptions } from '../azure/policies/signal.ts';
import { readJson } from '../azure/readJson.ts';
import { SeenPages } from '../azure/seenPages.ts';
import { untilAborted } from '../cancellation.ts';
import type { Clock } from '../clock.ts';
import { Fruitless } from '../fruitless.ts';
import { Slots } from '../slots.ts';

/** How the Resource Manager of an account is reached. */
export interface ResourceManagerAccess {
  /** Absolute URL without a path. */
  readonly endpoint: string;
  /** What tokens are asked for. */
  readonly scope: string;
  readonly source: TokenSource;
  /** Certificate of its authority, as PEM, where this machine does not know it. */
  readonly ca?: string;
}

/** A JSON object whose properties are not checked yet. */
export type Json = Readonly<Record<string, unknown>>;

/** Requests at the same time. */
export const maxConcurrentRequests = 4;

/**
 * Reads from Azure Resource Manager, with the transport that the account has. What is read here only helps to explain,
 * so that nothing is tried twice but a token that was refused. Throws `BatchError` or `Cancelled`.
 */
export class ResourceManagerClient {
  readonly #origin: string;
  readonly #http: NodeHttpClient;
  readonly #slots = new Slots(maxConcurrentRequests);
  readonly #tokens: TokenCache;
  readonly #clock: Clock;
  readonly #onAttempt: (outcome: AttemptOutcome) => void;

  constructor(
    { endpoint, scope, source, ca }: ResourceManagerAccess,
    clock: Clock,
    onAttempt: (outcome: AttemptOutcome) => void,
  ) {
    this.#origin = new URL(endpoint).origin;
    this.#clock = clock;
    this.#onAttempt = onAttempt;
    this.#http = new NodeHttpClient({ maxIdleSockets: maxConcurrentRequests, clock, ca });
    this.#tokens = new TokenCache(source, scope, clock);
  }

  /** The object at `path`. */
  get(path: string, apiVersion: string, signal: AbortSignal): Promise<Json> {
    return this.#read(`${this.#origin}${path}?api-version=${apiVersion}`, signal);
  }

  /** The objects of the collection at `path`, page after page. Throws `EndlessList` when none comes for long. */
  async *list(path: string, apiVersion: string, signal: AbortSignal): AsyncIterable<Json> {
    const seen = new SeenPages();
    const fruitless = new Fruitless(this.#clock);
    let url: unknown = `${this.#origin}${path}?api-version=${apiVersion}`;
    while (typeof url === 'string' && url !== '') {
      requireOrigin(url, this.#origin);
      seen.noteLink(url);
      const page: Json = await this.#read(url, signal);
      const items = page['value'];
      if (!Array.isArray(items)) throw malformedResponse(page);
      seen.noteItems(items);
      fruitless.note(items.length);
      yield* items.filter(isObject);
      if (fruitless.isTooLong) throw toEndless(fruitless.pages);
      url = page['nextLink'];
    }
  }

  dispose(): void {
    this.#http.dispose();
  }

  async #read(url: string, signal: AbortSignal): Promise<Json> {
    requireOrigin(url, this.#origin);
    const token = await untilAborted(this.#tokens.get(), signal);
    const answer = await this.#slots.run(() => this.#send(url, token, 1, signal), signal);
    if (answer.status !== 401) return readBody(answer);
    const claims = findClaims(answer.headers.get('www-authenticate'));
    const renewed = await untilAborted(this.#tokens.renew(token, claims), signal);
    return readBody(await this.#slots.run(() => this.#send(url, renewed, 2, signal), signal));
  }

  /** One attempt, which is told of however it ends; not of one that nobody waits for any more. */
  async #send(url: string, token: string, attempt: number, signal: AbortSignal): Promise<WholeResponse> {
    const request = new WebResource(url, 'GET');
    request.headers = new HttpHeaders({ authorization: `Bearer ${token}`, accept: 'application/json' });
    const startMs = this.#clock.elapsedMs();
    const notify = (facts: Pick<AttemptOutcome, 'status' | 'code' | 'requestId'>) =>
      this.#onAttempt({ method: 'GET', url, attempt, durationMs: this.#clock.elapsedMs() - startMs, ...facts });
    try {
      const answer = await this.#http.sendRequest(Object.assign(request, toAbortOptions({ signal })));
      const requestId = answer.headers.get('x-ms-request-id');
      notify({ status: answer.status, ...(requestId === undefined ? {} : { requestId }) });
      return answer;
    } catch (error) {
      const failure = toBatchError(error);
      if (!Cancelled.is(failure)) notify({ code: failure.code });
      throw error;
    }
  }
}

function readBody({ status, bodyAsText }: WholeResponse): Json {
  const text = bodyAsText ?? '';
  if (status !== 200) throw toRefusal(status, text);
  const body = readJson(text, status);
  if (!isObject(body)) throw malformedResponse(body);
  return body;
}

/** `{"error": {"code", "message"}}`, each part where it is there. */
function toRefusal(status: number, text: string): BatchError {
  const { code = 'Unknown', message } = parseErrorBody(text, 'error') ?? {};
  return new BatchError({
    code,
    message: message ?? l10n.t('Resource Manager answered with HTTP status {0}.', status),
    status,
  });
}
