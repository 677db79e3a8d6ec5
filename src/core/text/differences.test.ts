import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findDifferences } from './differences.ts';

test('a differing file is named, without its folder if the name is enough', () => {
  assert.deepEqual(
    findDifferences([
      'its input lights/input-0001.exr does not exist',
      'its input lights/input-0002.exr does not exist',
    ]),
    ['input-0001.exr', 'input-0002.exr'],
  );
  assert.deepEqual(findDifferences(['/0/a.bin is missing', '/in/1/data.bin is missing', '/in/2/data.bin is missing']), [
    '/0/a.bin',
    '/in/1/data.bin',
    '/in/2/data.bin',
  ]);
});

test('a differing value of an option is named with the option', () => {
  assert.deepEqual(findDifferences(['render --scene a.blend --frame 7', 'render --scene a.blend --frame 8']), [
    '--frame 7',
    '--frame 8',
  ]);
});

test('words are named without quotes and punctuation, and an address without its query', () => {
  assert.deepEqual(findDifferences(["could not read 'a.csv'.", "could not read 'b.csv'."]), ['a.csv', 'b.csv']);
  assert.deepEqual(findDifferences(['https://s/c/a.exr?sig=x a.exr', 'https://s/c/b.exr?sig=x b.exr']), [
    'a.exr',
    'b.exr',
  ]);
});

test('nothing is named if nothing differs, the difference is known, or everything differs', () => {
  assert.deepEqual(findDifferences(['same text', 'same text']), [undefined, undefined]);
  assert.deepEqual(
    findDifferences(['t-1 failed', 't-2 failed'], (word, index) => word === `t-${index + 1}`),
    [undefined, undefined],
  );
  assert.deepEqual(findDifferences(['one two three four five', 'a b c d e']), [undefined, undefined]);
  assert.deepEqual(findDifferences(['one text alone']), [undefined]);
  assert.deepEqual(findDifferences([undefined, 'a', 'b']), [undefined, 'a', 'b']);
});
