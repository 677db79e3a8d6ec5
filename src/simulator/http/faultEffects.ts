import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Reply } from './reply.ts';
import { type Asked, send } from './send.ts';

/** One exchange with a fault. */
export interface FaultyExchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly asked: Asked;
  /** `http://127.0.0.1:PORT`. */
  readonly serviceUrl: string;
  /**
   * Checks the request and carries out the operation; rejects with the service's refusals, which are then sent as they
   * would be without the fault.
   */
  work(): Promise<Reply>;
  /** Records the status in the log of requests; 0 without a response. */
  log(status: number): void;
  /** Resolves after this time on the simulator's clock. */
  pause(ms: number): Promise<void>;
}

interface FaultEffectRow {
  /** Description for the manual. */
  readonly meaning: string;
  serve(exchange: FaultyExchange): Promise<void>;
}

/** Response of a company's proxy to every request. */
const loginPage = '<!DOCTYPE html><html><head><title>Sign in</title></head><body><form>Sign in</form></body></html>';

const slowByteMs = 50;

/**
 * Table of all effects of faults: their names on the wire, meanings, and implementations. The options, the check of
 * requests, and the manual are derived from it.
 */
export const faultEffects = {
  resetBefore: { meaning: 'the connection ends before the work is done', serve: async (exchange) => cut(exchange) },
  resetAfter: {
    meaning: 'the connection ends after the work was done',
    serve: async (exchange) => {
      await exchange.work();
      cut(exchange);
    },
  },
  hang: {
    meaning: "the work isn't done and there is no response; the connection stays open",
    serve: async (exchange) => exchange.log(0),
  },
  hangAfter: {
    meaning: 'the work is done and there is no response; the connection stays open',
    serve: async (exchange) => {
      await exchange.work();
      exchange.log(0);
    },
  },
  truncate: {
    meaning: 'the connection ends in the middle of the body',
    serve: async (exchange) => {
      const bytes = await beginBody(exchange);
      const half = bytes.subarray(0, Math.ceil(bytes.length / 2));
      exchange.response.write(half, () => exchange.request.socket.destroy());
    },
  },
  slow: {
    meaning: `the body arrives one byte at a time, every ${slowByteMs} ms`,
    serve: async (exchange) => {
      for (const byte of await beginBody(exchange)) {
        exchange.response.write(Uint8Array.of(byte));
        await exchange.pause(slowByteMs);
      }
      exchange.response.end();
    },
  },
  loginPage: {
    meaning: "nothing is done; a proxy's sign-in page is returned with 200",
    serve: async (exchange) => sendText(exchange, 200, loginPage, { 'content-type': 'text/html' }),
  },
  foreignNextLink: {
    meaning: "the link to a list's next page points to another host",
    serve: (exchange) => sendWithNextLink(exchange, 'https://foreign.example.net/next'),
  },
  selfNextLink: {
    meaning: "the link to a list's next page points to this page",
    serve: (exchange) => sendWithNextLink(exchange, `${exchange.serviceUrl}${exchange.request.url ?? ''}`),
  },
} satisfies Record<string, FaultEffectRow>;

export type FaultEffect = keyof typeof faultEffects;

function cut({ request, log }: FaultyExchange): void {
  log(0);
  request.socket.destroy();
}

/** Sends a text unchanged, without calling the operation. */
export function sendText(
  { response, asked, log }: FaultyExchange,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>>,
): void {
  log(status);
  const type = text.startsWith('{') ? 'application/json;odata=minimalmetadata' : 'text/plain';
  response.writeHead(status, { 'content-type': type, 'request-id': asked.requestId, ...headers });
  response.end(text);
}

async function sendWithNextLink({ response, asked, work, log }: FaultyExchange, nextLink: string): Promise<void> {
  const reply = await work();
  log(reply.status);
  await send(response, asked, { ...reply, body: { ...reply.body, 'odata.nextLink': nextLink } });
}

/**
 * Carries out the operation and sends the head of its response, with the body's length; returns the body, which is not
 * sent yet.
 */
async function beginBody({ response, work, log }: FaultyExchange): Promise<Buffer> {
  const reply = await work();
  const bytes = await readBytes(reply);
  log(reply.status);
  const type = reply.stream === undefined ? 'application/json;odata=minimalmetadata' : 'application/octet-stream';
  response.writeHead(reply.status, { 'content-type': type, ...reply.headers, 'content-length': bytes.length });
  return bytes;
}

async function readBytes(reply: Reply): Promise<Buffer> {
  if (reply.stream === undefined) return Buffer.from(JSON.stringify(reply.body ?? {}));
  const chunks: Buffer[] = [];
  for await (const chunk of reply.stream) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}
