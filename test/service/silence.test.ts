import assert from 'node:assert/strict';
import { createAccountStore } from '../../src/service/service.ts';
import { FakeClock } from '../fakes/fakeClock.ts';
import { settled } from '../fakes/liveStore.ts';
import { addPool, type SimulatedAccount, testBothVersions } from './simulated.ts';

const pools = { kind: 'pools' } as const;
const jobs = { kind: 'jobs' } as const;

/** Connects to the account with the test's own clock, and loads its pools. */
async function open(world: SimulatedAccount) {
  await addPool(world, 'pool', 0);
  const clock = new FakeClock(world.clock.now());
  const service = world.connect({ clock });
  const store = createAccountStore(world.account, service, clock);
  await store.load(pools);
  const sent = () => new Promise<void>((resolve) => service.onDidStep((step) => step === 'sent' && resolve()));
  const attempted = () => new Promise((resolve) => service.onDidAttempt(resolve));
  return { clock, store, sent, attempted };
}

testBothVersions(
  'an account that hangs keeps its data and the time when it stopped answering, until it answers',
  async (world) => {
    const { clock, store, sent, attempted } = await open(world);
    const since = new Date(clock.now()).toISOString();
    world.simulator.addFault({ operation: 'Job_List', effect: 'hang', times: 1 });
    const isSent = sent();
    const loading = store.load(jobs);
    await isSent;
    await settled();
    clock.advance(14_999);
    assert.equal(store.snapshot.silentSince, undefined);
    clock.advance(1);
    assert.equal(store.snapshot.silentSince, since);
    assert.deepEqual(
      store.snapshot.slice(pools).items.map(({ id }) => id),
      ['pool'],
    );
    const givenUp = attempted();
    clock.advance(15_000);
    await givenUp;
    assert.equal(store.snapshot.silentSince, since, 'the next attempt waits as the first one did');
    clock.advance(10_000);
    await loading;
    assert.equal(store.snapshot.silentSince, undefined);
    assert.equal(store.snapshot.slice(jobs).error, undefined);
    store.dispose();
  },
);

testBothVersions('an account that requests a wait does not count as silent', async (world) => {
  const { clock, store, attempted } = await open(world);
  world.simulator.addFault({ operation: 'Job_List', status: 429, times: 1, headers: { 'Retry-After': '60' } });
  const refused = attempted();
  const loading = store.load(jobs);
  await refused;
  clock.advance(30_000);
  assert.equal(store.snapshot.silentSince, undefined);
  clock.advance(30_000);
  await loading;
  store.dispose();
});
