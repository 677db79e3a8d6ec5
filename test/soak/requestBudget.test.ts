import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Account } from '../../src/core/model/account.ts';
import { connect, createAccountStore } from '../../src/service/service.ts';
import type { Scope } from '../../src/service/store/accountStore.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { SteppedTime } from './steppedTime.ts';

const minuteMs = 60_000;
/** As the setting `azureBatch.refreshInterval` has it when nobody changes it. */
const defaultIntervalMs = 15_000;
const mostPerMinute = 60;
const minutes = 10;

/** What an explorer shows that has the pool and one job open. */
const shown: readonly Scope[] = [
  { kind: 'pools' },
  { kind: 'nodes', poolId: 'grid' },
  { kind: 'jobs' },
  { kind: 'tasks', jobId: 'batch-0000', group: 'failed' },
  { kind: 'tasks', jobId: 'batch-0000', group: 'running' },
  { kind: 'tasks', jobId: 'batch-0000', group: 'preparing' },
];

test('a million tasks that are counted and on display cost a request a second, and nothing when hidden', async () => {
  const time = new SteppedTime();
  const simulator = await startSimulator({ scenario: 'million', clock: time.world });
  const { url, accountName, accountKey } = simulator;
  const account: Account = { id: new URL(url).host, name: accountName, endpoint: url, authentication: 'sharedKey' };
  const credential = { kind: 'sharedKey', accountName, key: accountKey } as const;
  const store = createAccountStore(account, connect({ account, credential, clock: time.clock }), time.clock);
  after(async () => {
    store.dispose();
    time.dispose();
    await simulator.close();
  });
  for (const scope of shown) await store.load(scope);
  while (store.snapshot.slice({ kind: 'jobs' }).hasMore) await store.loadMore({ kind: 'jobs' });
  const jobs = store.snapshot.slice({ kind: 'jobs' }).items;
  await store.loadTaskCounts(jobs.map(({ id }) => id));
  assert.equal(store.snapshot.taskCounts.size, 1000);

  const countInMinute = async (): Promise<number> => {
    const before = simulator.requests.length;
    await time.world.advance(minuteMs);
    return simulator.requests.length - before;
  };
  const countInMinutes = async (): Promise<readonly number[]> => {
    const counts: number[] = [];
    for (let minute = 0; minute < minutes; minute += 1) counts.push(await countInMinute());
    return counts;
  };
  const explorer = store.watch(defaultIntervalMs, () => true);
  const failures = store.watch(defaultIntervalMs, ({ kind }) => kind === 'pools' || kind === 'jobs');
  const visible = await countInMinutes();
  console.log(JSON.stringify({ name: 'requestBudget', visible }));
  assert.ok(Math.min(...visible) > 0, 'what is on display is refreshed');
  assert.ok(Math.max(...visible) <= mostPerMinute, `${Math.max(...visible)} requests in a minute`);
  explorer.dispose();
  failures.dispose();
  const hidden = await countInMinutes();
  assert.equal(Math.max(...hidden), 0, 'nobody looks');
});
