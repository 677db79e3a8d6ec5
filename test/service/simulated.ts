import { test } from 'node:test';
import { BatchServiceClient, type BatchServiceModels, BatchSharedKeyCredentials } from '@azure/batch';
import type { Clock } from '../../src/core/clock.ts';
import type { Account } from '../../src/core/model/account.ts';
import { createAzureService } from '../../src/service/azure/azureService.ts';
import { silenceLimitMs } from '../../src/service/azure/http/timeLimit.ts';
import { systemClock } from '../../src/service/clock.ts';
import type { ConnectOptions } from '../../src/service/connectOptions.ts';
import type { ApiVersion, Attempt, BatchService, Pages } from '../../src/service/ports.ts';
import { SteppedClock } from '../../src/simulator/clock.ts';
import type { RunScript } from '../../src/simulator/executors/runScript.ts';
import { createScriptedExecutor } from '../../src/simulator/executors/scripted/scriptedExecutor.ts';
import type { Scenario } from '../../src/simulator/scenarios/scenario.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';

/** Both supported API versions; the older one is used with a service that knows no newer one. */
const apiVersions = ['2025-06-01', '2022-10-01.16.0'] as const;

/** A simulated account, with the product's adapter connected to it. */
export interface SimulatedAccount {
  readonly simulator: Simulator;
  /** Time of the simulator, which the test advances. */
  readonly clock: SteppedClock;
  readonly account: Account;
  readonly service: BatchService;
  readonly attempts: readonly Attempt[];
  readonly version: ApiVersion;
  /** Official client, which creates pools, jobs, and tasks, because the product doesn't. */
  readonly author: BatchServiceClient;
  /** Opens another connection to the account. */
  connect(overrides: Partial<ConnectOptions>): BatchService;
}

/** Registers a test for each API version. */
export function testBothVersions(name: string, run: (account: SimulatedAccount) => Promise<void>): void {
  for (const version of apiVersions) {
    test(`${name} (${version})`, async () => {
      const clock = new SteppedClock();
      const simulator = await startSimulator({
        clock,
        executor: createScriptedExecutor({ clock, scenario: outcomes }),
        apiVersions: version === '2025-06-01' ? apiVersions : [version],
      });
      const account = open(simulator, clock, version);
      try {
        await run(account);
      } finally {
        account.service.dispose();
        await simulator.close();
      }
    });
  }
}

function open(simulator: Simulator, clock: SteppedClock, version: ApiVersion): SimulatedAccount {
  const { url, accountName, accountKey } = simulator;
  const account: Account = { id: new URL(url).host, name: accountName, endpoint: url, authentication: 'sharedKey' };
  const attempts: Attempt[] = [];
  const connect = (overrides: Partial<ConnectOptions>): BatchService =>
    createAzureService({
      account,
      credential: { kind: 'sharedKey', accountName, key: accountKey },
      clock: toServiceClock(clock),
      random: () => 0,
      onAttempt: (attempt) => attempts.push(attempt),
      ...overrides,
    });
  const author = new BatchServiceClient(new SteppedCredentials(accountName, accountKey, clock), url, {
    noRetryPolicy: true,
  });
  author.apiVersion = version;
  return { simulator, clock, account, service: connect({}), attempts, version, author, connect };
}

/**
 * Returns a clock with the simulator's time, which requests are signed with. Waits between attempts, all of which are
 * shorter than the limit of silence, pass immediately; the limits themselves are real.
 */
function toServiceClock(clock: SteppedClock): Clock {
  return {
    now: () => clock.now(),
    elapsedMs: () => clock.now(),
    schedule: (delayMs, callback) => systemClock.schedule(delayMs < silenceLimitMs ? 0 : delayMs, callback),
  };
}

export class SteppedCredentials extends BatchSharedKeyCredentials {
  readonly #clock: SteppedClock;

  constructor(accountName: string, accountKey: string, clock: SteppedClock) {
    super(accountName, accountKey);
    this.#clock = clock;
  }

  override signRequest(request: Parameters<BatchSharedKeyCredentials['signRequest']>[0]) {
    request.headers.set('ocp-date', new Date(this.#clock.now()).toUTCString());
    return super.signRequest(request);
  }
}

const failed: RunScript = { durationMs: 1000, exitCode: 7, stdout: 'begin\n', stderr: 'no such file: input.txt\n' };
const succeeded: RunScript = {
  durationMs: 1000,
  exitCode: 0,
  stdout: 'done\n',
  files: { 'wd/out/result.txt': '42\n' },
};

/** Outcomes of the commands in the tests. */
const outcomes: Scenario = {
  name: 'service room',
  description: 'Commands that fail once, always, never, or run for an hour.',
  pools: [],
  jobs: [],
  rules: [
    { commandLineIncludes: 'fail-once', outcomes: [failed, succeeded] },
    { commandLineIncludes: 'fail', outcomes: [failed] },
    { commandLineIncludes: 'sleep', outcomes: [{ durationMs: 3_600_000, exitCode: 0 }] },
    { commandLineIncludes: 'succeed', outcomes: [succeeded] },
  ],
};

/** Longer than it takes to allocate nodes, schedule tasks, and run them. */
const longEnoughMs = 10 * 60_000;

const linux: BatchServiceModels.VirtualMachineConfiguration = {
  imageReference: { publisher: 'canonical', offer: '0001-com-ubuntu-server-jammy', sku: '22_04-lts' },
  nodeAgentSKUId: 'batch.node.ubuntu 22.04',
};

export const windows: BatchServiceModels.VirtualMachineConfiguration = {
  imageReference: { publisher: 'microsoftwindowsserver', offer: 'windowsserver', sku: '2022-datacenter' },
  nodeAgentSKUId: 'batch.node.windows amd64',
};

/** Adds a pool of idle nodes. */
export async function addPool(
  { author, clock }: SimulatedAccount,
  id: string,
  nodes = 1,
  virtualMachineConfiguration = linux,
): Promise<void> {
  await author.pool.add({
    id,
    vmSize: 'standard_d2_v2',
    targetDedicatedNodes: nodes,
    virtualMachineConfiguration,
  });
  await clock.advance(longEnoughMs);
}

/** Adds a job with tasks, each named after its command, and advances the clock so that they run. */
export async function addJob(
  { author, clock }: SimulatedAccount,
  id: string,
  poolId: string,
  commands: readonly string[],
  job: Partial<BatchServiceModels.JobAddParameter> = {},
): Promise<void> {
  await author.job.add({ id, poolInfo: { poolId }, ...job });
  for (const command of commands) await author.task.add(id, { id: command, commandLine: command });
  await clock.advance(longEnoughMs);
}

/** Returns all items of a list. */
export async function collect<T>(pages: Pages<T>): Promise<readonly T[]> {
  return (await Array.fromAsync(pages)).flat();
}
