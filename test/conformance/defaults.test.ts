import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Held, startHeld } from './heldSimulator.ts';
import { newVersion, oldVersion, poolBody } from './rawClient.ts';

/** Documented default values in answers, and properties that only one API version returns. */
let held: Held;

before(async () => {
  held = await startHeld();
});

after(() => held.simulator.close());

async function get(path: string, query: Readonly<Record<string, string>> = {}) {
  return (await held.client.send(`GET ${path}`, { version: newVersion, query })).body;
}

const everybody = { autoUser: { scope: 'pool', elevationLevel: 'nonadmin' } };

test('users, images and instances have their defaults', async () => {
  const machine = poolBody('any').virtualMachineConfiguration;
  const startTask = { commandLine: 'c', userIdentity: { autoUser: { elevationLevel: 'admin' } } };
  const userAccounts = [{ name: 'ada', password: 'Correct-horse-7' }];
  await held.client.send('POST /pools', { version: newVersion, body: poolBody('p', 0, { startTask, userAccounts }) });
  const pool = await get('/pools/p');
  const { imageReference } = machine;
  assert.deepEqual(pool['virtualMachineConfiguration'], {
    ...machine,
    imageReference: { ...imageReference, version: 'latest' },
  });
  assert.deepEqual(pool['userAccounts'], [{ name: 'ada', elevationLevel: 'nonadmin' }]);
  assert.deepEqual(Object(pool['startTask']).userIdentity, { autoUser: { scope: 'pool', elevationLevel: 'admin' } });
  const partial = { commandLine: 'c', userIdentity: { autoUser: {} } };
  const body = {
    id: 'j',
    poolInfo: { poolId: 'p' },
    jobManagerTask: { id: 'm', ...partial },
    jobPreparationTask: partial,
    jobReleaseTask: partial,
  };
  await held.client.send('POST /jobs', { version: newVersion, body });
  const multiInstanceSettings = { coordinationCommandLine: 'c' };
  await held.client.send('POST /jobs/j/tasks', { body: { id: 't', ...partial, multiInstanceSettings } });
  const job = await get('/jobs/j');
  for (const task of [job['jobManagerTask'], job['jobPreparationTask'], job['jobReleaseTask']]) {
    assert.deepEqual(Object(task).userIdentity, everybody);
  }
  for (const id of ['m', 't']) assert.deepEqual((await get(`/jobs/j/tasks/${id}`))['userIdentity'], everybody);
  const instances = (await get('/jobs/j/tasks/t'))['multiInstanceSettings'];
  assert.deepEqual(instances, { numberOfInstances: 1, ...multiInstanceSettings });
});

test('only an autoscaling pool returns its evaluation interval', async () => {
  const interval = { autoScaleEvaluationInterval: 'PT10M' };
  await held.client.send('POST /pools', { version: newVersion, body: poolBody('fixed', 0, interval) });
  assert.equal('autoScaleEvaluationInterval' in (await get('/pools/fixed')), false);
  const body = {
    ...poolBody('scaled'),
    ...interval,
    enableAutoScale: true,
    autoScaleFormula: '$TargetDedicatedNodes=0',
  };
  const { targetDedicatedNodes: _none, ...scaled } = body;
  await held.client.send('POST /pools', { version: newVersion, body: scaled });
  assert.equal((await get('/pools/scaled'))['autoScaleEvaluationInterval'], 'PT10M');
});

test('changed properties of an empty pool are returned in the same form as added ones', async () => {
  await held.client.send('POST /pools', { version: newVersion, body: poolBody('empty') });
  const changes = { vmSize: 'STANDARD_D4S_V3', userAccounts: [{ name: 'ada', password: 'Correct-horse-7' }] };
  const changed = await held.client.send('PATCH /pools/empty', { version: newVersion, body: changes });
  assert.equal(changed.status, 200, changed.text);
  const pool = await get('/pools/empty');
  assert.equal(pool['vmSize'], 'standard_d4s_v3');
  assert.deepEqual(pool['userAccounts'], [{ name: 'ada', elevationLevel: 'nonadmin' }]);
});

test("nodes of a dual-stack pool return both addresses, as in the documentation's example", async () => {
  const ports = { backendPort: 22, frontendPortRangeStart: 40_000, frontendPortRangeEnd: 40_500 };
  const endpointConfiguration = { inboundNATPools: [{ name: 'sshpool', protocol: 'tcp', ...ports }] };
  const publicIPAddressConfiguration = { ipFamilies: ['IPv4', 'IPv6'] };
  const networkConfiguration = { publicIPAddressConfiguration, endpointConfiguration };
  await held.client.send('POST /pools', { version: newVersion, body: poolBody('dual', 1, { networkConfiguration }) });
  await held.clock.advance(5000);
  const [node] = (await get('/pools/dual/nodes')).value ?? [];
  assert.match(String(node?.['ipv6Address']), /^fd00::[0-9a-f]+$/);
  const endpoints = Object(node?.['endpointConfiguration']).inboundEndpoints as readonly Record<string, unknown>[];
  const port = Number(endpoints[0]?.['frontendPort']);
  // The first port in the range on which no other process of the machine listens.
  assert.ok(port >= ports.frontendPortRangeStart && port <= ports.frontendPortRangeEnd, `${port} is outside the range`);
  assert.deepEqual(
    endpoints.map((one) => [one['name'], one['frontendPort'], String(one['publicIPAddress']).includes(':')]),
    [
      ['sshpool.0', port, false],
      ['sshpool-ipv6.0', port, true],
    ],
  );
  const settings = `/pools/dual/nodes/${String(node?.['id'])}/remoteloginsettings`;
  const { 'odata.metadata': _metadata, ...both } = await get(settings);
  assert.deepEqual(Object.keys(both), [
    'remoteLoginIPAddress',
    'remoteLoginPort',
    'ipv6RemoteLoginIPAddress',
    'ipv6RemoteLoginPort',
  ]);
  assert.deepEqual([both['ipv6RemoteLoginIPAddress'], both['ipv6RemoteLoginPort']], ['::1', port]);
  const older = (await held.client.send(`GET ${settings}`, { version: oldVersion })).body;
  assert.equal('ipv6RemoteLoginPort' in older, false);
});

test('lists show the files of Windows nodes with backslashes, and their URLs contain slashes (documented)', async () => {
  const virtualMachineConfiguration = {
    imageReference: { publisher: 'microsoftwindowsserver', offer: 'windowsserver', sku: '2022-datacenter' },
    nodeAgentSKUId: 'batch.node.windows amd64',
  };
  const windows = poolBody('windows', 1, { virtualMachineConfiguration });
  await held.client.send('POST /pools', { version: newVersion, body: windows });
  await held.client.send('POST /jobs', { body: { id: 'w', poolInfo: { poolId: 'windows' } } });
  await held.client.send('POST /jobs/w/tasks', { body: { id: 't', commandLine: 'cmd /c echo' } });
  await held.clock.advance(20_000);
  const [node] = (await get('/pools/windows/nodes')).value ?? [];
  const files = `/pools/windows/nodes/${String(node?.['id'])}/files`;
  const listed = (await get(files, { recursive: 'true' })).value ?? [];
  const output = listed.find(({ name }) => name === 'workitems\\w\\job-1\\t\\stdout.txt');
  assert.ok(String(output?.['url']).endsWith(`${files}/workitems/w/job-1/t/stdout.txt`), JSON.stringify(listed));
  assert.equal('creationTime' in Object(output?.['properties']), true);
  assert.equal(listed.filter(({ name }) => String(name).includes('/')).length, 0);
  for (const prefix of ['workitems\\w', 'workitems/w']) {
    const found = await get(files, { recursive: 'true', $filter: `startswith(name,'${prefix}')` });
    assert.notEqual(found.value?.length, 0, prefix);
  }
  for (const name of ['workitems%5Cw%5Cjob-1%5Ct%5Cstdout.txt', 'workitems/w/job-1/t/stdout.txt']) {
    assert.equal((await held.client.send(`GET ${files}/${name}`, { version: newVersion })).status, 200, name);
  }
});

test('a time limit that expires while the job is being enabled still ends the job', async () => {
  const body = { id: 'brief', poolInfo: { poolId: 'p' }, constraints: { maxWallClockTime: 'PT1S' } };
  await held.client.send('POST /jobs', { version: newVersion, body });
  await held.client.send('POST /jobs/brief/disable', { version: newVersion, body: { disableTasks: 'wait' } });
  await held.clock.advance(900);
  await held.client.send('POST /jobs/brief/enable', { version: newVersion });
  assert.equal((await get('/jobs/brief'))['state'], 'enabling');
  await held.clock.advance(1000);
  const job = await get('/jobs/brief');
  assert.deepEqual(
    [job['state'], Object(job['executionInfo']).terminateReason],
    ['completed', 'MaxWallClockTimeExpiry'],
  );
});

test('a job of the initial scenario ends at its time limit, too', async () => {
  const body = { id: 'limited', poolInfo: { poolId: 'p' }, constraints: { maxWallClockTime: 'PT2H' } };
  const jobs = [{ body, createdAgoMs: 90 * 60_000, tasks: [] }];
  const seeded = await startHeld({ name: 's', description: 's', pools: [], jobs });
  try {
    const read = async () => (await seeded.client.send('GET /jobs/limited', { version: newVersion })).body;
    await seeded.clock.advance(29 * 60_000);
    assert.equal((await read())['state'], 'active');
    await seeded.clock.advance(2 * 60_000);
    const { state, executionInfo } = await read();
    assert.deepEqual([state, Object(executionInfo).terminateReason], ['completed', 'MaxWallClockTimeExpiry']);
  } finally {
    await seeded.simulator.close();
  }
});

test('a time limit that expires during enabling also ends a job of a schedule in the initial scenario', async () => {
  const schedule = { id: 's', schedule: {}, jobSpecification: { poolInfo: { poolId: 'p' } } };
  const seeded = await startHeld({ name: 's', description: 's', pools: [], jobs: [], jobSchedules: [schedule] });
  try {
    const { jobSpecification } = (await seeded.client.send('GET /jobschedules/s')).body;
    const { priority, onAllTasksComplete, usesTaskDependencies } = Object(jobSpecification);
    assert.deepEqual([priority, onAllTasksComplete, usesTaskDependencies], [0, 'noaction', false]);
  } finally {
    await seeded.simulator.close();
  }
});

const selections: readonly (readonly [path: string, name: string, version: string])[] = [
  ['/pools', 'upgradePolicy', newVersion],
  ['/pools', 'certificateReferences', oldVersion],
  ['/pools', 'currentNodeCommunicationMode', oldVersion],
  ['/pools/p/nodes', 'ipv6Address', newVersion],
  ['/pools/p/nodes', 'certificateReferences', oldVersion],
];
for (const [path, name, only] of selections) {
  test(`${name} of ${path} can be selected only in ${only}`, async () => {
    const statuses: number[] = [];
    for (const version of [only, only === oldVersion ? newVersion : oldVersion]) {
      statuses.push((await held.client.send(`GET ${path}`, { version, query: { $select: `id,${name}` } })).status);
    }
    assert.deepEqual(statuses, [200, 400]);
  });
}

test("a time limit above the service's maximum is reduced to it", async () => {
  for (const timeOut of ['30', '31', '120', '3600']) {
    assert.equal((await held.client.send('GET /jobs', { version: newVersion, query: { timeOut } })).status, 200);
  }
  for (const timeOut of ['0', '-1', 'long']) {
    assert.equal((await held.client.send('GET /jobs', { version: newVersion, query: { timeOut } })).status, 400);
  }
});
