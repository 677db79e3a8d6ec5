import type { IncomingMessage } from 'node:http';
import { ServiceError } from './serviceError.ts';

/** Batch documentation: a collection of tasks is smaller than 1 MB; no other body is larger. */
const largestBodyBytes = 1024 * 1024;

/** Maximum nesting of a body, deeper than any that the service accepts. */
const deepestNesting = 100;
/** Matches the brackets of JSON, and whole strings, so that brackets inside strings are skipped. */
const brackets = /[[\]{}]|"(?:[^"\\]|\\.)*"?/gs;

/** Reads the body; throws `RequestBodyTooLarge` before more than the limit is in memory. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > largestBodyBytes) {
    throw new ServiceError('RequestBodyTooLarge', { MaxLimit: String(largestBodyBytes) });
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk as Uint8Array);
    size += bytes.length;
    if (size > largestBodyBytes) throw new ServiceError('RequestBodyTooLarge', { MaxLimit: String(largestBodyBytes) });
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/** Parses JSON; throws `InvalidHeaderValue` for another media type and `InvalidRequestBody` for invalid JSON. */
export function parseBody(bytes: Buffer, contentType: string | undefined): unknown {
  if (contentType !== undefined && !/^application\/json\b/i.test(contentType)) {
    throw new ServiceError('InvalidHeaderValue', { HeaderName: 'Content-Type', HeaderValue: contentType });
  }
  const text = bytes.toString('utf8');
  if (findDepth(text) > deepestNesting) {
    throw new ServiceError('InvalidRequestBody', { Reason: 'The body is nested too deeply' });
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new ServiceError('InvalidRequestBody', { Reason: 'The body is not JSON' });
  }
}

/** Returns the maximum nesting of brackets: a value that is nested too deeply can be parsed but not serialized. */
function findDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [token] of text.matchAll(brackets)) {
    if (token === '{' || token === '[') deepest = Math.max(deepest, ++depth);
    else if (token === '}' || token === ']') depth -= 1;
  }
  return deepest;
}
