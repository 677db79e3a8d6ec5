import assert from 'node:assert/strict';
import { test } from 'node:test';
import { otherWord } from '../../../test/builders/otherWord.ts';
import type { Task } from '../model/task.ts';
import type { JobAction } from '../model/words.ts';
import { planTransition } from './life.ts';
import { taskLife } from './taskLife.ts';
import { planAgain, planRequeue, planRetry } from './taskPlans.ts';
import type { Verdict } from './verdict.ts';

const failed = { id: 'frame-1', state: 'completed', executionInfo: { exitCode: 1, result: 'failure' } } as const;
const succeeded = { state: 'completed', executionInfo: { exitCode: 0, result: 'success' } } as const;
const running = { id: 'frame-1', state: 'running' } as const;
const waiting = { id: 'frame-1', state: 'active' } as const;
const job = { state: 'active' } as const;

function assertRefused(verdict: Verdict, reason: RegExp): void {
  assert.ok(!verdict.possible);
  assert.match(verdict.reason, reason);
}

test('only failed tasks are retried', () => {
  assert.deepEqual(planRetry(failed, job), { possible: true });
  assert.deepEqual(planRetry({ ...failed, state: 'completed' }, undefined), { possible: true });
  assertRefused(planRetry(succeeded, job), /succeeded/);
  assertRefused(planRetry(running, job), /requeue/);
  assertRefused(planRetry(waiting, job), /waiting/);
});

test('a task that failed with exit code 0 is not retried, and a copy needs copies of what waits for it', () => {
  const notUploaded = { state: 'completed', executionInfo: { exitCode: 0, result: 'failure' } } as const;
  assertRefused(planRetry(notUploaded, job), /exit code 0. Submit it again .*copies of any tasks that wait for it/);
  assertRefused(planRetry(notUploaded, { state: 'completed' }), /task's job has ended/);
});

test('no task is started in a job that has ended', () => {
  for (const state of ['completed', 'terminating', 'deleting'] as const) {
    assertRefused(planRetry(failed, { state }), /task's job/);
    assertRefused(planRequeue(running, { state }), /task's job/);
  }
});

test('a note mentions that a retried task waits while its job is disabled', () => {
  const verdict = planRetry(failed, { state: 'disabled' });
  assert.ok(verdict.possible);
  assert.match(verdict.note ?? '', /until the job is enabled/);
});

test('only running tasks are requeued', () => {
  assert.deepEqual(planRequeue(running, job), { possible: true });
  assert.deepEqual(planRequeue({ ...running, state: 'preparing' }, job), { possible: true });
  assertRefused(planRequeue(failed, job), /Retry it/);
  assertRefused(planRequeue(waiting, job), /waiting/);
});

test('a completed task is not ended again', () => {
  assert.deepEqual(planTransition(taskLife.terminate, running), { possible: true });
  assert.deepEqual(planTransition(taskLife.terminate, waiting), { possible: true });
  assertRefused(planTransition(taskLife.terminate, failed), /ended/);
});

test('A9-16 no action that depends on the state is allowed for a task with a damaged state', () => {
  for (const unknown of [{ id: 'frame-1' }, { id: 'frame-1', state: otherWord('to come') }]) {
    assertRefused(planRetry(unknown, job), /The state of the task is unknown./);
    assertRefused(planRequeue(unknown, job), /The state of the task is unknown./);
    assert.deepEqual(planTransition(taskLife.terminate, unknown), { possible: true });
  }
});

test('a task is not requeued if ending it certainly ends or disables its job', () => {
  const acting = { ...job, onTaskFailure: 'performexitoptionsjobaction' } as const;
  const exits = (jobAction: JobAction) => ({ default: { jobAction } });
  assertRefused(planRequeue({ ...running, exitConditions: exits('terminate') }, acting), /terminate the whole job/);
  assertRefused(planRequeue({ ...running, exitConditions: exits('disable') }, acting), /disable the whole job/);
  assertRefused(planRequeue({ ...running, exitConditions: { default: {} } }, acting), /terminate the whole job/);
  assert.deepEqual(planRequeue({ ...running, exitConditions: exits('none') }, acting), { possible: true });
  assert.deepEqual(planRequeue({ ...running, exitConditions: exits('terminate') }, job), { possible: true });
});

test('a job manager is not requeued if its job ends with it', () => {
  const jobManagerTask = { id: 'Frame-1', commandLine: 'x' };
  assertRefused(planRequeue(running, { ...job, jobManagerTask }), /manager/);
  const outlived = { ...job, jobManagerTask: { ...jobManagerTask, killJobOnCompletion: false } };
  assert.deepEqual(planRequeue(running, outlived), { possible: true });
});

test('a failed task is rerun under its own ID, or else under another one, unless an engine or another task added it', () => {
  const toFailed = (exitCode: number): Task => ({
    id: 't',
    state: 'completed',
    executionInfo: { exitCode, result: 'failure' },
  });
  assert.equal(planAgain(toFailed(1), undefined), 'retry');
  assert.equal(planAgain(toFailed(1), { id: 'j', state: 'active' }), 'retry');
  assert.equal(planAgain(toFailed(1), { id: 'j', state: 'completed' }), 'resubmit');
  assert.equal(planAgain(toFailed(0), { id: 'j', state: 'active' }), 'resubmit');
  // Engines don't follow tasks that are rerun here.
  for (const state of ['active', 'completed'] as const)
    assert.equal(planAgain(toFailed(1), { id: 'adfv2-cpu', state }), undefined);
  assert.equal(planAgain({ id: 't', state: 'running' }, undefined), undefined);
});
