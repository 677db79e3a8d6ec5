import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCsvRows } from './csvRows.ts';

function readAll(rows: readonly string[]): readonly (readonly string[])[] {
  const read = readCsvRows(rows.join('\n'));
  return rows.map((row) => read?.(row)?.flatMap(({ below }) => below) ?? []);
}

test('the column of messages in a CSV log is read', () => {
  assert.deepEqual(readAll(['TimeGenerated,LogMessage,Computer', '2026-11-20,solving,n1', '"x","a ""b"", c","n2"']), [
    ['LogMessage'],
    ['solving'],
    ['a "b", c'],
  ]);
});

test('a CSV message of several lines is read to its end', () => {
  assert.deepEqual(readAll(['Computer\tMessage', 'n1\t"one', '  two', 'three"', 'n2\tfour']).slice(1), [
    ['one'],
    ['  two'],
    ['three'],
    ['four'],
  ]);
});

test('tables without messages, and sentences with commas, are left unchanged', () => {
  assert.equal(readCsvRows('sample,depth\n1,2\n'), undefined);
  assert.equal(readCsvRows('Cannot open message, log: no such file\n'), undefined);
});
