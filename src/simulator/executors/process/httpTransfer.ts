import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Clock } from '../../clock.ts';
import { describeError } from '../../describeError.ts';

/** Maximum time until a response begins, and until a body has arrived. */
const transferTimeoutMs = 60_000;

const maxRedirects = 5;
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** One request to a storage account or web server. */
export interface Transfer {
  readonly url: string;
  readonly method: 'GET' | 'PUT';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: { readonly stream: Readable; readonly byteLength: number };
}

/** Limits of a transfer. */
export interface TransferLimits {
  readonly clock: Clock;
  /** Aborted to end the transfer, because the run was ended. */
  readonly signal: AbortSignal;
  /** Returns why nothing is read from a host; undefined if it may be. */
  readonly findHostFault?: (host: string) => string | undefined;
}

/** Thrown when there is no response, with the reason. */
export class TransferError extends Error {
  readonly timedOut: boolean;

  constructor(message: string, timedOut: boolean) {
    super(message);
    this.timedOut = timedOut;
  }
}

/** Thrown for an unsuccessful response from storage. */
export class StorageRefusal extends Error {
  readonly status: number;
  readonly code: string | undefined;

  /** `reason` is storage's explanation. */
  constructor(status: number, code: string | undefined, reason = '') {
    const answer = `The storage service answered ${status}${code === undefined ? '' : ` ${code}`}`;
    super(reason === '' ? answer : `${answer}: ${reason}`);
    this.status = status;
    this.code = code;
  }
}

/**
 * Sends a request and passes the response to `receive`, regardless of its status.
 *
 * @throws TransferError if the server cannot be reached, disconnects, or takes longer than {@link transferTimeoutMs}
 */
export async function transfer<T>(
  { url, method, headers = {}, body }: Transfer,
  limits: TransferLimits,
  receive: (answer: IncomingMessage) => Promise<T>,
  redirectsLeft = maxRedirects,
): Promise<T> {
  const { clock, signal, findHostFault } = limits;
  const late = new AbortController();
  const timer = clock.schedule(transferTimeoutMs, () => late.abort());
  try {
    const target = toUrl(url);
    const fault = findHostFault?.(target.hostname);
    if (fault !== undefined) throw new TransferError(fault, false);
    const send = target.protocol === 'https:' ? requestHttps : requestHttp;
    const length = body && { 'content-length': String(body.byteLength) };
    const request = send(target, {
      method,
      headers: { ...headers, ...length },
      signal: AbortSignal.any([signal, late.signal]),
      agent: false,
    });
    const answer = new Promise<IncomingMessage>((resolve, reject) => {
      request.once('response', resolve);
      request.once('error', reject);
    });
    const sent = body ? pipeline(body.stream, request) : request.end();
    // A server may respond and close the connection before it has read everything; its response counts, not the broken
    // pipe.
    if (sent instanceof Promise) sent.catch(() => undefined);
    const received = await answer;
    const { location } = received.headers;
    const isRedirect = redirects.has(received.statusCode ?? 0) && location !== undefined;
    if (method !== 'GET' || !isRedirect || redirectsLeft === 0) return await receive(received);
    received.resume();
    return await transfer({ url: new URL(location, url).href, method, headers }, limits, receive, redirectsLeft - 1);
  } catch (error) {
    if (error instanceof TransferError || error instanceof StorageRefusal || isFileError(error)) throw error;
    throw new TransferError(describeError(error), late.signal.aborted);
  } finally {
    timer.cancel();
    body?.stream.destroy();
  }
}

function toUrl(url: string): URL {
  const target = URL.canParse(url) ? new URL(url) : undefined;
  if (target?.protocol !== 'http:' && target?.protocol !== 'https:') {
    throw new TransferError('The URL is not a valid HTTP URL', false);
  }
  return target;
}

/** File system errors contain a path; socket errors do not. */
function isFileError(error: unknown): boolean {
  return error instanceof Error && 'path' in error && 'syscall' in error;
}

const maxReasonBytes = 8192;
const reasonPatterns = [/<Message>([^<\n]{1,400})/, /<AuthenticationErrorDetail>([^<\n]{1,400})/];

/** Reads a refusal with the explanation in its body (Storage documentation: "Status and error codes"). */
export async function readRefusal(answer: IncomingMessage): Promise<StorageRefusal> {
  const xml = await readStart(answer);
  // Lines after the first contain the ID and time of the request, or the string that was signed.
  const reasons = reasonPatterns.map((pattern) => pattern.exec(xml)?.[1]?.trim() ?? '');
  return new StorageRefusal(
    answer.statusCode ?? 0,
    storageErrorCode(answer),
    reasons.filter((reason) => reason !== '').join(' '),
  );
}

/** Reads the first bytes of a body, or everything received if the connection breaks. */
async function readStart(answer: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  let byteLength = 0;
  try {
    for await (const chunk of answer) {
      chunks.push(chunk);
      byteLength += chunk.byteLength;
      if (byteLength > maxReasonBytes) break;
    }
  } catch {
    // The status alone shows that storage refused.
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Reads the whole body as text; for short responses such as lists and errors. */
export async function readText(answer: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of answer) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** Returns the code of a storage error: Azure Storage sends it as a header, including in responses to `HEAD`. */
function storageErrorCode(answer: IncomingMessage): string | undefined {
  const code = answer.headers['x-ms-error-code'];
  return typeof code === 'string' ? code : undefined;
}
