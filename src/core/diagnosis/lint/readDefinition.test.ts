import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findSyntaxError, readDefinition } from './readDefinition.ts';

test('what is JSON, with comments and trailing commas, has no mistake', () => {
  const text = '// a task\n{ "id": "a", }';
  assert.deepEqual(readDefinition(text), { id: 'a' });
  assert.equal(findSyntaxError(text), undefined);
});

test('what is none says where it begins to be none', () => {
  assert.equal(readDefinition('{ "id": "a" "b": 1 }'), undefined);
  assert.equal(findSyntaxError('{ "id": "a" "b": 1 }'), '{ "id": "a" '.length);
  assert.equal(findSyntaxError(''), 0);
});

test('what is nested deeper than can be read is no definition, wherever that begins', () => {
  const text = '['.repeat(200_000);
  assert.equal(readDefinition(text), undefined);
  assert.equal(findSyntaxError(text), undefined);
});
