import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findMeaning, says } from './words.ts';

test('the second expression is searched for after the first', () => {
  assert.ok(says('file a.txt does not exist', [/file/, /does not exist/]));
  assert.ok(!says('does not exist: file', [/file/, /does not exist/]));
});

test('the first matching meaning is used', () => {
  const meanings = [[/disk full/, 'disk'] as const, [/full/, 'other'] as const];
  assert.equal(findMeaning('disk full', meanings), 'disk');
  assert.equal(findMeaning('queue full', meanings), 'other');
  assert.equal(findMeaning('fine', meanings), undefined);
});
