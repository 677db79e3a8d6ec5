import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BatchError } from '../../../core/model/batchError.ts';
import { isLastAttempt, maxRetryAfterMs, toDelayMs } from './attempts.ts';

test('the range that a wait is drawn from doubles up to a limit, and begins at seconds', () => {
  const attempts = [1, 2, 3, 4, 5, 20];
  assert.deepEqual(
    attempts.map((attempt) => toDelayMs(attempt, undefined, () => 1)),
    [4_000, 8_000, 8_000, 8_000, 8_000, 8_000],
  );
  assert.deepEqual(
    attempts.map((attempt) => toDelayMs(attempt, undefined, () => 0)),
    [2_000, 2_000, 2_000, 2_000, 2_000, 2_000],
  );
});

test('A9-1 what cannot be sent is given up sooner than what got no answer', () => {
  const lastOf = (code: string): number => {
    const error = new BatchError({ code, message: 'It failed.', retryable: true });
    return [1, 2, 3, 4, 5, 6].find((attempt) => isLastAttempt(attempt, error)) ?? 0;
  };
  assert.deepEqual(['HostNotFound', 'NetworkUnreachable', 'ConnectionReset', 'ServerBusy'].map(lastOf), [3, 3, 5, 5]);
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
