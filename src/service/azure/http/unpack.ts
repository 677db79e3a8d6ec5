import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { malformedResponse } from '../errors/toBatchError.ts';
import { cutError, isSuccess, maxErrorBytes, type RawAnswer } from './exchange.ts';

/** gzip is asked for; the others are what something on the way may make of it. */
const unpackers = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
} as const;

/**
 * The body of an answer as it was before it was packed. Throws `ECONNRESET` for one that is cut, and `MalformedResponse`
 * for one that is damaged (worth another attempt), larger than `maxBytes`, or packed in a way that nobody asked for. What
 * cannot be read of a failure is left out: its status still tells what it is.
 */
export async function unpack(answer: RawAnswer, maxBytes: number): Promise<Buffer> {
  if (isSuccess(answer.status)) return unpackWhole(answer, maxBytes);
  return unpackWhole(answer, maxErrorBytes).catch(() => Buffer.alloc(0));
}

async function unpackWhole({ status, headers, body }: RawAnswer, maxBytes: number): Promise<Buffer> {
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? '';
  if (encoding === '' || encoding === 'identity' || body.length === 0) return body;
  if (!isKnown(encoding)) throw malformedResponse(`content-encoding: ${encoding.slice(0, 100)}`, { status });
  try {
    return await unpackers[encoding](body, { maxOutputLength: maxBytes });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code === 'Z_BUF_ERROR') throw cutError();
    throw malformedResponse(error, { status, retryable: code !== 'ERR_BUFFER_TOO_LARGE' });
  }
}

function isKnown(encoding: string): encoding is keyof typeof unpackers {
  return Object.hasOwn(unpackers, encoding);
}
