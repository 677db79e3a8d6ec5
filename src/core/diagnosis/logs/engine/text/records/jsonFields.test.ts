import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readJsonFields } from './jsonFields.ts';

function readAll(value: unknown): readonly (readonly string[] | undefined)[] {
  const text = JSON.stringify(value, null, 2);
  const read = readJsonFields(text, text);
  return text.split('\n').map((line) => read?.(line)?.flatMap(({ below }) => below));
}

test("a program's output in a JSON object that spans lines is read, without the other fields", () => {
  assert.deepEqual(readAll({ code: 'Failed', stderr: 'solving\n  "rho" missing\n' }), [
    undefined,
    undefined,
    ['solving', '  "rho" missing'],
    undefined,
  ]);
});

test('messages in rows of JSON are read, without the surrounding text', () => {
  const rows = ['solving', '  done'].map((LogMessage) => ({ Computer: 'n1', LogMessage, Count: 1 }));
  assert.deepEqual(
    readAll(rows).filter((lines) => lines === undefined || lines.length > 0),
    [['solving'], ['  done']],
  );
});
