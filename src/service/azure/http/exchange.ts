import type { ClientRequest, IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { BatchError } from '../../../core/model/batchError.ts';
import { notBatchService } from '../errors/serviceError.ts';
import { maxErrorBytes } from './answerLimits.ts';
import type { AttemptLimit } from './timeLimit.ts';

/** A response as received, with its whole body, which may be compressed. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Exchange {
  /** The body to send; the headers are already written. */
  readonly body: unknown;
  readonly limit: AttemptLimit;
  readonly bound: BodyBound;
}

/** The maximum length of a successful response's body. A failure is read only as far as its reason requires. */
export interface BodyBound {
  readonly maxBytes: number;
  /** Creates the error for a longer body; `bytes` is its length if known. */
  readonly refuse: (status: number, bytes?: number) => BatchError;
}

export function isSuccess(status: number): boolean {
  return status < 300;
}

/**
 * Sends `outgoing` and reads the response. Always settles: Node reports some endings by an event of the request, some
 * by an event of the response, and some (such as a time limit while the request waits for a connection) not at all, so
 * any of them ends the exchange, and the first one counts. A connection on which something failed is never reused.
 * Throws Node's error, or the `BatchError` that it becomes.
 */
export function exchange(outgoing: ClientRequest, { body, limit, bound }: Exchange): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    let answer: IncomingMessage | undefined;
    const fail = (reason: unknown): void => {
      reject(reason);
      outgoing.destroy();
    };
    limit.onEnd(fail);
    // `on` rather than `once`: an error after the end would otherwise be unhandled.
    outgoing.on('error', fail);
    outgoing.on('close', () => {
      if (answer?.complete !== true) fail(cutError());
    });
    outgoing.on('upgrade', ({ statusCode: status = 0 }, socket) => {
      socket.destroy();
      fail(notBatchService({ method: outgoing.method, status }));
    });
    outgoing.on('response', (message) => {
      answer = message;
      receive(message, { method: outgoing.method, limit, bound, resolve, fail, giveUp: () => outgoing.destroy() });
    });
    outgoing.end(body);
  });
}

interface Receiver {
  readonly method: string;
  readonly limit: AttemptLimit;
  readonly bound: BodyBound;
  readonly resolve: (answer: RawAnswer) => void;
  readonly fail: (reason: unknown) => void;
  readonly giveUp: () => void;
}

function receive(message: IncomingMessage, { method, limit, bound, resolve, fail, giveUp }: Receiver): void {
  const { statusCode: status = 0, headers } = message;
  const maxBytes = isSuccess(status) ? bound.maxBytes : maxErrorBytes;
  // A response to HEAD states the length of the file, but has no body.
  const claimed = method === 'HEAD' || !isSuccess(status) ? 0 : Number(headers['content-length'] ?? 0);
  if (claimed > maxBytes) {
    fail(bound.refuse(status, claimed));
    return;
  }
  const chunks: Buffer[] = [];
  let length = 0;
  const finish = (): void => resolve({ status, headers, body: Buffer.concat(chunks, length) });
  // Events rather than iteration, because a list of a thousand tasks arrives in dozens of chunks.
  message.on('data', (chunk: Buffer) => {
    limit.heard();
    length += chunk.length;
    chunks.push(chunk);
    if (length <= maxBytes) return;
    if (isSuccess(status)) return fail(bound.refuse(status));
    finish();
    giveUp();
  });
  message.on('error', fail);
  message.on('end', () => (message.complete ? finish() : fail(cutError())));
}

/** Returns Node's error for a connection that is closed too early. */
export function cutError(): Error {
  return Object.assign(new Error('The connection was closed before the response was complete.'), {
    code: 'ECONNRESET',
  });
}
