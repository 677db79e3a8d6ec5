import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** The signed parts of a request. */
export interface SignedRequest {
  readonly method: string;
  /** Path and query as sent. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

const signedHeaders = [
  'content-encoding',
  'content-language',
  'content-length',
  'content-md5',
  'content-type',
  'date',
  'if-modified-since',
  'if-match',
  'if-none-match',
  'if-unmodified-since',
  'range',
] as const;

/**
 * Returns true if `signature` (base64) is the request's HMAC-SHA256 under the account's key. Names of query parameters
 * may be signed as sent or in lower case: the documentation requires the latter, the official client does the former.
 */
export function isSignedBy(request: SignedRequest, account: string, key: Buffer, signature: string): boolean {
  const given = Buffer.from(signature, 'base64');
  for (const text of stringsToSign(request, account)) {
    const expected = createHmac('sha256', key).update(text, 'utf8').digest();
    if (given.length === expected.length && timingSafeEqual(given, expected)) return true;
  }
  return false;
}

/** Makes the strings that a client may have signed, the most frequent first. Batch documentation: authenticate requests. */
export function* stringsToSign(request: SignedRequest, account: string): Generator<string> {
  const contentLength = request.headers['content-length'];
  const lengths = contentLength === undefined || contentLength === '0' ? ['', '0'] : [contentLength];
  for (const length of lengths)
    for (const asSent of [true, false]) {
      const values = signedHeaders.map((name) => (name === 'content-length' ? length : header(request.headers, name)));
      const lines = [request.method.toUpperCase(), ...values].map((value) => `${value}\n`).join('');
      yield `${lines}${canonicalHeaders(request.headers)}${canonicalResource(request.url, account, asSent)}`;
    }
}

function header(headers: IncomingHttpHeaders, name: string): string {
  const value = headers[name];
  return Array.isArray(value) ? value.join(',') : (value ?? '');
}

function canonicalHeaders(headers: IncomingHttpHeaders): string {
  return Object.keys(headers)
    .filter((name) => name.startsWith('ocp-'))
    .sort()
    .map((name) => `${name}:${header(headers, name)}\n`)
    .join('');
}

function canonicalResource(url: string, account: string, asSent: boolean): string {
  const [path = '', query = ''] = splitOnce(url, '?');
  const parameters = query
    .split('&')
    .filter((item) => item !== '')
    .map((item) => splitOnce(item, '=').map(decode))
    .map(([name = '', value = '']) => [asSent ? name : name.toLowerCase(), value] as const)
    .sort(([left], [right]) => (left < right ? -1 : Number(left > right)));
  return `/${account}${path}${parameters.map(([name, value]) => `\n${name}:${value}`).join('')}`;
}

function splitOnce(text: string, separator: string): readonly string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
