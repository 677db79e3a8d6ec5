import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listConcerns } from './enteredUrl.ts';

const old = 'https://data.blob.core.windows.net/in?sv=2022&sig=(hidden)';

test('an address with a signature on the same host raises no question', () => {
  assert.deepEqual(listConcerns('https://data.blob.core.windows.net/in/a.csv?sv=2026&sig=abc', old), []);
  assert.deepEqual(listConcerns('https://example.com/b.csv', 'https://example.com/a.csv'), [], 'nor had it one before');
});

test('an address without a signature, without encryption, or on another host is described as such', () => {
  const [noSas, ...others] = listConcerns('https://data.blob.core.windows.net/in/a.csv', old);
  assert.match(noSas ?? '', /no SAS/);
  assert.deepEqual(others, []);
  assert.equal(listConcerns('http://evil.example/in', old).length, 3);
  assert.match(
    listConcerns('https://evil.example/in?sig=x', old).join(),
    /points to evil\.example instead of data\.blob/,
  );
});
