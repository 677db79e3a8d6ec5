import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { BatchServiceClient, type BatchServiceModels, BatchSharedKeyCredentials } from '@azure/batch';
import { createProcessExecutor } from '../../src/simulator/executors/process/processExecutor.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import type { Simulator, SimulatorOptions } from '../../src/simulator/simulatorOptions.ts';
import { mapperCheck } from './mapperCheck.ts';
import { oldVersion } from './rawClient.ts';
import { WaitingClock } from './waitingClock.ts';

/** The account that a conformance test uses: the simulator, or a live one. */
export interface Account {
  readonly client: BatchServiceClient;
  /** API version that the client requests: its own, or AZURE_BATCH_API_VERSION. */
  readonly apiVersion: string;
  /** Undefined if the account is live. */
  readonly simulator: Simulator | undefined;
  /**
   * Properties in the answers so far that the client's mappers don't know, or that they require and that were missing.
   */
  readonly findings: readonly string[];
  /** Resolves to the first value of `look` that is not undefined. */
  until<T>(what: string, look: () => Promise<T | undefined>): Promise<T>;
  close(): Promise<void>;
}

const { AZURE_BATCH_API_VERSION: wantedVersion = oldVersion } = process.env;

/** Interval between polls of the simulator, short enough that nodes start and jobs end within a few polls. */
const simulatedStepMs = 100;
const simulatorPauseMs = 10;
const livePauseMs = 5_000;
const simulatorPatienceMs = 300_000;
const livePatienceMs = 15 * 60_000;

/**
 * Opens the account named by AZURE_BATCH_ACCOUNT, AZURE_BATCH_ENDPOINT, and AZURE_BATCH_ACCESS_KEY, or a new simulator
 * if they are not set, or if a live account can't be used (`isLive`).
 */
export async function openAccount({ isLive = true } = {}): Promise<Account> {
  const { AZURE_BATCH_ACCOUNT: name, AZURE_BATCH_ENDPOINT: endpoint, AZURE_BATCH_ACCESS_KEY: key } = process.env;
  if (isLive && name !== undefined && endpoint !== undefined && key !== undefined) {
    return accountOf(name, key, endpoint, live);
  }
  return openSimulated();
}

/** Options of a simulated account in addition to those of every simulator. */
export interface SimulatedOptions extends Omit<SimulatorOptions, 'clock' | 'speed'> {
  /** Milliseconds of the simulator's time between two polls by `until`. */
  readonly stepMs?: number;
  /** API version that the client requests. */
  readonly apiVersion?: string;
}

/**
 * Opens a simulator that runs real programs on this machine, for tests that a live account cannot pass. Its time passes
 * while `until` waits.
 */
export async function openSimulated({
  stepMs = simulatedStepMs,
  apiVersion = wantedVersion,
  ...more
}: SimulatedOptions = {}): Promise<Account> {
  const clock = new WaitingClock();
  const simulator = await startSimulator({ clock, executor: createProcessExecutor({ clock }), ...more });
  const pause = async (): Promise<void> => {
    await clock.advance(stepMs);
    // Programs take real time.
    await setTimeout(simulatorPauseMs);
  };
  return accountOf(simulator.accountName, simulator.accountKey, simulator.url, {
    apiVersion,
    simulator,
    pause,
    patienceMs: simulatorPatienceMs,
  });
}

/** Conditions for waiting for an account. */
interface Surroundings {
  readonly apiVersion: string;
  readonly simulator: Simulator | undefined;
  /** Waits between two polls. */
  readonly pause: () => Promise<void>;
  readonly patienceMs: number;
}

const live: Surroundings = {
  apiVersion: wantedVersion,
  simulator: undefined,
  pause: () => setTimeout(livePauseMs),
  patienceMs: livePatienceMs,
};

function accountOf(name: string, key: string, url: string, surroundings: Surroundings): Account {
  const { apiVersion, simulator, pause, patienceMs } = surroundings;
  const findings: string[] = [];
  const checks = apiVersion === oldVersion ? [mapperCheck(findings)] : [];
  const client = new BatchServiceClient(new BatchSharedKeyCredentials(name, key), url, {
    noRetryPolicy: true,
    requestPolicyFactories: (factories) => [...checks, ...factories],
  });
  client.apiVersion = apiVersion;
  return {
    client,
    apiVersion,
    simulator,
    findings,
    async until(what, look) {
      const deadlineMs = Date.now() + patienceMs;
      for (let found = await look(); ; found = await look()) {
        if (found !== undefined) return found;
        assert.ok(Date.now() < deadlineMs, `Waited in vain: ${what}`);
        await pause();
      }
    },
    async close() {
      await simulator?.close();
    },
  };
}

/** Returns an ID that no earlier run against a live account has used. */
export function freshId(prefix: string): string {
  return `${prefix}-${Date.now().toString(36)}-${Math.floor(Math.random() * 1e6).toString(36)}`;
}

export const ubuntu = {
  imageReference: {
    publisher: 'canonical',
    offer: '0001-com-ubuntu-server-jammy',
    sku: '22_04-lts',
    version: 'latest',
  },
  nodeAgentSKUId: 'batch.node.ubuntu 22.04',
};

export const vmSize = 'standard_d2s_v3';

type PoolBody = Parameters<BatchServiceClient['pool']['add']>[0];

/** Adds a pool of machines suitable for most tests; resolves to its ID. */
export async function addPool(account: Account, more: Partial<PoolBody> = {}): Promise<string> {
  const { id = freshId('pool') } = more;
  await account.client.pool.add({ vmSize, virtualMachineConfiguration: ubuntu, ...more, id });
  return id;
}

/** Resolves with the pool when it is no longer being resized and has the expected state. */
export function steadyPool(
  account: Account,
  id: string,
  isAwaited = (_pool: BatchServiceModels.CloudPool): boolean => true,
) {
  return account.until(`${id} steady`, async () => {
    const pool = await account.client.pool.get(id);
    return pool.allocationState === 'steady' && isAwaited(pool) ? pool : undefined;
  });
}

/** Adds a pool and resolves to its ID when it has that many idle nodes. */
export async function poolWithNodes(
  account: Account,
  count: number,
  more: Omit<PoolBody, 'id' | 'vmSize'> = {},
): Promise<string> {
  const id = await addPool(account, { targetDedicatedNodes: count, ...more });
  const { client } = account;
  await account.until(`${count} idle nodes in ${id}`, async () => {
    const nodes = await client.computeNode.list(id);
    const pool = await client.pool.get(id);
    const isReady = pool.allocationState === 'steady' && nodes.filter((node) => node.state === 'idle').length === count;
    return isReady ? true : undefined;
  });
  return id;
}

/** Adds a job on the pool. */
export async function jobOn(
  account: Account,
  poolId: string,
  more: Omit<Parameters<BatchServiceClient['job']['add']>[0], 'id' | 'poolInfo'> = {},
): Promise<string> {
  const id = freshId('job');
  await account.client.job.add({ id, poolInfo: { poolId }, ...more });
  return id;
}

/** Resolves to the task when it is in the state. */
export function taskIn(account: Account, jobId: string, taskId: string, state: string) {
  return account.until(`task ${taskId} ${state}`, async () => {
    const task = await account.client.task.get(jobId, taskId);
    return task.state === state ? task : undefined;
  });
}

/** A refusal as the client reports it. */
export interface Refusal {
  readonly statusCode: number;
  readonly code: string;
  readonly body?: { readonly values?: readonly { readonly key: string; readonly value: string }[] };
}

/** Asserts that the service refuses with this status and code; returns the error. */
export async function refuses(call: Promise<unknown>, status: number, code?: string): Promise<Refusal> {
  const error = await call.then(
    () => assert.fail(`It was not refused with ${status} ${code}`),
    (reason: Refusal) => reason,
  );
  assert.deepEqual(
    [error.statusCode, code === undefined ? undefined : error.code],
    [status, code],
    JSON.stringify(error.body),
  );
  return error;
}

/** Reads a stream completely as text. */
export async function textOf(stream: NodeJS.ReadableStream | undefined): Promise<string> {
  assert.ok(stream);
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}
