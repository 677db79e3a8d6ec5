import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failureExitCode } from '../../src/simulator/executors/outcome.ts';
import { minuteMs, secondMs, useRules } from './rules.ts';

const rules = useRules();

test('a task is active, then running, then completed, with the properties that are known in each state', async () => {
  await rules.pool(1);
  await rules.job();
  await rules.task('t', 'half-minute');
  const fresh = await rules.seen('t');
  assert.deepEqual([fresh.state, fresh.previousState, fresh.nodeInfo], ['active', undefined, undefined]);
  assert.deepEqual(fresh.executionInfo, { retryCount: 0, requeueCount: 0 });
  await rules.pass(secondMs);
  const running = await rules.seen('t');
  assert.deepEqual([running.state, running.previousState], ['running', 'active']);
  assert.ok(running.executionInfo.startTime);
  assert.equal(running.executionInfo.endTime, undefined);
  assert.equal(running.executionInfo.exitCode, undefined);
  assert.equal(running.executionInfo.result, undefined);
  await rules.pass(minuteMs);
  const done = await rules.seen('t');
  assert.deepEqual([done.state, done.previousState], ['completed', 'running']);
  assert.deepEqual([done.executionInfo.exitCode, done.executionInfo.result], [0, 'success']);
  assert.equal(done.executionInfo.failureInfo, undefined);
  assert.equal(done.eTag, fresh.eTag, 'the version does not change with the state (recorded)');
});

test('pre-processing errors have no exit code and are not retried', async () => {
  await rules.pool(1);
  await rules.job();
  await rules.task('t', 'no-input', { constraints: { maxTaskRetryCount: 5 } });
  await rules.pass(10 * secondMs);
  const { executionInfo } = await rules.seen('t');
  assert.equal(executionInfo.exitCode, undefined);
  assert.equal(executionInfo.retryCount, 0);
  assert.equal(executionInfo.result, 'failure');
  assert.deepEqual(executionInfo.failureInfo && [executionInfo.failureInfo.category, executionInfo.failureInfo.code], [
    'UserError',
    'BlobNotFound',
  ]);
});

test("an exit code other than 0 is reported in the service's words (recorded)", async () => {
  await rules.pool(1);
  await rules.job();
  await rules.task('t', 'fails');
  await rules.pass(10 * secondMs);
  assert.deepEqual((await rules.seen('t')).executionInfo.failureInfo, failureExitCode);
});

test('a task that is terminated before it starts has an end time but no start time (recorded)', async () => {
  await rules.job();
  await rules.task('t', 'long');
  await rules.ok('POST /jobs/j/tasks/t/terminate');
  const { state, executionInfo } = await rules.seen('t');
  assert.deepEqual(
    [state, executionInfo.failureInfo?.code, executionInfo.result],
    ['completed', 'TaskEnded', 'failure'],
  );
  assert.ok(executionInfo.endTime);
  assert.deepEqual([executionInfo.startTime, executionInfo.exitCode], [undefined, undefined]);
});

test('tasks with a nonzero exit code are retried, and the retries are counted', async () => {
  await rules.pool(1);
  await rules.job();
  await rules.task('t', 'second-time', { constraints: { maxTaskRetryCount: 1 } });
  await rules.pass(10 * secondMs);
  const { executionInfo } = await rules.seen('t');
  assert.deepEqual([executionInfo.retryCount, executionInfo.result], [1, 'success']);
  assert.ok(executionInfo.lastRetryTime);
});

test('reactivation discards exit code, failure and times, and resets the retries', async () => {
  await rules.pool(1);
  await rules.job();
  await rules.task('t', 'fails', { constraints: { maxTaskRetryCount: 1 } });
  await rules.pass(10 * secondMs);
  assert.equal((await rules.seen('t')).executionInfo.retryCount, 1);
  await rules.ok(`POST ${await rules.firstNode()}/disablescheduling`);
  await rules.ok('POST /jobs/j/tasks/t/reactivate');
  const again = await rules.seen('t');
  assert.deepEqual([again.state, again.previousState, again.nodeInfo], ['active', 'completed', undefined]);
  assert.deepEqual(again.executionInfo, { retryCount: 0, requeueCount: 0 });
});

const refusals: readonly (readonly [fact: string, prepare: () => Promise<void>, code: string])[] = [
  ['a task that has not completed', () => rules.pass(0), 'TaskNotCompleted'],
  [
    'a task of a job that was terminated',
    async () => {
      await rules.ok('POST /jobs/j/terminate');
      await rules.pass(10 * secondMs);
    },
    'JobCompleted',
  ],
  [
    'a task of a job that is being terminated',
    async () => {
      await rules.ok('POST /jobs/j/terminate');
    },
    'JobBeingTerminated',
  ],
  [
    'a task of a job that is being deleted',
    async () => {
      await rules.ok('DELETE /jobs/j');
    },
    'JobBeingDeleted',
  ],
];
for (const [fact, prepare, code] of refusals) {
  test(`reactivation is refused: ${fact}`, async () => {
    await rules.pool(1);
    await rules.job();
    await rules.task('t', 'long');
    await rules.pass(secondMs);
    await prepare();
    await rules.refused('POST /jobs/j/tasks/t/reactivate', 409, code);
  });
}

test('a task that exceeds its time limit ends with the code TaskEnded', async () => {
  await rules.pool(1);
  await rules.job();
  await rules.task('t', 'long', { constraints: { maxWallClockTime: 'PT2M', maxTaskRetryCount: 2 } });
  await rules.pass(3 * minuteMs);
  const { state, executionInfo } = await rules.seen('t');
  assert.equal(state, 'completed');
  assert.equal(executionInfo.failureInfo?.code, 'TaskEnded');
  assert.equal(executionInfo.retryCount, 0);
  const ranMs = Date.parse(executionInfo.endTime ?? '') - Date.parse(executionInfo.startTime ?? '');
  assert.ok(Math.abs(ranMs - 2 * minuteMs) < secondMs);
});

test('files are deleted after the retention time', async () => {
  await rules.pool(1);
  await rules.job();
  await rules.task('t', 'quick', { constraints: { retentionTime: 'PT1M' } });
  await rules.pass(10 * secondMs);
  await rules.ok('GET /jobs/j/tasks/t/files');
  await rules.pass(2 * minuteMs);
  await rules.refused('GET /jobs/j/tasks/t/files', 409, 'TaskFilesCleanedup');
});

test('files are also deleted from the node, even if the task is not read', async () => {
  await rules.pool(1);
  await rules.job();
  await rules.task('t', 'quick', { constraints: { retentionTime: 'PT1M' } });
  await rules.pass(10 * secondMs);
  const file = `${await rules.firstNode()}/files/workitems%2Fj%2Fjob-1%2Ft%2Fstdout.txt`;
  await rules.ok(`GET ${file}`);
  await rules.pass(2 * minuteMs);
  await rules.refused(`GET ${file}`, 404, 'FileNotFound');
});

const other = { exitCodes: [{ code: 9, exitOptions: {} }] };

/** Batch documentation, `jobAction` and `dependencyAction`: defaults for exit options that omit them. */
const defaults: readonly (readonly [fact: string, commandLine: string, exitConditions: unknown, action: string])[] = [
  ['no action of a task that succeeds without exit conditions', 'quick', undefined, 'none'],
  ['terminate without exit conditions', 'fails', undefined, 'terminate'],
  ['terminate where they say nothing of such an end', 'fails', other, 'terminate'],
  ['terminate for an exit code', 'fails', { exitCodes: [{ code: 3, exitOptions: {} }] }, 'terminate'],
  ['terminate by default', 'fails', { default: { dependencyAction: 'satisfy' } }, 'terminate'],
  ['terminate before the program', 'no-input', { preProcessingError: {} }, 'terminate'],
  ['terminate for what was not stored', 'not-stored', { fileUploadError: {} }, 'terminate'],
  ['none for exit code 0', 'quick', { exitCodes: [{ code: 0, exitOptions: {} }] }, 'none'],
  [
    'none for exit code 0, also where its output is not stored',
    'not-stored',
    { exitCodes: [{ code: 0, exitOptions: {} }] },
    'none',
  ],
  ['what is said', 'fails', { default: { jobAction: 'none' } }, 'none'],
];
for (const [fact, commandLine, exitConditions, action] of defaults) {
  test(`the job action at the end of a task is applied: ${fact}`, async () => {
    await rules.pool(1);
    await rules.job({ onTaskFailure: 'performexitoptionsjobaction' });
    await rules.task('t', commandLine, exitConditions === undefined ? {} : { exitConditions });
    await rules.pass(10 * secondMs);
    const { body } = await rules.ok('GET /jobs/j');
    const { terminateReason } = Object(body['executionInfo']);
    const wanted = action === 'terminate' ? ['completed', 'TaskFailed'] : ['active', undefined];
    assert.deepEqual([body['state'], terminateReason], wanted);
  });
}

test('failed tasks without exit conditions have no effect on the job if that is configured', async () => {
  await rules.start({}, 'none');
  await rules.pool(1);
  await rules.job({ onTaskFailure: 'performexitoptionsjobaction' });
  await rules.task('t', 'fails');
  await rules.task('u', 'fails', { exitConditions: other });
  await rules.pass(10 * secondMs);
  assert.equal((await rules.ok('GET /jobs/j')).body['state'], 'active');
});
