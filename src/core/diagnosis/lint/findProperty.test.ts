import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findProperty } from './findProperty.ts';

const text = JSON.stringify({ id: 'a', resourceFiles: [{ httpUrl: 'https://a/b' }], constraints: {} }, undefined, 2);

function textAt(path: readonly (string | number)[]): string | undefined {
  const span = findProperty(text, path);
  return span === undefined ? undefined : text.slice(span.offset, span.offset + span.length);
}

test('finds a value', () => {
  assert.equal(textAt(['resourceFiles', 0, 'httpUrl']), '"https://a/b"');
});

test('finds where a value would have to be that is not there', () => {
  const span = findProperty(text, ['constraints', 'maxWallClockTime']);
  assert.equal(span?.offset, text.indexOf('{}'));
  assert.equal(textAt(['outputFiles', 3]), '{');
});

test('finds nothing where there is no JSON', () => {
  assert.equal(findProperty('', ['id']), undefined);
});

test('text that is nested deeper than any machine follows is no harm', () => {
  assert.equal(findProperty(`{"a":${'['.repeat(100_000)}`, ['a'])?.offset, 5);
});
