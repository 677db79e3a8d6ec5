import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failedTasksOf } from '../../../test/builders/failedTasks.ts';
import { snapshot } from '../../../test/builders/snapshot.ts';
import { toAccount } from '../../../test/fakes/connect.ts';
import { FakeStore } from '../../../test/fakes/fakeStore.ts';
import * as diagnosis from '../../core/diagnosis/diagnosis.ts';
import { type TaskResource, toKey } from '../../core/model/resource.ts';
import type { Task } from '../../core/model/task.ts';
import { Inspections } from './inspections.ts';
import { JobCauses } from './jobCauses.ts';
import type { KnownCauses } from './knownCauses.ts';
import { findTaskCauses } from './taskCauses.ts';

function toFailed(id: string, endTime = '2026-11-20T09:00:00Z'): Task {
  return {
    id,
    state: 'completed',
    nodeInfo: { poolId: 'p', nodeId: 'n' },
    executionInfo: { result: 'failure', exitCode: 1, endTime },
  };
}

/** Makes a reader of logs about a missing file, and records for which tasks it was called. */
function setUp() {
  const asked: string[] = [];
  const read = async (_store: unknown, resource: TaskResource, task: Task) => {
    asked.push(resource.taskId);
    const text = "FileNotFoundError: [Errno 2] No such file or directory: 'weights.pt'\n";
    return { resource, task, stdout: { path: 'stdout.txt', text: '' }, stderr: { path: 'stderr.txt', text } };
  };
  const ids = ['a', 'b', 'c'];
  const known = snapshot()
    .with({ kind: 'jobs' }, [{ id: 'frames' }])
    .with(
      { kind: 'tasks', jobId: 'frames', group: 'failed' },
      ids.slice(0, 2).map((id) => toFailed(id)),
    )
    .build();
  const store = new FakeStore(toAccount('http://127.0.0.1:9'), known);
  return { asked, read, ids, store };
}

test('causes that a view shows are reused, and only the logs of other tasks are read', async () => {
  const { asked, read, ids, store } = setUp();
  const views = new JobCauses(new Inspections({ read }), { diagnosis: () => diagnosis }, { now: Date.now });
  await views.read(store, 'frames');
  assert.deepEqual(asked.splice(0), ['a', 'b']);
  const shownOf: KnownCauses['shownOf'] = (shown, place) =>
    place.kind === 'job' ? views.shownOf(shown, place.jobId) : undefined;
  const failed = failedTasksOf(
    'frames',
    ids.map((id) => toFailed(id)),
  );
  const told = await findTaskCauses(
    store,
    failed,
    shownOf,
    new Inspections({ read }),
    { diagnosis: () => diagnosis },
    Date.now,
  );
  assert.deepEqual(asked, ['c']);
  assert.deepEqual(
    failed.map(({ resource }) => told.get(toKey(resource))?.failure.explanation.category),
    ['missing-file', 'missing-file', 'missing-file'],
  );
  store.dispose();
});

test('a task that was retried and failed again since the view was drawn is inspected again', async () => {
  const { asked, read, store } = setUp();
  const views = new JobCauses(new Inspections({ read }), { diagnosis: () => diagnosis }, { now: Date.now });
  await views.read(store, 'frames');
  asked.splice(0);
  const failed = failedTasksOf('frames', [toFailed('a', '2026-11-20T10:00:00Z')]);
  const shownOf: KnownCauses['shownOf'] = (shown, place) =>
    place.kind === 'job' ? views.shownOf(shown, place.jobId) : undefined;
  await findTaskCauses(store, failed, shownOf, new Inspections({ read }), { diagnosis: () => diagnosis }, Date.now);
  assert.deepEqual(asked, ['a']);
  store.dispose();
});

test('only a few logs are read if many tasks ended in the same way', async () => {
  const { asked, read, store } = setUp();
  const failed = failedTasksOf(
    'frames',
    Array.from({ length: 5000 }, (_, index) => toFailed(`t${index}`)),
  );
  const told = await findTaskCauses(
    store,
    failed,
    () => undefined,
    new Inspections({ read }),
    { diagnosis: () => diagnosis },
    Date.now,
  );
  assert.ok(asked.length > 0 && asked.length <= 20, `${asked.length}`);
  assert.equal(told.size, 5000);
  store.dispose();
});
