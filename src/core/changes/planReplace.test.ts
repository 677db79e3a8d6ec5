import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planReplace } from './planReplace.ts';

const job = {
  id: 'encode',
  priority: 0,
  onAllTasksComplete: 'noaction',
  constraints: { maxWallClockTime: 'PT5H', maxTaskRetryCount: 2 },
  poolInfo: { poolId: 'cpu' },
  jobPreparationTask: { id: 'prepare', commandLine: 'a' },
  state: 'active',
};

test('properties that a definition leaves out, or spells in another case, keep their values', () => {
  const wanted = { id: 'encode', onAllTasksComplete: 'noAction', constraints: { maxTaskRetryCount: 2 } };
  assert.deepEqual(planReplace('job', job, wanted), { patch: {}, fixed: [] });
});

test('changeable properties are sent, together with limits that are not named, and unchangeable properties are listed', () => {
  const wanted = {
    id: 'encode',
    priority: 7,
    constraints: { maxTaskRetryCount: 3 },
    poolInfo: { poolId: 'cpu' },
    jobPreparationTask: { commandLine: 'b' },
  };
  assert.deepEqual(planReplace('job', job, wanted), {
    patch: { priority: 7, constraints: { maxWallClockTime: 'PT5H', maxTaskRetryCount: 3 } },
    fixed: ['jobPreparationTask'],
  });
});

test('a command that differs only in case counts as changed', () => {
  const there = { id: 'p', startTask: { commandLine: 'run' } };
  assert.deepEqual(planReplace('pool', there, { id: 'p', startTask: { commandLine: 'Run' } }).patch, {
    startTask: { commandLine: 'Run' },
  });
});
