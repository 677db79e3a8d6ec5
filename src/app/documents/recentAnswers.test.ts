import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RecentAnswers, Revisions } from './recentAnswers.ts';

/** Counts the requests; `at` is the current time. */
function setUp() {
  const time = { at: 0 };
  let asked = 0;
  const answers = new RecentAnswers<number>(1000, () => time.at);
  return { time, answers, ask: async () => ++asked };
}

test('concurrent calls, and calls shortly after, share one request', async () => {
  const { time, answers, ask } = setUp();
  assert.deepEqual(await Promise.all([answers.get('a', ask), answers.get('a', ask)]), [1, 1]);
  time.at = 1000;
  assert.equal(await answers.get('a', ask), 1);
});

test('a request is repeated later, on demand, and for another key', async () => {
  const { time, answers, ask } = setUp();
  await answers.get('a', ask);
  time.at = 1001;
  assert.equal(await answers.get('a', ask), 2);
  answers.forget('a');
  assert.equal(await answers.get('a', ask), 3);
  assert.equal(await answers.get('b', ask), 4);
});

test('a failure is not remembered', async () => {
  const { answers, ask } = setUp();
  await assert.rejects(answers.get('a', () => Promise.reject(new Error('no network'))));
  assert.equal(await answers.get('a', ask), 1);
});

test('the time of a document stays the same while its content does', () => {
  let now = 1000;
  const revisions = new Revisions(() => now);
  assert.equal(revisions.toTimeMs('a', 'one'), 1000);
  now = 5000;
  assert.equal(revisions.toTimeMs('a', 'one'), 1000);
});

test('the time of a document changes with its content, even within a millisecond', () => {
  const revisions = new Revisions(() => 1000);
  const times = ['one', 'two', 'one'].map((signature) => revisions.toTimeMs('a', signature));
  assert.deepEqual(times, [1000, 1001, 1002]);
});

test('each document has its own modification time', () => {
  const revisions = new Revisions(() => 1000);
  revisions.toTimeMs('a', 'one');
  revisions.toTimeMs('a', 'two');
  assert.equal(revisions.toTimeMs('b', 'one'), 1000);
});
