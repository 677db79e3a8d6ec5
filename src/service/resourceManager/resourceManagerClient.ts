import { HttpHeaders, WebResource } from '@azure/ms-rest-js';
import * as l10n from '@vscode/l10n';
import { BatchError } from '../../core/model/batchError.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import { findClaims } from '../auth/claims.ts';
import { TokenCache } from '../auth/tokenCache.ts';
import type { TokenSource } from '../auth/tokenSource.ts';
import { malformedResponse, toBatchError } from '../azure/errors/toBatchError.ts';
import { NodeHttpClient, type WholeResponse } from '../azure/http/nodeHttpClient.ts';
import type { AttemptOutcome } from '../azure/policies/attempts.ts';
import { requireOrigin } from '../azure/policies/originGuard.ts';
import { toAbortOptions } from '../azure/policies/signal.ts';
import { untilAborted } from '../cancellation.ts';
import type { Clock } from '../clock.ts';

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
    this.#http = new NodeHttpClient({ maxSockets: maxConcurrentRequests, clock, ca });
    this.#tokens = new TokenCache(source, scope, clock);
  }

  /** The object at `path`. */
  get(path: string, apiVersion: string, signal: AbortSignal): Promise<Json> {
    return this.#read(`${this.#origin}${path}?api-version=${apiVersion}`, signal);
  }

  /** The objects of the collection at `path`, page after page. */
  async *list(path: string, apiVersion: string, signal: AbortSignal): AsyncIterable<Json> {
    let url: unknown = `${this.#origin}${path}?api-version=${apiVersion}`;
    while (typeof url === 'string' && url !== '') {
      const page: Json = await this.#read(url, signal);
      const items = page['value'];
      if (!Array.isArray(items)) throw malformedResponse(page);
      yield* items.filter(isObject);
      url = page['nextLink'];
    }
  }

  dispose(): void {
    this.#http.dispose();
  }

  async #read(url: string, signal: AbortSignal): Promise<Json> {
    requireOrigin(url, this.#origin);
    const token = await untilAborted(this.#tokens.get(), signal);
    const answer = await this.#send(url, token, 1, signal);
    if (answer.status !== 401) return readBody(answer);
    const claims = findClaims(answer.headers.get('www-authenticate'));
    const renewed = await untilAborted(this.#tokens.renew(token, claims), signal);
    return readBody(await this.#send(url, renewed, 2, signal));
  }

  /** One attempt, which is told of however it ends; not of one that nobody waits for any more. */
  async #send(url: string, token: string, attempt: number, signal: AbortSignal): Promise<WholeResponse> {
    const request = new WebResource(url, 'GET');
    request.headers = new HttpHeaders({ authorization: `Bearer ${token}`, accept: 'application/json' });
    const startMs = this.#clock.now();
    const tell = (facts: Pick<AttemptOutcome, 'status' | 'code' | 'requestId'>) =>
      this.#onAttempt({ method: 'GET', url, attempt, durationMs: this.#clock.now() - startMs, ...facts });
    try {
      const answer = await this.#http.sendRequest(Object.assign(request, toAbortOptions({ signal })));
      const requestId = answer.headers.get('x-ms-request-id');
      tell({ status: answer.status, ...(requestId === undefined ? {} : { requestId }) });
      return answer;
    } catch (error) {
      const failure = toBatchError(error);
      if (!Cancelled.is(failure)) tell({ code: failure.code });
      throw error;
    }
  }
}

function readBody({ status, bodyAsText }: WholeResponse): Json {
  const body = parse(bodyAsText ?? '');
  if (status !== 200) throw toRefusal(status, body);
  if (!isObject(body)) throw malformedResponse(body);
  return body;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `{"error": {"code", "message"}}`, each part where it is there. */
function toRefusal(status: number, body: unknown): BatchError {
  const error = isObject(body) && isObject(body['error']) ? body['error'] : {};
  const { code, message } = error;
  return new BatchError({
    code: typeof code === 'string' && code !== '' ? code : 'Unknown',
    message:
      typeof message === 'string' && message !== ''
        ? message
        : l10n.t('Resource Manager answered with HTTP status {0}.', status),
    status,
  });
}

/** Whether a parsed answer is an object, and no list. */
export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
