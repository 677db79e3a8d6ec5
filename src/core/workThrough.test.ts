import assert from 'node:assert/strict';
import { test } from 'node:test';
import { workThrough } from './workThrough.ts';

test('items are started in order, as many in parallel as requested', async () => {
  const begun: number[] = [];
  const gates = Array.from({ length: 4 }, () => Promise.withResolvers<void>());
  const working = workThrough([0, 1, 2, 3], 2, async (item) => {
    begun.push(item);
    await gates[item]?.promise;
  });
  assert.deepEqual(begun, [0, 1]);
  gates[1]?.resolve();
  await gates[1]?.promise;
  await Promise.resolve();
  assert.deepEqual(begun, [0, 1, 2]);
  for (const gate of gates) gate.resolve();
  await working;
  assert.deepEqual(begun, [0, 1, 2, 3]);
});

test('a failed item is reported, and the others are completed', async () => {
  const done: number[] = [];
  const last = Promise.withResolvers<void>();
  const working = workThrough([0, 1, 2], 2, async (item) => {
    if (item === 0) throw new Error('no');
    done.push(item);
    if (item === 2) last.resolve();
  });
  await assert.rejects(working, /no/);
  await last.promise;
  assert.deepEqual(done, [1, 2]);
});
