import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConcurrencyLimit } from './concurrencyLimit.ts';

/** Checks whether the worker with this number may continue now. */
async function mayGo(limit: ConcurrencyLimit, number: number): Promise<boolean> {
  let isFree = false;
  void limit.wait(number).then(() => {
    isFree = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  return isFree;
}

const succeed = (limit: ConcurrencyLimit, times: number): void => {
  for (let time = 0; time < times; time += 1) limit.speedUp();
};

test('each time the service throttles, half as many workers continue, but always at least one', async () => {
  const limit = new ConcurrencyLimit(4);
  assert.deepEqual([await mayGo(limit, 3), await mayGo(limit, 4)], [true, false]);
  limit.slowDown();
  assert.deepEqual([await mayGo(limit, 1), await mayGo(limit, 2)], [true, false]);
  for (let times = 0; times < 5; times += 1) limit.slowDown();
  assert.deepEqual([await mayGo(limit, 0), await mayGo(limit, 1)], [true, false]);
});

test('after several successes one more worker resumes, until all workers run', async () => {
  const limit = new ConcurrencyLimit(3);
  limit.slowDown();
  succeed(limit, 7);
  assert.equal(await mayGo(limit, 1), false);
  succeed(limit, 1);
  assert.deepEqual([await mayGo(limit, 1), await mayGo(limit, 2)], [true, false]);
  succeed(limit, 100);
  assert.deepEqual([await mayGo(limit, 2), await mayGo(limit, 3)], [true, false]);
});

test('no worker waits once no work is left', async () => {
  const limit = new ConcurrencyLimit(1);
  const waiting = limit.wait(3);
  limit.close();
  await waiting;
});
