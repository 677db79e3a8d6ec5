import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Pace } from './pace.ts';

/** Checks whether the worker with this number may continue now. */
async function mayGo(pace: Pace, number: number): Promise<boolean> {
  let isFree = false;
  void pace.wait(number).then(() => {
    isFree = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  return isFree;
}

const succeed = (pace: Pace, times: number): void => {
  for (let time = 0; time < times; time += 1) pace.speedUp();
};

test('each time the service throttles, half as many workers continue, but always at least one', async () => {
  const pace = new Pace(4);
  assert.deepEqual([await mayGo(pace, 3), await mayGo(pace, 4)], [true, false]);
  pace.slowDown();
  assert.deepEqual([await mayGo(pace, 1), await mayGo(pace, 2)], [true, false]);
  for (let times = 0; times < 5; times += 1) pace.slowDown();
  assert.deepEqual([await mayGo(pace, 0), await mayGo(pace, 1)], [true, false]);
});

test('after several successes one more worker resumes, until all workers run', async () => {
  const pace = new Pace(3);
  pace.slowDown();
  succeed(pace, 7);
  assert.equal(await mayGo(pace, 1), false);
  succeed(pace, 1);
  assert.deepEqual([await mayGo(pace, 1), await mayGo(pace, 2)], [true, false]);
  succeed(pace, 100);
  assert.deepEqual([await mayGo(pace, 2), await mayGo(pace, 3)], [true, false]);
});

test('no worker waits once no work is left', async () => {
  const pace = new Pace(1);
  const waiting = pace.wait(3);
  pace.close();
  await waiting;
});
