import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readJsonFields } from './jsonFields.ts';

function readAll(value: unknown): readonly (readonly string[] | undefined)[] {
  const text = JSON.stringify(value, null, 2);
  const read = readJsonFields(text, text);
  return text.split('\n').map((line) => read?.(line)?.flatMap(({ below }) => below));
}

test('reads the output of a program in an object that is spread over lines, and leaves its other fields', () => {
  assert.deepEqual(readAll({ code: 'Failed', stderr: 'solving\n  "rho" missing\n' }), [
    undefined,
    undefined,
    ['solving', '  "rho" missing'],
    undefined,
  ]);
});

test('reads the messages of rows, without what is beside and between them', () => {
  const rows = ['solving', '  done'].map((LogMessage) => ({ Computer: 'n1', LogMessage, Count: 1 }));
  assert.deepEqual(
    readAll(rows).filter((lines) => lines === undefined || lines.length > 0),
    [['solving'], ['  done']],
  );
});
