import assert from 'node:assert/strict';
import { test } from 'node:test';
import { categoryOfWindowsError } from '../logs/lexicon/codes.ts';
import { findExit } from './findExit.ts';

test('a Windows error has the same category in a log as in an exit code', () => {
  const numbers = Array.from({ length: 0x10000 }, (_, number) => number);
  const known = numbers.filter((number) => categoryOfWindowsError(`[WinError ${number}]`) !== undefined);
  assert.ok(known.length > 30);
  for (const number of known)
    assert.equal(findExit(0x80070000 + number)?.category, categoryOfWindowsError(`[WinError ${number}]`));
});
