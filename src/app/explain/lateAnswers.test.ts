import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeClock } from '../../../test/fakes/fakeClock.ts';
import { LateAnswers } from './lateAnswers.ts';

test('an answer in time is returned, a late one is named, and its arrival is noticed', async () => {
  const clock = new FakeClock();
  const late = new LateAnswers(clock, 10);
  const { promise, resolve } = Promise.withResolvers<object>();
  const answers = Promise.all([late.inTime('startTaskLogs', Promise.resolve(['log'])), late.inTime('causes', promise)]);
  clock.advance(10);
  const [known, unknown] = await answers;
  assert.deepEqual([known, unknown], [['log'], undefined]);
  assert.deepEqual(late.find()?.things, ['causes']);
  resolve({});
  await late.find()?.come;
});

test('if every answer came in time, none is late, and an error in time is thrown', async () => {
  const late = new LateAnswers(new FakeClock(), 10);
  await late.inTime('causes', Promise.resolve([]));
  assert.equal(late.find(), undefined);
  await assert.rejects(late.inTime('causes', Promise.reject(new Error('gone'))), /gone/);
});
