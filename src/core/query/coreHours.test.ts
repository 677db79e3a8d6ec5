import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Pool } from '../model/pool.ts';
import type { Task } from '../model/task.ts';
import { formatCoreHours, isHeldBroken, measureAttempts, measureHeld } from './coreHours.ts';

const nodeInfo = { poolId: 'p', nodeId: 'n' };
const hour = { startTime: '2026-11-20T08:00:00Z', endTime: '2026-11-20T09:00:00Z' };
const measureAttempt = (task: Task, pool: Pool | undefined) => measureAttempts([{ task, pool }]);
const now = Date.parse('2026-11-20T12:00:00Z');

test('an attempt takes the cores of its node for as long as it ran', () => {
  const pool = { id: 'p', vmSize: 'Standard_D8s_v3' };
  assert.deepEqual(measureAttempt({ id: 't', nodeInfo, executionInfo: hour }, pool), { hours: 8, isComplete: true });
});

test('of a node that several tasks share an attempt takes one slot at least', () => {
  const pool = { id: 'p', vmSize: 'standard_d8s_v3', taskSlotsPerNode: 4 };
  assert.deepEqual(measureAttempt({ id: 't', nodeInfo, executionInfo: hour }, pool), { hours: 2, isComplete: false });
});

test('attempts before the last one took time that is not known', () => {
  const pool = { id: 'p', vmSize: 'standard_d2s_v3' };
  for (const again of [{ retryCount: 2 }, { requeueCount: 1 }])
    assert.deepEqual(measureAttempt({ id: 't', nodeInfo, executionInfo: { ...hour, ...again } }, pool), {
      hours: 2,
      isComplete: false,
    });
});

test('what never ran took nothing, and what cannot be known is not taken for nothing', () => {
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

test('a node is held from when it came into its state', () => {
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

test('an estimate says so, and less than a core-hour is left out', () => {
  assert.equal(formatCoreHours({ hours: 1234.4, isComplete: true }), 'about 1,234 core-hours');
  assert.equal(formatCoreHours({ hours: 1.2, isComplete: false }), 'at least 1 core-hour');
  assert.equal(formatCoreHours({ hours: 0.4, isComplete: true }), undefined);
});
