import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planRequeue, planRetry, planTerminate } from './taskPlans.ts';
import type { Verdict } from './verdict.ts';

const failed = { state: 'completed', executionInfo: { exitCode: 1, result: 'failure' } };
const succeeded = { state: 'completed', executionInfo: { exitCode: 0, result: 'success' } };
const running = { state: 'running' };
const waiting = { state: 'active' };
const job = { state: 'active' };

function assertRefused(verdict: Verdict, reason: RegExp): void {
  assert.ok(!verdict.possible);
  assert.match(verdict.reason, reason);
}

test('only failed tasks are retried', () => {
  assert.deepEqual(planRetry(failed, job), { possible: true });
  assert.deepEqual(planRetry({ ...failed, state: 'Completed' }, undefined), { possible: true });
  assertRefused(planRetry(succeeded, job), /succeeded/);
  assertRefused(planRetry(running, job), /requeue/);
  assertRefused(planRetry(waiting, job), /waiting/);
});

test('nothing starts in a job that has ended', () => {
  for (const state of ['completed', 'Terminating', 'deleting']) {
    assertRefused(planRetry(failed, { state }), /its job/);
    assertRefused(planRequeue(running, { state }), /its job/);
  }
});

test('says that a task waits in a disabled job', () => {
  const verdict = planRetry(failed, { state: 'disabled' });
  assert.ok(verdict.possible);
  assert.match(verdict.note ?? '', /until it is enabled/);
});

test('only what runs is requeued', () => {
  assert.deepEqual(planRequeue(running, job), { possible: true });
  assert.deepEqual(planRequeue({ state: 'preparing' }, job), { possible: true });
  assertRefused(planRequeue(failed, job), /retry it/);
  assertRefused(planRequeue(waiting, job), /waiting/);
});

test('what has ended is not ended again', () => {
  assert.deepEqual(planTerminate(running), { possible: true });
  assert.deepEqual(planTerminate(waiting), { possible: true });
  assertRefused(planTerminate(failed), /ended/);
});
