import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fakeBatchService, pagesOf } from '../../../../test/fakes/fakeBatchService.ts';
import { FakeClock } from '../../../../test/fakes/fakeClock.ts';
import type { ComputeNode } from '../../../core/model/computeNode.ts';
import type { TaskResource } from '../../../core/model/resource.ts';
import type { SavedAttempt } from '../../../core/model/savedAttempt.ts';
import type { SavedObject } from '../../../core/model/savedObject.ts';
import type { Task } from '../../../core/model/task.ts';
import { keepEvidence } from './keepEvidence.ts';

const count = 230;
const toResource = (taskId: string): TaskResource => ({ kind: 'task', accountId: 'a', jobId: 'frames', taskId });
const tasks: readonly Task[] = Array.from({ length: count }, (_, index) => ({
  id: `frame-${index}`,
  state: 'completed',
  executionInfo: { exitCode: 1, result: 'failure', endTime: '2026-11-20T09:00:00Z' },
  nodeInfo: { poolId: 'cpu', nodeId: 'tvm-1' },
}));

/** Saves all tasks; `findCause` returns the cause that views show. */
async function keepAll(isAll: boolean, findCause: (task: TaskResource) => string | undefined) {
  const saved: SavedAttempt[] = [];
  const read = new Set<string>();
  let got = 0;
  const service = fakeBatchService({
    tasks: {
      listTasks: () => pagesOf(tasks),
      getTask: async () => {
        got += 1;
        return assert.fail('many tasks come with their list');
      },
    },
    taskFiles: {
      readFile: async ({ taskId }) => {
        read.add(taskId);
        return new TextEncoder().encode('no\n');
      },
    },
  });
  const gaps = await keepEvidence(
    {
      clock: new FakeClock(),
      getService: async () => service,
      attempts: { save: async (_task, attempt) => void saved.push(attempt) },
      kept: { save: async () => assert.fail('only tasks are kept') },
      findKnownCause: (task) => {
        const cause = findCause(task);
        return cause === undefined ? undefined : { cause, why: cause, fingerprint: `of ${cause}` };
      },
      explainTask: () => 'it failed',
      explainNode: () => assert.fail('there are no nodes'),
    },
    tasks.map(({ id }) => toResource(id)),
    { action: 'azureBatch.task.delete', isAll, onKept: () => undefined },
  );
  assert.deepEqual(gaps, []);
  assert.equal(got, 0);
  return { saved, read };
}

test('all properties of many tasks are saved, and the logs of the first 20 tasks of each displayed cause', async () => {
  const isRare = ({ taskId }: TaskResource): boolean => Number(taskId.slice('frame-'.length)) >= 200;
  const { saved, read } = await keepAll(false, (task) => (isRare(task) ? 'weights missing' : 'out of memory'));
  assert.equal(saved.length, count);
  const expected = tasks.map(({ id }) => id).filter((_, index) => index < 20 || (index >= 200 && index < 220));
  assert.deepEqual([...read].sort(), [...expected].sort());
  const inFull = saved.filter(({ logs }) => logs.every(({ text }) => text === 'no\n'));
  assert.deepEqual([inFull.length, ...new Set(inFull.map(({ why }) => why))], [40, 'it failed']);
  // The causes of the other tasks are known, and each saved attempt says why its logs are missing.
  const brief = saved.find(({ task }) => task.id === 'frame-220');
  assert.deepEqual([brief?.why, brief?.fingerprint], ['weights missing', 'of weights missing']);
  assert.deepEqual(
    brief?.logs.map(({ path, text, unread }) => [path, text, unread?.kind, unread?.why.split('.')[0]]),
    [
      ['stdout.txt', undefined, 'notRead', "This log wasn't saved"],
      ['stderr.txt', undefined, 'notRead', "This log wasn't saved"],
    ],
  );
});

test('tasks without a known cause are grouped by how they ended, and optionally all logs are kept', async () => {
  const { read } = await keepAll(false, () => undefined);
  assert.equal(read.size, 20);
  const all = await keepAll(true, () => undefined);
  assert.equal(all.read.size, count);
  assert.equal(all.saved.length, count);
});

test('many nodes are read from the list of their pool, and the logs of the first 20 nodes of each cause are saved', async () => {
  const nodes = Array.from(
    { length: count },
    (_, index): ComputeNode => ({
      id: `tvm-${index}`,
      state: index < 200 ? 'starttaskfailed' : 'unusable',
      startTaskInfo: { state: 'completed', startTime: '2026-11-20T08:10:00Z' },
    }),
  );
  const saved: SavedObject[] = [];
  const read = new Set<string>();
  const found: string[] = [];
  const service = fakeBatchService({
    nodes: { listNodes: () => pagesOf(nodes) },
    nodeFiles: {
      readFile: async ({ nodeId }) => {
        read.add(nodeId);
        return new TextEncoder().encode('no\n');
      },
    },
  });
  const gaps = await keepEvidence(
    {
      clock: new FakeClock(),
      getService: async () => service,
      attempts: { save: async () => assert.fail('there are no tasks') },
      kept: { save: async (_resource, one) => void saved.push(one) },
      findKnownCause: () => undefined,
      explainTask: () => undefined,
      explainNode: () => 'it is broken',
    },
    nodes.map(({ id }) => ({ kind: 'node', accountId: 'a', poolId: 'cpu', nodeId: id })),
    {
      action: 'azureBatch.node.reboot',
      isAll: false,
      onKept: () => undefined,
      onFound: (_resource, now) => void found.push(String(Reflect.get(now, 'id'))),
    },
  );
  assert.deepEqual(gaps, []);
  assert.equal(saved.length, count);
  assert.equal(found.length, count);
  const expected = nodes.map(({ id }) => id).filter((_, index) => index < 20 || (index >= 200 && index < 220));
  assert.deepEqual([...read].sort(), [...expected].sort());
});
