import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Exchange, type Service } from './exchange.ts';

/** Headers beyond this are refused by the parser with 431. */
const largestHeadersBytes = 32 * 1024;

/** Longer than clients keep an idle connection: else one would now and then be closed under a request. */
export const keepAliveMs = 5 * 60 * 1000;

/** The account's endpoint: an HTTP server on loopback. */
export class BatchServer {
  readonly #server: Server;

  constructor(service: Service) {
    this.#server = createServer(
      { maxHeaderSize: largestHeadersBytes, keepAliveTimeout: keepAliveMs },
      (request, response) => {
        void new Exchange(service, request, response).serve();
      },
    );
  }

  /** Resolves with the port. Throws when it cannot be had. */
  async listen(port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, '127.0.0.1', resolve);
    });
    return (this.#server.address() as AddressInfo).port;
  }

  /** Ends all connections. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
  }
}
