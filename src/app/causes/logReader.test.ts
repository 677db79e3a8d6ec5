import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failedTasksOf } from '../../../test/builders/failedTasks.ts';
import { snapshot } from '../../../test/builders/snapshot.ts';
import { fakeBatchService } from '../../../test/fakes/fakeBatchService.ts';
import { FakeStore } from '../../../test/fakes/fakeStore.ts';
import { BatchError } from '../../core/model/batchError.ts';
import type { TaskResource } from '../../core/model/resource.ts';
import type { Task } from '../../core/model/task.ts';
import type { ListedFailure } from '../../service/store/accountStore.ts';
import type { FailureReading } from '../evidence/failureReader.ts';
import { Inspections } from './inspections.ts';
import { LogReader, LogTurns } from './logReader.ts';

function failed(id: string, exitCode: number | undefined): ListedFailure {
  return {
    isExcerpt: true,
    id,
    state: 'completed',
    nodeInfo: { poolId: 'p', nodeId: 'n' },
    executionInfo: { result: 'failure', ...(exitCode === undefined ? {} : { exitCode }) },
  };
}

/**
 * Makes a reader over logs of one line, with its requests in order. `answer` may change the service's data about a
 * task.
 */
function setUp(answer: (task: Task) => Task = (task) => task) {
  const asked: string[] = [];
  const state: { problem: Error | undefined; nowMs: number } = { problem: undefined, nowMs: 0 };
  const [one, unstarted] = failedTasksOf('j', [failed('a', 1), failed('b', undefined)]);
  assert.ok(one !== undefined && unstarted !== undefined);
  const known = new Map([one, unstarted].map(({ task }) => [task.id, task]));
  const getTask = async (_jobId: string, taskId: string): Promise<Task> => {
    asked.push(`task ${taskId}`);
    const task = known.get(taskId);
    assert.ok(task);
    return answer({ ...task, commandLine: 'as the service has it' });
  };
  const read = async (_store: unknown, resource: TaskResource, task: Task): Promise<FailureReading> => {
    asked.push(`logs ${task.id}`);
    if (state.problem !== undefined) throw state.problem;
    const stderr = { path: 'stderr.txt', text: `stderr of ${task.id}` };
    return { resource, task, stderr, stdout: { path: 'stdout.txt', unread: { kind: 'absent', why: 'there is none' } } };
  };
  const store = { service: fakeBatchService({ tasks: { getTask } }), snapshot: snapshot().build() };
  let explained = 0;
  const onRead = (): void => {
    explained += 1;
  };
  const reader = new LogReader(new Inspections({ read }), { onRead, now: () => state.nowMs });
  return { asked, state, one, unstarted, store, reader, explained: () => explained, readLogs: read };
}

test('a task is inspected once, with all its properties and its logs', async () => {
  const { asked, one, reader, store, explained } = setUp();
  assert.equal(reader.find(one), undefined);
  await reader.read(store, one);
  await reader.read(store, one);
  assert.deepEqual(asked, ['task a', 'logs a']);
  assert.equal(explained(), 1);
  const finding = reader.find(one);
  assert.deepEqual(
    [finding?.isConclusive, finding?.logs],
    [true, { stderr: 'stderr of a', unread: { 'stdout.txt': { kind: 'absent', why: 'there is none' } } }],
  );
  assert.equal(finding?.task.commandLine, 'as the service has it');
  assert.equal(reader.find(one), finding, 'the same object, so that nothing is explained twice');
});

test('a task that never ran has no logs, and a task that was listed with all details is not requested', async () => {
  const { asked, one, unstarted, reader, store, readLogs } = setUp();
  const { isExcerpt: _, ...whole }: ListedFailure = one.task;
  await reader.read(store, unstarted);
  assert.deepEqual([reader.find(unstarted)?.isConclusive, asked.splice(0)], [true, ['task b']]);
  await new LogReader(new Inspections({ read: readLogs }), { now: Date.now }).read(store, { ...one, task: whole });
  assert.deepEqual(asked, ['logs a']);
});

test('a task that was retried in the meantime is inconclusive', async () => {
  const { asked, one, reader, store } = setUp((task) => ({ ...task, state: 'active', executionInfo: {} }));
  await reader.read(store, one);
  assert.deepEqual([reader.find(one)?.isConclusive, asked], [false, ['task a']]);
});

test('unavailable logs are not requested again, and a defect is not hidden', async () => {
  const { asked, one, reader, state, store, readLogs } = setUp();
  state.problem = new BatchError({ code: 'AuthorizationFailed', message: 'You need a role.', status: 403 });
  await reader.read(store, one);
  await reader.read(store, one);
  assert.deepEqual([reader.find(one)?.isConclusive, asked], [false, ['task a', 'logs a']]);
  assert.equal(reader.find(one)?.logs.unread?.['stderr.txt']?.kind, 'notAllowed');
  state.problem = new TypeError('a defect');
  await assert.rejects(
    new LogReader(new Inspections({ read: readLogs }), { now: Date.now }).read(store, one),
    TypeError,
  );
});

test('logs are requested again if the service was unreachable, but not at once', async () => {
  const { asked, one, reader, state, store, explained } = setUp();
  state.problem = new BatchError({ code: 'ServerBusy', message: 'Later.', retryable: true });
  assert.equal(await reader.read(store, one), false);
  assert.equal(await reader.read(store, one), false);
  assert.equal(reader.find(one)?.isConclusive, false, 'it has been tried');
  assert.deepEqual([asked.splice(0), explained()], [['task a', 'logs a'], 0]);
  state.problem = undefined;
  state.nowMs = 60_000;
  assert.equal(reader.find(one), undefined, 'it may be tried again');
  assert.equal(await reader.read(store, one), true);
  assert.equal(reader.find(one)?.isConclusive, true);
});

/** A store that records the turns requested of it, and grants them at once. */
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

/** Returns what is read of an account with these failures, and the turns that it takes. */
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

test('an account with few failures is read without a pause', async () => {
  const little = snapshot()
    .with(jobs, [{ id: 'j' }])
    .withTaskCounts('j', { failed: 1000 });
  assert.deepEqual(await readTwo(little), []);
});

test('failures that were already inspected are read without a pause, however many there are', async () => {
  const uncounted = snapshot().with(jobs, [{ id: 'j' }]);
  assert.deepEqual(await readTwo(uncounted, () => true), []);
});

test('if failures are many or uncounted, logs are read in turn', async () => {
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
