import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SeenRequest {
  readonly method: string;
  /** Path and query as received. */
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** Answers one request, which has been read to its end. */
export type Answer = (response: ServerResponse, request: SeenRequest) => void;

/** A loopback server with the test's answers that records its requests. */
export class BatchServer implements AsyncDisposable {
  readonly requests: SeenRequest[] = [];
  readonly #answers: Answer[] = [];
  readonly #server = createServer((request, response) => {
    void this.#serve(request, response);
  });

  /** Starts a server; `answers` are given one after another, and the last one repeats. */
  static async start(...answers: readonly Answer[]): Promise<BatchServer> {
    const server = new BatchServer();
    server.#answers.push(...answers);
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  /** Sets the answers to the next requests. */
  answer(...answers: readonly Answer[]): void {
    this.#answers.splice(0, this.#answers.length, ...answers);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
  }

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const { method = '', url = '', headers } = incoming;
    // The real time would look wrong to a client with a fake clock.
    response.sendDate = false;
    const request = { method, url, headers, body: Buffer.concat(chunks).toString('utf8') };
    this.requests.push(request);
    const answer = this.#answers.length > 1 ? this.#answers.shift() : this.#answers[0];
    if (answer === undefined) throw new Error(`no answer for ${method} ${url}`);
    answer(response, request);
  }
}

const jsonType = 'application/json;odata=minimalmetadata';

/** Answers with JSON. */
export function json(body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Answer {
  return (response) => response.writeHead(status, { 'content-type': jsonType, ...headers }).end(JSON.stringify(body));
}

/** Answers with an error in the service's format. */
export function failure(
  status: number,
  code: string,
  { message = 'It failed.', headers = {}, values = {} }: FailureOptions = {},
): Answer {
  const value = `${message}\nRequestId:00000000-0000-0000-0000-000000000001\nTime:2026-11-20T09:00:00.0000000Z`;
  const details = Object.entries(values).map(([key, text]) => ({ key, value: text }));
  const body = { 'odata.metadata': '…', code, message: { lang: 'en-US', value }, values: details };
  return json(body, status, { 'request-id': '00000000-0000-0000-0000-000000000001', ...headers });
}

export interface FailureOptions {
  readonly message?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly values?: Readonly<Record<string, string>>;
}

/** Answers with a status, headers and text. */
export function text(status: number, body = '', headers: Readonly<Record<string, string>> = {}): Answer {
  return (response) => response.writeHead(status, headers).end(body);
}

/** Closes the connection without an answer. */
export const reset: Answer = (response) => {
  response.socket?.destroy();
};

/** Never answers. */
export const hang: Answer = () => {};

/** Starts an answer that is never completed: half of it arrives, then the connection is closed. */
export const truncate: Answer = (response) => {
  response.writeHead(200, { 'content-type': jsonType, 'content-length': '1000' });
  response.write('{"value":[', () => response.socket?.destroy());
};
