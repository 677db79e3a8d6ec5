import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Pool } from '../model/pool.ts';
import type { Task } from '../model/task.ts';
import { formatCoreHours, isHeldBroken, measureAttempts, measureHeld } from './coreHours.ts';

const nodeInfo = { poolId: 'p', nodeId: 'n' };
const hour = { startTime: '2026-11-20T08:00:00Z', endTime: '2026-11-20T09:00:00Z' };
const measureAttempt = (task: Task, pool: Pool | undefined) => measureAttempts([{ task, pool }]);
const now = Date.parse('2026-11-20T12:00:00Z');

test('an attempt uses the cores of its node for its duration', () => {
  const pool = { id: 'p', vmSize: 'Standard_D8s_v3' };
  assert.deepEqual(measureAttempt({ id: 't', nodeInfo, executionInfo: hour }, pool), { hours: 8, isComplete: true });
});

test('an attempt in an auto pool that is gone uses the cores that its job specifies', () => {
  const specify = (pool: object) => ({ id: 'j', poolInfo: { autoPoolSpecification: { pool } } });
  const measure = (pool: object) =>
    measureAttempts([{ task: { id: 't', nodeInfo, executionInfo: hour }, pool: undefined, job: specify(pool) }]);
  assert.deepEqual(measure({ vmSize: 'standard_d8s_v3' }), { hours: 8, isComplete: true });
  assert.deepEqual(measure({ vmSize: 'standard_d8s_v3', taskSlotsPerNode: 4 }), { hours: 2, isComplete: true });
  assert.deepEqual(measure({}), { hours: 0, isComplete: false });
});

const ran = (hours: number, task: Partial<Task> = {}, run: Task['executionInfo'] = {}): Task => ({
  id: 't',
  nodeInfo,
  executionInfo: {
    startTime: '2026-11-20T00:00:00Z',
    endTime: new Date(Date.parse('2026-11-20T00:00:00Z') + hours * 3_600_000).toISOString(),
    ...run,
  },
  ...task,
});
const ofInstances = (numberOfInstances: number) => ({
  multiInstanceSettings: { numberOfInstances, coordinationCommandLine: 'true' },
});
const d2 = { id: 'p', vmSize: 'standard_d2s_v3' };
const d8 = { id: 'p', vmSize: 'standard_d8s_v3' };

/** Core hours computed by hand, and whether they are complete. */
const held: readonly (readonly [what: string, hours: number, isComplete: boolean, pool: Pool, ...tasks: Task[]])[] = [
  ['a node of 2 cores for 3 hours', 6, true, d2, ran(3)],
  ['a node of 8 cores for half an hour', 4, true, d8, ran(0.5)],
  ['1 of 4 slots of 8 cores for 1 hour', 2, true, { ...d8, taskSlotsPerNode: 4 }, ran(1)],
  ['3 of 4 slots of 8 cores for 2 hours', 12, true, { ...d8, taskSlotsPerNode: 4 }, ran(2, { requiredSlots: 3 })],
  ['all 4 slots of 8 cores for 1 hour', 8, true, { ...d8, taskSlotsPerNode: 4 }, ran(1, { requiredSlots: 4 })],
  ['2 slots of a pool that has 1 by now: the node', 8, true, d8, ran(1, { requiredSlots: 2 })],
  ['4 nodes of 2 cores for 10 hours', 80, true, d2, ran(10, ofInstances(4))],
  ['a multi-instance task of one node for 5 hours', 10, true, d2, ran(5, ofInstances(1))],
  ['3 nodes of 8 cores for 1 hour, and a run before', 24, false, d8, ran(1, ofInstances(3), { requeueCount: 1 })],
  ['a node of 2 cores for 4 hours after 2 retries', 8, false, d2, ran(4, {}, { retryCount: 2 })],
  ['a requeued task of which no run is known', 0, false, d2, { id: 't', executionInfo: { requeueCount: 1 } }],
  ['two tasks of one slot of two for 3 hours each', 6, true, { ...d2, taskSlotsPerNode: 2 }, ran(3), ran(3)],
  ['one of which the end is not known, beside 2 hours of 2 cores', 4, false, d2, ran(2), ran(1, {}, { endTime: 'x' })],
];
for (const [what, hours, isComplete, pool, ...tasks] of held)
  test(`the cost includes all cores that were held: ${what}`, () => {
    assert.deepEqual(measureAttempts(tasks.map((task) => ({ task, pool }))), { hours, isComplete });
  });

test('the sum is incomplete if there were attempts before the last one', () => {
  const pool = { id: 'p', vmSize: 'standard_d2s_v3' };
  for (const again of [{ retryCount: 2 }, { requeueCount: 1 }])
    assert.deepEqual(measureAttempt({ id: 't', nodeInfo, executionInfo: { ...hour, ...again } }, pool), {
      hours: 2,
      isComplete: false,
    });
});

test('a task that never ran has no cost, and unknown times do not count as zero', () => {
  assert.deepEqual(measureAttempt({ id: 't' }, undefined), { hours: 0, isComplete: true });
  const unknown = { hours: 0, isComplete: false };
  assert.deepEqual(measureAttempt({ id: 't', nodeInfo, executionInfo: hour }, undefined), unknown);
  assert.deepEqual(
    measureAttempt({ id: 't', nodeInfo, executionInfo: hour }, { id: 'p', vmSize: 'of my own' }),
    unknown,
  );
  const early = { startTime: hour.endTime, endTime: hour.startTime };
  const pool = { id: 'p', vmSize: 'standard_d2s_v3' };
  assert.deepEqual(measureAttempt({ id: 't', nodeInfo, executionInfo: early }, pool), unknown);
});

test('a program that ran has a cost even if the service no longer names its node', () => {
  const ran = { id: 't', executionInfo: { ...hour, exitCode: 3 } };
  assert.deepEqual(measureAttempt(ran, { id: 'p', vmSize: 'standard_d2s_v3' }), { hours: 2, isComplete: true });
  assert.deepEqual(measureAttempt(ran, undefined), { hours: 0, isComplete: false });
  assert.deepEqual(measureAttempt({ id: 't', executionInfo: hour }, undefined), { hours: 0, isComplete: true });
});

test('a node is held from the time when it entered its state', () => {
  const node = { id: 'n', state: 'unusable', stateTransitionTime: '2026-11-20T09:00:00Z' } as const;
  assert.deepEqual(measureHeld(node, { id: 'p', vmSize: 'standard_nc6s_v3' }, now), { hours: 18, isComplete: true });
  for (const [state, expected] of [
    ['unusable', true],
    ['unknown', true],
    ['starttaskfailed', true],
    ['idle', false],
    ['running', false],
    ['preempted', false],
  ] as const)
    assert.equal(isHeldBroken({ ...node, state }), expected, state);
});

test('an estimate is marked as such, and less than a core-hour is omitted', () => {
  assert.equal(formatCoreHours({ hours: 1234.4, isComplete: true }), 'about 1,234 core-hours');
  assert.equal(formatCoreHours({ hours: 1.2, isComplete: false }), 'at least 1.2 core-hours');
  assert.equal(formatCoreHours({ hours: 0.4, isComplete: true }), undefined);
  assert.equal(formatCoreHours({ hours: 0.67, isComplete: false }), undefined);
  assert.equal(formatCoreHours({ hours: 2.9, isComplete: false }), 'at least 2.9 core-hours');
  assert.equal(formatCoreHours({ hours: 3 * (0.1 + 0.2 + 0.7), isComplete: false }), 'at least 3 core-hours');
});

test('a cost is rounded down, so that no part exceeds its sum and no minimum the known part', () => {
  for (const isComplete of [true, false])
    for (const [hours, expected] of [
      [2.67, '2.6'],
      [9.999, '10'],
      [23.998, '24'],
      [33.7, '33'],
    ] as const)
      assert.ok(formatCoreHours({ hours, isComplete })?.includes(` ${expected} `), String(hours));
});

test('a cost is said only from one core-hour on', () => {
  assert.equal(formatCoreHours({ hours: 0.5, isComplete: true }), undefined);
  assert.equal(formatCoreHours({ hours: 0.99, isComplete: true }), undefined);
  assert.equal(formatCoreHours({ hours: 1.2, isComplete: true }), 'about 1.2 core-hours');
});
