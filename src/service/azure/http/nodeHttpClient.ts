import * as http from 'node:http';
import type { RequestOptions } from 'node:https';
import * as https from 'node:https';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { type HttpClient, HttpHeaders, type HttpOperationResponse, type WebResourceLike } from '@azure/ms-rest-js';
import type { SeenAnswer } from '../../../core/answers/compareAnswer.ts';
import type { Clock } from '../../../core/clock.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { answerTooLarge } from '../errors/answerTooLarge.ts';
import type { AskedRequest } from '../errors/askedRequest.ts';
import { toNetworkError } from '../errors/networkError.ts';
import { malformedResponse } from '../errors/toBatchError.ts';
import { isSafe } from '../policies/replay.ts';
import { findAnswerKind } from '../versions/rawSpec.ts';
import { type AnswerKind, maxAnswerBytes, maxErrorBytes, maxFileBytes } from './answerLimits.ts';
import { type BodyBound, cutError, exchange, isSuccess, type RawAnswer } from './exchange.ts';
import type { FindProxy } from './findProxy.ts';
import { AttemptLimit } from './timeLimit.ts';

/** A response with its whole body: as bytes if the operation streams a file, otherwise as text. */
export interface WholeResponse extends HttpOperationResponse {
  readonly bodyBytes?: Uint8Array;
}

export interface HttpClientOptions {
  /**
   * Maximum number of idle connections to keep open. The caller bounds the number of concurrent requests (`Slots`): a
   * request that waits in Node's agent cannot be ended.
   */
  readonly maxIdleSockets: number;
  readonly clock: Clock;
  readonly onHeard?: () => void;
  readonly onAnswer?: ((answer: Omit<SeenAnswer, 'from'>) => void) | undefined;
  /** Certificate of the authority to trust, as PEM; the machine's own authorities when absent. */
  readonly ca?: string | undefined;
  readonly findProxy?: FindProxy | undefined;
}

const idleSocketMs = 60_000;
/**
 * Sends requests with Node's own `http` and `https` (which VS Code equips with the user's proxy and certificates),
 * follows no redirect, and limits the time and size of every attempt. It replaces the client library's `node-fetch`,
 * which never settles when a body is cut off and has no time limit. Throws `BatchError` for everything but a response,
 * or `Cancelled`.
 */
export class NodeHttpClient implements HttpClient {
  readonly #clock: Clock;
  readonly #onHeard: (() => void) | undefined;
  readonly #onAnswer: HttpClientOptions['onAnswer'];
  #isDisposed = false;
  readonly #reading = new Set<AttemptLimit>();
  #changing = 0;
  readonly #agents: { readonly http: http.Agent; readonly https: https.Agent };
  /** Agents for hosts that are reached through a proxy, by origin. */
  readonly #proxied = new Map<string, http.Agent | undefined>();
  readonly #findProxied: (url: string) => http.Agent | undefined;

  constructor({ maxIdleSockets, clock, ca, findProxy, onAnswer, onHeard }: HttpClientOptions) {
    this.#clock = clock;
    this.#onAnswer = onAnswer;
    this.#onHeard = onHeard;
    const agentOptions = { keepAlive: true, maxFreeSockets: maxIdleSockets, timeout: idleSocketMs };
    const secureOptions = { ...agentOptions, ...(ca === undefined ? {} : { ca }) };
    this.#agents = { http: new http.Agent(agentOptions), https: new https.Agent(secureOptions) };
    this.#findProxied = (url) => findProxy?.(url, secureOptions);
  }

  /** Sends a request; `kind` bounds the size of the response. */
  async sendRequest(request: WebResourceLike, kind: AnswerKind = findAnswerKind(request)): Promise<WholeResponse> {
    if (this.#isDisposed || request.abortSignal?.aborted) throw new Cancelled();
    return isSafe(request.method) ? this.#read(request, kind) : this.#change(request, kind);
  }

  /** Ends the requests in progress that change nothing; changes are completed. Later requests throw `Cancelled`. */
  dispose(): void {
    this.#isDisposed = true;
    for (const limit of this.#reading) limit.cancel();
    this.#closeWhenFinished();
  }

  async #read(request: WebResourceLike, kind: AnswerKind): Promise<WholeResponse> {
    const limit = new AttemptLimit(this.#clock, request.abortSignal, this.#onHeard);
    this.#reading.add(limit);
    try {
      return await this.#attempt(request, kind, limit);
    } finally {
      this.#reading.delete(limit);
    }
  }

  /**
   * A change ends only by its own time limit: if it were aborted on the way, it may have taken effect, and the outcome
   * would be unknown.
   */
  async #change(request: WebResourceLike, kind: AnswerKind): Promise<WholeResponse> {
    this.#changing += 1;
    try {
      return await this.#attempt(request, kind, new AttemptLimit(this.#clock, undefined, this.#onHeard));
    } finally {
      this.#changing -= 1;
      this.#closeWhenFinished();
    }
  }

  #closeWhenFinished(): void {
    if (!this.#isDisposed || this.#changing > 0) return;
    this.#agents.http.destroy();
    this.#agents.https.destroy();
    for (const agent of this.#proxied.values()) agent?.destroy();
  }

  async #attempt(request: WebResourceLike, kind: AnswerKind, limit: AttemptLimit): Promise<WholeResponse> {
    const startMs = this.#clock.elapsedMs();
    try {
      const bound = toBound(request, kind);
      const answer = await exchange(this.#toOutgoing(request), { body: request.body, limit, bound });
      const response = toResponse(request, answer, await unpack(answer, request, bound));
      this.#onAnswer?.(toSeenAnswer(response, this.#clock.elapsedMs() - startMs));
      return response;
    } catch (error) {
      if (limit.cancelled) throw new Cancelled();
      throw toNetworkError(limit.expired ?? error, request.method, new URL(request.url).host);
    } finally {
      limit.dispose();
    }
  }

  #toOutgoing(request: WebResourceLike): http.ClientRequest {
    const secure = request.url.startsWith('https:');
    const options = { ...toRequestOptions(request), agent: secure ? this.#toAgent(request.url) : this.#agents.http };
    return secure ? https.request(options) : http.request(options);
  }

  #toAgent(url: string): http.Agent {
    const { origin } = new URL(url);
    if (!this.#proxied.has(origin)) this.#proxied.set(origin, this.#findProxied(origin));
    return this.#proxied.get(origin) ?? this.#agents.https;
  }
}

/** Allows exactly the requested bytes if part of a file was requested. */
function toBound(request: WebResourceLike, kind: AnswerKind): BodyBound {
  const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.get('ocp-range') ?? request.headers.get('x-ms-range') ?? '');
  if (range !== null) {
    const maxBytes = Number(range[2]) - Number(range[1]) + 1;
    const refuse = (status: number) =>
      malformedResponse(`The response is longer than ${maxBytes} bytes.`, { status, asked: request });
    return { maxBytes, refuse };
  }
  const maxBytes = request.streamResponseBody === true ? maxFileBytes : maxAnswerBytes[kind];
  const refuse = (status: number, bytes?: number) =>
    answerTooLarge(request, { kind: 'bytes', bytes, limit: maxBytes }, status);
  return { maxBytes, refuse };
}

function toResponse(request: WebResourceLike, answer: RawAnswer, body: Buffer): WholeResponse {
  const { status } = answer;
  const headers = new HttpHeaders();
  for (const [name, value] of Object.entries(answer.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return {
    request,
    status,
    headers,
    ...(isFile(request, status) ? { bodyBytes: body } : { bodyAsText: body.toString('utf8') }),
  };
}

function isFile(request: WebResourceLike, status: number): boolean {
  return request.streamResponseBody === true && status < 300;
}

function toSeenAnswer(response: WholeResponse, durationMs: number): Omit<SeenAnswer, 'from'> {
  const { request, status, headers, bodyAsText } = response;
  const { method, url } = request;
  return { method, url, status, header: (name) => headers.get(name), body: bodyAsText ?? undefined, durationMs };
}

/**
 * Returns the options of Node's `http.request` for `request`. Path and query are sent byte for byte as they were
 * signed: `URL` would rewrite them.
 */
function toRequestOptions(request: WebResourceLike): RequestOptions {
  const { protocol, hostname, port, origin } = new URL(request.url);
  const headers: Record<string, string | number> = { ...request.headers.rawHeaders() };
  // VS Code wraps every request in its own agent, which keeps no connection, so Node sends `close`; but the agent that
  // finally makes the connection does keep it.
  headers['connection'] = 'keep-alive';
  // The length and ranges of a file refer to its stored bytes.
  const isAsStored = request.streamResponseBody === true || request.method === 'HEAD';
  headers['accept-encoding'] = isAsStored ? 'identity' : 'gzip';
  const bodyLength = typeof request.body === 'string' ? Buffer.byteLength(request.body) : 0;
  if (bodyLength > 0 || request.method === 'POST') headers['content-length'] = bodyLength;
  return {
    method: request.method,
    protocol,
    // The brackets around an IPv6 address belong to the URL, not to the address.
    hostname: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? undefined : Number(port),
    path: toRawPath(request.url, origin),
    headers,
  };
}

/** Returns path and query of a URL as written. The origin's spelling may differ in case and by a default port. */
function toRawPath(url: string, origin: string): string {
  const start = url.indexOf('/', url.indexOf('://') + 3);
  return start === -1 || origin === 'null' ? '/' : url.slice(start);
}

/** Only gzip is requested, but a server on the way may use another encoding. */
const unpackers = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
} as const;

/**
 * Returns the decompressed body of a response. Throws `ECONNRESET` for a body that is cut off, `MalformedResponse` for
 * a body that is damaged (worth another attempt) or in an encoding that was not requested, and the error of `bound` for
 * a body that is too long, which is decompressed only up to that limit. An unreadable body of a failure is left out,
 * because its status still identifies the failure. A file, which is requested as stored, stays compressed: its encoding
 * is a property of the blob (Put Blob, `x-ms-blob-content-encoding`), and its length and ranges are those of the
 * compressed bytes.
 */
async function unpack(answer: RawAnswer, asked: WebResourceLike, bound: BodyBound): Promise<Buffer> {
  if (isFile(asked, answer.status)) return answer.body;
  if (isSuccess(answer.status)) return unpackWhole(answer, asked, bound);
  return unpackWhole(answer, asked, { ...bound, maxBytes: maxErrorBytes }).catch(() => Buffer.alloc(0));
}

async function unpackWhole(answer: RawAnswer, asked: AskedRequest, bound: BodyBound): Promise<Buffer> {
  const { status, headers, body } = answer;
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? '';
  if (encoding === '' || encoding === 'identity' || body.length === 0) return body;
  if (!isKnown(encoding)) throw malformedResponse(`content-encoding: ${encoding.slice(0, 100)}`, { status, asked });
  try {
    return await unpackers[encoding](body, { maxOutputLength: bound.maxBytes });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code === 'Z_BUF_ERROR') throw cutError();
    if (code === 'ERR_BUFFER_TOO_LARGE') throw bound.refuse(status);
    throw malformedResponse(error, { status, asked, retryable: true });
  }
}

function isKnown(encoding: string): encoding is keyof typeof unpackers {
  return Object.hasOwn(unpackers, encoding);
}
