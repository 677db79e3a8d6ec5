import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { batchAudience } from '../../src/simulator/http/authenticate.ts';
import { toTenantSource } from '../service/directory.ts';
import { type Held, newVersion, poolBody, type RawOptions, startHeld } from './rawClient.ts';

/** What the service refuses although its models allow it, by recordings of it or by its documentation. */
describe('refusals', () => {
  let held: Held;
  let bearer: Readonly<Record<string, string>>;

  before(async () => {
    held = await startHeld();
    const { token } = await toTenantSource(held.simulator).getToken([`${batchAudience}/.default`]);
    bearer = { authorization: `Bearer ${token}` };
    await held.client.send('POST /jobs', { body: { id: 'j', poolInfo: { poolId: 'elsewhere' } } });
  });

  after(() => held.simulator.close());

  let count = 0;

  /** Adds a pool of a name of its own. */
  async function add(more: Readonly<Record<string, unknown>>, options: RawOptions = {}) {
    count += 1;
    const body = poolBody(`p-${count}`, 0, more);
    return held.client.send('POST /pools', { body, version: newVersion, ...options });
  }

  const { imageReference, nodeAgentSKUId } = poolBody('any').virtualMachineConfiguration;
  const gallery = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/galleries/a/images/i/versions/1.0.0';

  const machines: readonly (readonly [what: string, machine: unknown, status: number, code: string, name?: string])[] =
    [
      [
        'an image that is not supported (recorded)',
        { imageReference: { ...imageReference, sku: 'never-was' }, nodeAgentSKUId },
        400,
        'InvalidPropertyValue',
        'imageReference',
      ],
      [
        'a node agent that does not fit the image',
        { imageReference, nodeAgentSKUId: 'batch.node.windows amd64' },
        400,
        'InvalidPropertyValue',
        'nodeAgentSKUId',
      ],
      ['a node agent that there is not', { imageReference, nodeAgentSKUId: 'none' }, 404, 'NodeAgentSKUNotFound'],
      [
        'an image of a gallery with a shared key (recorded)',
        { imageReference: { virtualMachineImageId: gallery }, nodeAgentSKUId },
        400,
        'InvalidPropertyValue',
        'virtualMachineImageId',
      ],
      ...['virtualMachineImageId', 'sharedGalleryImageId', 'communityGalleryImageId'].map(
        (name) =>
          [
            `${name} that is none`,
            { imageReference: { [name]: '/subscriptions/s/images' }, nodeAgentSKUId },
            400,
            'InvalidPropertyValue',
            name,
          ] as const,
      ),
    ];

  for (const [what, virtualMachineConfiguration, status, code, name] of machines) {
    test(what, async () => {
      const { body, status: told } = await add({ virtualMachineConfiguration });
      assert.deepEqual([told, body.code], [status, code]);
      assert.equal(body.values?.find(({ key }) => key === 'PropertyName')?.value, name);
    });
  }

  test('images are compared without case, and those of galleries need a token', async () => {
    const shouted = { ...imageReference, publisher: 'Canonical', sku: '22_04-LTS' };
    assert.equal((await add({ virtualMachineConfiguration: { imageReference: shouted, nodeAgentSKUId } })).status, 201);
    const custom = { imageReference: { virtualMachineImageId: gallery }, nodeAgentSKUId };
    assert.equal((await add({ virtualMachineConfiguration: custom }, { headers: bearer })).status, 201);
    const shared = { imageReference: { sharedGalleryImageId: '/sharedGalleries/g/images/i' }, nodeAgentSKUId };
    assert.equal((await add({ virtualMachineConfiguration: shared })).status, 201);
  });

  test('a virtual network with a shared key (recorded), also for the auto pool of a job', async () => {
    const networkConfiguration = { subnetId: '/subscriptions/s/virtualNetworks/v/subnets/n' };
    const reply = await add({ networkConfiguration });
    assert.deepEqual([reply.status, reply.body.code], [403, 'Forbidden']);
    const { id: _id, ...pool } = poolBody('unnamed', 0, { networkConfiguration });
    const poolInfo = { autoPoolSpecification: { poolLifetimeOption: 'job', pool } };
    const job = await held.client.send('POST /jobs', { body: { id: 'in-network', poolInfo } });
    assert.deepEqual([job.status, job.body.code], [403, 'Forbidden']);
    assert.equal((await add({ networkConfiguration }, { headers: bearer })).status, 201);
  });

  test('a rolling upgrade of fewer than 5 or more than 100 percent at a time', async () => {
    const statuses: number[] = [];
    for (const maxBatchInstancePercent of [4, 5, 100, 101]) {
      const upgradePolicy = { mode: 'rolling', rollingUpgradePolicy: { maxBatchInstancePercent } };
      statuses.push((await add({ upgradePolicy })).status);
    }
    assert.deepEqual(statuses, [400, 201, 201, 400]);
  });

  test('a resource file whose httpUrl is no URL: of one task, and of one in a collection (recorded)', async () => {
    const bad = { id: 'bad', commandLine: 'c', resourceFiles: [{ httpUrl: 'not-a-url', filePath: 'f' }] };
    const alone = await held.client.send('POST /jobs/j/tasks', { body: bad });
    const together = await held.client.send('POST /jobs/j/addtaskcollection', {
      body: { value: [{ id: 'good', commandLine: 'c' }, bad] },
    });
    assert.equal(together.status, 200);
    const [good, refused] = together.body.value ?? [];
    assert.deepEqual([good?.['status'], refused?.['status']], ['Success', 'ClientError']);
    for (const error of [alone.body, Object(refused?.['error'])]) {
      assert.equal(error.code, 'InvalidPropertyValue');
      assert.deepEqual(error.values?.slice(0, 2), [
        { key: 'PropertyName', value: 'httpUrl' },
        { key: 'PropertyValue', value: 'not-a-url' },
      ]);
    }
    assert.equal(alone.status, 400);
  });
});
