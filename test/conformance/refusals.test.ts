import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { batchAudience } from '../../src/simulator/http/authenticate.ts';
import { toTenantSource } from '../service/directory.ts';
import { type Held, startHeld } from './heldSimulator.ts';
import { newVersion, poolBody, type RawOptions } from './rawClient.ts';

/** Requests that the service refuses, according to recordings or its documentation, although its models allow them. */
describe('refusals', () => {
  let held: Held;
  let bearer: Readonly<Record<string, string>>;

  before(async () => {
    held = await startHeld({
      name: 'applications',
      description: 'An empty account with an application.',
      applications: [{ id: 'blender', displayName: 'Blender', versions: ['4.2'] }],
      pools: [],
      jobs: [],
    });
    const { token } = await toTenantSource(held.simulator).getToken([`${batchAudience}/.default`]);
    bearer = { authorization: `Bearer ${token}` };
    await held.client.send('POST /jobs', { body: { id: 'j', poolInfo: { poolId: 'elsewhere' } } });
  });

  after(() => held.simulator.close());

  let count = 0;

  /** Adds a pool with a unique name. */
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

  test('images are compared ignoring case, and gallery images require a token', async () => {
    const shouted = { ...imageReference, publisher: 'Canonical', sku: '22_04-LTS' };
    assert.equal((await add({ virtualMachineConfiguration: { imageReference: shouted, nodeAgentSKUId } })).status, 201);
    const custom = { imageReference: { virtualMachineImageId: gallery }, nodeAgentSKUId };
    assert.equal((await add({ virtualMachineConfiguration: custom }, { headers: bearer })).status, 201);
    const shared = { imageReference: { sharedGalleryImageId: '/sharedGalleries/g/images/i' }, nodeAgentSKUId };
    assert.equal((await add({ virtualMachineConfiguration: shared })).status, 201);
  });

  test('a virtual network is refused with a shared key (recorded), also for the auto pool of a job', async () => {
    const networkConfiguration = { subnetId: '/subscriptions/s/virtualNetworks/v/subnets/n' };
    const reply = await add({ networkConfiguration });
    assert.deepEqual([reply.status, reply.body.code], [403, 'Forbidden']);
    assert.match(reply.body.values?.find(({ key }) => key === 'Reason')?.value ?? '', /^Property subnetId/);
    const { id: _id, ...pool } = poolBody('unnamed', 0, { networkConfiguration });
    const poolInfo = { autoPoolSpecification: { poolLifetimeOption: 'job', pool } };
    const job = await held.client.send('POST /jobs', { body: { id: 'in-network', poolInfo } });
    assert.deepEqual([job.status, job.body.code], [403, 'Forbidden']);
    assert.equal((await add({ networkConfiguration }, { headers: bearer })).status, 201);
  });

  test('a rolling upgrade of fewer than 5 or more than 100 percent at a time is refused', async () => {
    const statuses: number[] = [];
    for (const maxBatchInstancePercent of [4, 5, 100, 101]) {
      const upgradePolicy = { mode: 'rolling', rollingUpgradePolicy: { maxBatchInstancePercent } };
      statuses.push((await add({ upgradePolicy })).status);
    }
    assert.deepEqual(statuses, [400, 201, 201, 400]);
  });

  const windows = {
    imageReference: { publisher: 'microsoftwindowsserver', offer: 'windowsserver', sku: '2022-datacenter' },
    nodeAgentSKUId: 'batch.node.windows amd64',
  };
  const linux = { imageReference, nodeAgentSKUId };
  const password = 'Correct-horse-7';
  const keyed = { accountName: 'a', containerName: 'c', relativeMountPath: 'm' };
  const nfs = { source: 's', relativeMountPath: 'n' };

  function natted(...rules: readonly unknown[]) {
    const ports = { backendPort: 80, frontendPortRangeStart: 1000, frontendPortRangeEnd: 1100 };
    const natPool = { name: 'web', protocol: 'tcp', ...ports, networkSecurityGroupRules: rules };
    return { networkConfiguration: { endpointConfiguration: { inboundNATPools: [natPool] } } };
  }

  function rule(more: Readonly<Record<string, unknown>>) {
    return natted({ priority: 200, access: 'allow', sourceAddressPrefix: '*', ...more });
  }

  function rolling(percents: Readonly<Record<string, unknown>>) {
    return { upgradePolicy: { mode: 'rolling', rollingUpgradePolicy: percents } };
  }

  function packages(count: number, applicationId = 'blender') {
    return { applicationPackageReferences: Array.from({ length: count }, () => ({ applicationId })) };
  }

  /** Documented with the properties themselves: 400 with the faulty property; other valid properties are accepted. */
  const poolRules: readonly (readonly [fact: string, more: Readonly<Record<string, unknown>>, name?: string])[] = [
    ['priorities of security rules begin at 150', rule({ priority: 149 }), 'priority'],
    ['and end at 4096', rule({ priority: 4097 }), 'priority'],
    ['their sources are addresses', rule({ sourceAddressPrefix: '10.0.0.300' }), 'sourceAddressPrefix'],
    ['and subnets', rule({ sourceAddressPrefix: '10.0.0.0/33' }), 'sourceAddressPrefix'],
    ['a subnet', rule({ sourceAddressPrefix: '10.0.0.0/8', sourcePortRanges: ['22', '100-200'] })],
    ['a subnet of IPv6', rule({ sourceAddressPrefix: 'fd00::/8' })],
    ['a tag', rule({ sourceAddressPrefix: 'AzureLoadBalancer' })],
    ['ports end at 65535', rule({ sourcePortRanges: ['65536'] }), 'sourcePortRanges'],
    ['ranges of ports begin before they end', rule({ sourcePortRanges: ['200-100'] }), 'sourcePortRanges'],
    ['and do not overlap', rule({ sourcePortRanges: ['100-200', '200'] }), 'sourcePortRanges'],
    ['all ports leave none', rule({ sourcePortRanges: ['*', '1'] }), 'sourcePortRanges'],
    [
      'units of disks end at 63',
      { virtualMachineConfiguration: { ...linux, dataDisks: [{ lun: 64, diskSizeGB: 8 }] } },
      'lun',
    ],
    [
      'and differ',
      {
        virtualMachineConfiguration: {
          ...linux,
          dataDisks: [
            { lun: 0, diskSizeGB: 8 },
            { lun: 0, diskSizeGB: 8 },
          ],
        },
      },
      'lun',
    ],
    [
      'settings of Windows are for Windows',
      { virtualMachineConfiguration: { ...linux, windowsConfiguration: { enableAutomaticUpdates: false } } },
      'windowsConfiguration',
    ],
    [
      'there they are right',
      { virtualMachineConfiguration: { ...windows, windowsConfiguration: { enableAutomaticUpdates: false } } },
    ],
    [
      'the id of an image excludes its name',
      {
        virtualMachineConfiguration: {
          imageReference: { ...imageReference, sharedGalleryImageId: 'x' },
          nodeAgentSKUId,
        },
      },
      'imageReference',
    ],
    ['names of users have 20 characters', { userAccounts: [{ name: 'u'.repeat(21), password }] }, 'name'],
    ['of Unicode', { userAccounts: [{ name: '😀'.repeat(20), password }] }],
    [
      'uid and gid come together',
      { userAccounts: [{ name: 'u', password, linuxUserConfiguration: { uid: 1001 } }] },
      'linuxUserConfiguration',
    ],
    [
      'users of Linux do not log in to Windows',
      { userAccounts: [{ name: 'u', password, windowsUserConfiguration: { loginMode: 'batch' } }] },
      'windowsUserConfiguration',
    ],
    [
      'what is for Linux is ignored on Windows',
      {
        virtualMachineConfiguration: windows,
        userAccounts: [{ name: 'u', password, linuxUserConfiguration: { uid: 1001 } }],
      },
    ],
    ['a mount is something', { mountConfiguration: [{}] }, 'mountConfiguration'],
    [
      'and one thing',
      {
        mountConfiguration: [
          { nfsMountConfiguration: nfs, azureBlobFileSystemConfiguration: { ...keyed, sasKey: 's' } },
        ],
      },
      'mountConfiguration',
    ],
    [
      'a container has a key',
      { mountConfiguration: [{ azureBlobFileSystemConfiguration: keyed }] },
      'azureBlobFileSystemConfiguration',
    ],
    [
      'and one of them',
      { mountConfiguration: [{ azureBlobFileSystemConfiguration: { ...keyed, sasKey: 's', accountKey: 'k' } }] },
      'azureBlobFileSystemConfiguration',
    ],
    ['a pool has 10 packages', packages(11), 'applicationPackageReferences'],
    ['unhealthy instances are 5 percent', rolling({ maxUnhealthyInstancePercent: 4 }), 'maxUnhealthyInstancePercent'],
    [
      'of those upgraded 0 to 100',
      rolling({ maxUnhealthyUpgradedInstancePercent: 101 }),
      'maxUnhealthyUpgradedInstancePercent',
    ],
    [
      'a batch is not more than may be unhealthy',
      rolling({ maxBatchInstancePercent: 30, maxUnhealthyInstancePercent: 20 }),
      'maxBatchInstancePercent',
    ],
    [
      'pauses are durations',
      rolling({ pauseTimeBetweenBatches: '30 s' }),
      'upgradePolicy.rollingUpgradePolicy.pauseTimeBetweenBatches',
    ],
  ];

  for (const [fact, more, name] of poolRules) {
    test(`the service refuses pools: ${fact}`, async () => {
      const { status, body, text } = await add(more);
      const told = body.values?.find(({ key }) => key === 'PropertyName')?.value;
      const wanted = name === undefined ? [201, undefined, undefined] : [400, 'InvalidPropertyValue', name];
      assert.deepEqual([status, body.code, told], wanted, text);
    });
  }

  test('a package may be named by its name or by its Resource Manager ID (documented), and a missing one is refused', async () => {
    const account = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Batch/batchAccounts/a';
    assert.equal((await add(packages(1))).status, 201);
    assert.equal((await add(packages(1, `${account}/applications/Blender`))).status, 201);
    const missing = await add(packages(1, `${account}/applications/none`));
    assert.deepEqual([missing.status, missing.body.code], [409, 'InvalidApplicationPackageReferences']);
  });

  function jobWith(more: Readonly<Record<string, unknown>>, id = 'other') {
    const body = { id, poolInfo: { poolId: 'elsewhere' }, ...more };
    return held.client.send('POST /jobs', { body, version: newVersion });
  }

  const both = { userIdentity: { username: 'u', autoUser: {} } };
  const autoPool = { poolLifetimeOption: 'jobschedule', pool: { vmSize: 'standard_d2s_v3' } };
  const jobRules: readonly (readonly [fact: string, more: Readonly<Record<string, unknown>>, name: string])[] = [
    ['a job manager is one user', { jobManagerTask: { id: 'm', commandLine: 'c', ...both } }, 'userIdentity'],
    ['so is job preparation', { jobPreparationTask: { commandLine: 'c', ...both } }, 'userIdentity'],
    [
      'no job manager needs more slots than nodes have',
      { jobManagerTask: { id: 'm', commandLine: 'c', requiredSlots: 257 } },
      'requiredSlots',
    ],
    [
      'names to show have 1024 characters',
      { jobManagerTask: { id: 'm', commandLine: 'c', displayName: 'd'.repeat(1025) } },
      'displayName',
    ],
    [
      'prefixes are for containers',
      {
        jobPreparationTask: {
          commandLine: 'c',
          resourceFiles: [{ httpUrl: 'https://a/b', filePath: 'b', blobPrefix: 'p' }],
        },
      },
      'jobPreparationTask.resourceFiles.blobPrefix',
    ],
    [
      'a pool of the life of a schedule is for schedules',
      {
        poolInfo: {
          autoPoolSpecification: { ...autoPool, pool: { ...autoPool.pool, virtualMachineConfiguration: linux } },
        },
      },
      'poolLifetimeOption',
    ],
  ];

  for (const [fact, more, name] of jobRules) {
    test(`the service refuses jobs: ${fact}`, async () => {
      const { status, body, text } = await jobWith(more);
      const told = body.values?.find(({ key }) => key === 'PropertyName')?.value;
      assert.deepEqual([status, body.code, told], [400, 'InvalidPropertyValue', name], text);
    });
  }

  const coordinationCommandLine = 'c';
  const taskRules: readonly (readonly [fact: string, more: Readonly<Record<string, unknown>>, name: string])[] = [
    [
      'instances are at least one',
      { multiInstanceSettings: { coordinationCommandLine, numberOfInstances: 0 } },
      'numberOfInstances',
    ],
    [
      'files that all instances have are of one source',
      { multiInstanceSettings: { coordinationCommandLine, commonResourceFiles: [{ filePath: 'f' }] } },
      'multiInstanceSettings.commonResourceFiles',
    ],
    [
      'exit codes have 32 bits',
      { exitConditions: { exitCodes: [{ code: 3_221_225_786, exitOptions: {} }] } },
      'exitConditions.exitCodes[0].code',
    ],
  ];

  for (const [fact, more, name] of taskRules) {
    test(`the service refuses tasks: ${fact}`, async () => {
      const task = { id: 't', commandLine: 'c', ...more };
      const { status, body, text } = await held.client.send('POST /jobs/j/tasks', { body: task, version: newVersion });
      const told = body.values?.find(({ key }) => key === 'PropertyName')?.value;
      assert.deepEqual([status, body.code, told], [400, 'InvalidPropertyValue', name], text);
    });
  }

  const impossible: readonly (readonly [what: string, pool: Readonly<Record<string, unknown>>, code: string])[] = [
    ['packages that there are not', packages(1, 'none'), 'InvalidApplicationPackageReferencesInAutoPool'],
    [
      'a formula that cannot be read',
      { enableAutoScale: true, autoScaleFormula: '$TargetDedicatedNodes = ;' },
      'InvalidAutoScaleFormulaInAutoPool',
    ],
  ];
  for (const [what, more, code] of impossible) {
    test(`a job whose auto pool has ${what} is completed with the reason`, async () => {
      const pool = { vmSize: 'standard_d2s_v3', virtualMachineConfiguration: linux, ...more };
      const id = `auto-${code}`;
      const added = await jobWith({ poolInfo: { autoPoolSpecification: { poolLifetimeOption: 'job', pool } } }, id);
      assert.equal(added.status, 201, added.text);
      const { state, executionInfo } = (await held.client.send(`GET /jobs/${id}`)).body;
      assert.deepEqual([state, Object(executionInfo).schedulingError?.code], ['completed', code]);
    });
  }

  test("of a job's auto pool, only keepAlive can be changed", async () => {
    const pool = { vmSize: 'standard_d2s_v3', virtualMachineConfiguration: linux, targetDedicatedNodes: 0 };
    const spec = { poolLifetimeOption: 'job', pool };
    await jobWith({ poolInfo: { autoPoolSpecification: spec } }, 'kept');
    const patch = (more: Readonly<Record<string, unknown>>) =>
      held.client.send('PATCH /jobs/kept', {
        body: { poolInfo: { autoPoolSpecification: { ...spec, ...more } } },
        version: newVersion,
      });
    assert.equal((await patch({ keepAlive: true })).status, 200);
    assert.equal((await patch({ keepAlive: true, pool: undefined })).status, 200);
    const { body } = await held.client.send('GET /jobs/kept');
    const { keepAlive, poolLifetimeOption, pool: made } = Object(body['poolInfo']).autoPoolSpecification;
    assert.deepEqual([keepAlive, poolLifetimeOption, made.vmSize], [true, 'job', pool.vmSize]);
    const refused = await patch({ pool: { ...pool, vmSize: 'standard_d4s_v3' } });
    assert.deepEqual([refused.status, refused.body.code], [400, 'InvalidPropertyValue']);
  });

  test('a resource file whose httpUrl is not a URL is refused, in one task and in a collection (recorded)', async () => {
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
