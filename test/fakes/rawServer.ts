import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

/**
 * Behavior of a raw server on a connection: called once at the start if `atOnce`, or else after each complete request.
 */
export interface Conduct {
  readonly atOnce?: boolean;
  (socket: Socket): void;
}

/**
 * A loopback server that writes arbitrary bytes, without any HTTP rules. Its connections are counted to detect leaks.
 */
export class RawServer implements AsyncDisposable {
  /** Number of complete requests; connections without one do not count. */
  requests = 0;
  readonly #sockets = new Set<Socket>();
  #conduct: Conduct;
  #onClose: () => void = () => {};
  readonly #server = createServer((socket) => this.#serve(socket));

  private constructor(conduct: Conduct) {
    this.#conduct = conduct;
  }

  static async start(conduct: Conduct): Promise<RawServer> {
    const server = new RawServer(conduct);
    server.#server.listen(0, '127.0.0.1');
    await once(server.#server, 'listening');
    return server;
  }

  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get url(): string {
    return `http://${this.host}`;
  }

  /** Number of open connections. */
  get open(): number {
    return this.#sockets.size;
  }

  /** Sets the behavior of the server from now on. */
  behave(conduct: Conduct): void {
    this.#conduct = conduct;
  }

  /** Resolves when at most `count` connections are open. */
  untilOpen(count: number): Promise<void> {
    return new Promise((resolve) => {
      this.#onClose = () => {
        if (this.#sockets.size <= count) resolve();
      };
      this.#onClose();
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => {
      this.#sockets.delete(socket);
      this.#onClose();
    });
    if (this.#conduct.atOnce === true) this.#conduct(socket);
    let received = '';
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
      const length = toRequestLength(received);
      if (length === undefined || received.length < length) return;
      received = received.slice(length);
      this.requests++;
      if (this.#conduct.atOnce !== true) this.#conduct(socket);
    });
  }
}

/** Returns the length of the first request in `received`; undefined while its head is incomplete. */
function toRequestLength(received: string): number | undefined {
  const head = received.indexOf('\r\n\r\n');
  if (head === -1) return undefined;
  return head + 4 + Number(/\ncontent-length: *(\d+)/i.exec(received.slice(0, head))?.[1] ?? 0);
}

/** Returns a complete HTTP/1.1 answer; `length` replaces the true length. */
export function rawAnswer(
  status: number,
  body: string | Uint8Array,
  { headers = {}, length }: { readonly headers?: Readonly<Record<string, string>>; readonly length?: number } = {},
): Buffer {
  const bytes = Buffer.from(body);
  const all = { 'content-type': 'application/json', ...headers, 'content-length': String(length ?? bytes.length) };
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${status} Any\r\n${head.join('')}\r\n`), bytes]);
}
