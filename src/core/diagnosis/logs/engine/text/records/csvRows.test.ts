import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCsvRows } from './csvRows.ts';

function readAll(rows: readonly string[]): readonly (readonly string[])[] {
  const read = readCsvRows(rows.join('\n'));
  return rows.map((row) => read?.(row)?.flatMap(({ below }) => below) ?? []);
}

test('reads the column of messages', () => {
  assert.deepEqual(readAll(['TimeGenerated,LogMessage,Computer', '2026-11-20,solving,n1', '"x","a ""b"", c","n2"']), [
    ['LogMessage'],
    ['solving'],
    ['a "b", c'],
  ]);
});

test('reads on in a message of several lines', () => {
  assert.deepEqual(readAll(['Computer\tMessage', 'n1\t"one', '  two', 'three"', 'n2\tfour']).slice(1), [
    ['one'],
    ['  two'],
    ['three'],
    ['four'],
  ]);
});

test('leaves tables without messages, and sentences with commas', () => {
  assert.equal(readCsvRows('sample,depth\n1,2\n'), undefined);
  assert.equal(readCsvRows('Cannot open message, log: no such file\n'), undefined);
});
