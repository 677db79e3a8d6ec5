import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Fault } from '../simulatorOptions.ts';
import type { World } from '../state/world.ts';
import type { Reply } from './call.ts';
import { type Asked, send } from './send.ts';

export interface FaultyExchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly fault: Fault;
  readonly asked: Asked;
  readonly world: World;
}

/** What a company's proxy puts in front of everything. */
const loginPage = '<!DOCTYPE html><html><head><title>Sign in</title></head><body><form>Sign in</form></body></html>';

/** Pause between two bytes of a slow body. */
const slowByteMs = 50;

/**
 * Serves one exchange as the fault tells. `answer` does the operation's work; it is called only where the fault lets
 * the work be done.
 */
export async function serveFaulty(
  exchange: FaultyExchange,
  answer: () => Promise<Reply>,
  log: (status: number) => void,
): Promise<void> {
  const { response, fault, asked } = exchange;
  switch (fault.effect) {
    case undefined:
      log(fault.status ?? 500);
      sendText(response, fault.status ?? 500, fault.body ?? '', fault.headers ?? {}, asked);
      return;
    case 'loginPage':
      log(200);
      sendText(response, 200, loginPage, { 'content-type': 'text/html' }, asked);
      return;
    case 'resetBefore':
      log(0);
      exchange.request.socket.destroy();
      return;
    case 'resetAfter':
      await answer();
      log(0);
      exchange.request.socket.destroy();
      return;
    case 'hang':
      log(0);
      return;
    case 'hangAfter':
      await answer();
      log(0);
      return;
    case 'truncate':
    case 'slow':
      await sendBroken(exchange, await answer(), log);
      return;
    case 'foreignNextLink':
    case 'selfNextLink': {
      const reply = await answer();
      log(reply.status);
      const next = fault.effect === 'selfNextLink' ? selfLink(exchange) : 'https://foreign.example.net/next';
      await send(response, asked, { ...reply, body: { ...reply.body, 'odata.nextLink': next } });
    }
  }
}

function selfLink({ world, request }: FaultyExchange): string {
  return `${world.url}${request.url ?? ''}`;
}

function sendText(
  response: ServerResponse,
  status: number,
  body: string,
  headers: Readonly<Record<string, string>>,
  asked: Asked,
): void {
  const type = body.startsWith('{') ? 'application/json;odata=minimalmetadata' : 'text/plain';
  response.writeHead(status, { 'content-type': type, 'request-id': asked.requestId, ...headers });
  response.end(body);
}

/** Sends half of the body and cuts the line, or all of it byte by byte. */
async function sendBroken(exchange: FaultyExchange, reply: Reply, log: (status: number) => void): Promise<void> {
  const { response, fault, world } = exchange;
  const bytes = await readBytes(reply);
  log(reply.status);
  const type = reply.stream === undefined ? 'application/json;odata=minimalmetadata' : 'application/octet-stream';
  response.writeHead(reply.status, { 'content-type': type, ...reply.headers, 'content-length': bytes.length });
  if (fault.effect === 'truncate') {
    response.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => exchange.request.socket.destroy());
    return;
  }
  for (const byte of bytes) {
    response.write(Uint8Array.of(byte));
    await new Promise<void>((resolve) => world.later(slowByteMs, resolve));
  }
  response.end();
}

async function readBytes(reply: Reply): Promise<Buffer> {
  if (reply.stream === undefined) return Buffer.from(JSON.stringify(reply.body ?? {}));
  const chunks: Buffer[] = [];
  for await (const chunk of reply.stream) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}
