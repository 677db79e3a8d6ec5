import assert from 'node:assert/strict';
import { after, beforeEach } from 'node:test';
import type { RunScript } from '../../src/simulator/executors/runScript.ts';
import type { Quotas, Scenario, ScriptRule } from '../../src/simulator/scenarios/scenario.ts';
import { type Held, startHeld } from './heldSimulator.ts';
import { newVersion, poolBody, type RawBody, type RawOptions, type RawReply } from './rawClient.ts';

export const secondMs = 1000;
export const minuteMs = 60 * secondMs;

function rule(commandLineIncludes: string, ...outcomes: readonly RunScript[]): ScriptRule {
  return { commandLineIncludes, outcomes };
}

const missingBlob = {
  category: 'UserError',
  code: 'BlobNotFound',
  message: 'One of the specified Azure Blob(s) is not found',
} as const;

const uploadFailed = {
  category: 'UserError',
  code: 'FileUploadMiscError',
  message: 'Miscellaneous error encountered while uploading one of the specified output file(s)',
} as const;

/** World in which command lines have defined effects. */
const world: Scenario = {
  name: 'rules',
  description: 'An empty account in which command lines say what they do.',
  pools: [],
  jobs: [],
  rules: [
    rule('quick', { durationMs: secondMs, exitCode: 0, stdout: 'done\n' }),
    rule('long', { durationMs: 60 * minuteMs, exitCode: 0 }),
    rule('half-minute', { durationMs: 30 * secondMs, exitCode: 0 }),
    rule('fails', { durationMs: secondMs, exitCode: 3 }),
    rule('second-time', { durationMs: secondMs, exitCode: 1 }, { durationMs: secondMs, exitCode: 0 }),
    rule('no-input', { durationMs: 0, failure: missingBlob }),
    rule('not-stored', { durationMs: secondMs, exitCode: 0, failure: uploadFailed }),
  ],
};

/** Properties of a task that the state rules use. */
interface SeenTask extends RawBody {
  readonly state: string;
  readonly previousState?: string;
  readonly stateTransitionTime: string;
  readonly eTag: string;
  readonly executionInfo: {
    readonly startTime?: string;
    readonly endTime?: string;
    readonly exitCode?: number;
    readonly result?: string;
    readonly failureInfo?: { readonly code: string; readonly category: string };
    readonly retryCount: number;
    readonly requeueCount: number;
    readonly lastRetryTime?: string;
    readonly lastRequeueTime?: string;
  };
  readonly nodeInfo?: { readonly nodeId: string };
}

/** Requests to an account that is empty at the start of each test, and whose clock the test controls. */
export class Rules {
  #held: Held | undefined;

  /** Restarts the account with these settings. */
  async start(quotas: Quotas = {}, defaultJobAction?: 'none'): Promise<void> {
    await this.close();
    this.#held = await startHeld({ ...world, quotas }, [], defaultJobAction && { defaultJobAction });
  }

  async close(): Promise<void> {
    await this.#held?.simulator.close();
  }

  get now(): number {
    return this.#open.clock.now();
  }

  pass(ms: number): Promise<void> {
    return this.#open.clock.advance(ms);
  }

  get accountKey(): string {
    return this.#open.simulator.accountKey;
  }

  send(what: string, options: RawOptions = {}): Promise<RawReply> {
    return this.#open.client.send(what, { dateMs: this.now, ...options });
  }

  async ok(what: string, options: RawOptions = {}): Promise<RawReply> {
    const reply = await this.send(what, options);
    assert.ok(reply.status < 300, `${what}: ${reply.status} ${reply.text}`);
    return reply;
  }

  async refused(what: string, status: number, code: string, body?: unknown): Promise<void> {
    const reply = await this.send(what, body === undefined ? {} : { body });
    assert.deepEqual([reply.status, reply.body.code], [status, code], reply.text);
  }

  /** Adds pool `p` with that many idle nodes. */
  async pool(nodes: number, more: Readonly<Record<string, unknown>> = {}): Promise<void> {
    await this.ok('POST /pools', { body: poolBody('p', nodes, more) });
    await this.pass(5 * secondMs);
  }

  /** Adds job `j` on pool `p`. */
  async job(more: Readonly<Record<string, unknown>> = {}): Promise<void> {
    await this.ok('POST /jobs', { body: { id: 'j', poolInfo: { poolId: 'p' }, ...more } });
  }

  /** Adds a task to job `j`. */
  async task(id: string, commandLine: string, more: Readonly<Record<string, unknown>> = {}): Promise<void> {
    await this.ok('POST /jobs/j/tasks', { body: { id, commandLine, ...more } });
  }

  /** Returns a task of job `j`. */
  async seen(id: string): Promise<SeenTask> {
    return (await this.ok(`GET /jobs/j/tasks/${id}`)).body as SeenTask;
  }

  async nodes(): Promise<readonly RawBody[]> {
    return (await this.ok('GET /pools/p/nodes', { version: newVersion })).body.value ?? [];
  }

  /** Path of the first node of pool `p`. */
  async firstNode(): Promise<string> {
    return `/pools/p/nodes/${String((await this.nodes())[0]?.['id'])}`;
  }

  get #open(): Held {
    assert.ok(this.#held, 'The account is open while tests run');
    return this.#held;
  }
}

/** Returns an empty account for each test in a file. */
export function useRules(): Rules {
  const rules = new Rules();
  beforeEach(() => rules.start());
  after(() => rules.close());
  return rules;
}
