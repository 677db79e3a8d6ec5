import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseJsonText } from './jsonText.ts';

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
  test(`an error is found where JSON.parse finds one: ${JSON.stringify(text)}`, () => {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      assert.throws(() => parseJsonText(text, 'f.json'), /^Error: f\.json, line \d+, column \d+: this is not JSON\.$/);
      return;
    }
    assert.deepEqual(parseJsonText(text, 'f.json').value, value);
  });
}

const places: readonly (readonly [text: string, line: number, column: number])[] = [
  ['{"a": 1,\n  b: 2}', 2, 3],
  ['[1,\n2,\n]', 3, 1],
  ['[1', 1, 3],
];
for (const [text, line, column] of places) {
  test(`the reported position is that of the invalid character: ${JSON.stringify(text)}`, () => {
    assert.throws(() => parseJsonText(text, 'f.json'), {
      message: `f.json, line ${line}, column ${column}: this is not JSON.`,
    });
  });
}

test('a byte order mark is not part of the text', () => {
  assert.deepEqual(parseJsonText('\uFEFF{"a": 1}', 'f.json').value, { a: 1 });
  assert.throws(() => parseJsonText('\uFEFF[1', 'f.json'), { message: 'f.json, line 1, column 3: this is not JSON.' });
});

for (const text of ['['.repeat(200_000), `${'['.repeat(200_000)}${']'.repeat(200_000)}`]) {
  test(`${text.length} brackets are refused with an explanation`, () => {
    assert.throws(() => parseJsonText(text, 'f.json'), { message: 'f.json: it is nested too deeply.' });
  });
}

test('values and names are found by path, and for missing ones the enclosing value is found', () => {
  const { findPlace } = parseJsonText('{\n  "a": [1,\n    {"b": 2}]}', 'f.json');
  assert.deepEqual(findPlace(['a', 1, 'b']), { line: 3, column: 11 });
  assert.deepEqual(findPlace(['a', 1, 'b'], true), { line: 3, column: 6 });
  assert.deepEqual(findPlace(['a', 1, 'c']), { line: 3, column: 5 });
  assert.deepEqual(findPlace([]), { line: 1, column: 1 });
});
