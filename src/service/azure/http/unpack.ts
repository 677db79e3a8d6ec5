import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import type { AskedRequest } from '../errors/askedRequest.ts';
import { malformedResponse } from '../errors/toBatchError.ts';
import { maxErrorBytes } from './answerLimits.ts';
import { type BodyBound, cutError, isSuccess, type RawAnswer } from './exchange.ts';

/** gzip is asked for; the others are what something on the way may make of it. */
const unpackers = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
} as const;

/**
 * The body of an answer, decompressed. Throws `ECONNRESET` for one that is cut off, `MalformedResponse` for one that is
 * damaged (worth another attempt) or in an encoding that was not requested, and the error of `bound` for one that is
 * too long, which is decompressed only up to that limit. What cannot be read of a failure is left out: its status still
 * shows what it is.
 */
export async function unpack(answer: RawAnswer, asked: AskedRequest, bound: BodyBound): Promise<Buffer> {
  if (isSuccess(answer.status)) return unpackWhole(answer, asked, bound);
  return unpackWhole(answer, asked, { ...bound, maxBytes: maxErrorBytes }).catch(() => Buffer.alloc(0));
}

async function unpackWhole(answer: RawAnswer, asked: AskedRequest, bound: BodyBound): Promise<Buffer> {
  const { status, headers, body } = answer;
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? '';
  if (encoding === '' || encoding === 'identity' || body.length === 0) return body;
  if (!isKnown(encoding)) throw malformedResponse(`content-encoding: ${encoding.slice(0, 100)}`, { status, asked });
  try {
    return await unpackers[encoding](body, { maxOutputLength: bound.maxBytes });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code === 'Z_BUF_ERROR') throw cutError();
    if (code === 'ERR_BUFFER_TOO_LARGE') throw bound.refuse(status);
    throw malformedResponse(error, { status, asked, retryable: true });
  }
}

function isKnown(encoding: string): encoding is keyof typeof unpackers {
  return Object.hasOwn(unpackers, encoding);
}
