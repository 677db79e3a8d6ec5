import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { countValues } from './readJson.ts';

/** Counts the values of parsed JSON, to check `countValues`, which avoids parsing. */
function countParsed(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce<number>((sum, each) => sum + countParsed(each), 1);
}

test('the number of values in a JSON text is counted correctly', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      assert.equal(countValues(JSON.stringify(value)), countParsed(value));
    }),
  );
});

for (const [text, count] of [
  ['"a,[{"', 1],
  ['"a\\",[b"', 1],
  ['["\\\\",1]', 3],
  [' [ 1 , 2 ] ', 3],
  ['{"a,b":{},"c":[]}', 3],
] as const) {
  test(`the number of values in ${text} is ${count}`, () => assert.equal(countValues(text), count));
}

test('a text that is not JSON is scanned to its end', () => {
  for (const text of ['', ']', '"', '"\\', ',,,', '\\"[']) assert.ok(countValues(text) >= 0);
});
