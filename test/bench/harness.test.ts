import assert from 'node:assert/strict';
import { test } from 'node:test';
import { median, ratio } from './harness.ts';

test('the median is the value in the middle, or between the two there', () => {
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([4, 1, 2, 3]), 2.5);
  assert.throws(() => median([]));
});

test('both sides run interleaved, each first in every other pair, and warm-ups do not count', async () => {
  const order: string[] = [];
  const costs = { ours: [100, 2, 4, 6], reference: [1, 1, 2, 2] };
  const side = (name: 'ours' | 'reference') => () => {
    order.push(name);
    return costs[name].shift() ?? 0;
  };
  const figure = await ratio('example', { ours: side('ours'), reference: side('reference'), runs: 3, warmUps: 1 });
  assert.equal(figure.value, 2);
  assert.equal(figure.runs, 3);
  const [r, o] = ['reference', 'ours'];
  assert.deepEqual(order, [r, o, o, r, r, o, o, r]);
});
