import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAzureService } from '../../src/service/azure/azureService.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { toAccount } from '../fakes/connect.ts';
import { FakeClock } from '../fakes/fakeClock.ts';
import { testBothVersions } from './simulated.ts';
import { toSource } from './simulatedTokens.ts';

const hourMs = 60 * 60_000;

testBothVersions('images are listed with the end of their support, and requested once an hour', async (account) => {
  const { service, attempts, clock } = account;
  assert.deepEqual(service.offer.known, { images: undefined, sizes: undefined });
  const [answer, same] = await Promise.all([service.offer.listImages(), service.offer.listImages()]);
  assert.ok('items' in answer, JSON.stringify(answer));
  assert.equal(same, answer);
  const jammy = answer.items.find(({ imageReference }) => imageReference.sku === '22_04-lts');
  assert.equal(jammy?.batchSupportEndOfLife, '2027-06-30T00:00:00Z');
  assert.equal(service.offer.known.images, answer.items);
  await service.offer.listImages();
  const asked = () => attempts.filter(({ status, path }) => status === 200 && /^\/supportedimages/.test(path)).length;
  assert.equal(asked(), 1);
  await clock.advance(hourMs);
  assert.equal(service.offer.known.images, undefined);
  await service.offer.listImages();
  assert.equal(asked(), 2);
});

testBothVersions('with a key, the VM sizes are unknown, and the reason is reported', async ({ service }) => {
  const answer = await service.offer.listSizes();
  assert.match('whyUnknown' in answer ? answer.whyUnknown : '', /doesn't accept account keys/);
});

testBothVersions('applications are requested each time', async ({ service, attempts }) => {
  assert.deepEqual(await service.offer.listApplications(), { items: [] });
  await service.offer.listApplications();
  assert.equal(attempts.filter(({ status }) => status === 200).length, 2);
});

test("Resource Manager lists the region's VM sizes, requested once an hour", async (context) => {
  const simulator = await startSimulator({});
  context.after(() => simulator.close());
  const source = toSource(simulator);
  const { armUrl: endpoint, ca } = simulator;
  const clock = new FakeClock();
  const paths: string[] = [];
  const service = createAzureService({
    account: toAccount(simulator.url),
    credential: { kind: 'token', source },
    resourceManager: { endpoint, scope: 'https://management.azure.com/.default', source, ca },
    onAttempt: ({ path }) => paths.push(path),
    clock,
  });
  context.after(() => service.dispose());
  const list = async () => paths.filter((path) => /virtualMachineSkus/.test(path)).length;
  const answer = await service.offer.listSizes();
  assert.ok('items' in answer, JSON.stringify(answer));
  const end = (name: string) => answer.items.find((size) => size.name === name);
  assert.equal(end('Standard_D2_v2')?.batchSupportEndOfLife, '2028-05-01T00:00:00Z');
  assert.equal(end('Standard_D2s_v5')?.name, 'Standard_D2s_v5');
  assert.equal(end('Standard_D2s_v5')?.batchSupportEndOfLife, undefined);
  await service.offer.listSizes();
  assert.equal(await list(), 1);
});
