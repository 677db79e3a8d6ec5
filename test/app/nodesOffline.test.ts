import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { run as disableScheduling } from '../../src/app/actions/node/disableScheduling.ts';
import { run as bringOnline } from '../../src/app/actions/pool/bringOnline.ts';
import { readAllPages } from '../../src/app/evidence/readPages.ts';
import { toRemedyActions } from '../../src/app/explain/remedyActions.ts';
import { writeExplanation } from '../../src/app/explain/writeExplanation.ts';
import { toRow } from '../../src/app/rows/explorer/toRow.ts';
import { toCauseRow } from '../../src/app/rows/failures/causeRows.ts';
import type { NodeResource, Resource } from '../../src/core/model/resource.ts';
import type { Scenario } from '../../src/simulator/scenarios/scenario.ts';
import { makeSmallWorld } from '../builders/smallWorld.ts';
import { testTimeMs } from '../fakes/timeOf.ts';
import { type Simulated, simulate } from './support/simulate.ts';

const small = makeSmallWorld(0, 0, 12);
const [busy] = small.pools.filter(({ body }) => body['id'] === 'busy');
const diskFull = { code: 'DiskFull', message: 'There is not enough disk space on the node' };
const scenario: Scenario = {
  ...small,
  pools: [
    {
      ...busy,
      body: { ...busy?.body, id: 'busy', taskSlotsPerNode: 1, targetDedicatedNodes: 4 },
      nodes: [{}, {}, {}, { state: 'unusable', errors: [diskFull] }],
    },
  ],
  jobs: small.jobs.filter(({ body }) => body['id'] === 'running'),
};

suite('a pool whose nodes were taken offline while tasks wait', () => {
  let world: Simulated;

  const explain = async (resource: Resource) => {
    const services = {
      ...world.app,
      toRemedyActions: (
        remedies: Parameters<typeof toRemedyActions>[0],
        targets: Parameters<typeof toRemedyActions>[1],
      ) => toRemedyActions(remedies, targets, (remedy) => ({ title: remedy })),
      findSource: async () => undefined,
    };
    return writeExplanation(services, { resource, document: 'explanation' }, 60_000, () => undefined);
  };
  const ofAccount = () => ({ accountId: world.accountId });

  before(async () => {
    world = await simulate(scenario);
    const store = await world.app.accounts.getStore(world.accountId);
    const all = await readAllPages(store.service.nodes.listNodes('busy'));
    const nodes = all
      .filter(({ state }) => state !== 'unusable')
      .map(({ id }): NodeResource => ({ kind: 'node', ...ofAccount(), poolId: 'busy', nodeId: id }));
    while ((await world.client.job.getTaskCounts('running')).taskCounts.running < 3);
    await Promise.all([store.load({ kind: 'pools' }), store.load({ kind: 'jobs' })]);
    await Promise.all([store.load({ kind: 'nodes', poolId: 'busy' }), store.loadTaskCounts(['running'])]);
    assert.equal(store.snapshot.taskCounts.get('running')?.running, 3);
    await world.run(disableScheduling, [nodes[0], nodes], { rows: 'Requeue', question: 'confirm', type: () => 'busy' });
  });

  after(() => world.close());

  test('after nodes were taken offline, the affected counts are updated immediately', async () => {
    const { snapshot } = await world.app.accounts.getStore(world.accountId);
    const { now } = { now: new Date(world.app.clock.now()) };
    assert.match(
      toRow({ kind: 'pool', poolId: 'busy' }, snapshot, { now }).description ?? '',
      /no nodes can run tasks: 3 offline, 1 unusable/,
    );
    assert.match(toRow({ kind: 'job', jobId: 'running' }, snapshot, { now }).description ?? '', /12 waiting/);
  });

  test('a pool with offline nodes is first on the page of the account, with the action that brings its nodes back', async () => {
    const { explanation, text } = await explain({ kind: 'account', ...ofAccount() });
    assert.match(explanation.cause, /Pool busy: no node can run tasks \(3 offline, 1 unusable\)/);
    assert.match(explanation.cause, /12 tasks are waiting because of it/);
    const { fixes } = (await explain({ kind: 'pool', ...ofAccount(), poolId: 'busy' })).explanation;
    assert.match(fixes[0]?.text ?? '', /^Bring 3 offline nodes online: they were taken offline from this computer\.$/);
    assert.equal(explanation.fixes[0]?.place?.step, fixes[0]?.text);
    assert.match(text, /^- busy \([^\n]*\): No node can run tasks\. 3 nodes are offline\. 1 node is unusable\.$/m);
    const store = await world.app.accounts.getStore(world.accountId);
    const [cause] = (await world.app.causes.ofAccount(store)).causes;
    assert.ok(cause);
    const row = toCauseRow(cause, { now: new Date(testTimeMs) });
    assert.match(row.label, /^busy: No node can run tasks \(3 offline, 1 unusable\)$/);
    assert.equal(row.icon, 'error');
  });

  test('the pages of the pool and of its job and tasks first say who took the nodes offline', async () => {
    const { text, drawn } = await explain({ kind: 'pool', ...ofAccount(), poolId: 'busy' });
    assert.match(text, /Bring 3 offline nodes online: they were taken offline from this computer\./);
    assert.equal(text.match(/12 tasks/g)?.length, 1, text);
    assert.equal(drawn.page.tone, 'failure');
    assert.deepEqual(
      drawn.page.steps.map(({ actions }) => actions[0]?.title),
      ['pool.bringOnline', 'pool.actOnNodes'],
    );
    for (const resource of [
      { kind: 'job', ...ofAccount(), jobId: 'running' } as const,
      { kind: 'task', ...ofAccount(), jobId: 'running', taskId: 'r0' } as const,
    ]) {
      const { text } = await explain(resource);
      assert.match(text, /taken offline from this computer/, text);
      assert.doesNotMatch(text, /Someone disabled/);
      assert.ok(text.indexOf('offline from this computer') < text.indexOf('DiskFull'), text);
    }
  });

  test('the button of the pool brings all of its offline nodes back, and no other nodes', async () => {
    await world.run(bringOnline, [{ kind: 'pool', ...ofAccount(), poolId: 'busy' }]);
    const { service } = await world.app.accounts.getStore(world.accountId);
    const nodes = await readAllPages(service.nodes.listNodes('busy'));
    assert.deepEqual(
      nodes.filter(({ schedulingState }) => schedulingState === 'disabled'),
      [],
    );
  });
});

test('nodes that finish their tasks and accept no new ones do not count as working', async (context) => {
  const world = await simulate(scenario);
  context.after(() => world.close());
  const { accountId } = world;
  const store = await world.app.accounts.getStore(accountId);
  while ((await world.client.job.getTaskCounts('running')).taskCounts.running < 3);
  await Promise.all([store.load({ kind: 'pools' }), store.load({ kind: 'jobs' }), store.loadTaskCounts(['running'])]);
  const nodes = (await readAllPages(store.service.nodes.listNodes('busy')))
    .filter(({ state }) => state === 'running')
    .map(({ id }): NodeResource => ({ kind: 'node', accountId, poolId: 'busy', nodeId: id }));
  await world.run(disableScheduling, [nodes[0], nodes], {
    rows: 'Task completion',
    question: 'confirm',
    type: () => 'busy',
  });
  const target = { resource: { kind: 'pool', accountId, poolId: 'busy' }, document: 'explanation' } as const;
  const services = {
    ...world.app,
    toRemedyActions: () => [],
    findSource: async () => undefined,
  };
  const { explanation } = await writeExplanation(services, target, 60_000, () => undefined);
  assert.equal(
    explanation.title,
    "Pool busy: no node is accepting new tasks (3 aren't accepting new tasks, 1 unusable)",
  );
  assert.match(explanation.fixes[0]?.text ?? '', /^Bring online 3 nodes that aren't accepting new tasks/);
  await store.load({ kind: 'nodes', poolId: 'busy' });
  const row = toRow({ kind: 'pool', poolId: 'busy' }, store.snapshot, { now: new Date(world.app.clock.now()) });
  assert.match(row.description ?? '', /^no nodes are accepting new tasks: 3 aren't accepting new tasks, 1 unusable/);
  assert.equal(row.icon, 'error');
});
