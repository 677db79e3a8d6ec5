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

test('modules imported along several paths are not a cycle', () => {
  assert.deepEqual(findRounds(graphOf('a b c\nb d\nc d\nd')), []);
});

test('a cycle is reported once, in import order, as its shortest path', () => {
  assert.deepEqual(findRounds(graphOf('x a\na b\nb c z\nc a\nz')), [['a', 'b', 'c']]);
  assert.deepEqual(findRounds(graphOf('a b c\nb c\nc a')), [['a', 'c']]);
});

test('several separate cycles are all reported, including a file that imports itself', () => {
  assert.deepEqual(findRounds(graphOf('a b\nb a c\nc d\nd c\ne e')), [['a', 'b'], ['c', 'd'], ['e']]);
});
