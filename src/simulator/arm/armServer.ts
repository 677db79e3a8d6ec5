import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import { describeError } from '../describeError.ts';
import { closeServer, isForeign, keepAliveMs, listenOnLoopback } from '../http/loopback.ts';
import { readBody } from '../http/readBody.ts';
import { ServiceError } from '../http/serviceError.ts';
import type { Identity } from '../tls/certificate.ts';
import type { Account } from './account.ts';
import { type ArmReply, type ArmRequest, armError } from './message.ts';
import { resourceReply } from './resources.ts';
import { signInReply } from './signIn.ts';

/** Resource Manager and the token endpoint, behind TLS: the official clients send no token over plain HTTP. */
export class ArmServer {
  readonly url: string;
  readonly #account: Account;
  readonly #server: Server;

  /** Resolves when it listens. */
  static async start({ certificate, key }: Identity, account: Account): Promise<ArmServer> {
    const server = createServer({ cert: certificate, key, keepAliveTimeout: keepAliveMs });
    return new ArmServer(server, await listenOnLoopback(server, 0), account);
  }

  private constructor(server: Server, port: number, account: Account) {
    this.url = `https://127.0.0.1:${port}`;
    this.#account = account;
    this.#server = server;
    server.on('request', (request, response) => void this.#serve(request, response));
  }

  close(): Promise<void> {
    return closeServer(this.#server);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (isForeign(request)) {
      response.writeHead(403).end();
      return;
    }
    const reply = await this.#answer(request).catch(refusal);
    response.writeHead(reply.status, { ...reply.headers, 'content-type': 'application/json; charset=utf-8' });
    response.end(JSON.stringify(reply.body));
  }

  async #answer(request: IncomingMessage): Promise<ArmReply> {
    const asked: ArmRequest = {
      method: request.method ?? '',
      url: new URL(request.url ?? '/', this.url),
      authorization: request.headers.authorization,
      body: (await readBody(request)).toString('utf8'),
    };
    return signInReply(asked, this.#account, this.url) ?? resourceReply(asked, this.#account);
  }
}

function refusal(error: unknown): ArmReply {
  const isKnown = error instanceof ServiceError;
  const code = isKnown ? error.code : 'InternalServerError';
  const message = describeError(error);
  return armError(isKnown ? error.status : 500, code, message);
}
