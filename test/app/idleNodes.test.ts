import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { toRow } from '../../src/app/rows/explorer/toRow.ts';
import type { AccountStore } from '../../src/service/store/accountStore.ts';
import type { Scenario } from '../../src/simulator/scenarios/scenario.ts';
import { jobId, makeQuietWorld, poolId } from '../builders/quietWorld.ts';
import { type Simulated, simulate } from './support/simulate.ts';

const nodes = { kind: 'nodes', poolId } as const;
const twoHoursMs = 2 * 3_600_000;
const quiet = makeQuietWorld();
const scenario: Scenario = {
  ...quiet,
  pools: quiet.pools.map((pool) => ({ ...pool, nodes: [{ sinceAgoMs: twoHoursMs }] })),
};

suite('idle time of nodes', () => {
  let world: Simulated;
  let store: AccountStore;

  const toPoolText = (): string | undefined =>
    toRow({ kind: 'pool', poolId }, store.snapshot, { now: new Date(world.app.clock.now()) }).description;
  const readIdle = async (): Promise<boolean> =>
    /idle for over an hour/i.test(await world.readPage({ kind: 'pool', accountId: world.accountId, poolId }));
  const wait = async (taskId: string, state: string): Promise<void> => {
    while ((await world.client.task.get(jobId, taskId)).state !== state);
  };

  before(async () => {
    world = await simulate(scenario);
    store = await world.app.accounts.getStore(world.accountId);
    await store.load({ kind: 'pools' });
    await store.load(nodes);
  });

  after(() => world.close());

  test('the idle time of nodes is not shown after they were seen running, until their list is read again', async () => {
    assert.match(toPoolText() ?? '', /1 idle for over an hour/);
    assert.ok(await readIdle());
    await world.client.task.add(jobId, { id: 'short', commandLine: 'sleep' });
    await wait('short', 'running');
    await store.refresh([{ kind: 'pools' }]);
    assert.doesNotMatch(toPoolText() ?? '', /idle/);
    await world.client.task.terminate(jobId, 'short');
    await wait('short', 'completed');
    await store.refresh([{ kind: 'pools' }]);
    // The number of idle nodes is the same as in the last list, and none has been idle for long.
    assert.match(toPoolText() ?? '', /· 1 idle$/);
    assert.ok(!(await readIdle()));
    assert.equal(store.snapshot.slice(nodes).items[0]?.state, 'idle');
    assert.match(toPoolText() ?? '', /· 1 idle$/);
  });
});
