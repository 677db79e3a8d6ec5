import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matchesFilePattern } from './filePattern.ts';

const cases: readonly (readonly [pattern: string, path: string, isNamed: boolean])[] = [
  ['result.csv', 'result.csv', true],
  ['result.csv', 'parts/result.csv', false],
  ['*.csv', 'result.csv', true],
  ['*.csv', 'parts/result.csv', false],
  ['**/*.csv', 'result.csv', true],
  ['**\\*.csv', 'a\\b\\result.csv', true],
  ['**/*.csv', 'a/.cache/result.csv', false],
  ['parts/**/p-?.bin', 'parts/x/y/p-1.bin', true],
  ['parts/**/p-?.bin', 'parts/x/y/p-12.bin', false],
  ['*.gif', '.a.gif', false],
  ['.*.gif', '.a.gif', true],
  ['p-[0-4][xy].bin', 'p-3y.bin', true],
  ['p-[!0-4].bin', 'p-3.bin', false],
  ['abc[*]', 'abc*', true],
  ['abc[*]', 'abcd', false],
  ['../std*.txt', 'stdout.txt', false],
  ['$AZ_BATCH_TASK_WORKING_DIR/*.exr', 'frame.exr', true],
  ['%AZ_BATCH_TASK_WORKING_DIR%\\*.exr', 'frame.exr', true],
  ['$OUT/*.exr', 'frame.exr', false],
  ['', 'frame.exr', false],
];

for (const [pattern, path, isNamed] of cases) {
  test(`"${pattern}" ${isNamed ? 'names' : 'does not name'} "${path}"`, () => {
    assert.equal(matchesFilePattern(pattern, path), isNamed);
  });
}

test('a pattern with many wildcards takes time proportional to its length times that of the name', () => {
  assert.equal(matchesFilePattern(`${'*a'.repeat(2000)}b`, 'a'.repeat(4000)), false);
});
