import { randomUUID, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { type McpProgram, makeServer } from './makeServer.ts';

/** A server on this computer, for clients that know its nonce. The caller closes it. */
export interface McpHttpServer {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

const path = '/mcp';
const mostSessions = 20;

/**
 * Serves HTTP on a port of this computer. Other programs on this computer and pages in a browser can reach that port,
 * too, so a request without the nonce, with an `Origin`, or with another `Host` gets a 403.
 */
export async function serveHttp(program: McpProgram, nonce: string): Promise<McpHttpServer> {
  const authorization = `Bearer ${nonce}`;
  const sessions = new Sessions(program);
  let host = '';
  const server = createServer((request, response) => {
    const isAllowed =
      request.headers.origin === undefined &&
      request.headers.host === host &&
      isEqual(request.headers.authorization ?? '', authorization);
    if (!isAllowed) response.writeHead(403).end();
    else if (request.url !== path) response.writeHead(404).end();
    else void sessions.answer(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `http://${host}${path}`,
    headers: { authorization },
    async close() {
      await sessions.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

/** Connected clients, by session ID: a call can be canceled only by a request in the same session. */
class Sessions {
  readonly #program: McpProgram;
  readonly #transports = new Map<string, StreamableHTTPServerTransport>();

  constructor(program: McpProgram) {
    this.#program = program;
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const id = request.headers['mcp-session-id'];
    try {
      const known = typeof id === 'string' ? this.#transports.get(id) : undefined;
      // A transport without a session refuses an unknown session.
      await (known ?? (await this.#open())).handleRequest(request, response);
    } catch {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#transports.values()].map((transport) => transport.close()));
  }

  async #open(): Promise<StreamableHTTPServerTransport> {
    const transport = new StreamableHTTPServerTransport({
      enableJsonResponse: true,
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => this.#keep(id, transport),
      onsessionclosed: (id) => void this.#transports.delete(id),
    });
    // The package's types declare optional properties less strictly than ours.
    const server = makeServer({ ...this.#program, isInEditor: true });
    await server.connect(transport as Parameters<typeof server.connect>[0]);
    return transport;
  }

  /** Removes the oldest client beyond the limit, because clients may leave without closing their sessions. */
  #keep(id: string, transport: StreamableHTTPServerTransport): void {
    this.#transports.set(id, transport);
    const [oldest] = this.#transports;
    if (oldest === undefined || this.#transports.size <= mostSessions) return;
    this.#transports.delete(oldest[0]);
    void oldest[1].close();
  }
}

function isEqual(one: string, other: string): boolean {
  const [given, wanted] = [Buffer.from(one), Buffer.from(other)];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
