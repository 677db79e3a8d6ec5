import assert from 'node:assert/strict';
import { test } from 'node:test';
import { maxRetryAfterMs, toDelayMs } from './backoff.ts';

test('the range that a wait is drawn from doubles up to a limit', () => {
  const longest = [1, 2, 3, 4, 5, 6, 7, 8, 20].map((attempt) => toDelayMs(attempt, undefined, () => 1));
  assert.deepEqual(longest, [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
});

test('a wait may be anything down to nothing', () => {
  assert.equal(
    toDelayMs(5, undefined, () => 0),
    0,
  );
});

test('what the service asks for is kept, and spread a little', () => {
  assert.equal(
    toDelayMs(1, 2000, () => 0),
    2000,
  );
  assert.equal(
    toDelayMs(4, 2000, () => 0.5),
    2500,
  );
});

test('a wait that nobody would sit through is none', () => {
  assert.equal(
    toDelayMs(1, maxRetryAfterMs + 1, () => 0),
    undefined,
  );
});
