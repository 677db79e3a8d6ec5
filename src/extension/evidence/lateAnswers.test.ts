import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LateAnswers } from './lateAnswers.ts';

test('what comes in time is an answer, what does not is named, and is known to have come later', async () => {
  const late = new LateAnswers(10);
  const { promise, resolve } = Promise.withResolvers<object>();
  const [known, unknown] = await Promise.all([
    late.inTime('startTaskLogs', Promise.resolve(['log'])),
    late.inTime('causes', promise),
  ]);
  assert.deepEqual([known, unknown], [['log'], undefined]);
  assert.deepEqual(late.find()?.things, ['causes']);
  resolve({});
  await late.find()?.come;
});

test('nothing is late where all came, and what fails in time is thrown', async () => {
  const late = new LateAnswers(10);
  await late.inTime('causes', Promise.resolve([]));
  assert.equal(late.find(), undefined);
  await assert.rejects(late.inTime('causes', Promise.reject(new Error('gone'))), /gone/);
});
