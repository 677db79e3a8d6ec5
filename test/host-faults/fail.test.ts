import assert from 'node:assert/strict';

test('a test that fails', () => {
  assert.equal(1 + 1, 3);
});
