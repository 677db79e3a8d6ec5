import type { ClientRequest, IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { BatchError } from '../../../core/model/batchError.ts';
import { notBatchService } from '../errors/serviceError.ts';
import { maxErrorBytes } from './answerLimits.ts';
import type { AttemptLimit } from './timeLimit.ts';

/** An answer as it came, with its whole body, which may be packed. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Exchange {
  /** What to send; its headers are written already. */
  readonly body: unknown;
  readonly limit: AttemptLimit;
  readonly bound: BodyBound;
}

/** How long the body of a success may be. Of a failure, only enough is read to know the reason. */
export interface BodyBound {
  readonly maxBytes: number;
  /** What a longer one is; `bytes` where that is known. */
  readonly refuse: (status: number, bytes?: number) => BatchError;
}

export function isSuccess(status: number): boolean {
  return status < 300;
}

/**
 * Sends `outgoing` and takes the answer. Always settles: node reports some ends by an event of the request, some by one
 * of the answer, and some (such as a time limit while the request waits for a connection) not at all, so each of them
 * ends the exchange by itself and the first one counts. A connection on which something failed is never reused. Throws
 * what node raised, or the `BatchError` that it becomes.
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
  /** Ends the connection. */
  readonly giveUp: () => void;
}

function receive(message: IncomingMessage, { method, limit, bound, resolve, fail, giveUp }: Receiver): void {
  const { statusCode: status = 0, headers } = message;
  const maxBytes = isSuccess(status) ? bound.maxBytes : maxErrorBytes;
  // An answer to HEAD has the length of the file, and no body.
  const claimed = method === 'HEAD' || !isSuccess(status) ? 0 : Number(headers['content-length'] ?? 0);
  if (claimed > maxBytes) {
    fail(bound.refuse(status, claimed));
    return;
  }
  const chunks: Buffer[] = [];
  let length = 0;
  const finish = (): void => resolve({ status, headers, body: Buffer.concat(chunks, length) });
  // Events rather than iteration: a list of a thousand tasks comes in dozens of chunks.
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

/** What node raises for a connection that is closed too early. */
export function cutError(): Error {
  return Object.assign(new Error('The connection was closed before the response was complete.'), {
    code: 'ECONNRESET',
  });
}
