import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeClock } from '../../test/fakes/fakeClock.ts';
import { waitFor } from './clock.ts';
import { Cancelled } from './model/cancelled.ts';

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
