import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Blocked, FailedTask, Failing } from '../diagnosis/causes/failing.ts';
import { noCoreHours } from './coreHours.ts';
import { listWaitingJobs, measureHarm } from './harm.ts';

const at = '2026-11-20T09:00:00Z';
const task = (taskId: string): FailedTask => ({
  kind: 'task',
  resource: { kind: 'task', accountId: 'a', jobId: 'frames', taskId },
  at,
  task: { id: taskId },
  job: undefined,
  pool: undefined,
});
const job = (jobId: string, blocks: Blocked): Failing => ({
  kind: 'job',
  resource: { kind: 'job', accountId: 'a', jobId },
  at,
  job: { id: jobId },
  preparation: [],
  quotas: undefined,
  blocks,
});
const pool = (poolId: string, blocks: Blocked): Failing => ({
  kind: 'pool',
  resource: { kind: 'pool', accountId: 'a', poolId },
  at,
  pool: { id: poolId },
  quotas: undefined,
  blocks,
});
const node = (nodeId: string, blocks?: Blocked): Failing => ({
  kind: 'node',
  resource: { kind: 'node', accountId: 'a', poolId: 'gpu', nodeId },
  at,
  node: { id: nodeId },
  pool: undefined,
  ...(blocks === undefined ? {} : { blocks }),
});
const waiting = (jobId: string, count: number): Blocked => ({ tasks: new Map([[jobId, count]]), nodes: 0 });

test('each failed task counts as lost', () => {
  assert.deepEqual(measureHarm([task('a'), task('b')]), {
    lost: 2,
    waiting: { count: 0, isComplete: true },
    missing: 0,
    coreHours: noCoreHours,
    total: 2,
  });
});

test('a job that is stuck in its preparation counts its waiting tasks, and missing nodes count by number', () => {
  assert.deepEqual(measureHarm([job('nightly', waiting('nightly', 24))]), {
    lost: 1,
    waiting: { count: 24, isComplete: true },
    missing: 0,
    coreHours: noCoreHours,
    total: 25,
  });
  assert.deepEqual(measureHarm([pool('gpu', { tasks: new Map(), nodes: 40 })]), {
    lost: 1,
    waiting: { count: 0, isComplete: true },
    missing: 40,
    coreHours: noCoreHours,
    total: 41,
  });
});

test('tasks that wait for several broken nodes count once', () => {
  const blocks = waiting('train', 7);
  assert.deepEqual(measureHarm([node('n1', blocks), node('n2', blocks), node('n3')]), {
    lost: 3,
    waiting: { count: 7, isComplete: true },
    missing: 0,
    coreHours: noCoreHours,
    total: 10,
  });
});

test('lost and blocked work have the same weight', () => {
  const stuck = measureHarm([job('nightly', waiting('nightly', 24))]).total;
  const failed = measureHarm(Array.from({ length: 20 }, (_, index) => task(`t${index}`))).total;
  assert.ok(stuck > failed, `${stuck} against ${failed}`);
});

test('a core-hour of a failed attempt counts as much as a task', () => {
  const attempt = (startTime: string): Failing => ({
    ...(task('long') as Extract<Failing, { kind: 'task' }>),
    task: { id: 'long', nodeInfo: { poolId: 'gpu', nodeId: 'n' }, executionInfo: { startTime, endTime: at } },
    pool: { id: 'gpu', vmSize: 'standard_d16s_v3' },
  });
  const { coreHours, total } = measureHarm([attempt('2026-11-20T08:00:00Z'), attempt('2026-11-20T07:30:00Z')]);
  assert.deepEqual(coreHours, { hours: 16 + 24, isComplete: true });
  assert.equal(total, 2 + 40);
});

test('a dependent task counts once even if two dependencies failed, but not again if all tasks of its job already count', () => {
  const failed = (taskId: string, ids: readonly string[], isComplete: boolean): Failing => ({
    ...task(taskId),
    dependents: { ids, isComplete },
  });
  const all = [failed('a', ['merge', 'publish'], true), failed('b', ['merge'], true)];
  assert.deepEqual(measureHarm(all).waiting, { count: 2, isComplete: true });
  assert.deepEqual(measureHarm([...all, failed('c', ['last'], false)]).waiting, { count: 3, isComplete: false });
  assert.deepEqual(measureHarm([...all, job('frames', waiting('frames', 24))]).waiting, {
    count: 24,
    isComplete: true,
  });
});

test('tasks wait in the jobs that are blocked, and in those of tasks on which others depend', () => {
  const next = { ...task('b').resource, taskId: 'c' };
  const needed: FailedTask = { ...task('b'), dependents: { ids: [next.taskId], isComplete: true } };
  assert.deepEqual(listWaitingJobs([task('a'), pool('gpu', waiting('train', 3))]), ['train']);
  assert.deepEqual(listWaitingJobs([task('a'), needed, node('n', waiting('train', 3))]), ['frames', 'train']);
});
