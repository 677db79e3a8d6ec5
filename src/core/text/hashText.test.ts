import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hashText } from './hashText.ts';

test('equal texts have equal hashes, and different texts have different hashes', () => {
  assert.equal(hashText('abc'), hashText('abc'));
  const seen = new Set(Array.from({ length: 20_000 }, (_, index) => hashText(`message ${index}`)));
  assert.equal(seen.size, 20_000);
});
