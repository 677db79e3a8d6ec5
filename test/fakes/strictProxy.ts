import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { request as requestSecurely } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { makeIdentity } from '../../src/simulator/tls/certificate.ts';

/** The host of the account behind the proxy. */
export const batchHost = 'proxied.westeurope.batch.azure.com';
/** Hosts that are reached through the proxy for the account, Resource Manager, and tokens. */
export const proxiedHosts = [batchHost, 'management.azure.com', 'login.microsoftonline.com'];
/** A blob that the proxy itself returns for any path at this host. */
export const storedBlob = { host: 'logs.blob.core.windows.net', text: 'read through the proxy\n' };
const [user, password] = ['ada', 'p4ss'];

/**
 * A proxy that requires a password and intercepts encrypted traffic, like those of companies: the Azure hosts behind it
 * are a simulator.
 */
export class StrictProxy {
  /** Hosts to which connections were allowed. */
  readonly reached = new Set<string>();
  refused = 0;
  /** The status with which all connections are refused, if any. */
  status: string | undefined;
  readonly authority = makeIdentity(Date.now(), [...proxiedHosts, storedBlob.host]);
  readonly #simulator: Simulator;
  readonly #server: Server;
  readonly #behind: Server;
  readonly #open = new Set<Socket>();

  constructor(simulator: Simulator) {
    this.#simulator = simulator;
    this.#behind = createServer((incoming, response) => this.#forward(incoming, response));
    this.#server = createServer();
    this.#server.on('connect', (incoming: IncomingMessage, socket: Socket) => this.#connect(incoming, socket));
  }

  async listen(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  toUrl(typed = password): string {
    return `http://${user}:${typed}@127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Ends connections that are kept for the next request, because they were made with other settings. */
  drop(): void {
    for (const socket of this.#open) socket.destroy();
    this.#open.clear();
  }

  close(): void {
    this.drop();
    this.#server.close();
  }

  #connect(incoming: IncomingMessage, socket: Socket): void {
    this.#open.add(socket);
    socket.on('error', () => socket.destroy());
    const wanted = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
    if (incoming.headers['proxy-authorization'] !== wanted) {
      this.refused += 1;
      socket.end(
        'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="test"\r\nContent-Length: 0\r\n\r\n',
      );
      return;
    }
    if (this.status !== undefined) {
      socket.end(`HTTP/1.1 ${this.status}\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    this.reached.add(incoming.url?.replace(/:443$/, '') ?? '');
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    const { certificate: cert, key } = this.authority;
    const open = new TLSSocket(socket, { isServer: true, cert, key });
    open.on('error', () => open.destroy());
    this.#behind.emit('connection', open);
  }

  #forward(incoming: IncomingMessage, response: ServerResponse): void {
    const host = incoming.headers.host?.replace(/:\d+$/, '') ?? '';
    if (host === storedBlob.host) {
      const headers = {
        'content-length': storedBlob.text.length,
        'last-modified': new Date().toUTCString(),
        etag: '1',
      };
      response.writeHead(200, headers);
      response.end(incoming.method === 'HEAD' ? '' : storedBlob.text);
      return;
    }
    const isBatch = host === batchHost;
    const target = new URL(incoming.url ?? '/', isBatch ? this.#simulator.url : this.#simulator.armUrl);
    const headers = { ...incoming.headers, host: target.host, 'accept-encoding': 'identity' };
    const options = { method: incoming.method ?? 'GET', headers, agent: false as const };
    const answer = (answered: IncomingMessage): void => {
      const chunks: Buffer[] = [];
      answered.on('data', (chunk: Buffer) => chunks.push(chunk));
      answered.on('end', () => {
        // Addresses in the answer refer to Azure too.
        const text = Buffer.concat(chunks).toString('utf8').replaceAll(this.#simulator.armUrl, `https://${host}`);
        const { 'content-length': _length, 'transfer-encoding': _encoding, ...others } = answered.headers;
        response.writeHead(answered.statusCode ?? 502, others);
        response.end(text);
      });
    };
    const outgoing = isBatch
      ? request(target, options, answer)
      : requestSecurely(target, { ...options, ca: this.#simulator.ca }, answer);
    outgoing.on('error', () => response.destroy());
    incoming.pipe(outgoing);
  }
}
