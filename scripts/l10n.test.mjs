import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareTexts } from './l10n.mjs';

test('texts that the file has not and texts that no source has are told, and how to mend it', () => {
  assert.deepEqual(compareTexts({ a: 'a', b: 'b' }, { b: 'b', c: 'c' }), [
    'not in the file: a',
    'in no source: c',
    'Run npm run l10n, which writes l10n/bundle.l10n.json anew.',
  ]);
  assert.deepEqual(compareTexts({ a: 'a' }, { a: 'a' }), []);
});
