import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { assertReported, assertWanted, median, ratio, report, sized } from './harness.ts';

test('the median is the middle value, or the mean of the two middle ones', () => {
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([4, 1, 2, 3]), 2.5);
  assert.throws(() => median([]));
});

test('the two sides run alternately, each one first in every other pair, and warm-ups are not counted', async () => {
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

suite('in a trial', () => {
  const figure = { value: 2, unit: 'ms', runs: 1 } as const;

  before(() => {
    process.env['BENCH_TRIAL'] = 'true';
  });
  after(() => {
    delete process.env['BENCH_TRIAL'];
  });

  test('in a trial, both sides run once, without warm-ups, whatever the benchmark requests', async () => {
    const costs = { ours: 0, reference: 0 };
    const side = (name: 'ours' | 'reference') => () => {
      costs[name] += 1;
      return 1;
    };
    const { runs } = await ratio('tried', { ours: side('ours'), reference: side('reference'), runs: 31, warmUps: 5 });
    assert.deepEqual({ ...costs, runs }, { ours: 1, reference: 1, runs: 1 });
  });

  test('in a trial, sizes are minimal, and no figure fails', () => {
    assert.equal(sized(10_000, 3), 3);
    assertWanted(false, 'too slow');
  });

  test('in a trial, a benchmark fails if it reports no figure with its name, or a figure that is not a number', () => {
    assert.throws(() => assertReported('silent'), /silent reports nothing/);
    report({ ...figure, name: 'told' });
    assertReported('told');
    report({ ...figure, name: 'told-again', value: Number.NaN });
    assert.throws(() => assertReported('told'), /told-again is NaN/);
  });
});

test('outside a trial, sizes are full, and a figure above its target fails', () => {
  assert.equal(sized(10_000, 3), 10_000);
  assert.throws(() => assertWanted(false, 'too slow'), /too slow/);
});
