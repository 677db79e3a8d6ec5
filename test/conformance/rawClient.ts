import { createHmac } from 'node:crypto';
import { Agent, type IncomingMessage, type RequestOptions, request } from 'node:http';
import type { Clock } from '../../src/simulator/clock.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';

export const oldVersion = '2022-10-01.16.0';
export const newVersion = '2025-06-01';

/** An answer as received. */
export interface RawReply {
  readonly status: number;
  readonly reason: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** The parsed body, whose shape each test knows. */
  readonly body: RawBody;
}

export interface RawBody {
  readonly code?: string;
  readonly message?: { readonly lang: string; readonly value: string };
  readonly values?: readonly { readonly key: string; readonly value: string }[];
  readonly value?: readonly RawBody[];
  readonly 'odata.metadata'?: string;
  readonly 'odata.nextLink'?: string;
  readonly [name: string]: unknown;
}

export interface RawOptions {
  readonly version?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Body that is sent unchanged, instead of `body` as JSON. */
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Date of the request in milliseconds since the epoch; the clock's time when absent. */
  readonly dateMs?: number;
  /** Name of the header with the date. */
  readonly dateHeader?: 'ocp-date' | 'date';
  readonly key?: string;
}

/** Communicates with a simulator without a client library, with the tests' own signature. */
export class RawClient {
  readonly #simulator: Pick<Simulator, 'url' | 'accountName' | 'accountKey'>;
  readonly #clock: Clock;
  /** Kept alive, because new connections for thousands of requests would cost more than the requests. */
  readonly #agent = new Agent({ keepAlive: true });

  constructor(simulator: Pick<Simulator, 'url' | 'accountName' | 'accountKey'>, clock: Clock) {
    this.#simulator = simulator;
    this.#clock = clock;
  }

  /** Sends `VERB /path`, signed. */
  send(what: string, options: RawOptions = {}): Promise<RawReply> {
    const [verb = '', path = ''] = what.split(' ');
    const query = { 'api-version': options.version ?? oldVersion, ...options.query };
    const search = Object.entries(query)
      .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
      .join('&');
    const text = options.text ?? (options.body === undefined ? '' : JSON.stringify(options.body));
    const headers: Record<string, string> = {
      [options.dateHeader ?? 'ocp-date']: new Date(options.dateMs ?? this.#clock.now()).toUTCString(),
      ...(text === '' ? {} : { 'content-type': 'application/json; odata=minimalmetadata; charset=utf-8' }),
      ...(text !== '' || verb === 'POST' ? { 'content-length': String(Buffer.byteLength(text)) } : {}),
      ...options.headers,
    };
    headers['authorization'] ??= this.#sign(verb, path, query, headers, options.key ?? this.#simulator.accountKey);
    return exchange(verb, `${this.#simulator.url}${path}?${search}`, { headers, agent: this.#agent }, text);
  }

  #sign(
    verb: string,
    path: string,
    query: Readonly<Record<string, string>>,
    headers: Readonly<Record<string, string>>,
    key: string,
  ): string {
    const names = ['content-encoding', 'content-language', 'content-length', 'content-md5', 'content-type', 'date'];
    const conditions = ['if-modified-since', 'if-match', 'if-none-match', 'if-unmodified-since', 'range'];
    const values = [...names, ...conditions].map((name) => headers[name] ?? '');
    const own = Object.keys(headers)
      .filter((name) => name.startsWith('ocp-'))
      .sort()
      .map((name) => `${name}:${headers[name]}`);
    const parameters = Object.entries(query)
      .map(([name, value]) => [name.toLowerCase(), value] as const)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, value]) => `${name}:${value}`);
    const text = [verb, ...values, ...own, `/${this.#simulator.accountName}${path}`, ...parameters].join('\n');
    const signature = createHmac('sha256', Buffer.from(key, 'base64')).update(text).digest('base64');
    return `SharedKey ${this.#simulator.accountName}:${signature}`;
  }
}

function exchange(method: string, url: string, options: RequestOptions, text: string): Promise<RawReply> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, ...options }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        try {
          resolve(toReply(response, Buffer.concat(chunks).toString('utf8')));
        } catch (error) {
          reject(error);
        }
      });
    });
    outgoing.on('error', reject);
    outgoing.end(text);
  });
}

/** Throws a `SyntaxError` for an invalid body of type JSON. */
function toReply(response: IncomingMessage, text: string): RawReply {
  const isJson = response.headers['content-type']?.includes('json') ?? false;
  return {
    status: response.statusCode ?? 0,
    reason: response.statusMessage ?? '',
    headers: response.headers,
    text,
    body: isJson && text !== '' ? JSON.parse(text) : {},
  };
}

/** Returns the body of a request for a pool of Linux nodes. */
export function poolBody(id: string, nodes = 0, more: Readonly<Record<string, unknown>> = {}) {
  return {
    id,
    vmSize: 'standard_d2s_v3',
    virtualMachineConfiguration: {
      imageReference: { publisher: 'canonical', offer: '0001-com-ubuntu-server-jammy', sku: '22_04-lts' },
      nodeAgentSKUId: 'batch.node.ubuntu 22.04',
    },
    targetDedicatedNodes: nodes,
    ...more,
  };
}
