import { HttpHeaders, WebResource } from '@azure/ms-rest-js';
import * as l10n from '@vscode/l10n';
import type { Clock } from '../../core/clock.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { Cancelled, untilAborted } from '../../core/model/cancelled.ts';
import { isResourceManager } from '../../core/model/cloud.ts';
import { toHostKind } from '../../core/model/credentialTarget.ts';
import { isObject } from '../../core/model/shape.ts';
import { findClaims } from '../auth/claims.ts';
import { TokenCache } from '../auth/tokenCache.ts';
import type { TokenSource } from '../auth/tokenSource.ts';
import type { AskedRequest } from '../azure/errors/askedRequest.ts';
import { type FailedAnswer, parseErrorBody, parseInnerCodes } from '../azure/errors/failedAnswer.ts';
import { carriesMarkup, notBatchService, toProxyRefusal, toRetryAfterMs } from '../azure/errors/serviceError.ts';
import { malformedResponse, toBatchError } from '../azure/errors/toBatchError.ts';
import type { AnswerKind } from '../azure/http/answerLimits.ts';
import { type HttpClientOptions, NodeHttpClient, type WholeResponse } from '../azure/http/nodeHttpClient.ts';
import type { AttemptOutcome } from '../azure/policies/attempts.ts';
import { requireOrigin } from '../azure/policies/originGuard.ts';
import { toAbortOptions } from '../azure/policies/signal.ts';
import { readJson } from '../azure/readJson.ts';
import { toEndless } from '../azure/readPages.ts';
import { SeenPages } from '../azure/seenPages.ts';
import { requireItems, requireShortLink } from '../azure/wire.ts';
import type { ResourceManagerAccess } from '../connectOptions.ts';
import { Fruitless } from '../fruitless.ts';
import { Slots } from '../slots.ts';

/** A JSON object whose properties are not checked yet. */
export type Json = Readonly<Record<string, unknown>>;

type Query = Readonly<Record<string, string>>;

interface Question {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly answers: AnswerKind;
}

export type ConnectionOptions = Pick<HttpClientOptions, 'onAnswer' | 'findProxy'>;

interface Connection {
  readonly http: NodeHttpClient;
  readonly slots: Slots;
}

/** Maximum number of concurrent requests. */
export const maxConcurrentRequests = 4;

/**
 * Reads from Azure Resource Manager over the account's transport. The results only help to explain, so nothing is
 * retried except with a new token. Throws `BatchError` or `Cancelled`.
 */
export class ResourceManagerClient {
  readonly #access: ResourceManagerAccess;
  readonly #origin: string;
  readonly #connection: Connection;
  readonly #tokens: TokenCache;
  readonly #clock: Clock;
  readonly #onAttempt: (outcome: AttemptOutcome) => void;

  /** Throws `UnconfirmedHost` for an endpoint that is not a Resource Manager. Sends nothing yet. */
  constructor(
    access: ResourceManagerAccess,
    clock: Clock,
    onAttempt: (outcome: AttemptOutcome) => void,
    connection = openConnection(access, clock),
  ) {
    requireResourceManager(access.endpoint);
    this.#access = access;
    this.#origin = new URL(access.endpoint).origin;
    this.#clock = clock;
    this.#onAttempt = onAttempt;
    this.#connection = connection;
    this.#tokens = new TokenCache(access.source, access.scope, clock);
  }

  /** Returns a client over the same connections with another source of tokens; it is closed with this client. */
  withSource(source: TokenSource): ResourceManagerClient {
    return new ResourceManagerClient({ ...this.#access, source }, this.#clock, this.#onAttempt, this.#connection);
  }

  /** Reads the object at `path`; with a query, it may be as large as a page. */
  get(path: string, apiVersion: string, signal: AbortSignal, query?: Query): Promise<Json> {
    const answers = query === undefined ? 'object' : 'page';
    return this.#ask({ method: 'GET', url: this.#toUrl(path, apiVersion, query), answers }, signal);
  }

  /** Sends a body, and returns the page that the body requests. */
  post(
    path: string,
    apiVersion: string,
    body: Json,
    signal: AbortSignal,
    headers: Question['headers'] = {},
  ): Promise<Json> {
    const url = this.#toUrl(path, apiVersion);
    return this.#ask({ method: 'POST', url, body: JSON.stringify(body), headers, answers: 'page' }, signal);
  }

  /** Reads the objects of the collection at `path`, page by page. Throws `EndlessList` if none arrives for long. */
  async *list(path: string, apiVersion: string, signal: AbortSignal, query?: Query): AsyncIterable<Json> {
    const seen = new SeenPages();
    const fruitless = new Fruitless(this.#clock);
    let url: unknown = this.#toUrl(path, apiVersion, query);
    while (typeof url === 'string' && url !== '') {
      requireOrigin(url, this.#origin);
      seen.noteLink(url);
      const question: Question = { method: 'GET', url, answers: 'page' };
      const page: Json = await this.#ask(question, signal);
      const items = requireItems(page['value'], question);
      seen.noteItems(items);
      fruitless.note(items.length);
      yield* items.filter(isObject);
      if (fruitless.isTooLong) throw toEndless(fruitless.pages);
      url = page['nextLink'];
      if (typeof url === 'string') requireShortLink(url, question);
    }
  }

  /** Reads all objects of the collection at `path`. Throws as `list` does. */
  async listAll(path: string, apiVersion: string, signal: AbortSignal): Promise<readonly Json[]> {
    const all: Json[] = [];
    for await (const item of this.list(path, apiVersion, signal)) all.push(item);
    return all;
  }

  dispose(): void {
    this.#connection.http.dispose();
  }

  #toUrl(path: string, apiVersion: string, query: Query = {}): string {
    const parameters = Object.entries({ 'api-version': apiVersion, ...query }).map(
      ([name, value]) => `${name}=${encodeURIComponent(value)}`,
    );
    return `${this.#origin}${path}?${parameters.join('&')}`;
  }

  async #ask(question: Question, signal: AbortSignal): Promise<Json> {
    requireOrigin(question.url, this.#origin);
    const { slots } = this.#connection;
    const token = await untilAborted(this.#tokens.get(), signal);
    const answer = await slots.run(() => this.#send(question, token, 1, signal), signal);
    if (answer.status !== 401) return readBody(answer, question, this.#clock.now());
    const claims = findClaims(answer.headers.get('www-authenticate'));
    const renewed = await untilAborted(this.#tokens.renew(token, claims), signal);
    const again = await slots.run(() => this.#send(question, renewed, 2, signal), signal);
    return readBody(again, question, this.#clock.now());
  }

  /** Sends one attempt. It is reported however it ends, unless its response is no longer needed. */
  async #send(question: Question, token: string, attempt: number, signal: AbortSignal): Promise<WholeResponse> {
    const { method, url, body, headers, answers } = question;
    const request = new WebResource(url, method, body);
    request.headers = new HttpHeaders({
      authorization: `Bearer ${token}`,
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    });
    const startMs = this.#clock.elapsedMs();
    const notify = (facts: Pick<AttemptOutcome, 'status' | 'code' | 'requestId'>) =>
      this.#onAttempt({ method, url, attempt, durationMs: this.#clock.elapsedMs() - startMs, ...facts });
    try {
      const answer = await this.#connection.http.sendRequest(
        Object.assign(request, toAbortOptions({ signal })),
        answers,
      );
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

/** Opens a connection to a Resource Manager. Sends nothing yet. */
export function openConnection(
  { ca }: ResourceManagerAccess,
  clock: Clock,
  options: ConnectionOptions = {},
): Connection {
  const http = new NodeHttpClient({ maxIdleSockets: maxConcurrentRequests, clock, ca, ...options });
  return { http, slots: new Slots(maxConcurrentRequests) };
}

/**
 * Tokens of Resource Manager open whole subscriptions, so they are sent only to Azure, and to the sample on this
 * computer.
 */
function requireResourceManager(endpoint: string): void {
  if (isResourceManager(endpoint) || toHostKind(endpoint) === 'thisMachine') return;
  throw new BatchError({
    code: 'UnconfirmedHost',
    message: l10n.t("Nothing was sent to {0}, because it isn't an Azure Resource Manager endpoint.", endpoint),
  });
}

function readBody({ status, bodyAsText, headers }: WholeResponse, asked: AskedRequest, nowMs: number): Json {
  const text = bodyAsText ?? '';
  if (status !== 200)
    throw toArmRefusal({ method: asked.method, status, header: (name) => headers.get(name), body: text }, nowMs);
  const body = readJson(text, asked, status);
  if (!isObject(body)) throw malformedResponse(body, { asked });
  return body;
}

/** Reads `{"error": {"code", "message", "innererror": {"code"}}}`, as far as its parts are present. */
function toArmRefusal(answer: FailedAnswer, nowMs: number): BatchError {
  const { status, body } = answer;
  if (status === 407) return toProxyRefusal();
  if (status < 500 && carriesMarkup(answer)) return notBatchService(answer, 'Azure Resource Manager');
  const { code = 'Unknown', message } = parseErrorBody(body, 'error') ?? {};
  const retryAfterMs = toRetryAfterMs(answer.header('retry-after'), nowMs);
  return new BatchError({
    code,
    message: message ?? l10n.t('Resource Manager returned HTTP status {0}.', status),
    details: parseInnerCodes(body).map((value) => ({ name: 'innererror', value })),
    status,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}
