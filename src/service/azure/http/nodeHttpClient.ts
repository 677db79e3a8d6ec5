import * as http from 'node:http';
import * as https from 'node:https';
import { type HttpClient, HttpHeaders, type HttpOperationResponse, type WebResourceLike } from '@azure/ms-rest-js';
import { BatchError } from '../../../core/model/batchError.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import type { Clock } from '../../clock.ts';
import { toNetworkError } from '../errors/networkError.ts';
import { readBody } from './readBody.ts';
import { toRequestOptions } from './requestOptions.ts';
import { TimeLimit } from './timeLimit.ts';

/** An answer with its whole body: as bytes where the operation streams a file, as text otherwise. */
export interface WholeResponse extends HttpOperationResponse {
  readonly bodyBytes?: Uint8Array;
}

export interface HttpClientOptions {
  /** Open connections to one host at most; they are kept for the next request. */
  readonly maxSockets: number;
  readonly clock: Clock;
  /** Certificate of the authority to trust, as PEM; the machine's own authorities when absent. */
  readonly ca?: string | undefined;
}

/** How long a connection that nobody uses stays open. */
const idleSocketMs = 60_000;

/**
 * Sends requests by node's own `http` and `https` (which VS Code fits with the user's proxy and certificates), follows
 * no redirect, and bounds every attempt in time and size. It replaces the client library's `node-fetch`, which never
 * settles when a body is cut and has no time limit. Throws `BatchError` for everything but an answer, or `Cancelled`.
 */
export class NodeHttpClient implements HttpClient {
  readonly #clock: Clock;
  #isDisposed = false;
  readonly #agents: { readonly http: http.Agent; readonly https: https.Agent };

  constructor({ maxSockets, clock, ca }: HttpClientOptions) {
    this.#clock = clock;
    const agentOptions = { keepAlive: true, maxSockets, timeout: idleSocketMs };
    this.#agents = {
      http: new http.Agent(agentOptions),
      https: new https.Agent({ ...agentOptions, ...(ca === undefined ? {} : { ca }) }),
    };
  }

  async sendRequest(request: WebResourceLike): Promise<WholeResponse> {
    if (this.#isDisposed) throw new Cancelled();
    const limit = new TimeLimit(this.#clock, request.abortSignal);
    try {
      const message = await this.#exchange(request, limit);
      const bytes = await readBody(message, request, limit);
      return toResponse(request, message, bytes);
    } catch (error) {
      if (limit.cancelled || this.#isDisposed) throw new Cancelled();
      if (BatchError.is(error)) throw error;
      throw toNetworkError(limit.expired ?? error, request.method, new URL(request.url).host);
    } finally {
      limit.dispose();
    }
  }

  /** Ends what is under way, and lets nothing more begin. */
  dispose(): void {
    this.#isDisposed = true;
    this.#agents.http.destroy();
    this.#agents.https.destroy();
  }

  /** Sends the request and waits for the head of the answer. */
  #exchange(request: WebResourceLike, limit: TimeLimit): Promise<http.IncomingMessage> {
    return new Promise((resolve, reject) => {
      const secure = request.url.startsWith('https:');
      const options = { ...toRequestOptions(request), agent: secure ? this.#agents.https : this.#agents.http };
      const outgoing = secure ? https.request(options) : http.request(options);
      limit.onEnd((reason) => outgoing.destroy(reason));
      outgoing.once('response', resolve);
      outgoing.once('error', reject);
      outgoing.end(request.body);
    });
  }
}

function toResponse(request: WebResourceLike, message: http.IncomingMessage, bytes: Buffer): WholeResponse {
  const status = message.statusCode ?? 0;
  const headers = new HttpHeaders();
  for (const [name, value] of Object.entries(message.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const isFile = request.streamResponseBody === true && status < 300;
  return { request, status, headers, ...(isFile ? { bodyBytes: bytes } : { bodyAsText: bytes.toString('utf8') }) };
}
