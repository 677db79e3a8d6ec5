import { drawFrom } from '../soak/soakOptions.ts';
import { type Answer, BatchServer, failure, json, reset, type SeenRequest, text } from './batchServer.ts';

/** Probability of each fault, from 0 to 1. */
export interface FaultRates {
  /** The service throttles, and does nothing. */
  readonly throttled: number;
  /** The connection is closed before the service acts. */
  readonly resetBefore: number;
  /** The service acts, and its answer is lost. */
  readonly resetAfter: number;
  /** The access token is refused from now on. */
  readonly tokenExpires: number;
}

interface FakeTask {
  state: 'completed' | 'active';
  /** Number of times that the service acted on the task. */
  acted: number;
}

interface FakeNode {
  acted: number;
  lastBootMs: number;
}

const log = 'no such file\n';
/** Duration of a reboot in milliseconds: short enough that a repeated request would reboot the node again. */
const bootMs = 300;
const endTime = '2026-11-20T08:20:00Z';

/** An account with failed tasks and idle nodes, on a server with many faults; counts its actions. */
export class FaultyAccount implements AsyncDisposable {
  readonly tasks = new Map<string, FakeTask>();
  readonly nodes = new Map<string, FakeNode>();
  readonly #now: () => number;
  readonly #random: () => number;
  readonly #rates: FaultRates;
  /** Tokens are `t1`, `t2`, …; only the last one is accepted. */
  #token = 1;
  #server: BatchServer | undefined;

  private constructor(now: () => number, rates: FaultRates, seed: number) {
    this.#now = now;
    this.#rates = rates;
    this.#random = drawFrom(seed);
  }

  static async start(options: {
    readonly now: () => number;
    readonly rates: FaultRates;
    readonly seed: number;
  }): Promise<FaultyAccount> {
    const account = new FaultyAccount(options.now, options.rates, options.seed);
    account.#server = await BatchServer.start((response, request) => account.#choose(request)(response, request));
    return account;
  }

  get url(): string {
    return this.#server?.url ?? '';
  }

  /** Returns a token that is valid until a fault makes it expire. */
  issueToken(): string {
    return `t${this.#token}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server?.[Symbol.asyncDispose]();
  }

  /** Chooses the answer to a request. The service acts on the request regardless of the answer. */
  #choose(request: SeenRequest): Answer {
    const { throttled, resetBefore, resetAfter, tokenExpires } = this.#rates;
    if (this.#random() < tokenExpires) this.#token += 1;
    if (request.headers.authorization !== `Bearer t${this.#token}`) return failure(401, 'AuthenticationFailed');
    if (request.method !== 'POST') return this.#answer(request);
    if (this.#random() < throttled) return failure(429, 'TooManyRequests', { headers: { 'retry-after': '1' } });
    if (this.#random() < resetBefore) return reset;
    const answer = this.#answer(request);
    return this.#random() < resetAfter ? reset : answer;
  }

  /** Acts as requested, and returns the answer. */
  #answer({ method, url }: SeenRequest): Answer {
    const [, kind, , collection, id = '', action, file] = new URL(url, 'http://localhost').pathname.split('/');
    const post = method === 'POST';
    if (kind === 'jobs' && collection === 'tasks') {
      const task = this.tasks.get(id);
      if (task === undefined) return failure(404, 'TaskNotFound');
      if (action === 'files') return text(200, method === 'HEAD' ? '' : log, toFileHeaders(file));
      return post ? this.#reactivate(task) : json({ id, ...toTaskFacts(task) });
    }
    const node = this.nodes.get(id);
    if (node === undefined) return failure(404, 'NodeNotFound');
    return post ? this.#reboot(node) : json({ id, ...this.#toNodeFacts(node) });
  }

  #reactivate(task: FakeTask): Answer {
    if (task.state !== 'completed') return failure(409, 'TaskNotCompleted');
    task.state = 'active';
    task.acted += 1;
    return text(204);
  }

  #reboot(node: FakeNode): Answer {
    if (this.#isRebooting(node)) return failure(409, 'NodeBeingRebooted');
    node.lastBootMs = this.#now();
    node.acted += 1;
    return text(202);
  }

  #isRebooting({ acted, lastBootMs }: FakeNode): boolean {
    return acted > 0 && this.#now() - lastBootMs < bootMs;
  }

  #toNodeFacts(node: FakeNode): object {
    const state = this.#isRebooting(node) ? 'rebooting' : 'idle';
    return { state, lastBootTime: new Date(node.lastBootMs).toISOString(), schedulingState: 'enabled' };
  }
}

/** Returns the properties of a failed or waiting task. */
export function toTaskFacts({ state }: Pick<FakeTask, 'state'>): object {
  return state === 'completed' ? { state, executionInfo: { exitCode: 1, result: 'failure', endTime } } : { state };
}

function toFileHeaders(file: string | undefined): Record<string, string> {
  const headers = { 'content-type': 'application/octet-stream', 'last-modified': 'Fri, 20 Nov 2026 08:20:00 GMT' };
  return file === undefined ? headers : { ...headers, 'content-length': String(log.length) };
}
