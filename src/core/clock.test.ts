import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeClock } from '../../test/fakes/fakeClock.ts';
import { waitFor, within } from './clock.ts';
import { Cancelled } from './model/cancelled.ts';

test('a wait ends when its time has passed', async () => {
  const clock = new FakeClock();
  const abort = new AbortController();
  const wait = waitFor(clock, 1000, abort.signal);
  clock.advance(1000);
  await wait;
  abort.abort();
});

test('a cancelled wait ends at once and leaves no timer', async () => {
  const clock = new FakeClock();
  const abort = new AbortController();
  const wait = waitFor(clock, 1000, abort.signal);
  abort.abort();
  await assert.rejects(wait, Cancelled.is);
  await assert.rejects(waitFor(clock, 1000, abort.signal), Cancelled.is);
  assert.equal(clock.pending, 0);
});

test('work that is done in time returns its result, and longer work is not awaited', async () => {
  const clock = new FakeClock();
  assert.equal(await within(clock, 10, Promise.resolve('done')), 'done');
  await assert.rejects(within(clock, 10, Promise.reject(new Error('broken'))), /broken/);
  const late = within(clock, 10, new Promise(() => undefined));
  clock.advance(10);
  assert.equal(await late, undefined);
  assert.equal(clock.pending, 0);
});
