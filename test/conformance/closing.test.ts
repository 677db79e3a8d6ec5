import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { test } from 'node:test';
import type { Clock, Scheduled } from '../../src/simulator/clock.ts';
import { SteppedClock } from '../../src/simulator/clock.ts';
import type { Executor } from '../../src/simulator/executors/executor.ts';
import type { Scenario } from '../../src/simulator/scenarios/scenario.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { newVersion, poolBody, RawClient } from './rawClient.ts';

const hourMs = 3_600_000;
const settlingMs = 20_000;

const scenario: Scenario = {
  name: 'closing',
  description: 'An empty account in which everything takes an hour.',
  pools: [],
  jobs: [],
  rules: [{ commandLineIncludes: 'long', outcomes: [{ durationMs: hourMs, exitCode: 0 }] }],
};

/** A clock that knows its pending timers, since a remaining timer keeps a process alive. */
class WatchedClock implements Clock {
  readonly #clock = new SteppedClock();
  readonly #planned = new Set<Scheduled>();

  get planned(): number {
    return this.#planned.size;
  }

  now(): number {
    return this.#clock.now();
  }

  schedule(delayMs: number, callback: () => void): Scheduled {
    const scheduled = this.#clock.schedule(delayMs, () => {
      this.#planned.delete(planned);
      callback();
    });
    const planned: Scheduled = {
      cancel: () => {
        this.#planned.delete(planned);
        scheduled.cancel();
      },
    };
    this.#planned.add(planned);
    return planned;
  }

  advance(ms: number): Promise<void> {
    return this.#clock.advance(ms);
  }
}

/** Activities in an account with a pool `p` and a running task, at the moment it closes. */
const moments: Readonly<Record<string, (client: RawClient, clock: WatchedClock) => Promise<unknown>>> = {
  'runs a task': async () => undefined,
  'ends a task': (client) => client.send('POST /jobs/j/tasks/t/terminate'),
  'ends a job': (client) => client.send('POST /jobs/j/terminate'),
  'deletes a job': (client) => client.send('DELETE /jobs/j'),
  'grows a pool': (client) => client.send('POST /pools/p/resize', { body: { targetDedicatedNodes: 3 } }),
  'shrinks a pool': (client) =>
    client.send('POST /pools/p/resize', { body: { targetDedicatedNodes: 0, nodeDeallocationOption: 'requeue' } }),
  'deletes a pool': (client) => client.send('DELETE /pools/p'),
  'reimages a node': async (client) => {
    const { value = [] } = (await client.send('GET /pools/p/nodes')).body;
    await client.send(`POST /pools/p/nodes/${String(value[0]?.['id'])}/reimage`);
  },
  'scales by a formula': (client) =>
    client.send('POST /pools/p/enableautoscale', { body: { autoScaleFormula: '$TargetDedicatedNodes = 2;' } }),
  'runs a start task that is retried for ever': (client) =>
    client.send('POST /pools', {
      body: poolBody('s', 1, { startTask: { commandLine: 'long', maxTaskRetryCount: -1, waitForSuccess: true } }),
    }),
};

for (const [name, act] of Object.entries(moments)) {
  for (const laterMs of [0, 1_000, settlingMs]) {
    test(`a simulator closed ${laterMs} ms after it ${name} leaves no pending timers`, async () => {
      const clock = new WatchedClock();
      const simulator = await startSimulator({ clock, scenario });
      const client = new RawClient(simulator, clock);
      await client.send('POST /pools', { body: poolBody('p', 1), version: newVersion });
      await client.send('POST /jobs', { body: { id: 'j', poolInfo: { poolId: 'p' } } });
      await client.send('POST /jobs/j/tasks', {
        body: { id: 't', commandLine: 'long', constraints: { maxTaskRetryCount: -1, retentionTime: 'PT1H' } },
      });
      await clock.advance(settlingMs);
      assert.ok(clock.planned > 0);
      await act(client, clock);
      await clock.advance(laterMs);
      await simulator.close();
      await clock.advance(0);
      assert.equal(clock.planned, 0);
    });
  }
}

/** Returns a port that is free now, and almost certainly still is a moment later. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : assert.fail('It has a port');
}

test('a simulator no longer listens after its machines are released', async () => {
  const executor: Executor = {
    createMachine: () => Promise.reject(new Error('no machine to be had')),
    dispose: async () => undefined,
  };
  const port = await freePort();
  const pools = [{ body: poolBody('p', 1), nodes: [{}] }];
  await assert.rejects(startSimulator({ port, executor, scenario: { ...scenario, pools } }), /no machine to be had/);
  await assert.rejects(once(connect(port, '127.0.0.1'), 'connect'), { code: 'ECONNREFUSED' });
});
