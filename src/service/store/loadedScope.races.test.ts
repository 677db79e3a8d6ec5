import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { runs } from '../../../test/builders/nightly.ts';
import { page } from '../../../test/fakes/fakeBatchService.ts';
import { FakeClock } from '../../../test/fakes/fakeClock.ts';
import type { Page } from '../ports.ts';
import { LoadedScope } from './loadedScope.ts';

interface Item {
  readonly id: string;
  readonly turn: number;
}

type Step = 'load' | 'refresh' | 'loadMore';

const pageSize = 2;
const itemCount = 6;

/**
 * Runs `steps` against a list whose pages arrive in an order that `scheduler` chooses. Each item records the number
 * (from 1) of the listing it came from.
 */
async function play(scheduler: fc.Scheduler, steps: readonly Step[]) {
  let listings = 0;
  async function* open(_count: number, signal: AbortSignal): AsyncGenerator<Page<Item>> {
    const turn = ++listings;
    for (let start = 0; start < itemCount; start += pageSize) {
      await scheduler.schedule(Promise.resolve());
      if (signal.aborted) throw new Error('aborted');
      const ids = Array.from({ length: pageSize }, (_, index) => ({ id: `item ${start + index}`, turn }));
      yield page(ids, start + pageSize >= itemCount);
    }
  }
  const scope = new LoadedScope<Item>(
    { open, get: async () => undefined, toKey: ({ id }) => id },
    new FakeClock(),
    () => {},
  );
  const done = steps.map((step) => scope[step]());
  await scheduler.waitFor(Promise.all(done));
  return { slice: scope.slice, listings };
}

const anySteps = fc.array(fc.constantFrom<Step>('load', 'refresh', 'loadMore'), { minLength: 1, maxLength: 8 });

test('A9-33 whatever the order of answers, all pages of the newest listing are shown, and loading ends', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), anySteps, async (scheduler, steps) => {
      const { slice, listings } = await play(scheduler, steps);
      assert.equal(slice.loading, false);
      assert.equal(slice.error, undefined);
      assert.ok(slice.items.every(({ turn }) => turn === listings));
      assert.deepEqual(
        slice.items.map(({ id }) => id),
        Array.from({ length: slice.items.length }, (_, index) => `item ${index}`),
      );
      assert.equal(slice.items.length % pageSize, 0);
      assert.equal(slice.hasMore, slice.items.length < itemCount);
    }),
    { numRuns: runs(300) },
  );
});
