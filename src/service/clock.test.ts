import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemClock } from './clock.ts';

test('the real clock advances, and timers can be canceled', async () => {
  const startMs = systemClock.now();
  let isCalled = false;
  const scheduled = systemClock.schedule(1, () => {
    isCalled = true;
  });
  scheduled.cancel();
  // A separate timer, because this clock's timers don't keep a process alive.
  const alive = setTimeout(() => {}, 60_000);
  await new Promise<void>((resolve) => systemClock.schedule(2, resolve));
  clearTimeout(alive);
  assert.equal(isCalled, false);
  assert.ok(systemClock.now() >= startMs);
});
