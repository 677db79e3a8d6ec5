import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { commonHeaders } from './headers.ts';
import type { Reply } from './reply.ts';

const jsonType = 'application/json;odata=minimalmetadata';

/** What the answer is sent for. */
export interface Asked {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly requestId: string;
}

/** Sends an answer: JSON in chunks, errors with their length, streams as they come. */
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
  const mayHaveBody = reply.status !== 204 && reply.status !== 304;
  if (mayHaveBody && text === undefined && reply.stream === undefined && headers['content-length'] === undefined) {
    headers['content-length'] = '0';
  }
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
