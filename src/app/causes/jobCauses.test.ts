import assert from 'node:assert/strict';
import { test } from 'node:test';
import { snapshot } from '../../../test/builders/snapshot.ts';
import { fakeBatchService } from '../../../test/fakes/fakeBatchService.ts';
import type { Cause } from '../../core/diagnosis/causes/causes.ts';
import * as diagnosis from '../../core/diagnosis/diagnosis.ts';
import { isUnread } from '../../core/failures/unreadFailures.ts';
import { BatchError } from '../../core/model/batchError.ts';
import type { TaskResource } from '../../core/model/resource.ts';
import type { Task } from '../../core/model/task.ts';
import { Inspections } from './inspections.ts';
import { JobCauses } from './jobCauses.ts';

function failed(id: string, exitCode: number): Task {
  return {
    id,
    state: 'completed',
    nodeInfo: { poolId: 'p', nodeId: 'n' },
    executionInfo: { result: 'failure', exitCode, endTime: '2026-11-20T09:00:00Z' },
  };
}

const knowing = (tasks: readonly Task[]) =>
  snapshot()
    .with({ kind: 'jobs' }, [{ id: 'frames' }])
    .with({ kind: 'tasks', jobId: 'frames', group: 'failed' }, tasks)
    .build();
/** Everything is loaded. */
const loaded = { load: async () => undefined, refresh: async () => undefined };
const tasks = [failed('a', 1), failed('b', 1), failed('c', 137)];

/** Makes a reader that returns a log for each task, and records the requests. */
function setUp(stderr: Readonly<Record<string, string>>) {
  const asked: string[] = [];
  const read = async (_store: unknown, resource: TaskResource, task: Task) => {
    asked.push(resource.taskId);
    const text = stderr[resource.taskId] ?? '';
    return { resource, task, stdout: { path: 'stdout.txt', text: '' }, stderr: { path: 'stderr.txt', text } };
  };
  const causes = new JobCauses(new Inspections({ read }), { diagnosis: () => diagnosis }, { now: Date.now });
  const hitBy = (known: ReturnType<typeof knowing>) =>
    causes
      .of(known, 'frames')
      .map(({ failures }) =>
        failures.map(({ failing }) => 'taskId' in failing.resource && failing.resource.taskId).sort(),
      );
  return { asked, causes, hitBy };
}

test('tasks without a read log form one group, and repeated calls do not compute the causes again', () => {
  const { causes, hitBy } = setUp({});
  const known = knowing(tasks);
  assert.deepEqual(hitBy(known), [['a', 'b', 'c']]);
  assert.equal(causes.of(known, 'frames'), causes.of(known, 'frames'));
});

test('logs separate more causes, and are read once', async () => {
  const { asked, causes, hitBy } = setUp({
    a: "FileNotFoundError: [Errno 2] No such file or directory: 'weights.pt'\n",
    b: 'bash: line 1: samtools: command not found\n',
  });
  const known = knowing(tasks);
  const store = { service: fakeBatchService(), snapshot: known, ...loaded };
  assert.equal(causes.areExplained(known, 'frames'), false);
  await causes.read(store, 'frames');
  assert.equal(causes.areExplained(known, 'frames'), true);
  assert.deepEqual(hitBy(known).flat().sort(), ['a', 'b', 'c']);
  assert.equal(hitBy(known).length, 3);
  assert.deepEqual(asked, ['a', 'c', 'b']);
  await causes.read(store, 'frames');
  assert.deepEqual(asked, ['a', 'c', 'b']);
});

test('a concurrent call waits for the same logs', async () => {
  const { asked, causes } = setUp({ a: 'bash: line 1: samtools: command not found\n' });
  const store = { service: fakeBatchService(), snapshot: knowing(tasks), ...loaded };
  await Promise.all([causes.read(store, 'frames'), causes.read(store, 'frames')]);
  assert.deepEqual(asked, ['a', 'c', 'b']);
});

test('for a list of causes, the log of a single failed task is not read', async () => {
  const causes = new JobCauses(
    new Inspections({ read: () => assert.fail('read') }),
    { diagnosis: () => assert.fail('loaded') },
    { now: Date.now },
  );
  const known = knowing([failed('a', 1)]);
  await causes.read({ service: fakeBatchService(), snapshot: known, ...loaded }, 'frames');
  assert.equal(causes.areExplained(known, 'frames'), false, 'when another fails, its log is read first');
});

test('a single failed task is a cause of its job if the causes are requested', async () => {
  const { asked, causes, hitBy } = setUp({ a: 'bash: line 1: samtools: command not found\n' });
  const known = knowing([failed('a', 127)]);
  assert.deepEqual(hitBy(known), [['a']]);
  await causes.readMore({ service: fakeBatchService(), snapshot: known, ...loaded }, 'frames');
  assert.deepEqual(asked, ['a']);
  assert.match(causes.of(known, 'frames')[0]?.cluster.title ?? '', /samtools/);
  assert.equal(causes.shownOf({ snapshot: known }, 'frames')?.causes.length, 1);
});

test('while the service is unreachable, each log is tried once, and once more later', async () => {
  const state = { nowMs: 0, isReachable: false };
  const asked: string[] = [];
  const read = async (_store: unknown, resource: TaskResource, task: Task) => {
    asked.push(resource.taskId);
    // While offline, each request takes 50 seconds to fail.
    state.nowMs += 50_000;
    if (!state.isReachable) throw new BatchError({ code: 'NetworkUnreachable', message: 'Offline.', retryable: true });
    const stderr = { path: 'stderr.txt', text: 'bash: line 1: samtools: command not found\n' };
    return { resource, task, stdout: { path: 'stdout.txt', text: '' }, stderr };
  };
  const causes = new JobCauses(new Inspections({ read }), { diagnosis: () => diagnosis }, { now: () => state.nowMs });
  const store = { service: fakeBatchService(), snapshot: knowing(tasks), ...loaded };
  await causes.read(store, 'frames');
  assert.deepEqual(asked.splice(0).sort(), ['a', 'b', 'c']);
  state.isReachable = true;
  state.nowMs += 60_000;
  await causes.read(store, 'frames');
  assert.deepEqual(asked.sort(), ['a', 'b', 'c']);
  const [cause] = causes.of(store.snapshot, 'frames');
  assert.match(cause?.cluster.title ?? '', /samtools/);
});

test('a cause has the same title in its job as in its account', () => {
  const known = knowing([failed('a', 139), failed('b', 139)]);
  const read = () => assert.fail('read');
  const [own] = new JobCauses(new Inspections({ read }), { diagnosis: () => diagnosis }, { now: Date.now }).of(
    known,
    'frames',
  );
  assert.ok(own);
  const title = 'Segmentation fault: bwa mem';
  const told: readonly Cause[] = [{ ...own, cluster: { ...own.cluster, title } }];
  const causes = new JobCauses(
    new Inspections({ read }),
    { diagnosis: () => diagnosis },
    { now: Date.now, findNamed: (id) => (id === known.account.id ? told : []) },
  );
  const [called] = causes.of(known, 'frames');
  assert.deepEqual(called, { ...own, cluster: { ...own.cluster, title } });
  assert.equal(causes.of(known, 'frames')[0], called, 'asked again nothing is made anew');
});

test('nothing is kept about an account that is gone', async () => {
  const { causes } = setUp({});
  const known = knowing(tasks);
  await causes.read({ service: fakeBatchService(), snapshot: known, ...loaded }, 'frames');
  causes.forgetOthers([known.account.id]);
  assert.equal(causes.areExplained(known, 'frames'), true);
  causes.forgetOthers(['another']);
  assert.equal(causes.areExplained(known, 'frames'), false);
});

test('for an agent, each call reads the logs of more tasks, until the causes of all are known', async () => {
  const ids = Array.from({ length: 120 }, (_, index) => `t${String(index).padStart(3, '0')}`);
  const { causes } = setUp(
    Object.fromEntries(
      ids.map((id, index) => [
        id,
        index % 3 === 0 ? "KeyError: 'crs'\n" : 'bash: line 1: samtools: command not found\n',
      ]),
    ),
  );
  const known = knowing(ids.map((id) => failed(id, 1)));
  const store = { service: fakeBatchService(), snapshot: known, loadTaskCounts: async () => undefined, ...loaded };
  const countUnknown = async (): Promise<number> => {
    const found = await causes.ofJob(store as never, 'frames', (work) => work());
    return found.causes.flatMap((cause) => (isUnread(cause.cluster) ? cause.failures : [])).length;
  };
  const counts = [await countUnknown(), await countUnknown(), await countUnknown()];
  assert.ok((counts[0] ?? 0) > (counts[1] ?? 0), counts.join());
  assert.equal(counts.at(-1), 0);
});
