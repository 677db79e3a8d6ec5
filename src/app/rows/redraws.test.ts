import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { FakeClock } from '../../../test/fakes/fakeClock.ts';
import { Redraws } from './redraws.ts';

const gatherMs = 200;

/** Makes redraws that record when they ran, in milliseconds since the start. */
function follow(takesRows: () => boolean) {
  const clock = new FakeClock();
  const drawn: number[] = [];
  const redraws = new Redraws(clock, gatherMs, () => {
    drawn.push(clock.elapsedMs());
    return takesRows();
  });
  return { clock, drawn, redraws };
}

test('a list that keeps changing pauses between redraws, up to five seconds, whatever the rate of changes', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 20 }), (pauses) => {
      const { clock, drawn, redraws } = follow(() => true);
      for (let change = 0; clock.elapsedMs() < 180_000; change += 1) {
        redraws.schedule();
        clock.advance(pauses[change % pauses.length] ?? 1);
      }
      clock.advance(10_000);
      const rests = drawn.slice(1).map((at, index) => at - (drawn[index] ?? 0));
      assert.ok(drawn.length <= 43, `${drawn.length} times`);
      assert.ok(Math.max(...rests) < 5_000 + gatherMs + 900, 'what changed is shown');
      assert.ok((drawn[0] ?? 0) <= gatherMs, 'the first causes are shown at once');
    }),
  );
});

test('changed rows in the same list, and a list that changes occasionally, are redrawn at once', () => {
  const rows = follow(() => false);
  for (let change = 0; change < 100; change += 1) {
    rows.redraws.schedule();
    rows.clock.advance(gatherMs);
  }
  assert.equal(rows.drawn.length, 100);
  const lists = follow(() => true);
  for (let change = 0; change < 10; change += 1) {
    lists.redraws.schedule();
    lists.clock.advance(15_000);
  }
  assert.deepEqual(
    lists.drawn,
    Array.from({ length: 10 }, (_, change) => change * 15_000 + gatherMs),
  );
});

test('a redraw that the user waits for does not wait for the pause', () => {
  const { clock, drawn, redraws } = follow(() => true);
  for (let change = 0; change < 200; change += 1) {
    redraws.schedule();
    clock.advance(100);
  }
  redraws.schedule();
  const asked = clock.elapsedMs();
  redraws.scheduleSoon();
  clock.advance(gatherMs);
  assert.equal(drawn.at(-1), asked + gatherMs);
  redraws.schedule();
  redraws.dispose();
  assert.equal(clock.pending, 0);
});
