import type { Server } from 'node:http';
import { type AddressInfo, isIPv6 } from 'node:net';

/** Time an idle connection stays open: longer than clients keep it, so that it isn't closed during a request. */
export const keepAliveMs = 5 * 60 * 1000;

/** Default address of servers, unless they should be reached from other computers. */
export const loopbackHost = '127.0.0.1';

/** Makes a server listen and resolves to the port; for 0, any free one. Rejects if port or address is unavailable. */
export async function listenOn(server: Server, host: string, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return (server.address() as AddressInfo).port;
}

/** Returns true if only programs on this computer can reach this address. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** Returns the host name by which programs on this computer reach a server on all addresses, or on one. */
export function toLocalName(host: string): string {
  if (host === '0.0.0.0') return loopbackHost;
  if (host === '::') return '[::1]';
  return isIPv6(host) ? `[${host}]` : host;
}

/** Ends the server with all its connections. */
export async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}
