import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { accountId, contoso } from '../../../../test/fakes/contoso.ts';
import { FakeAccounts } from '../../../../test/fakes/fakeAccounts.ts';
import { FakeStore } from '../../../../test/fakes/fakeStore.ts';
import type { Resource } from '../../../core/model/resource.ts';
import { refreshTouched } from './refreshTouched.ts';

/** A store that takes a few turns to load after a request. */
class SlowStore extends FakeStore {
  readonly counted: string[] = [];

  override async refresh(...asked: Parameters<FakeStore['refresh']>): Promise<void> {
    await takeTurns();
    await super.refresh(...asked);
  }

  override async loadTaskCounts(jobIds: readonly string[] = []): Promise<void> {
    await takeTurns();
    this.counted.push(...jobIds);
  }
}

async function takeTurns(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await Promise.resolve();
}

const job = { accountId, jobId: 'frames' };
const pool = { accountId, poolId: 'cpu' };
const loadedAfter: Readonly<Record<string, readonly [touched: Resource, ...scopes: string[]]>> = {
  'a task': [{ kind: 'task', ...job, taskId: 'frame-1' }, 'tasks', 'failures'],
  'a job': [{ kind: 'job', ...job }, 'jobs', 'tasks', 'failures'],
  'a job schedule': [{ kind: 'jobSchedule', accountId, scheduleId: 'nightly' }, 'jobSchedules', 'jobs', 'scheduleJobs'],
  'a node': [{ kind: 'node', ...pool, nodeId: 'tvm-1' }, 'pools', 'nodes'],
  'a pool': [{ kind: 'pool', ...pool }, 'pools', 'nodes'],
};

suite('items touched by an action', () => {
  for (const [name, [touched, ...scopes]] of Object.entries(loadedAfter))
    test(`items touched by an action are reloaded when the action ends: ${name}`, async () => {
      const store = new SlowStore(contoso);
      await refreshTouched(new FakeAccounts(store), [touched]);
      const kinds = new Set(store.loaded.map(({ kind }) => kind));
      assert.deepEqual([...kinds].toSorted(), scopes.toSorted());
      if ('jobId' in touched) assert.deepEqual(store.counted, ['frames']);
    });
});
