import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { findTasks } from '../../src/app/actions/failures/findTasks.ts';
import { toNotes } from '../../src/app/actions/failures/retry.ts';
import type { AccountStore } from '../../src/service/store/accountStore.ts';
import { makeSmallWorld } from '../builders/smallWorld.ts';
import { type Simulated, simulate } from './support/simulate.ts';

const failed = 120;

suite('a job with more failed tasks than its list shows at first', () => {
  let world: Simulated;
  let store: AccountStore;

  before(async () => {
    world = await simulate(makeSmallWorld(1, 0, 0, failed));
    store = await world.app.accounts.getStore(world.accountId);
  });

  after(() => world.close());

  test('all causes of a large job are on its page and in its account, and the explorer shows those of the listed tasks', async () => {
    const job = { kind: 'job', accountId: world.accountId, jobId: 'crowd' } as const;
    const task = { ...job, kind: 'task', taskId: 'c0' } as const;
    const asked = await world.app.causes.ofJob(store, 'crowd');
    const [alone = assert.fail(), ...others] = asked.causes;
    assert.deepEqual([alone.failures.length, others.length, asked.read, asked.total], [failed, 0, failed, failed]);
    assert.deepEqual(
      world.causes.jobs.of(store.snapshot, 'crowd').map(({ failures }) => failures.length),
      [100],
    );
    assert.match(
      await world.readPage(task),
      /\b119 other tasks ended the same way\. The logs of \d+ of them show the same cause: /,
    );
    assert.match(await world.readPage(job), /^# 120 tasks in job crowd failed: /);
    const target = { resource: job, document: 'cause', fingerprint: alone.cluster.fingerprint } as const;
    assert.equal((await findTasks(world.app, [target])).length, failed);
    assert.deepEqual(toNotes(world.app, [target]), []);
    using _watching = world.watchFailures();
    const ofAccount = await world.app.causes.ofWholeAccount(store);
    const { causes, read, total } = await world.app.causes.ofJob(store, 'crowd');
    const toCounts = (found: typeof causes) => found.map(({ cluster, failures }) => [cluster.title, failures.length]);
    assert.deepEqual([toCounts(causes), read, total], [toCounts(ofAccount.causes), failed, failed]);
  });
});
