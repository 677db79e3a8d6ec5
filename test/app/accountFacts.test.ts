import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { pickJobOrNone } from '../../src/app/actions/targets/pick.ts';
import { gatherAccountFacts, toKnownFacts } from '../../src/app/definitions/accountFacts.ts';
import type { AccountFacts } from '../../src/core/diagnosis/lint/accountChecks.ts';
import { lintAgainstAccount, listAskedOfAccount } from '../../src/core/diagnosis/lintAgainstAccount.ts';
import { BatchError } from '../../src/core/model/batchError.ts';
import { Cancelled } from '../../src/core/model/cancelled.ts';
import type { Job } from '../../src/core/model/job.ts';
import type { Pages } from '../../src/service/ports.ts';
import type { AccountStore } from '../../src/service/store/accountStore.ts';
import { jobId, makeQuietWorld, poolId } from '../builders/quietWorld.ts';
import { snapshot } from '../builders/snapshot.ts';
import { fakeBatchService, pagesOf } from '../fakes/fakeBatchService.ts';
import { sources } from '../fakes/sources.ts';
import { type Simulated, simulate } from './support/simulate.ts';

const waitedMs = 3000;

const pool = {
  id: 'new',
  vmSize: 'standard_d2s_v3',
  targetDedicatedNodes: 1,
  virtualMachineConfiguration: {
    imageReference: { publisher: 'canonical', offer: 'ubuntu-24_04-lts', sku: 'server' },
    nodeAgentSKUId: 'batch.node.ubuntu 24.04',
  },
};
const sas = 'https://contoso.blob.core.windows.net/in/a?sv=2022-11-02&sp=r&sr=b&se=2099-01-01&sig=x';
const task = {
  id: 't',
  commandLine: 'exit 4',
  constraints: { maxWallClockTime: 'PT1M' },
  resourceFiles: [{ httpUrl: sas, filePath: 'a' }],
  applicationPackageReferences: [{ applicationId: 'blender' }],
};

suite('facts for checking definitions', () => {
  let world: Simulated;
  let store: AccountStore;
  let now: number;

  before(async () => {
    world = await simulate(makeQuietWorld());
    store = await world.app.accounts.getStore(world.accountId);
    const { task: tasks } = world.client;
    await tasks.add(jobId, { id: 'ended', commandLine: 'exit 4' });
    while ((await tasks.get(jobId, 'ended')).state !== 'completed');
    await tasks.add(jobId, { id: 'runs', commandLine: 'sleep' });
    while ((await tasks.get(jobId, 'runs')).state !== 'running');
    await tasks.add(jobId, { id: 'waits', commandLine: 'sleep' });
    now = Number((await tasks.get(jobId, 'waits')).creationTime) + waitedMs;
  });

  after(() => world.close());

  const gather = async (
    definition: unknown,
    ofJob?: string,
  ): Promise<{ readonly facts: AccountFacts; readonly asked: readonly string[] }> => {
    const asked = listAskedOfAccount(JSON.stringify(definition)) ?? assert.fail();
    const from = world.simulator.requests.length;
    const facts = await gatherAccountFacts(store, { ...asked, jobId: ofJob }, now, sources, {});
    return { facts, asked: world.simulator.requests.slice(from).map(({ operation }) => operation ?? '?') };
  };

  test('facts about an account are read with few requests, and only as far as the definition needs them', async () => {
    const ofJob = await gather({ id: 'j', poolInfo: { poolId } });
    assert.deepEqual(ofJob.asked, ['Pool_Get']);
    assert.deepEqual(Object.keys(ofJob.facts.unknown), ['jobQuota'], 'the limits are with Resource Manager');
    const ofTasks = await gather({ id: 't', commandLine: 'x' }, jobId);
    assert.deepEqual(ofTasks.asked, ['Job_Get', 'Pool_Get']);
    assert.equal(ofTasks.facts.job?.job.id, jobId);
    assert.equal(ofTasks.facts.pools.get(poolId)?.id, poolId);
    assert.equal(ofJob.facts.pools.get(poolId)?.vmSize, 'standard_d2s_v3');
    const missing = await gather({ id: 'j', poolInfo: { poolId: 'gone' } });
    assert.deepEqual([...missing.facts.pools], [['gone', undefined]]);
    const ofTask = await gather(task);
    assert.deepEqual(ofTask.asked.toSorted(), ['Application_List', 'Job_List', 'Task_List', 'Task_List']);
    assert.deepEqual(
      ofTask.facts.ended?.map(({ id }) => id),
      ['ended'],
    );
    assert.equal(ofTask.facts.waitedMs, waitedMs);
    assert.deepEqual(ofTask.facts.applications, []);
    const ofPool = await gather(pool);
    assert.deepEqual(ofPool.asked.toSorted(), [
      'Account_ListPoolNodeCounts',
      'Account_ListSupportedImages',
      'Pool_List',
    ]);
    // A sign-in by key can't read the data of Resource Manager.
    assert.deepEqual(Object.keys(ofPool.facts.unknown).toSorted(), ['quotas', 'sizes']);
  });

  test('a list of tasks is checked for a selected job, or without a job', async () => {
    const none = { label: 'Without a Job', detail: 'Checks the tasks by themselves' };
    const pick = async (rows: string) => {
      let job: unknown;
      const { asked } = await world.run(
        async (app) => {
          job = await pickJobOrNone(app, world.accountId, () => true, none);
        },
        [],
        { rows },
      );
      assert.deepEqual(
        asked[0]?.rows.map(({ label }) => label),
        ['Without a Job', jobId],
      );
      return job;
    };
    assert.equal(await pick('Without a Job'), 'none');
    assert.deepEqual(await pick(jobId), { kind: 'job', accountId: world.accountId, jobId });
  });
});

test('facts that the service refuses to give are unknown, with the reason, and all other facts are known', async () => {
  const refusal = new BatchError({ code: 'AuthorizationFailed', message: 'No role.', status: 403 });
  const refuse = () => Promise.reject(refusal);
  async function* refused<T>(): Pages<T> {
    yield* pagesOf<T>();
    throw refusal;
  }
  const service = fakeBatchService({
    pools: { getPool: refuse },
    jobs: { listJobs: () => pagesOf([{ id: 'j', state: 'active' }]) },
    tasks: { listTasks: refused },
  });
  const asked = listAskedOfAccount(JSON.stringify([{ ...task, id: 'a' }])) ?? assert.fail();
  const facts = await gatherAccountFacts(
    { service, snapshot: snapshot().build() },
    { ...asked, poolIds: ['p'] },
    0,
    sources,
    {},
  );
  assert.deepEqual(facts.unknown, {
    pools: 'No role.',
    tasks: 'No role.',
    applications: 'Nobody was asked.',
  });
  assert.deepEqual([...facts.pools], []);
  assert.equal(facts.ended, undefined);
});

test('active jobs and job schedules are counted if there is a quota, and a job that accepts no tasks says why', async () => {
  const service = fakeBatchService({
    quotas: { getQuotas: async () => ({ limits: { activeJobAndJobScheduleQuota: 3 } }) },
    jobs: {
      listJobs: () => pagesOf([{ id: 'a' }, { id: 'b' }]),
      getJob: async () => ({ id: 'a', state: 'completed' }),
    },
    jobSchedules: { listJobSchedules: () => pagesOf([{ id: 's' }]) },
    pools: { getPool: async () => ({ id: 'p' }) },
  });
  const definitions = [
    { id: 'j', poolInfo: { poolId: 'p' } },
    { id: 't', commandLine: 'x' },
  ];
  const asked = listAskedOfAccount(JSON.stringify(definitions)) ?? assert.fail();
  const facts = await gatherAccountFacts(
    { service, snapshot: snapshot().build() },
    { ...asked, jobId: 'a' },
    0,
    sources,
    {},
  );
  assert.equal(facts.quotas?.activeJobsAndSchedules, 3);
  assert.equal(facts.job?.takesTasks, false);
  assert.deepEqual(facts.unknown, {});
});

test('a canceled check returns nothing', async () => {
  const abort = new AbortController();
  const service = fakeBatchService({
    quotas: { getQuotas: async () => ({ limits: {} }) },
    pools: {
      getPool: async () => {
        abort.abort();
        return { id: 'p' };
      },
    },
  });
  const asked = listAskedOfAccount('{ "id": "j", "poolInfo": { "poolId": "p" } }') ?? assert.fail();
  const gathering = gatherAccountFacts({ service, snapshot: snapshot().build() }, asked, 0, sources, {
    signal: abort.signal,
  });
  await assert.rejects(gathering, Cancelled.is);
});

test('recently loaded data is used without a request, and older data is not', () => {
  const now = Date.parse('2026-11-20T09:01:00Z');
  const images = [
    {
      nodeAgentSKUId: 'batch.node.ubuntu 24.04',
      imageReference: { publisher: 'canonical', offer: 'ubuntu-24_04-lts', sku: 'server' },
    },
  ];
  // Any request would fail, because the service of the test has nothing else.
  const service = fakeBatchService({ offer: { known: { images, sizes: [{ name: 'Standard_D4s_v5' }] } } });
  const loaded = snapshot()
    .with({ kind: 'pools' }, [{ id: 'small', taskSlotsPerNode: 2 }])
    .build();
  const lint = (definition: object, from = loaded, job?: Job, at = now) => {
    const text = JSON.stringify(definition);
    const asked = listAskedOfAccount(text) ?? assert.fail();
    const facts = toKnownFacts({ service, snapshot: from }, asked, job, at);
    return lintAgainstAccount(text, facts).map(({ code }) => code);
  };
  const jobOn = (of: string) => ({ id: 'j', poolInfo: { poolId: of } });
  assert.deepEqual(lint(jobOn('small')), []);
  assert.deepEqual(lint(jobOn('SMALL')), []);
  assert.deepEqual(lint(jobOn('gone')), ['pool-not-found']);
  assert.deepEqual(lint(jobOn('gone'), loaded, undefined, now + 60 * 60_000), [], 'it may be there by now');
  assert.deepEqual(lint(jobOn('gone'), snapshot().build()), []);
  const more = snapshot().with({ kind: 'pools' }, [], { more: true }).build();
  assert.deepEqual(lint(jobOn('gone'), more), []);
  const wide = { id: 't', commandLine: 'x', requiredSlots: 4 };
  assert.deepEqual(lint(wide, loaded, jobOn('small')), ['too-many-slots']);
  assert.deepEqual(lint(wide, loaded, jobOn('gone')), ['pool-not-found']);
  assert.deepEqual(lint(wide), []);
  assert.deepEqual(lint({ ...wide, requiredSlots: 1, dependsOn: { taskIds: ['a'] } }, loaded, jobOn('small')), [
    'dependencies-off',
  ]);
  assert.deepEqual(lint({ ...pool, vmSize: 'standard_d4s_v5' }), []);
  assert.deepEqual(lint(pool), ['size-not-supported']);
});
