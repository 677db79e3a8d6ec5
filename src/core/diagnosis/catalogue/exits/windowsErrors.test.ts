import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findMeaning } from '../../logs/engine/words.ts';
import { windowsErrors } from '../../logs/lexicon/windowsErrors.ts';
import { findExit } from './findExit.ts';
import { findWindowsError } from './windowsErrors.ts';

const numbers = Array.from({ length: 0x10000 }, (_, number) => number);

test('an error of Windows has one category, as an exit code and in a log', () => {
  const known = numbers.filter((number) => findMeaning(`[WinError ${number}]`, windowsErrors) !== undefined);
  assert.ok(known.length > 0);
  for (const number of known) {
    const category = findWindowsError(number)?.category;
    assert.equal(findMeaning(`[WinError ${number}]`, windowsErrors), category, `WinError ${number}`);
    assert.equal(findExit(0x80070000 + number)?.category, category, `HRESULT of ${number}`);
  }
});
