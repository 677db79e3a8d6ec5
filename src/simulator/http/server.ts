import { createServer, type Server } from 'node:http';
import { Exchange, type Service } from './exchange.ts';
import { closeServer, keepAliveMs, listenOnLoopback } from './loopback.ts';

/** Headers beyond this are refused by the parser with 431. */
const largestHeadersBytes = 32 * 1024;

/** A place on loopback where an account is going to be served. */
export interface Listener {
  readonly server: Server;
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
}

/** Resolves with a listener that serves nothing yet. Rejects when the port cannot be had. */
export async function listen(port: number): Promise<Listener> {
  const server = createServer({ maxHeaderSize: largestHeadersBytes, keepAliveTimeout: keepAliveMs });
  return { server, url: `http://127.0.0.1:${await listenOnLoopback(server, port)}` };
}

/** The account's endpoint. */
export class BatchServer {
  readonly #server: Server;

  constructor({ server }: Listener, service: Service) {
    this.#server = server;
    server.on('request', (request, response) => void new Exchange(service, request, response).serve());
  }

  /** Ends all connections. */
  close(): Promise<void> {
    return closeServer(this.#server);
  }
}
