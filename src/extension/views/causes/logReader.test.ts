import assert from 'node:assert/strict';
import { test } from 'node:test';
import { snapshot } from '../../../../test/builders/snapshot.ts';
import { FakeStore } from '../../../../test/fakes/fakeStore.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import type { TaskResource } from '../../../core/model/resource.ts';
import type { Task } from '../../../core/model/task.ts';
import type { FailureReading } from '../../evidence/failureReader.ts';
import { findFailing } from './failing.ts';
import { LogReader } from './logReader.ts';

function failed(id: string): Task {
  return {
    id,
    state: 'completed',
    nodeInfo: { poolId: 'p', nodeId: 'n' },
    executionInfo: { result: 'failure', exitCode: 1 },
  };
}

function known(...tasks: readonly Task[]) {
  return snapshot()
    .with({ kind: 'jobs' }, [{ id: 'j' }])
    .with({ kind: 'tasks', jobId: 'j', group: 'failed' }, tasks)
    .build();
}

/** Reads as the real reader does, from a table, and keeps what it was asked. */
class TableReader {
  readonly asked: string[] = [];
  problem: Error | undefined;

  async read(_store: unknown, resource: TaskResource, task: Task): Promise<FailureReading> {
    this.asked.push(task.id);
    if (this.problem !== undefined) throw this.problem;
    const stderr = { path: 'stderr.txt', text: `stderr of ${task.id}` };
    return { resource, task, stderr, stdout: { path: 'stdout.txt', missing: 'there is none' } };
  }
}

test('logs are read once, and tell what they say from then on', async (context) => {
  const tasks = known(failed('a'), failed('b'));
  const store = new FakeStore(tasks.account, tasks);
  context.after(() => store.dispose());
  const table = new TableReader();
  let told = 0;
  const reader = new LogReader(table, () => {
    told += 1;
  });
  const failing = findFailing(tasks);
  const [first] = failing;
  assert.ok(first);
  assert.deepEqual(reader.logsOf(first), {});
  await reader.read(store, failing);
  await reader.read(store, failing);
  assert.deepEqual(table.asked, ['a', 'b']);
  assert.equal(told, 2);
  assert.deepEqual(reader.logsOf(first), { stderr: 'stderr of a' });
  assert.equal(reader.logsOf(first), reader.logsOf(first), 'the same object, so that nothing is explained twice');
});

test('of a job with many failures only the first are read', async (context) => {
  const tasks = known(...Array.from({ length: 50 }, (_, index) => failed(`t${index}`)));
  const store = new FakeStore(tasks.account, tasks);
  context.after(() => store.dispose());
  const table = new TableReader();
  await new LogReader(table, () => undefined).read(store, findFailing(tasks));
  assert.equal(table.asked.length, 20);
});

test('logs that can not be had are not asked for again, a defect is not hidden', async (context) => {
  const tasks = known(failed('a'));
  const store = new FakeStore(tasks.account, tasks);
  context.after(() => store.dispose());
  const table = new TableReader();
  const reader = new LogReader(table, () => undefined);
  table.problem = new BatchError({ code: 'NodeNotFound', message: 'The node has left.' });
  await reader.read(store, findFailing(tasks));
  await reader.read(store, findFailing(tasks));
  assert.deepEqual(table.asked, ['a']);
  table.problem = new TypeError('a defect');
  await assert.rejects(new LogReader(table, () => undefined).read(store, findFailing(tasks)), TypeError);
});
