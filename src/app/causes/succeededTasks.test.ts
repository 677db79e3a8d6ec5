import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { snapshot } from '../../../test/builders/snapshot.ts';
import * as diagnosis from '../../core/diagnosis/diagnosis.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import type { TaskResource } from '../../core/model/resource.ts';
import type { Task } from '../../core/model/task.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import type { FailureReading } from '../evidence/failureReader.ts';
import { mostJudged, requestsToJudge, SucceededTasks } from './succeededTasks.ts';

const trace = 'Traceback (most recent call last):\n  File "a.py", line 1, in <module>\nKeyError: 3\n';
const done = (id: string): Task => ({
  id,
  state: 'completed',
  executionInfo: { exitCode: 0, result: 'success' },
  nodeInfo: { poolId: 'p', nodeId: 'n' },
});

/** Makes tasks that end with an exception, unless reading them is refused. */
function setUp(
  refuse: (id: string) => Error | undefined = () => undefined,
  tasks: readonly Task[] = [],
  written: string = trace,
) {
  const read: string[] = [];
  const asked: number[] = [];
  const reader = {
    async read(_store: unknown, resource: TaskResource, task: Task): Promise<FailureReading> {
      read.push(task.id);
      const error = refuse(task.id);
      if (error !== undefined) throw error;
      return {
        resource,
        task,
        stdout: { path: 'stdout.txt', text: '' },
        stderr: { path: 'stderr.txt', text: written },
      };
    },
  };
  const known = snapshot().with({ kind: 'tasks', jobId: 'j', group: 'succeeded' }, tasks).build();
  const store = {
    account: known.account,
    snapshot: known,
    inBackground(work: () => Promise<unknown>, kind: string, requests: number) {
      assert.equal(kind, 'detail');
      asked.push(requests);
      return work();
    },
  } as unknown as AccountStore;
  return { read, asked, store, succeeded: new SucceededTasks(reader, { diagnosis: () => diagnosis }) };
}

suite('tasks that Batch counts as succeeded', () => {
  test('only the logs of the newest succeeded tasks are read, once each, as background work', async () => {
    const tasks = Array.from({ length: mostJudged + 3 }, (_, index) => done(`t${index}`));
    const { read, asked, store, succeeded } = setUp(undefined, tasks, 'done\n');
    const judge = () => succeeded.judge(store, 'j');
    await Promise.all([judge(), judge()]);
    await judge();
    assert.deepEqual(read, ['t0', 't1', 't2', 't3', 't4']);
    assert.deepEqual(asked, Array(mostJudged).fill(requestsToJudge));
    assert.deepEqual(
      tasks.map((task) => succeeded.find(task)?.kind),
      [...Array(mostJudged).fill('plain'), undefined, undefined, undefined],
    );
  });

  test('more succeeded tasks of a job are read once one contradicts its result', async () => {
    const tasks = Array.from({ length: 25 }, (_, index) => done(`t${index}`));
    const { read, store, succeeded } = setUp(undefined, tasks);
    let found = 0;
    const judge = () =>
      succeeded.judge(store, 'j', {
        onFound: () => {
          found += 1;
        },
      });
    await judge();
    await judge();
    assert.deepEqual([read.length, new Set(read).size, found], [20, 20, 20]);
    assert.equal(succeeded.of(store.snapshot).looked, 20);
  });

  test('reading succeeded tasks that the user waits for does not wait for a background turn', async () => {
    const { read, asked, store, succeeded } = setUp(undefined, [done('t')]);
    store.inBackground = () => new Promise(() => undefined);
    void succeeded.judge(store, 'j');
    await succeeded.judge(store, 'j', { isAwaited: true });
    assert.deepEqual([read, asked], [['t'], []]);
    const { looked, found } = succeeded.of(store.snapshot, ['j']);
    assert.deepEqual([looked, found.map(({ resource }) => resource.taskId)], [1, ['t']]);
    assert.deepEqual(succeeded.of(store.snapshot, ['other']), { looked: 0, found: [] });
  });

  test('a task that has not run, or whose logs are refused, is not requested again', async () => {
    const tasks = [{ ...done('never'), nodeInfo: {} }, done('refused')];
    const refused = new BatchError({ code: 'NodeNotFound', message: 'No node.' });
    const { read, store, succeeded } = setUp(() => refused, tasks);
    for (let turn = 0; turn < 2; turn++)
      await succeeded.judge(store, 'j', { onFound: () => assert.fail('nothing is found') });
    assert.deepEqual(read, ['refused']);
    assert.deepEqual(succeeded.find(tasks[1] ?? assert.fail()), { kind: 'plain', isRead: false });
  });

  test('a canceled read is retried, and an error that is not from the service is thrown', async () => {
    let error: Error | undefined = new Cancelled();
    const tasks = [done('t')];
    const { read, store, succeeded } = setUp(() => error, tasks);
    await succeeded.judge(store, 'j');
    error = new TypeError('a defect');
    await assert.rejects(succeeded.judge(store, 'j'), TypeError);
    error = undefined;
    await succeeded.judge(store, 'j');
    assert.deepEqual(read, ['t', 't', 't']);
    assert.equal(succeeded.find(tasks[0] ?? assert.fail())?.kind, 'suspicious');
  });

  test('if the job has succeeded tasks, one page of them is loaded first, once', async () => {
    const scope = { kind: 'tasks', jobId: 'j', group: 'succeeded' } as const;
    for (const [count, loads] of [
      [1, 1],
      [0, 0],
    ] as const) {
      const { read, store, succeeded } = setUp();
      const empty = snapshot().withTaskCounts('j', { succeeded: count });
      let loaded = 0;
      const ofJob = Object.assign(store, {
        snapshot: empty.build(),
        async load() {
          loaded += 1;
          ofJob.snapshot = empty.with(scope, [done('t')]).build();
        },
      });
      for (let turn = 0; turn < 2; turn++) await succeeded.judge(ofJob, 'j');
      assert.deepEqual([loaded, read.length], [loads, loads]);
    }
  });
});
