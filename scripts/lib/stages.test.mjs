import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCounts } from './stages.mjs';

const counts = (passed, failed, skipped) => `#counts ${JSON.stringify({ passed, failed, skipped })}\n`;

test('a stage says how its tests went', () => {
  const { passed, failed, skipped, output } = readCounts({ code: 0, output: `  ok\n${counts(3, 0, 1)}` });
  assert.deepEqual({ passed, failed, skipped, output }, { passed: 3, failed: 0, skipped: 1, output: '  ok\n' });
});

test('a stage that breaks off before its end has failed, whatever its exit code', () => {
  for (const code of [0, 1, 124]) assert.equal(readCounts({ code, output: '  ok\n' }).failed, 1);
});

test('a stage that finds no test has failed', () => {
  assert.equal(readCounts({ code: 0, output: counts(0, 0, 0) }).failed, 1);
});

test('a stage that ends badly has failed although every test passed', () => {
  assert.equal(readCounts({ code: 137, output: counts(5, 0, 0) }).failed, 1);
});
