import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { WebResourceLike } from '@azure/ms-rest-js';
import { malformedResponse } from '../errors/toBatchError.ts';
import type { TimeLimit } from './timeLimit.ts';

/** No answer of Batch is larger; a larger one would only fill the memory. Files are read in ranges. */
const maxBodyBytes = 256 * 1024 * 1024;

/**
 * The whole body of an answer, unpacked. Throws a system error when it is cut (`ECONNRESET`), and `MalformedResponse` when it
 * is larger than the range that was asked for, or than any answer may be.
 */
export function readBody(message: IncomingMessage, request: WebResourceLike, limit: TimeLimit): Promise<Buffer> {
  const maxBytes = toMaxBytes(message, request);
  const body = unpacked(message);
  // Events rather than iteration: a list of a thousand tasks comes in dozens of chunks.
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    body.on('data', (chunk: Buffer) => {
      limit.heard();
      length += chunk.length;
      chunks.push(chunk);
      if (length > maxBytes) message.destroy(malformedResponse(`The answer is longer than ${maxBytes} bytes.`));
    });
    body.once('end', () => resolve(Buffer.concat(chunks, length)));
    body.once('error', reject);
    message.once('error', reject);
  });
}

function unpacked(message: IncomingMessage): Readable {
  if (message.headers['content-encoding']?.toLowerCase() !== 'gzip') return message;
  return message.pipe(createGunzip());
}

function toMaxBytes(message: IncomingMessage, request: WebResourceLike): number {
  const succeeded = (message.statusCode ?? 0) < 300;
  const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.get('ocp-range') ?? '');
  return succeeded && range !== null ? Number(range[2]) - Number(range[1]) + 1 : maxBodyBytes;
}
