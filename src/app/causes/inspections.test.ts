import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { snapshot } from '../../../test/builders/snapshot.ts';
import { fakeBatchService, pagesOf } from '../../../test/fakes/fakeBatchService.ts';
import { failedCounts, openLiveStore, settled } from '../../../test/fakes/liveStore.ts';
import { sources } from '../../../test/fakes/sources.ts';
import type { FailedTask } from '../../core/diagnosis/causes/failing.ts';
import { explainTask } from '../../core/diagnosis/explainTask.ts';
import { BatchError } from '../../core/model/batchError.ts';
import type { Task } from '../../core/model/task.ts';
import type { ListedFailure } from '../../service/store/accountStore.ts';
import { FailureReader } from '../evidence/failureReader.ts';
import { gatherTask } from '../evidence/taskEvidence.ts';
import { Causes } from './causes.ts';
import { Inspections } from './inspections.ts';

const noFile = "FileNotFoundError: [Errno 2] No such file or directory: 'weights.pt'\n";

function toFailed(id: string, time = '2026-11-20T08:00:00Z'): Task {
  return {
    id,
    state: 'completed',
    stateTransitionTime: time,
    nodeInfo: { poolId: 'cpu', nodeId: 'n' },
    executionInfo: { result: 'failure', exitCode: 1, endTime: time },
  };
}

/** A failure as listed among very many. */
const toExcerpt = (id: string): ListedFailure => ({ ...toFailed(id), isExcerpt: true });

const toFailedTask = (task: Task, accountId = 'a'): FailedTask => ({
  kind: 'task',
  resource: { kind: 'task', accountId, jobId: 'j', taskId: task.id },
  at: task.executionInfo?.endTime,
  task,
  job: undefined,
  pool: undefined,
});

/** Makes failed tasks of a job in a service that records requests. */
function setUp(context: TestContext, count = 2) {
  const asked: string[] = [];
  const note = <T>(what: string, answer: T): T => {
    asked.push(what);
    return answer;
  };
  const tasks = Array.from({ length: count }, (_, index) => toFailed(`t${index}`));
  const { store, clock } = openLiveStore({
    jobs: {
      listJobs: () => pagesOf([{ id: 'j', state: 'active' as const, poolInfo: { poolId: 'cpu' } }]),
      getJob: async () => ({ id: 'j', state: 'active' }),
      getTaskCounts: async () => failedCounts(tasks.length),
    },
    tasks: {
      listTasks: () => pagesOf(tasks),
      getTask: async (_jobId, taskId) =>
        note(`task ${taskId}`, { ...toFailed(taskId), commandLine: 'python3 train.py' }),
    },
    taskFiles: {
      readFile: async ({ taskId }, path) => {
        return note(`read ${taskId}/${path}`, Buffer.from(path === 'stderr.txt' ? noFile : ''));
      },
    },
    pools: {
      listPools: () => pagesOf([{ id: 'cpu' }]),
      listNodeCounts: () => pagesOf([]),
      getPool: async () => ({ id: 'cpu' }),
    },
    nodes: { getNode: async () => ({ id: 'n' }), listNodes: () => pagesOf([]) },
  });
  const reader = new FailureReader(sources, clock);
  const causes = new Causes({
    accounts: {
      all: [store.account],
      findStore: () => store,
      onDidChangeAccounts: () => ({ dispose: () => undefined }),
      onDidChangeData: (listener) => store.onDidChange(listener),
    },
    reader,
    bundles: sources,
    clock,
    report: (error) => assert.ifError(error),
  });
  context.after(() => {
    causes.dispose();
    reader.dispose();
    store.dispose();
  });
  /** Returns the requests sent until there is an answer. */
  const listAsked = async <T>(answer: Promise<T>): Promise<readonly string[]> => {
    let isThere = false;
    void answer.finally(() => {
      isThere = true;
    });
    while (!isThere) {
      await settled();
      clock.advance(1);
    }
    await answer;
    return asked.splice(0).toSorted();
  };
  return { store, reader, causes, listAsked };
}

test('a failure is inspected only once, whether for a job, an account, a command, or a page', async (context) => {
  const { store, reader, causes, listAsked } = setUp(context);
  assert.deepEqual(await listAsked(causes.ofJob(store, 'j')), [
    'read t0/stderr.txt',
    'read t0/stdout.txt',
    'read t1/stderr.txt',
    'read t1/stdout.txt',
  ]);
  assert.deepEqual(await listAsked(causes.ofAccount(store)), []);
  const retried = toFailedTask(toFailed('t0'), store.account.id);
  assert.deepEqual(await listAsked(causes.ofTasks(store, [retried])), []);
  // A page shows the task as it is now.
  const resource = { kind: 'task', accountId: store.account.id, jobId: 'j', taskId: 't1' } as const;
  assert.deepEqual(await listAsked(gatherTask(store, resource, reader, new Date())), ['task t1']);
});

test('failures that were inspected for the account are not requested again for their job', async (context) => {
  const { store, causes, listAsked } = setUp(context, 6);
  const listRead = (asked: readonly string[]): readonly string[] => asked.filter((one) => one.endsWith('stderr.txt'));
  const ofAccount = listRead(await listAsked(causes.ofAccount(store)));
  const ofJob = listRead(await listAsked(causes.ofJob(store, 'j')));
  assert.ok(ofAccount.length > 0 && ofJob.length > 0);
  const all = ['t0', 't1', 't2', 't3', 't4', 't5'].map((id) => `read ${id}/stderr.txt`);
  assert.deepEqual([...ofAccount, ...ofJob].toSorted(), all);
});

/** Makes inspections over a service that returns more about each task, and records requests. */
function inspect() {
  const asked: string[] = [];
  const state: { problem?: BatchError } = {};
  const service = fakeBatchService({
    tasks: {
      getTask: async (_jobId, id) => {
        asked.push(`task ${id}`);
        return { ...toFailed(id), commandLine: 'python3 train.py' };
      },
    },
  });
  const inspections = new Inspections({
    read: async (_store, resource, task) => {
      asked.push(`logs ${task.id}`);
      if (state.problem !== undefined) throw state.problem;
      return { resource, task, stderr: { path: 'stderr.txt', text: noFile }, stdout: { path: 'stdout.txt', text: '' } };
    },
  });
  return { asked, state, store: { service, snapshot: snapshot().build() }, inspections };
}

test('a task with incomplete details is not used where all details are needed', async () => {
  const { asked, store, inspections } = inspect();
  const failed = toFailedTask(toExcerpt('a'));
  await inspections.inspect(store, failed, 'listed');
  assert.deepEqual(asked.splice(0), ['logs a']);
  const { task } = await inspections.inspect(store, failed, 'whole');
  assert.deepEqual([task.commandLine, asked.splice(0)], ['python3 train.py', ['task a', 'logs a']]);
  for (const detail of ['whole', 'listed'] as const)
    assert.equal((await inspections.inspect(store, failed, detail)).task, task, detail);
  assert.deepEqual(asked, []);
});

test('a task that was listed with all details is not requested again', async () => {
  const { asked, store, inspections } = inspect();
  const failed = toFailedTask(toFailed('a'));
  assert.equal((await inspections.inspect(store, failed, 'whole')).task, failed.task);
  assert.deepEqual(asked, ['logs a']);
});

test('concurrent requests wait for the same answer', async () => {
  const { asked, store, inspections } = inspect();
  const failed = toFailedTask(toExcerpt('a'));
  assert.equal(inspections.has(store, failed, 'whole'), false);
  const both = [inspections.inspect(store, failed, 'whole'), inspections.inspect(store, failed, 'listed')];
  assert.equal(inspections.has(store, failed, 'whole'), true);
  const [one, other] = await Promise.all(both);
  assert.deepEqual([one, asked], [other, ['task a', 'logs a']]);
});

test('a task is inspected again if it failed again, belongs to another account, or could not be requested', async () => {
  const { asked, state, store, inspections } = inspect();
  await inspections.inspect(store, toFailedTask(toFailed('a')), 'whole');
  await inspections.inspect(store, toFailedTask(toFailed('a', '2026-11-20T09:00:00Z')), 'whole');
  await inspections.inspect({ ...store, service: fakeBatchService() }, toFailedTask(toFailed('a')), 'whole');
  assert.deepEqual(asked.splice(0), ['logs a', 'logs a', 'logs a']);
  state.problem = new BatchError({ code: 'ServerBusy', message: 'Later.', retryable: true });
  await assert.rejects(inspections.inspect(store, toFailedTask(toFailed('b')), 'whole'), { code: 'ServerBusy' });
  delete state.problem;
  await inspections.inspect(store, toFailedTask(toFailed('b')), 'whole');
  assert.deepEqual(asked, ['logs b', 'logs b']);
});

const thrown = `Traceback (most recent call last):
  File "/mnt/batch/fit.py", line 2, in <module>
    rows[key]
KeyError: 'key'
`;

test('a cause from the end of a log alone is not called certain', async () => {
  const explain = async (leftOut: number): Promise<string> => {
    const read: FailureReader['read'] = async (_store, resource, task) => ({
      resource,
      task,
      stdout: { path: 'stdout.txt', text: '' },
      stderr: { path: 'stderr.txt', text: thrown, leftOut },
    });
    const store = { service: fakeBatchService(), snapshot: snapshot().build() };
    const { task, logs } = await new Inspections({ read }).inspect(store, toFailedTask(toFailed('t')), 'whole');
    return explainTask({ task, ...logs }).confidence;
  };
  assert.deepEqual([await explain(0), await explain(4000)], ['certain', 'likely']);
});
