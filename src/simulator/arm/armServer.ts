import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import { describeError } from '../describeError.ts';
import { closeServer, keepAliveMs, listenOn, toLocalName } from '../http/listening.ts';
import { readBody } from '../http/readBody.ts';
import { ServedHosts } from '../http/servedHosts.ts';
import { ServiceError } from '../http/serviceError.ts';
import type { Identity } from '../tls/certificate.ts';
import type { Account } from './account.ts';
import { type ArmReply, type ArmRequest, armError } from './message.ts';
import { resourceReply } from './resources.ts';
import { signInReply } from './signIn.ts';

/** Address to listen on, and its external name. */
export interface ArmAddress {
  readonly host: string;
  readonly port: number;
  /** Host name by which clients elsewhere address this computer. */
  readonly externalName: string | undefined;
  readonly allowedHosts: readonly string[];
}

/** Resource Manager and the token endpoint, behind TLS: the official clients send no token over plain HTTP. */
export class ArmServer {
  readonly url: string;
  readonly #hosts: ServedHosts;
  readonly #account: Account;
  readonly #server: Server;

  /** Starts the server, and resolves once it listens. Rejects if the port or the address is not available. */
  static async start({ certificate, key }: Identity, where: ArmAddress, account: Account): Promise<ArmServer> {
    const server = createServer({ cert: certificate, key, keepAliveTimeout: keepAliveMs });
    const port = await listenOn(server, where.host, where.port);
    return new ArmServer(server, `https://${where.externalName ?? toLocalName(where.host)}:${port}`, where, account);
  }

  private constructor(server: Server, url: string, { allowedHosts }: ArmAddress, account: Account) {
    this.url = url;
    this.#hosts = new ServedHosts(url, allowedHosts);
    this.#account = account;
    this.#server = server;
    server.on('request', (request, response) => void this.#serve(request, response));
  }

  close(): Promise<void> {
    return closeServer(this.#server);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const fault = this.#hosts.findFault(request);
    const reply = fault === undefined ? await this.#answer(request).catch(refusal) : armError(403, 'Forbidden', fault);
    response.writeHead(reply.status, { ...reply.headers, 'content-type': 'application/json; charset=utf-8' });
    response.end(JSON.stringify(reply.body));
  }

  async #answer(request: IncomingMessage): Promise<ArmReply> {
    const asked: ArmRequest = {
      method: request.method ?? '',
      url: toUrl(request.url ?? '/', this.url),
      authorization: request.headers.authorization,
      body: (await readBody(request)).toString('utf8'),
      prefer: request.headers['prefer']?.toString(),
    };
    return signInReply(asked, this.#account, this.url) ?? resourceReply(asked, this.#account);
  }
}

/** Official clients put a slash before a resource ID, which begins with a slash itself. */
function toUrl(target: string, origin: string): URL {
  const [path = '', ...query] = target.split('?');
  return new URL([path.replace(/\/{2,}/g, '/'), ...query].join('?'), origin);
}

function refusal(error: unknown): ArmReply {
  const isKnown = error instanceof ServiceError;
  const code = isKnown ? error.code : 'InternalServerError';
  const message = describeError(error);
  return armError(isKnown ? error.status : 500, code, message);
}
