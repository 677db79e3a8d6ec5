import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findJsonMistake } from './findJsonMistake.ts';

const texts = [
  '{}',
  ' [ ] ',
  '[1, -2.5e+3, "a\\n\\u00e9\\"", true, false, null, {"a": {"b": []}}]\n',
  '"é"',
  '',
  '{',
  '[1,]',
  '[1 2]',
  '{"a" 1}',
  '{"a": 1,\n  b: 2}',
  "{'a': 1}",
  '[01]',
  '[+1]',
  '["a\nb"]',
  '["\\x"]',
  '[1] 2',
  '// faults\n[]',
  '["open',
];
for (const text of texts) {
  test(`${JSON.stringify(text)}: a mistake is found where JSON.parse finds one`, () => {
    let isJson = true;
    try {
      JSON.parse(text);
    } catch {
      isJson = false;
    }
    assert.equal(findJsonMistake(text) === undefined, isJson);
  });
}

test('the place is the line and the column of what does not belong there', () => {
  assert.deepEqual(findJsonMistake('{"a": 1,\n  b: 2}'), { line: 2, column: 3 });
  assert.deepEqual(findJsonMistake('[1,\n2,\n]'), { line: 3, column: 1 });
  assert.deepEqual(findJsonMistake('[1'), { line: 1, column: 3 });
});
