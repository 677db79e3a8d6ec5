import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertLinear } from '../../../../test/builders/assertLinear.ts';
import { matchesName, matchesSegments, toFilePattern } from './glob.ts';

const names: readonly (readonly [string, string, boolean])[] = [
  ['abc*', 'abcdef', true],
  ['abc*', 'xabc', false],
  ['*.gif', '.a.gif', false],
  ['.*.gif', '.a.gif', true],
  ['?.txt', 'a.txt', true],
  ['?.txt', 'ab.txt', false],
  ['[abc].txt', 'b.txt', true],
  ['[a-c].txt', 'd.txt', false],
  ['[!abc].txt', 'd.txt', true],
  ['[!abc].txt', 'a.txt', false],
  ['abc[*]', 'abc*', true],
  ['abc[*]', 'abcd', false],
  ['std*.txt', 'stdout.txt', true],
  ['[', '[', true],
];

for (const [pattern, name, fits] of names) {
  test(`${pattern} ${fits ? 'fits' : 'does not fit'} ${name}`, () => assert.equal(matchesName(name, pattern), fits));
}

test('** matches folders', () => {
  const fits = (pattern: string, path: string): boolean => matchesSegments(path.split('/'), pattern.split('/'));
  assert.ok(fits('**/*.txt', 'a.txt'));
  assert.ok(fits('**/*.txt', 'x/y/a.txt'));
  assert.ok(!fits('**/*.txt', '.x/a.txt'));
  assert.ok(!fits('**/*.txt', 'x/a.csv'));
  assert.ok(!fits('*.txt', 'x/a.txt'));
});

test('a pattern is split at its first wildcard', () => {
  assert.deepEqual(toFilePattern('../std*.txt'), { base: '..', segments: ['std*.txt'] });
  assert.deepEqual(toFilePattern('out/result.csv'), { base: 'out/result.csv', segments: [] });
  assert.deepEqual(toFilePattern('**/*.png'), { base: '', segments: ['**', '*.png'] });
  assert.deepEqual(toFilePattern('/*.txt'), { base: '/', segments: ['*.txt'] });
});

test('matching many stars takes time proportional to their number times the length of the text', () => {
  assertLinear((size) => assert.ok(!matchesName('a'.repeat(size), `${'*a'.repeat(50)}b`)), 'stars', 65_536);
});
