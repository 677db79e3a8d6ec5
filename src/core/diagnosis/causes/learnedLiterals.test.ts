import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { learnLiterals } from './learnedLiterals.ts';

const letters = (index: number) => [...String(index)].map((digit) => 'kqzwvxjhgf'[Number(digit)]).join('');

function learn(templates: readonly (readonly [string, number])[]): ReadonlySet<string> {
  const learned = learnLiterals(new Map(templates));
  return new Set(templates.map(([template]) => learned.get(template) ?? template));
}

test('if most messages have a placeholder, rare words in its place are treated as the same', () => {
  const ids = ['kqzwvx', 'hjqwpl', 'zzkwqa'];
  assert.deepEqual(
    learn([['job * failed: no seat', 90], ...ids.map((id) => [`job ${id} failed: no seat`, 1] as const)]),
    new Set(['job * failed: no seat']),
  );
  assert.deepEqual(
    learn([['open *', 90], ...['"kq"', '"wx"', '"vz"'].map((id) => [`open ${id}`, 1] as const)]),
    new Set(['open *']),
  );
});

test('a place with many different words contains data, and several such places are recognized', () => {
  const many = Array.from({ length: 100 }, (_, index) => [`user ${letters(index)} has no role`, 5] as const);
  assert.deepEqual(learn(many), new Set(['user * has no role']));
  const grid = Array.from({ length: 4900 }, (_, index) => {
    const [row, column] = [Math.floor(index / 70), index % 70];
    return [`${letters(row)} and ${letters(column + 100)} clash`, 1] as const;
  });
  assert.deepEqual(learn(grid), new Set(['* and * clash']));
});

test('few or repeated words separate causes', () => {
  const causes = Array.from({ length: 40 }, (_, index) => [`cannot find the ${letters(index)}`, 50] as const);
  assert.equal(learn(causes).size, 40);
  assert.equal(learn(causes.map(([cause]) => [cause, 1] as const)).size, 40);
  assert.equal(
    learn([
      ['cannot open *', 9],
      ['cannot open display', 4],
    ]).size,
    2,
  );
});

test('the order of templates does not matter', () => {
  const template = fc
    .tuple(fc.constantFrom('a', 'b', '*'), fc.nat(30))
    .map(([one, index]) => `${one} ${letters(index)}`);
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.tuple(template, fc.integer({ min: 1, max: 3 })), { selector: ([key]) => key }),
      (all) => {
        const learned = learnLiterals(new Map(all));
        const other = learnLiterals(new Map(all.toReversed()));
        for (const [key] of all) assert.equal(learned.get(key), other.get(key));
      },
    ),
  );
});
