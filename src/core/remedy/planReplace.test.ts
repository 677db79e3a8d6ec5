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

test('what a definition does not name, or has as the service writes it, stays', () => {
  const wanted = { id: 'encode', onAllTasksComplete: 'noAction', constraints: { maxTaskRetryCount: 2 } };
  assert.deepEqual(planReplace('job', job, wanted), { patch: {}, fixed: [] });
});

test('what can be changed is sent, limits with those that are not named, and what cannot is said', () => {
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

test('a command that differs in its case alone is another one', () => {
  const there = { id: 'p', startTask: { commandLine: 'run' } };
  assert.deepEqual(planReplace('pool', there, { id: 'p', startTask: { commandLine: 'Run' } }).patch, {
    startTask: { commandLine: 'Run' },
  });
});
