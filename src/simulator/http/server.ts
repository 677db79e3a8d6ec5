import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ApiVersion } from '../apiVersion.ts';
import type { Operation } from '../operation.ts';
import { checkBody } from '../schema/checkBody.ts';
import { modelsOf } from '../schema/modelsOf.ts';
import type { RequestRecord } from '../simulatorOptions.ts';
import type { World } from '../state/world.ts';
import { authenticate, type Credentials } from './authenticate.ts';
import type { Call, Reply } from './call.ts';
import { checkConditionHeaders } from './conditions.ts';
import { errorReply } from './errorReply.ts';
import { type FaultPlan, serveFaulty } from './faults.ts';
import { checkHeaders } from './headers.ts';
import { isForeign } from './loopback.ts';
import { checkQuery, parseQuery, versionOf } from './query.ts';
import { parseBody, readBody } from './readBody.ts';
import { Router } from './route.ts';
import { type Asked, send } from './send.ts';
import { ServiceError } from './serviceError.ts';

/** Headers beyond this are refused by the parser with 431. */
const largestHeadersBytes = 32 * 1024;

export interface ServerParts {
  readonly world: World;
  readonly operations: readonly Operation[];
  readonly credentials: Credentials;
  readonly faults: FaultPlan;
  readonly apiVersions?: readonly ApiVersion[];
  /** Milliseconds since the epoch as clients have them, who know nothing of a clock that is sped up. */
  clientNow(): number;
  log(record: RequestRecord): void;
}

/** The account's endpoint: an HTTP server on loopback. */
export class BatchServer {
  readonly #parts: ServerParts;
  readonly #router: Router;
  readonly #server: Server;

  constructor(parts: ServerParts) {
    this.#parts = parts;
    this.#router = new Router(parts.operations);
    this.#server = createServer({ maxHeaderSize: largestHeadersBytes }, (request, response) => {
      void this.#serve(request, response);
    });
  }

  /** Resolves with the port. Throws when it cannot be had. */
  async listen(port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, '127.0.0.1', resolve);
    });
    return (this.#server.address() as AddressInfo).port;
  }

  /** Ends all connections. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { world } = this.#parts;
    response.setHeader('date', new Date(this.#parts.clientNow()).toUTCString());
    const asked: Asked = { method: request.method ?? '', headers: request.headers, requestId: world.ids.guid() };
    const record = { method: asked.method, path: request.url ?? '', atMs: world.clock.now() };
    let operation: Operation | undefined;
    try {
      if (isForeign(request)) {
        response.writeHead(403).end();
        this.#parts.log({ ...record, status: 403 });
        return;
      }
      const url = request.url ?? '';
      authenticate(
        { method: asked.method, url, headers: request.headers },
        this.#parts.credentials,
        this.#parts.clientNow(),
      );
      const [path = '', queryText = ''] = url.split(/\?(.*)/s);
      const query = parseQuery(queryText);
      const version = versionOf(query, this.#parts.apiVersions);
      const route = this.#router.find(asked.method, path, version);
      operation = route.operation;
      const fault = this.#parts.faults.next(operation.id);
      const answer = async (): Promise<Reply> => {
        checkQuery(query, route.operation, version);
        checkHeaders(request.headers);
        checkConditionHeaders(request.headers, route.operation);
        const body = await this.#readBody(request, route.operation, version);
        const call: Call = { world, version, query, path, body, ...route, ...asked };
        return route.operation.handle(call);
      };
      const done = { ...record, operation: operation.id };
      if (fault !== undefined) {
        await serveFaulty({ request, response, fault, asked, world }, answer, (status) =>
          this.#parts.log({ ...done, status }),
        );
        return;
      }
      const reply = await answer();
      this.#parts.log({ ...done, status: reply.status });
      await send(response, asked, reply);
    } catch (error) {
      await this.#refuse(response, asked, error, (status) =>
        this.#parts.log({ ...record, ...(operation === undefined ? {} : { operation: operation.id }), status }),
      );
    }
  }

  async #readBody(request: IncomingMessage, operation: Operation, version: Call['version']): Promise<Call['body']> {
    const bytes = await readBody(request);
    if (bytes.length === 0 || operation.body === undefined) {
      if (operation.body?.isRequired === true) {
        throw new ServiceError('InvalidRequestBody', { Reason: 'The body is missing' });
      }
      return {};
    }
    return checkBody(modelsOf(version), operation.body.model, parseBody(bytes, request.headers['content-type']));
  }

  /** Answers an error; one that is not the service's own is a defect of the simulator, told as 500 with its stack. */
  async #refuse(response: ServerResponse, asked: Asked, error: unknown, log: (status: number) => void): Promise<void> {
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const told =
      error instanceof ServiceError
        ? error
        : new ServiceError('InternalError', { Reason: error instanceof Error ? (error.stack ?? '') : String(error) });
    log(told.status);
    if (told.code === 'RequestBodyTooLarge') {
      response.shouldKeepAlive = false;
    }
    await send(response, asked, errorReply(this.#parts.world, told, asked.requestId)).catch(() => response.destroy());
  }
}
