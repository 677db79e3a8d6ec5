import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApiVersion } from '../apiVersion.ts';
import { clientTimeMs } from '../clock.ts';
import { controlReply, isControlPath } from '../control/controlRequests.ts';
import type { Controls } from '../control/controls.ts';
import { describeDefect } from '../describeError.ts';
import { randomIds } from '../ids.ts';
import type { RequestRecord, ServedRequest } from '../logRecords.ts';
import type { Operation } from '../operation.ts';
import { checkBody } from '../schema/checkBody.ts';
import { findModels } from '../schema/findModels.ts';
import type { LiveWorld } from '../state/liveWorld.ts';
import { toKey } from '../state/sortedTable.ts';
import type { World } from '../state/world.ts';
import { authenticate, type Credentials } from './authenticate.ts';
import { type Call, toMetadata } from './call.ts';
import { checkConditionHeaders } from './conditions.ts';
import { serveFault } from './fault.ts';
import type { FaultPlan } from './faultPlan.ts';
import type { Lenience } from './lenience.ts';
import { checkQuery, parseQuery, type Query, readVersion } from './query.ts';
import { parseBody, readBody } from './readBody.ts';
import type { RecordLog } from './recordLog.ts';
import type { Reply } from './reply.ts';
import type { Roles } from './roles.ts';
import type { Route, Router } from './route.ts';
import { type Asked, checkHeaders, send } from './send.ts';
import type { ServedHosts } from './servedHosts.ts';
import { ServiceError } from './serviceError.ts';

/** Shared services that handle requests. */
export interface Service {
  readonly live: LiveWorld;
  readonly hosts: ServedHosts;
  readonly router: Router;
  readonly credentials: Credentials;
  readonly roles: Roles;
  readonly faults: FaultPlan;
  readonly apiVersions: readonly ApiVersion[];
  /** Set if unsupported API versions are served as the nearest supported one. */
  readonly isLenient: boolean;
  readonly requests: RecordLog<RequestRecord>;
  readonly controls: Controls;
  /** Saves changes if the account is persistent. */
  readonly save: () => void;
  /** Token that control requests may carry instead of a signature. */
  readonly controlToken: Buffer | undefined;
  readonly onRequest: (request: ServedRequest) => void;
}

/** Path of health checks, which the service doesn't use. */
const healthPath = '/health';

/** One request and its response. */
export class Exchange {
  readonly #service: Service;
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #asked: Asked;
  readonly #url: string;
  readonly #atMs: number;
  readonly #startedMs = performance.now();
  #operation: Operation | undefined;
  #lenience: Lenience | undefined;

  constructor(service: Service, request: IncomingMessage, response: ServerResponse) {
    this.#service = service;
    this.#request = request;
    this.#response = response;
    // Always random, so that the number of requests doesn't affect the other IDs.
    const requestId = randomIds.guid();
    this.#asked = { method: request.method ?? '', headers: request.headers, requestId };
    this.#url = request.url ?? '';
    this.#atMs = this.#world.clock.now();
  }

  get #world(): World {
    return this.#service.live.current;
  }

  /** Never rejects: an error becomes a response, or the connection ends. */
  async serve(): Promise<void> {
    this.#response.setHeader('date', new Date(clientTimeMs(this.#world.clock)).toUTCString());
    if (this.#url === healthPath) {
      this.#answerHealth();
      return;
    }
    try {
      const fault = this.#service.hosts.findFault(this.#request);
      if (fault !== undefined) throw new ServiceError('Forbidden', { Reason: fault });
      await this.#answer();
    } catch (error) {
      await this.#refuse(error);
    }
  }

  /**
   * Answers health checks of programs that start the simulator: they need no signature, aren't counted, and may use any
   * host name.
   */
  #answerHealth(): void {
    const { isReady } = this.#service.live;
    this.#response.writeHead(isReady ? 200 : 503, { 'content-type': 'application/json' });
    this.#response.end(JSON.stringify({ status: isReady ? 'ready' : 'starting' }));
  }

  async #answer(): Promise<void> {
    const { roles, faults, router, apiVersions, isLenient, live } = this.#service;
    await live.whenReady();
    const world = live.current;
    const [path = '', queryText = ''] = this.#url.split(/\?(.*)/s);
    if (isControlPath(path) && this.#hasControlToken()) {
      await send(this.#response, this.#asked, await this.#control(path, parseQuery(queryText)));
      return;
    }
    const nowMs = clientTimeMs(world.clock);
    const asking = this.#authenticate(path, nowMs);
    const { job: onlyJob, isSharedKey } = asking;
    const query = parseQuery(queryText);
    if (isControlPath(path) && onlyJob === undefined) {
      await send(this.#response, this.#asked, await this.#control(path, query));
      return;
    }
    const { version, lenience } = readVersion(query, apiVersions, isLenient);
    this.#lenience = lenience;
    const route = router.find(this.#asked.method, path, version);
    this.#operation = route.operation;
    if (onlyJob !== undefined && toKey(route.params['jobId'] ?? '') !== toKey(onlyJob)) {
      throw new ServiceError('InsufficientAccountPermissions');
    }
    if (!roles.allows(asking.appid, route.operation)) throw new ServiceError('InsufficientAccountPermissions');
    const work = (): Promise<Reply> => this.#work(world, route, { version, path, query, isSharedKey });
    const fault = faults.next(route.operation.id);
    if (fault !== undefined) {
      await serveFault(fault, {
        request: this.#request,
        response: this.#response,
        asked: this.#asked,
        serviceUrl: world.url,
        work,
        log: (status) => this.#log(status),
        pause: (ms) => new Promise((resolve) => world.later(ms, resolve)),
      });
      return;
    }
    const reply = await work();
    // Changes that a response confirms must be saved first.
    this.#service.save();
    this.#log(reply.status);
    await send(this.#response, this.#asked, reply);
  }

  #authenticate(path: string, nowMs: number): ReturnType<typeof authenticate> {
    const { headers } = this.#request;
    const asked = { method: this.#asked.method, url: this.#url, headers };
    // A manual request without a signature gets a hint; clients of Batch never send control requests.
    const isByHand = isControlPath(path) && !/^SharedKey /i.test(headers.authorization ?? '');
    try {
      return authenticate(asked, this.#service.credentials, nowMs);
    } catch (error) {
      if (!isByHand) throw error;
      const detail =
        'Requests to /$simulator are signed as those to the service, or carry the token of --control-token: Authorization: Bearer TOKEN';
      throw new ServiceError('AuthenticationFailed', { AuthenticationErrorDetail: detail }, { status: 401 });
    }
  }

  #hasControlToken(): boolean {
    const { controlToken } = this.#service;
    const [, given] = /^Bearer (.+)$/i.exec(this.#request.headers.authorization ?? '') ?? [];
    return controlToken !== undefined && given !== undefined && isSameSecret(controlToken, Buffer.from(given));
  }

  async #control(path: string, query: Query): Promise<Reply> {
    const bytes = await readBody(this.#request);
    const type = this.#request.headers['content-type'];
    // Default media type of curl.
    const bodyType = type === 'application/x-www-form-urlencoded' ? undefined : type;
    const body = bytes.length === 0 ? undefined : parseBody(bytes, bodyType);
    const reply = await controlReply(this.#service.controls, this.#asked.method, path, { query, body });
    this.#service.save();
    return reply;
  }

  async #work(
    world: World,
    route: Route,
    how: Pick<Call, 'version' | 'path' | 'query' | 'isSharedKey'>,
  ): Promise<Reply> {
    const { operation } = route;
    const { version, query } = how;
    checkQuery(query, operation, version);
    checkHeaders(this.#request.headers);
    checkConditionHeaders(this.#request.headers, operation);
    const body = await this.#body(operation, version);
    const reply = await operation.handle({ world, ...how, body, ...route, ...this.#asked });
    if (this.#lenience === undefined || reply.body === undefined) return reply;
    return { ...reply, body: this.#lenience.toOlder(reply.body) };
  }

  async #body(operation: Operation, version: ApiVersion): Promise<Readonly<Record<string, unknown>>> {
    const bytes = await readBody(this.#request);
    if (bytes.length > 0 && operation.body !== undefined) {
      const json = parseBody(bytes, this.#request.headers['content-type']);
      return checkBody(findModels(version), operation.body.model, json, this.#lenience);
    }
    if (operation.body?.isRequired === true) {
      throw new ServiceError('InvalidRequestBody', { Reason: 'The body is missing' });
    }
    return {};
  }

  /**
   * Responds with an error; an error that isn't the service's own is a bug in the simulator and becomes a 500 with its
   * stack.
   */
  async #refuse(error: unknown): Promise<void> {
    if (this.#response.headersSent) {
      this.#response.destroy();
      return;
    }
    const Reason = describeDefect(error);
    const refusal = error instanceof ServiceError ? error : new ServiceError('InternalError', { Reason });
    this.#log(refusal.status);
    if (refusal.code === 'RequestBodyTooLarge') this.#response.shouldKeepAlive = false;
    const reply = errorReply(this.#world, refusal, this.#asked.requestId);
    await send(this.#response, this.#asked, reply).catch(() => this.#response.destroy());
  }

  #log(status: number): void {
    const operation = this.#operation === undefined ? {} : { operation: this.#operation.id };
    const record = {
      method: this.#asked.method,
      path: this.#url,
      ...operation,
      ...this.#lenience?.record,
      status,
      atMs: this.#atMs,
    };
    this.#service.requests.add(record);
    const tookMs = performance.now() - this.#startedMs;
    this.#service.onRequest({ ...record, requestId: this.#asked.requestId, tookMs });
  }
}

function isSameSecret(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

/** Returns the response for an error: the body with request ID and time in its message, as recorded. */
function errorReply(world: World, error: ServiceError, requestId: string): Reply {
  const value = `${error.text}\nRequestId:${requestId}\nTime:${world.time()}`;
  return {
    status: error.status,
    headers: { ...error.headers },
    body: {
      'odata.metadata': toMetadata(world, 'Microsoft.Azure.Batch.Protocol.Entities.Container.errors/@Element'),
      code: error.code,
      message: { lang: 'en-US', value },
      ...(error.values.length > 0 ? { values: error.values } : {}),
    },
  };
}
