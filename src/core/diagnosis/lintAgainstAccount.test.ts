import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Pool } from '../model/pool.ts';
import { foreseeQuota } from './explainPool.ts';
import type { AccountFacts } from './lint/accountChecks.ts';
import { isOfUnknownJob, lintAgainstAccount, listAskedOfAccount } from './lintAgainstAccount.ts';

const now = Date.parse('2026-11-20T10:00:00Z');
const hourMs = 3_600_000;

const machine = {
  imageReference: { publisher: 'canonical', offer: 'ubuntu-24_04-lts', sku: 'server' },
  nodeAgentSKUId: 'batch.node.ubuntu 24.04',
};
const pool = { id: 'render', vmSize: 'Standard_D4s_v5', targetDedicatedNodes: 2, virtualMachineConfiguration: machine };
const toPool = (more: object = {}) => ({ ...pool, ...more });
const toJob = (more: object = {}) => ({ id: 'frames', poolInfo: { poolId: 'cpu' }, ...more });
const toTask = (more: object = {}) => ({ id: 'frame-7', commandLine: 'render 7', ...more });

const facts: AccountFacts = {
  now,
  pools: new Map([['cpu', { id: 'cpu', taskSlotsPerNode: 2 }]]),
  images: [{ ...machine, osType: 'linux' }],
  sizes: [{ name: 'standard_d4s_v5' }],
  applications: [{ id: 'Blender', versions: ['4.2', '4.3'] }],
  quotas: {
    limits: { dedicatedCoreQuota: 20, poolQuota: 3 },
    pools: [{ id: 'a', vmSize: 'Standard_D4s_v5', currentDedicatedNodes: 2 }],
  },
  foreseeShortage: () => undefined,
  ended: [],
  unknown: {},
};

function check(definition: unknown, known: Partial<AccountFacts> = {}): readonly string[] {
  const text = JSON.stringify(definition, undefined, 2);
  const { quotas } = { ...facts, ...known };
  const foreseeShortage = (wanted: Pool) => foreseeQuota({ pool: wanted, quotas });
  const found = lintAgainstAccount(text, { ...facts, ...known, foreseeShortage });
  return found.map(({ code, path, message }) => `${code} ${path.join('.')}: ${message}`);
}

test('a definition that fits the account has no finding', () => {
  for (const definition of [
    toPool(),
    toPool({ id: 'x', vmSize: 'STANDARD_D4S_V5' }),
    toPool({ vmSize: '{{size}}' }),
    toPool({ virtualMachineConfiguration: { ...machine, imageReference: { virtualMachineImageId: '/own' } } }),
    toPool({
      applicationPackageReferences: [{ applicationId: 'blender', version: '4.2' }, { applicationId: 'BLENDER' }],
    }),
    toJob(),
    toJob({ poolInfo: { poolId: 'CPU' } }),
    toJob({ poolInfo: { poolId: '{{pool}}' } }),
    toTask({ constraints: { maxWallClockTime: 'PT1H' } }),
  ])
    assert.deepEqual(check(definition), []);
});

test('a managed identity that the pool does not have is reported where a task names it', () => {
  const idOf = (name: string) =>
    `/subscriptions/s/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
  const ofPool = (type: string, ...names: readonly string[]) =>
    new Map([
      [
        'cpu',
        { id: 'cpu', identity: { type, userAssignedIdentities: names.map((name) => ({ resourceId: idOf(name) })) } },
      ],
    ]);
  const reference = (name: string) => ({ identityReference: { resourceId: idOf(name) } });
  const container = { containerUrl: 'https://contoso.blob.core.windows.net/out', ...reference('reader') };
  const tasks = [
    toTask({
      resourceFiles: [{ httpUrl: 'https://contoso.blob.core.windows.net/in/a', filePath: 'a', ...reference('READER') }],
      outputFiles: [
        { filePattern: '*', destination: { container }, uploadOptions: { uploadCondition: 'taskCompletion' } },
      ],
    }),
    toTask({ containerSettings: { imageName: 'a', registry: { registryServer: 'b', ...reference('{{name}}') } } }),
  ];
  const found = (pools: AccountFacts['pools']) =>
    check({ job: toJob(), tasks }, { pools }).filter((text) => text.startsWith('unknown-identity'));
  assert.deepEqual(found(ofPool('UserAssigned', 'reader')), []);
  assert.deepEqual(found(facts.pools), [], 'the identities of the pool are unknown');
  assert.deepEqual(found(ofPool('None')), [
    "unknown-identity tasks.0.resourceFiles.0.identityReference.resourceId: The pool doesn't have the managed identity READER.",
    "unknown-identity tasks.0.outputFiles.0.destination.container.identityReference.resourceId: The pool doesn't have the managed identity reader.",
  ]);
});

test('a pool that is missing or being deleted is reported at each place that names it', () => {
  assert.deepEqual(check(toJob({ poolInfo: { poolId: 'gpu' } }), { pools: new Map([['gpu', undefined]]) }), [
    "pool-not-found poolInfo.poolId: The account doesn't have pool gpu. Tasks would wait until the pool exists.",
  ]);
  assert.deepEqual(check(toJob(), { pools: new Map([['cpu', { id: 'cpu', state: 'deleting' }]]) }), [
    'pool-not-found poolInfo.poolId: Pool cpu in the account is being deleted.',
  ]);
  const schedule = { id: 's', schedule: {}, jobSpecification: { poolInfo: { poolId: 'gpu' } } };
  assert.equal(check(schedule, { pools: new Map([['gpu', undefined]]) }).length, 1);
});

test("tasks that the account's pool cannot run are found like those for an auto pool", () => {
  const tasks = [toTask({ requiredSlots: 4 }), toTask({ id: 'b', containerSettings: { imageName: 'x' } })];
  const pools = new Map([['cpu', { id: 'cpu', taskSlotsPerNode: 2, virtualMachineConfiguration: machine }]]);
  assert.deepEqual(
    check(toJob({ taskFactory: { type: 'taskCollection', tasks } }), { pools }).map((found) => found.split(':')[0]),
    ['too-many-slots taskFactory.tasks.0.requiredSlots', 'container-mismatch taskFactory.tasks.1.containerSettings'],
  );
});

test('tasks are reported if their job in the account accepts no tasks or would refuse them, or if its pool cannot run them', () => {
  const job = { id: 'nightly', poolInfo: { poolId: 'CPU' } };
  const after = toTask({ id: 'b', dependsOn: { taskIds: ['frame-7'] }, requiredSlots: 4 });
  const tasks = [toTask(), after];
  assert.deepEqual(check(tasks, { job: { job: { ...job, usesTaskDependencies: true }, takesTasks: true } }), [
    'too-many-slots 1.requiredSlots: The task requires more slots than a node in the pool has (2), so it would never start.',
  ]);
  assert.equal(check(tasks, { job: { job, takesTasks: true } })[0]?.split(':')[0], 'dependencies-off 1.dependsOn');
  assert.deepEqual(check(tasks, { job: { job, takesTasks: false } }), [
    'job-takes-no-tasks 0: Job nightly in the account has ended or is ending, and no longer accepts tasks.',
  ]);
  assert.deepEqual(check(toTask(), { job: { job, takesTasks: true }, pools: new Map([['cpu', undefined]]) }), [
    "pool-not-found : The account doesn't have pool CPU. Tasks would wait until the pool exists.",
  ]);
  assert.deepEqual(check(toTask(), { unknown: { job: 'No role.' } }), ['not-checked : No role.']);
  assert.deepEqual(check(tasks), [], 'without a job the tasks are checked by themselves');
});

test('a pool, its job, and its tasks in one file are checked together, without a job in the account', () => {
  const job = toJob({ usesTaskDependencies: true });
  const tasks = [toTask({ requiredSlots: 4 })];
  const inAccount = JSON.stringify({ job, tasks });
  assert.equal(isOfUnknownJob(inAccount), false);
  assert.equal(isOfUnknownJob(JSON.stringify(tasks)), true);
  assert.equal(isOfUnknownJob(JSON.stringify(job)), false);
  assert.equal(check({ job, tasks })[0]?.split(':')[0], 'too-many-slots tasks.0.requiredSlots');
  const own = { pool: toPool({ id: 'CPU' }), job, tasks: [toTask()] };
  assert.deepEqual(listAskedOfAccount(JSON.stringify(own))?.poolIds, [], 'a pool of the file is not asked for');
});

test('a job or a schedule beyond the quota is found', () => {
  const full = { limits: { activeJobAndJobScheduleQuota: 300 }, activeJobsAndSchedules: 300 };
  const schedule = { id: 's', schedule: {}, jobSpecification: { poolInfo: { poolId: 'cpu' } } };
  for (const definition of [toJob(), schedule])
    assert.deepEqual(check(definition, { quotas: full }), [
      'quota-exceeded id: The account can have 300 active jobs and job schedules, and it already has 300.',
    ]);
  assert.deepEqual(check(toJob(), { quotas: { ...full, activeJobsAndSchedules: 299 } }), []);
  assert.deepEqual(check(toJob(), { quotas: {}, unknown: { jobQuota: 'No quotas.' } }), ['not-checked : No quotas.']);
  assert.deepEqual(check(toTask(), { quotas: full }), []);
});

test('sizes, images, and node agents that Batch does not have are found', () => {
  assert.deepEqual(check(toPool({ vmSize: 'Standard_D4s_v9' })), [
    "size-not-supported vmSize: Batch doesn't offer VM size Standard_D4s_v9 in the account's region.",
  ]);
  assert.deepEqual(check(toPool({ vmSize: 'Standard_D999s_v5', targetDedicatedNodes: 40 })), [
    "size-not-supported vmSize: Batch doesn't offer VM size Standard_D999s_v5 in the account's region.",
  ]);
  const other = { ...machine, imageReference: { ...machine.imageReference, sku: 'minimal' } };
  assert.deepEqual(check(toPool({ virtualMachineConfiguration: other })), [
    'image-not-supported virtualMachineConfiguration.imageReference.sku: Batch does not list the image canonical ubuntu-24_04-lts minimal for this account.',
  ]);
  for (const name of ['publisher', 'offer']) {
    const unknown = { ...machine, imageReference: { ...machine.imageReference, [name]: 'x' } };
    const [found = ''] = check(toPool({ virtualMachineConfiguration: unknown }));
    assert.equal(found.split(':')[0], `image-not-supported virtualMachineConfiguration.imageReference.${name}`);
  }
  const wrong = { ...machine, nodeAgentSKUId: 'batch.node.ubuntu 22.04' };
  assert.deepEqual(check(toPool({ virtualMachineConfiguration: wrong })), [
    'image-not-supported virtualMachineConfiguration.nodeAgentSKUId: For the image canonical ubuntu-24_04-lts server, Batch expects the node agent batch.node.ubuntu 24.04.',
  ]);
});

test('an end of support that only Batch knows is found', () => {
  const images = [{ ...machine, batchSupportEndOfLife: '2026-12-24T00:00:00Z' }];
  assert.match(
    check(toPool(), { images })[0] ?? '',
    /^support-ends-soon virtualMachineConfiguration\.nodeAgentSKUId: .*Dec 24, 2026/,
  );
  const sizes = [{ name: 'Standard_D4s_v5', batchSupportEndOfLife: '2028-01-01T00:00:00Z' }];
  assert.match(check(toPool(), { sizes })[0] ?? '', /^support-ends vmSize: .*Jan 1, 2028/);
});

test('a pool beyond the quotas is found, unless it exists', () => {
  assert.deepEqual(check(toPool({ targetDedicatedNodes: 4 })), [
    'quota-exceeded vmSize: The account can have up to 20 dedicated cores; 8 are in use. The 4 missing nodes need 16 more cores.',
  ]);
  const { limits, pools = [] } = facts.quotas ?? {};
  assert.deepEqual(check(toPool(), { quotas: { limits: { ...limits, poolQuota: 1 }, pools } }), [
    'quota-exceeded vmSize: The account can have 1 pools, and it already has 1.',
  ]);
  assert.deepEqual(check(toPool({ id: 'A', targetDedicatedNodes: 400 })), []);
});

test('missing applications and versions are found', () => {
  const withApplication = (reference: object) => toTask({ applicationPackageReferences: [reference] });
  assert.deepEqual(check(withApplication({ applicationId: 'maya' })), [
    "application-not-found applicationPackageReferences.0.applicationId: The account doesn't have application maya.",
  ]);
  assert.deepEqual(check(withApplication({ applicationId: 'blender', version: '3.6' })), [
    "application-not-found applicationPackageReferences.0.version: Application blender in the account doesn't have version 3.6. Existing versions: 4.2, 4.3.",
  ]);
});

test('a time limit shorter than earlier runs of the same command, ignoring numbers, is reported', () => {
  const toRun = (id: string, commandLine: string, minutes: number) => ({
    id,
    commandLine,
    executionInfo: {
      startTime: '2026-11-20T08:00:00Z',
      endTime: new Date(Date.parse('2026-11-20T08:00:00Z') + minutes * 60_000).toISOString(),
    },
  });
  const ended = [toRun('frame-1', 'render 1', 20), toRun('frame-2', 'render 2', 45), toRun('other', 'encode 3', 500)];
  const limited = (maxWallClockTime: string) => toTask({ constraints: { maxWallClockTime } });
  assert.deepEqual(check(limited('PT30M'), { ended }), [
    'limit-too-short constraints.maxWallClockTime: Of 2 tasks with this command that ended recently, 1 took longer than that: frame-2 took 45 min.',
  ]);
  assert.deepEqual(check(limited('PT1H'), { ended }), []);
});

test('a SAS that expires before the tasks that are already waiting have started is reported', () => {
  const toFile = (minutes: number) => {
    const end = new Date(now + minutes * 60_000).toISOString();
    const httpUrl = `https://contoso.blob.core.windows.net/in/a?sv=2022-11-02&sp=r&sr=b&se=${encodeURIComponent(end)}&sig=x`;
    return toTask({ resourceFiles: [{ httpUrl, filePath: 'a' }] });
  };
  assert.deepEqual(check(toFile(90), { waitedMs: 3 * hourMs }), [
    'sas-ends-in-queue resourceFiles.0.httpUrl: The SAS expires in 1 hr 30 min, and a task in the account has already been waiting for 3 hr.',
  ]);
  assert.deepEqual(check(toFile(90), { waitedMs: hourMs }), []);
  assert.deepEqual(check(toFile(90), { waitedMs: undefined }), []);
  // An expired signature is reported without the account.
  assert.deepEqual(check(toFile(-90), { waitedMs: hourMs }), []);
});

test('unavailable data is reported once, at the first affected place, with the reason', () => {
  const none = { images: undefined, sizes: undefined, quotas: undefined, applications: undefined, ended: undefined };
  const unknown = { images: 'No images.', sizes: 'No sizes.', quotas: 'No quotas.', pools: 'No pools.' };
  const found = check([toPool(), toPool({ id: 'second' })], { ...none, unknown });
  assert.deepEqual(
    found.map((line) => line.replace(/^not-checked /, '')),
    ['0.: No sizes.', '0.: No images.', '0.: No quotas.'].map((line) => line.replace('0.', '0')),
  );
  assert.deepEqual(check(toJob(), { pools: new Map(), unknown }), ['not-checked poolInfo.poolId: No pools.']);
});

test('data that no definition needs is not requested', () => {
  const no = { images: false, sizes: false, quotas: false, jobQuota: false };
  const nothing = { ...no, applications: false, runs: false, queue: false };
  assert.deepEqual(listAskedOfAccount(JSON.stringify(toJob())), { ...nothing, poolIds: ['cpu'], jobQuota: true });
  assert.deepEqual(listAskedOfAccount(JSON.stringify(toTask())), { ...nothing, poolIds: [] });
  assert.deepEqual(listAskedOfAccount(JSON.stringify(toPool())), {
    ...nothing,
    poolIds: [],
    images: true,
    sizes: true,
    quotas: true,
  });
  assert.equal(listAskedOfAccount('{"name": "x"}'), undefined);
  assert.equal(listAskedOfAccount('no JSON'), undefined);
});

test('comments and settings disable these checks like others', () => {
  const text = JSON.stringify(toPool({ vmSize: 'Standard_D4s_v9' }));
  assert.deepEqual(lintAgainstAccount(text, facts, { rules: { 'size-not-supported': 'off' } }), []);
  const commented = `{\n"id": "render",\n// batch-disable-next-line size-not-supported\n"vmSize": "Standard_D4s_v9",\n"targetDedicatedNodes": 1,\n"virtualMachineConfiguration": ${JSON.stringify(machine)}}`;
  assert.deepEqual(lintAgainstAccount(commented, facts), []);
});
