import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeClock } from '../../../../test/fakes/fakeClock.ts';
import { AttemptLimit, attemptLimitMs, silenceLimitMs } from './timeLimit.ts';

function start(signal?: AbortSignal) {
  const clock = new FakeClock();
  const limit = new AttemptLimit(clock, signal as ConstructorParameters<typeof AttemptLimit>[1]);
  const ends: string[] = [];
  limit.onEnd((reason) => ends.push(reason.message));
  return { clock, limit, ends };
}

test('silence ends an attempt', () => {
  const { clock, limit, ends } = start();
  clock.advance(silenceLimitMs - 1);
  assert.deepEqual(ends, []);
  clock.advance(1);
  assert.equal(ends.length, 1);
  assert.notEqual(limit.expired, undefined);
});

test('silence ends an attempt even if the clock of the computer is set back in the meantime', () => {
  const { clock, ends } = start();
  clock.setBy(-3_600_000);
  clock.advance(silenceLimitMs);
  assert.equal(ends.length, 1);
});

test('A9-4 trickling bytes keep an attempt going, but not forever', () => {
  const { clock, limit, ends } = start();
  const stepMs = silenceLimitMs / 2;
  for (let passedMs = stepMs; passedMs < attemptLimitMs; passedMs += stepMs) {
    clock.advance(stepMs);
    limit.heard();
  }
  assert.deepEqual(ends, []);
  clock.advance(stepMs);
  assert.equal(ends.length, 1);
});

test('a disposed time limit holds no timer', () => {
  const { clock, limit } = start();
  limit.dispose();
  assert.equal(clock.pending, 0);
});

test('a signal ends an attempt, even if it was aborted before', () => {
  const abort = new AbortController();
  const { limit, ends } = start(abort.signal);
  abort.abort();
  assert.equal(ends.length, 1);
  assert.equal(limit.cancelled, true);
  assert.equal(start(AbortSignal.abort()).ends.length, 1);
});
