import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failedTasksOf } from '../../../test/builders/failedTasks.ts';
import { snapshot } from '../../../test/builders/snapshot.ts';
import { FakeStore } from '../../../test/fakes/fakeStore.ts';
import { LogTurns } from './logTurns.ts';

/** A store that remembers for what it was asked to wait, and does it at once. */
class PacedStore extends FakeStore {
  readonly turns: string[] = [];

  override inBackground<T>(work: () => Promise<T>, kind = 'detail', requests = 1): Promise<T> {
    this.turns.push(`${kind} ${requests}`);
    return work();
  }
}

const jobs = { kind: 'jobs' } as const;
const executionInfo = { result: 'failure', exitCode: 1 } as const;
const [one, two] = failedTasksOf('j', [
  { id: 'a', state: 'completed', executionInfo },
  { id: 'b', state: 'completed', executionInfo },
]);

/** What is read of an account in which so much has failed, and the turns that it takes. */
async function readTwo(known: ReturnType<typeof snapshot>, has = () => false) {
  assert.ok(one !== undefined && two !== undefined);
  const looked: string[] = [];
  const built = known.build();
  const store = new PacedStore(built.account, built);
  const turns = new LogTurns(
    {
      has,
      read: async (_store, { task }) => {
        looked.push(task.id);
        return true;
      },
    },
    () => true,
  );
  assert.equal(await turns.read(store, [one, two]), true);
  assert.deepEqual(looked, ['a', 'b']);
  return store.turns;
}

test('an account in which little has failed is looked into without a pause', async () => {
  const little = snapshot()
    .with(jobs, [{ id: 'j' }])
    .withTaskCounts('j', { failed: 1000 });
  assert.deepEqual(await readTwo(little), []);
});

test('what another has looked into is there without a pause, however much has failed', async () => {
  const uncounted = snapshot().with(jobs, [{ id: 'j' }]);
  assert.deepEqual(await readTwo(uncounted, () => true), []);
});

test('where much has failed, or it is not known how much, logs are read when it is their turn', async () => {
  const much = snapshot()
    .with(jobs, [{ id: 'j' }])
    .withTaskCounts('j', { failed: 1001 });
  assert.deepEqual(await readTwo(much), ['answer 5', 'answer 5']);
  const uncounted = snapshot().with(jobs, [{ id: 'j' }]);
  assert.deepEqual(await readTwo(uncounted), ['detail 5', 'detail 5']);
  const more = snapshot()
    .with(jobs, [{ id: 'j' }], { more: true })
    .withTaskCounts('j', { failed: 1 });
  assert.deepEqual(await readTwo(more), ['detail 5', 'detail 5']);
});
