import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Identity } from '../tls/certificate.ts';
import { Exchange, type Service } from './exchange.ts';
import { closeServer, keepAliveMs, listenOn, toLocalName } from './listening.ts';

/** Maximum size of a request's headers; the parser refuses larger headers with 431. */
const largestHeadersBytes = 32 * 1024;

/** A server on which an account will be served. */
export interface Listener {
  readonly server: Server;
  /** Address for programs on this computer: `http://127.0.0.1:PORT`, or `https:` with TLS. */
  readonly url: string;
}

/**
 * Resolves to a listener that serves nothing yet, with TLS if it has an identity. Rejects if the port or the address is
 * not available.
 */
export async function listen(host: string, port: number, identity: Identity | undefined): Promise<Listener> {
  const limits = { maxHeaderSize: largestHeadersBytes, keepAliveTimeout: keepAliveMs };
  const server =
    identity === undefined
      ? createServer(limits)
      : createTlsServer({ ...limits, cert: identity.certificate, key: identity.key });
  const scheme = identity === undefined ? 'http' : 'https';
  return { server, url: `${scheme}://${toLocalName(host)}:${await listenOn(server, host, port)}` };
}

/** The account's endpoint. */
export class BatchServer {
  readonly #server: Server;

  constructor({ server }: Listener, service: Service) {
    this.#server = server;
    server.on('request', (request, response) => void new Exchange(service, request, response).serve());
  }

  /** Closes the server and all its connections. */
  close(): Promise<void> {
    return closeServer(this.#server);
  }
}
