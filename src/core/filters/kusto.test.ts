import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { toColumn, toKustoLiteral, toKustoTime } from './kusto.ts';

test('a value is always one literal, whatever it contains', () => {
  assert.equal(toKustoLiteral('nightly:job-1'), "@'nightly:job-1'");
  assert.equal(toKustoLiteral("a' or 1==1 //"), "@'a'' or 1==1 //'");
  assert.equal(toKustoLiteral('a\\'), "@'a\\'", 'a backslash escapes nothing');
  for (const bad of ['a\nb', 'a\u0000', 'a\u2028']) assert.throws(() => toKustoLiteral(bad), RangeError);
});

test('no value can end its literal', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (value) => {
      let literal: string;
      try {
        literal = toKustoLiteral(value);
      } catch {
        return;
      }
      const inside = literal.slice(2, -1);
      assert.doesNotMatch(inside.replaceAll("''", ''), /'/);
      assert.equal(inside.replaceAll("''", "'"), value);
    }),
  );
});

test('times and columns are written in the format of Kusto', () => {
  assert.equal(toKustoTime(new Date('2026-11-20T08:00:00Z')), 'datetime(2026-11-20T08:00:00.000Z)');
  assert.throws(() => toKustoTime(new Date('never')), RangeError);
  assert.equal(toColumn('jobId_s', "''"), "column_ifexists('jobId_s', '')");
  assert.throws(() => toColumn("a', 1) | take 1", "''"), RangeError);
});
