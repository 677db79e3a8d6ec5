import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeClock } from '../../test/fakes/fakeClock.ts';
import { waitFor } from '../core/clock.ts';
import { Cancelled } from '../core/model/cancelled.ts';
import { systemClock } from './clock.ts';

test('a wait ends when its time has passed', async () => {
  const clock = new FakeClock();
  const abort = new AbortController();
  const wait = waitFor(clock, 1000, abort.signal);
  clock.advance(1000);
  await wait;
  abort.abort();
});

test('a wait that is given up ends at once and leaves no timer', async () => {
  const clock = new FakeClock();
  const abort = new AbortController();
  const wait = waitFor(clock, 1000, abort.signal);
  abort.abort();
  await assert.rejects(wait, Cancelled.is);
  await assert.rejects(waitFor(clock, 1000, abort.signal), Cancelled.is);
  assert.equal(clock.pending, 0);
});

test('the real time passes, and can be called off', async () => {
  const startMs = systemClock.now();
  let isCalled = false;
  const scheduled = systemClock.schedule(1, () => {
    isCalled = true;
  });
  scheduled.cancel();
  // A timer of the test's own, since those of this clock do not keep a process alive.
  const alive = setTimeout(() => {}, 60_000);
  await new Promise<void>((resolve) => systemClock.schedule(2, resolve));
  clearTimeout(alive);
  assert.equal(isCalled, false);
  assert.ok(systemClock.now() >= startMs);
});
