import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPreRelease } from './package.mjs';

test('an odd minor number means the pre-release channel', () => {
  assert.deepEqual(['0.2.0', '0.3.7', '1.0.0', '1.11.2', '2.10.5'].map(isPreRelease), [
    false,
    true,
    false,
    true,
    false,
  ]);
});
