import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { SteppedClock } from '../../src/simulator/clock.ts';
import type { Executor } from '../../src/simulator/executors/executor.ts';
import { createScriptedExecutor } from '../../src/simulator/executors/scripted/scriptedExecutor.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { newVersion, poolBody, type RawBody, RawClient } from './rawClient.ts';

const settlingMs = 20_000;
const clock = new SteppedClock();
const scripted = createScriptedExecutor({ clock });
/** Number of existing machines, and whether another one is available. */
let machines = 0;
let isOutOfMachines = false;

const executor: Executor = {
  async createMachine(request) {
    if (isOutOfMachines) throw new Error('no machine to be had');
    const machine = await scripted.createMachine(request);
    machines += 1;
    return {
      ...machine,
      async dispose() {
        machines -= 1;
        await machine.dispose();
      },
    };
  },
  dispose: () => scripted.dispose(),
};

let simulator: Simulator;
let client: RawClient;

before(async () => {
  simulator = await startSimulator({ clock, executor });
  client = new RawClient(simulator, clock);
  await client.send('POST /pools', { body: poolBody('p', 2), version: newVersion });
  await clock.advance(settlingMs);
});

after(() => simulator.close());

async function nodes(): Promise<readonly RawBody[]> {
  return (await client.send('GET /pools/p/nodes', { version: newVersion })).body.value ?? [];
}

test("a node whose machine can't be started is unusable with the reason", async () => {
  isOutOfMachines = true;
  await client.send('POST /pools/p/resize', { body: { targetDedicatedNodes: 3 } });
  await clock.advance(settlingMs);
  isOutOfMachines = false;
  const broken = (await nodes()).find((node) => node['state'] === 'unusable');
  assert.match(JSON.stringify(broken?.['errors']), /BatchAgentInstallationFailure.*no machine to be had/);
  assert.equal((await client.send('GET /pools/p')).body['allocationState'], 'steady');
});

test("a node that can't be reimaged is unusable too, and the others continue", async () => {
  const idle = (await nodes()).find((node) => node['state'] === 'idle');
  isOutOfMachines = true;
  const reply = await client.send(`POST /pools/p/nodes/${String(idle?.['id'])}/reimage`, { version: newVersion });
  assert.equal(reply.status, 202);
  await clock.advance(settlingMs);
  isOutOfMachines = false;
  const states = (await nodes()).map((node) => node['state']).sort();
  assert.deepEqual(states, ['idle', 'unusable', 'unusable']);
});

test('every machine is released, even that of a node that leaves while it is reimaged', async () => {
  const idle = (await nodes()).find((node) => node['state'] === 'idle');
  await client.send(`POST /pools/p/nodes/${String(idle?.['id'])}/reimage`, { version: newVersion });
  await client.send('POST /pools/p/resize', { body: { targetDedicatedNodes: 0 } });
  await clock.advance(settlingMs);
  assert.deepEqual(await nodes(), []);
  assert.equal(machines, 0);
});
