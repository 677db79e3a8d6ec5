import assert from 'node:assert/strict';
import { test } from 'node:test';
import { saysUnequal } from './evidence.ts';

for (const heading of [
  '               Total    Copied   Skipped  Mismatch    FAILED    Extras',
  'Sample Reads Match Mismatch Gap',
  'Reference Query Mismatch',
])
  test(`a table's heading is not taken for a mismatch: ${heading.trim()}`, () =>
    assert.equal(saysUnequal(heading), false));

for (const line of [
  'Shape mismatch: expected 3 channels',
  'The number of samples does not match the header',
  'Type Mismatch in operand',
  'Pair of files "a_1.fq" and "a_2.fq" contain unequal amount of reads',
  'left and right have different numbers of records',
])
  test(`a mismatch is recognized: ${line}`, () => assert.equal(saysUnequal(line), true));
