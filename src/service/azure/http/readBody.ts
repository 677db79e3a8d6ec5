import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { WebResourceLike } from '@azure/ms-rest-js';
import type { TimeLimit } from './timeLimit.ts';

/** No answer of Batch is larger; a larger one would only fill the memory. Files are read in ranges. */
const maxBodyBytes = 256 * 1024 * 1024;

/**
 * The whole body of an answer, unpacked. Throws a system error when it is cut (`ECONNRESET`), and an `Error` when it is
 * larger than the range that was asked for, or than any answer may be.
 */
export async function readBody(message: IncomingMessage, request: WebResourceLike, limit: TimeLimit): Promise<Buffer> {
  const maxBytes = toMaxBytes(message, request);
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of unpacked(message)) {
    const bytes: Buffer = chunk;
    limit.heard();
    length += bytes.length;
    if (length > maxBytes) throw new Error(`The answer is longer than ${maxBytes} bytes.`);
    chunks.push(bytes);
  }
  const [first] = chunks;
  return chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks, length);
}

function unpacked(message: IncomingMessage): Readable {
  if (message.headers['content-encoding']?.toLowerCase() !== 'gzip') return message;
  const gunzip = createGunzip();
  message.once('error', (error) => gunzip.destroy(error));
  return message.pipe(gunzip);
}

function toMaxBytes(message: IncomingMessage, request: WebResourceLike): number {
  const succeeded = (message.statusCode ?? 0) < 300;
  const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.get('ocp-range') ?? '');
  return succeeded && range !== null ? Number(range[2]) - Number(range[1]) + 1 : maxBodyBytes;
}
