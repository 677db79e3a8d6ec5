import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toVisibleJson } from './visibleJson.ts';

test('the JSON is indented and ends with a line feed', () => {
  assert.equal(toVisibleJson({ id: 'a', exitCode: 1 }), '{\n  "id": "a",\n  "exitCode": 1\n}\n');
});

test('invisible characters in JSON are shown escaped, with the same meaning', () => {
  const value = { name: 'a\u202eb\u200bc\u{e0041}\u001b' };
  const text = toVisibleJson(value);
  assert.ok(text.includes('a\\u202eb\\u200bc\\udb40\\udc41\\u001b'), text);
  assert.deepEqual(JSON.parse(text), value);
});

test('the displayed JSON contains no secret', () => {
  assert.ok(!toVisibleJson({ httpUrl: 'https://a/b?sig=abcdef&sp=r' }).includes('abcdef'));
});
