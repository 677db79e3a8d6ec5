import type { IncomingMessage } from 'node:http';

/**
 * Whether a request comes from elsewhere than a program on this machine that meant this server: a web page sends an
 * `Origin`, and a name rebound to loopback shows in `Host`.
 */
export function isForeign(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  const port = request.socket.localPort;
  return origin !== undefined || (host !== `127.0.0.1:${port}` && host?.toLowerCase() !== `localhost:${port}`);
}
