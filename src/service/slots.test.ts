import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Cancelled } from '../core/model/cancelled.ts';
import { Slots } from './slots.ts';

/** Work that ends when the test calls `end`. */
function gated(): { readonly work: () => Promise<void>; readonly end: () => void; readonly started: () => boolean } {
  const { promise, resolve } = Promise.withResolvers<void>();
  let isStarted = false;
  const work = (): Promise<void> => {
    isStarted = true;
    return promise;
  };
  return { work, end: resolve, started: () => isStarted };
}

test('no more callers than the limit run at once, and the others wait in order', async () => {
  const slots = new Slots(2);
  const works = [gated(), gated(), gated(), gated()] as const;
  const done = works.map(({ work }) => slots.run(work));
  await setImmediatePromise();
  assert.deepEqual(
    works.map(({ started }) => started()),
    [true, true, false, false],
  );
  works[1].end();
  await done[1];
  await setImmediatePromise();
  assert.deepEqual(
    works.map(({ started }) => started()),
    [true, true, true, false],
  );
  for (const { end } of works) end();
  await Promise.all(done);
});

test('a failure releases its slot', async () => {
  const slots = new Slots(1);
  await assert.rejects(
    slots.run(() => Promise.reject(new Error('failed'))),
    /failed/,
  );
  assert.equal(await slots.run(async () => 7), 7);
});

test('a caller who cancels while waiting takes no slot', async () => {
  const slots = new Slots(1);
  const first = gated();
  const running = slots.run(first.work);
  const abort = new AbortController();
  const waiting = slots.run(async () => 'never', abort.signal);
  const next = slots.run(async () => 'next');
  abort.abort();
  await assert.rejects(waiting, Cancelled.is);
  first.end();
  await running;
  assert.equal(await next, 'next');
});

test('a caller who canceled before does not start', async () => {
  await assert.rejects(
    new Slots(1).run(async () => 'never', AbortSignal.abort()),
    Cancelled.is,
  );
});

function setImmediatePromise(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
