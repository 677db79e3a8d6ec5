import type { RequestOptions } from 'node:https';
import type { WebResourceLike } from '@azure/ms-rest-js';

/**
 * What node's `http.request` needs to send `request`. Path and query go out byte for byte as they were signed: `URL`
 * would rewrite them.
 */
export function toRequestOptions(request: WebResourceLike): RequestOptions {
  const { protocol, hostname, port, origin } = new URL(request.url);
  const headers: Record<string, string | number> = { ...request.headers.rawHeaders() };
  // VS Code wraps every request in an agent of its own that keeps no connection, and node says `close` for it; the agent
  // that makes the connection in the end keeps it.
  headers['connection'] = 'keep-alive';
  // The length and the ranges of a file are those of its own bytes.
  const isFile = request.streamResponseBody === true || request.method === 'HEAD';
  headers['accept-encoding'] = isFile ? 'identity' : 'gzip';
  const bodyLength = typeof request.body === 'string' ? Buffer.byteLength(request.body) : 0;
  if (bodyLength > 0 || request.method === 'POST') headers['content-length'] = bodyLength;
  return {
    method: request.method,
    protocol,
    // Brackets around an IPv6 address are the URL's, not the address's.
    hostname: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? undefined : Number(port),
    path: toRawPath(request.url, origin),
    headers,
  };
}

/** Path and query of a URL as written. The origin's spelling may differ in case and by a default port. */
function toRawPath(url: string, origin: string): string {
  const start = url.indexOf('/', url.indexOf('://') + 3);
  return start === -1 || origin === 'null' ? '/' : url.slice(start);
}
