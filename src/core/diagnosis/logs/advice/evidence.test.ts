import assert from 'node:assert/strict';
import { test } from 'node:test';
import { saysUnequal } from './evidence.ts';

for (const heading of [
  '               Total    Copied   Skipped  Mismatch    FAILED    Extras',
  'Sample Reads Match Mismatch Gap',
  'Reference Query Mismatch',
])
  test(`a table's heading compares nothing: ${heading.trim()}`, () => assert.equal(saysUnequal(heading), false));

for (const line of [
  'Shape mismatch: expected 3 channels',
  'The number of samples does not match the header',
  'Type Mismatch in operand',
])
  test(`two things that have to agree differ: ${line}`, () => assert.equal(saysUnequal(line), true));
