import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { runs } from '../../../test/builders/nightly.ts';
import { suggest } from './suggest.ts';

/** Counts changes of single characters and swaps of neighbors between two texts, by definition. */
function distance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : i)),
  );
  const at = (i: number, j: number) => rows[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const changed = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwap ? at(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY;
      (rows[i] ?? [])[j] = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, changed, swapped);
    }
  }
  return at(a.length, b.length);
}

test('the first of the closest names is suggested, preferably one with the same first letter', () => {
  const name = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(name, fc.array(name, { maxLength: 5 }), (given, known) => {
      const reach = Math.min(3, Math.max(1, Math.floor(given.length / 3)));
      const near = known.filter((each) => distance(given, each) <= reach);
      const least = Math.min(...near.map((each) => distance(given, each)));
      const closest = near.filter((each) => distance(given, each) === least);
      assert.equal(suggest(given, known), closest.find((each) => each[0] === given[0]) ?? closest[0]);
    }),
    { numRuns: runs(2000) },
  );
});

test('case is ignored, and nothing is suggested for a distant or very long name', () => {
  assert.equal(suggest('COMMANDLINE', ['id', 'commandLine']), 'commandLine');
  assert.equal(suggest('comamndLine', ['id', 'commandLine']), 'commandLine');
  assert.equal(suggest('fsh', ['bash', 'zsh', 'fish']), 'fish');
  assert.equal(suggest('scripts', ['id', 'commandLine']), undefined);
  assert.equal(suggest('a'.repeat(61), ['a'.repeat(61)]), undefined);
});
