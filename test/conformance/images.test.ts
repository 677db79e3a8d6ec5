import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { SteppedClock } from '../../src/simulator/clock.ts';
import { createProcessExecutor } from '../../src/simulator/executors/process/processExecutor.ts';
import { parseScenario } from '../../src/simulator/scenarioFile/readScenario.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import type { Simulator, SimulatorOptions } from '../../src/simulator/simulatorOptions.ts';
import { poolBody, RawClient, type RawReply } from './rawClient.ts';

interface Started {
  readonly simulator: Simulator;
  readonly clock: SteppedClock;
  readonly client: RawClient;
}

async function start(context: TestContext, options: SimulatorOptions = {}): Promise<Started> {
  const clock = new SteppedClock();
  const simulator = await startSimulator({ clock, ...options });
  context.after(() => simulator.close());
  return { simulator, clock, client: new RawClient(simulator, clock) };
}

/** Returns a pool with an image, by name. */
function poolOf(name: string, more: object = {}) {
  const [image = '', agent] = name.split('=');
  const [publisher, offer, sku] = image.split('/');
  return poolBody('p', 0, {
    virtualMachineConfiguration: { imageReference: { publisher, offer, sku }, nodeAgentSKUId: agent },
    ...more,
  });
}

function reasonOf({ body }: RawReply): string {
  return body.values?.find(({ key }) => key === 'Reason')?.value ?? '';
}

const unknownImage = 'contoso/linux/1=batch.node.el 9';
const unknownAgent = 'contoso/linux/1=batch.node.contoso 1';

test('an unknown image, agent or size is refused as such, with the way to add it', async (context) => {
  const { client } = await start(context);
  for (const [body, status, code, words] of [
    [
      poolOf(unknownImage),
      400,
      'InvalidPropertyValue',
      /does not know it.*--image "contoso\/linux\/1=batch\.node\.el 9"/,
    ],
    [poolOf(unknownAgent), 404, 'NodeAgentSKUNotFound', /knows no node agent "batch\.node\.contoso 1".*--lenient/],
    [poolBody('p', 0, { vmSize: 'standard_zz99' }), 400, 'InvalidPropertyValue', /--vm-size standard_zz99/],
    [poolBody('p', 0, { vmSize: 'huge' }), 400, 'InvalidPropertyValue', /this simulator knows none/],
    [
      poolOf('canonical/ubuntu-24_04-lts/server=batch.node.el 9'),
      400,
      'InvalidPropertyValue',
      /takes batch\.node\.ubuntu 24\.04/,
    ],
  ] as const) {
    const reply = await client.send('POST /pools', { body });
    assert.deepEqual([reply.status, reply.body.code], [status, code], reply.text);
    assert.match(reasonOf(reply), words);
  }
});

test('added images are accepted, listed, and distinguished by their agents', async (context) => {
  const { client } = await start(context, {
    images: [unknownImage, 'contoso/windows-thing/2'],
    vmSizes: ['Standard_ZZ99'],
  });
  assert.equal(
    (await client.send('POST /pools', { body: poolOf(unknownImage, { vmSize: 'standard_zz99' }) })).status,
    201,
  );
  const refused = await client.send('POST /pools', { body: poolOf('contoso/linux/1=batch.node.ubuntu 24.04') });
  assert.match(reasonOf(refused), /takes batch\.node\.el 9\. .*--image ".*=batch\.node\.ubuntu 24\.04"/);
  const images = (await client.send('GET /supportedimages', { query: { $filter: "verificationType eq 'unverified'" } }))
    .body;
  assert.deepEqual(
    images.value?.map(({ nodeAgentSKUId, osType }) => [nodeAgentSKUId, osType]),
    [
      ['batch.node.el 9', 'linux'],
      ['batch.node.windows amd64', 'windows'],
    ],
  );
  await assert.rejects(startSimulator({ images: ['ubuntu'] }), /publisher\/offer\/sku=agent, not ubuntu/);
});

test('a lenient simulator accepts unknown agents and sizes', async (context) => {
  const { client } = await start(context, { isLenient: true });
  for (const [index, body] of [poolOf(unknownAgent), poolBody('p', 0, { vmSize: 'standard_zz99' })].entries()) {
    const reply = await client.send('POST /pools', { body: { ...body, id: `p${index}` } });
    assert.equal(reply.status, 201, reply.text);
  }
});

test('a scenario may add images and sizes to its account', async (context) => {
  const text = JSON.stringify({
    images: [unknownImage],
    vmSizes: ['standard_zz99'],
    pools: [{ body: poolOf(unknownImage, { vmSize: 'standard_zz99' }) }],
  });
  const { client } = await start(context, { scenario: parseScenario(text, 'f.json') });
  const body = { ...poolOf(unknownImage), id: 'q' };
  assert.equal((await client.send('POST /pools', { body })).status, 201);
  assert.throws(
    () => parseScenario('{"images":["ubuntu"]}', 'f.json'),
    /images\[0\]: It must be publisher\/offer\/sku=agent/,
  );
  assert.throws(
    () => parseScenario(text.replace('"images"', '"vmSizes"'), 'f.json'),
    /this simulator does not know it/,
  );
});

const windows = 'MicrosoftWindowsServer/WindowsServer/2022-datacenter-g2=batch.node.windows amd64';

test('a Windows pool is refused if real programs run, with alternatives', async (context) => {
  const { client } = await start(context, { executor: createProcessExecutor });
  const reply = await client.send('POST /pools', { body: poolOf(windows) });
  assert.deepEqual([reply.status, reply.body.code], [400, 'InvalidPropertyValue']);
  assert.match(reasonOf(reply), /runs programs of Linux, and none of Windows.*--executor scripted.*--lenient/);
  const { client: other } = await start(context);
  assert.equal((await other.send('POST /pools', { body: poolOf(windows) })).status, 201);
});

test("if a Windows pool is accepted anyway, its tasks fail because of the simulator's limits, unless their end was planned", async (context) => {
  const { simulator, client } = await start(context, { executor: createProcessExecutor, isLenient: true });
  await client.send('POST /pools', { body: poolOf(windows, { targetDedicatedNodes: 1 }) });
  await client.send('POST /jobs', { body: { id: 'j', poolInfo: { poolId: 'p' } } });
  const endOf = async (id: string) => {
    await client.send('POST /jobs/j/tasks', { body: { id, commandLine: 'cmd /c echo hello' } });
    await simulator.controls.waitUntilIdle();
    return (await client.send(`GET /jobs/j/tasks/${id}`)).body['executionInfo'] as {
      readonly exitCode?: number;
      readonly failureInfo?: { readonly code: string; readonly category: string; readonly message: string };
    };
  };
  const { failureInfo } = await endOf('real');
  assert.deepEqual([failureInfo?.code, failureInfo?.category], ['Unknown', 'ServerError']);
  assert.match(failureInfo?.message ?? '', /none of Windows/);
  simulator.controls.planOutcome({ outcome: { durationMs: 0, exitCode: 5 } });
  assert.equal((await endOf('planned')).exitCode, 5);
});
