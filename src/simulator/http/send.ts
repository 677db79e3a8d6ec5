import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { Reply } from './reply.ts';
import { ServiceError } from './serviceError.ts';

const jsonType = 'application/json;odata=minimalmetadata';

/** The request that a response belongs to. */
export interface Asked {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly requestId: string;
}

/** Sends a response: errors and 204 with a length, all others in chunks, even without content (recorded). */
export async function send(response: ServerResponse, asked: Asked, reply: Reply): Promise<void> {
  const isError = reply.status >= 400;
  const headers: Record<string, string> = { ...commonHeaders(asked.headers, asked.requestId), ...reply.headers };
  if (reply.versioned !== undefined) {
    headers['etag'] = reply.versioned.eTag;
    headers['last-modified'] = new Date(reply.versioned.lastModified).toUTCString();
  }
  const text = reply.body === undefined || reply.status === 304 ? undefined : JSON.stringify(reply.body);
  if (text !== undefined) headers['content-type'] = jsonType;
  if (isError && text !== undefined) headers['content-length'] = String(Buffer.byteLength(text));
  if (reply.status === 204) headers['content-length'] = '0';
  response.writeHead(reply.status, findReason(reply), headers);
  if (asked.method === 'HEAD' || reply.stream === undefined) {
    response.end(asked.method === 'HEAD' ? undefined : text);
    reply.stream?.destroy();
    return;
  }
  await pipeline(reply.stream, response);
}

/** The reason phrase of an error is the first line of its message (recorded). */
function findReason(reply: Reply): string | undefined {
  const message = reply.status >= 400 ? reply.body?.['message'] : undefined;
  const value = typeof message === 'object' && message !== null ? Reflect.get(message, 'value') : undefined;
  return typeof value === 'string' ? value.split('\n')[0] : undefined;
}

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Checks the headers that all operations have in common; throws `InvalidHeaderValue`. */
export function checkHeaders(headers: IncomingHttpHeaders): void {
  const clientRequestId = headers['client-request-id'];
  if (clientRequestId !== undefined && !guid.test(String(clientRequestId))) {
    throw invalid('client-request-id', clientRequestId);
  }
  const returned = headers['return-client-request-id'];
  if (returned !== undefined && !/^(true|false)$/i.test(String(returned))) {
    throw invalid('return-client-request-id', returned);
  }
  const date = headers['ocp-date'];
  if (date !== undefined && Number.isNaN(Date.parse(String(date)))) throw invalid('ocp-date', date);
}

function invalid(name: string, value: string | string[]): ServiceError {
  return new ServiceError('InvalidHeaderValue', { HeaderName: name, HeaderValue: String(value) });
}

/** Returns the headers of all responses (recorded). */
function commonHeaders(headers: IncomingHttpHeaders, requestId: string): Record<string, string> {
  const clientRequestId = headers['client-request-id'];
  const isReturned = String(headers['return-client-request-id']).toLowerCase() === 'true';
  return {
    server: 'Microsoft-HTTPAPI/2.0',
    dataserviceversion: '3.0',
    'request-id': requestId,
    'strict-transport-security': 'max-age=31536000; includeSubDomains',
    'x-content-type-options': 'nosniff',
    ...(isReturned && clientRequestId !== undefined ? { 'client-request-id': String(clientRequestId) } : {}),
  };
}
