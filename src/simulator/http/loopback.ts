import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Longer than clients keep an idle connection: else one would now and then be closed under a request. */
export const keepAliveMs = 5 * 60 * 1000;

/** Resolves with the port; 0 lets the system choose it. Rejects when the port is not available. */
export async function listenOnLoopback(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
}

/** Ends the server with all its connections. */
export async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}

/**
 * Whether a request comes from elsewhere than a program on this machine that meant this server: a web page sends an
 * `Origin`, and a name rebound to loopback shows in `Host`.
 */
export function isForeign(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  const port = request.socket.localPort;
  return origin !== undefined || (host !== `127.0.0.1:${port}` && host?.toLowerCase() !== `localhost:${port}`);
}
