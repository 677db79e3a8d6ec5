import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findMeaning } from '../logs/engine/words.ts';
import { windowsErrors } from '../logs/lexicon/windowsErrors.ts';
import { hresults } from './hresults.ts';

test('an error of Windows has one category, as an exit code and in a log', () => {
  const known = hresults.filter(([status]) => status >>> 16 === 0x8007);
  assert.ok(known.length > 0);
  for (const [status, category] of known) {
    const number = status & 0xffff;
    assert.equal(findMeaning(`[WinError ${number}]`, windowsErrors), category, `WinError ${number}`);
  }
});
