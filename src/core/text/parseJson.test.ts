import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseJson } from './parseJson.ts';

test('JSON is parsed, and a line that is cut off or absent is nothing', () => {
  assert.deepEqual(parseJson('{"a":[1]}'), { a: [1] });
  assert.equal(parseJson('{"a":[1'), undefined);
  assert.equal(parseJson(''), undefined);
  assert.equal(parseJson(undefined), undefined);
});
