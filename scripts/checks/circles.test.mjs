import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findRounds } from './circles.mjs';

const graphOf = (text) =>
  new Map(
    text.split('\n').map((line) => {
      const [from, ...to] = line.trim().split(' ');
      return [from, to];
    }),
  );

test('what is imported along many ways is no circle', () => {
  assert.deepEqual(findRounds(graphOf('a b c\nb d\nc d\nd')), []);
});

test('a circle is told once, in the order of its imports, and by its shortest round', () => {
  assert.deepEqual(findRounds(graphOf('x a\na b\nb c z\nc a\nz')), [['a', 'b', 'c']]);
  assert.deepEqual(findRounds(graphOf('a b c\nb c\nc a')), [['a', 'c']]);
});

test('circles beside each other are told both, and a file that imports itself too', () => {
  assert.deepEqual(findRounds(graphOf('a b\nb a c\nc d\nd c\ne e')), [['a', 'b'], ['c', 'd'], ['e']]);
});
