import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { RealClock, SteppedClock } from './clock.ts';

test('a stepped clock runs due callbacks in order of time, and lets promises settle', async () => {
  const clock = new SteppedClock(0);
  const seen: string[] = [];
  clock.schedule(20, () => {
    seen.push(`late at ${clock.now()}`);
  });
  clock.schedule(10, () => {
    void Promise.resolve().then(() => {
      seen.push(`promise at ${clock.now()}`);
      clock.schedule(5, () => seen.push(`nested at ${clock.now()}`));
    });
  });
  clock.schedule(10, () => seen.push(`second at ${clock.now()}`));
  const cancelled = clock.schedule(12, () => seen.push('never'));
  clock.schedule(31, () => seen.push('not yet'));
  cancelled.cancel();
  await clock.advance(30);
  assert.deepEqual(seen, ['promise at 10', 'second at 10', 'nested at 15', 'late at 20']);
  assert.equal(clock.now(), 30);
});

test('a fast clock runs callbacks at its own speed', async () => {
  const speed = 1000;
  const realStartMs = Date.now();
  const clock = new RealClock(speed);
  const startMs = clock.now();
  await new Promise<void>((resolve) => clock.schedule(5_000, resolve));
  const passedMs = clock.now() - startMs;
  const realMs = Date.now() - realStartMs;
  assert.ok(passedMs >= 5_000 && passedMs <= realMs * speed, `${passedMs} in ${realMs}`);
});

test('nothing runs before its time, even if a timer fires too early', async (context) => {
  let nowMs = 1_000;
  context.mock.method(Date, 'now', () => nowMs);
  const clock = new RealClock();
  const calledAt = new Promise<number>((resolve) => clock.schedule(2, () => resolve(clock.now())));
  nowMs += 1;
  await setTimeout(5);
  nowMs += 1;
  assert.equal(await calledAt, 1_002);
});

test("a delay longer than a timer's maximum does not become zero", () => {
  const clock = new RealClock();
  let isCalled = false;
  const scheduled = clock.schedule(365 * 24 * 60 * 60 * 1000, () => {
    isCalled = true;
  });
  return new Promise<void>((resolve) => {
    setImmediate(() => {
      scheduled.cancel();
      assert.equal(isCalled, false);
      resolve();
    });
  });
});

test('invalid speeds are refused', () => {
  for (const speed of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
    assert.throws(() => new RealClock(speed), RangeError);
  }
});

test("if the computer's clock is moved, due callbacks run in order of time, and later callbacks run on time", async (context) => {
  let nowMs = 0;
  context.mock.method(Date, 'now', () => nowMs);
  const clock = new RealClock();
  const seen: string[] = [];
  clock.schedule(50_000, () => {
    seen.push(`first at ${clock.now()}`);
    clock.schedule(20_000, () => seen.push(`nested at ${clock.now()}`));
  });
  const cancelled = clock.schedule(60_000, () => seen.push('never'));
  const left = new Promise<number>((resolve) => clock.schedule(100_002, () => resolve(clock.now())));
  cancelled.cancel();
  await Promise.all([clock.advance(60_000), clock.advance(40_000)]);
  assert.deepEqual([...seen, clock.now()], ['first at 50000', 'nested at 70000', 100_000]);
  assert.equal(clock.clientNow(), 0);
  nowMs += 2;
  assert.equal(await left, 100_002);
});
