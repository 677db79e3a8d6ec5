import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { and, compare, equals, or, startsWith, toStringLiteral } from './odata.ts';

test('filters are written as Batch reads them', () => {
  assert.equal(equals('state', 'completed'), "state eq 'completed'");
  assert.equal(
    and(equals('state', 'completed'), equals('executionInfo/result', 'failure')),
    "(state eq 'completed') and (executionInfo/result eq 'failure')",
  );
  assert.equal(
    or(compare('executionInfo/exitCode', 'ge', 128), startsWith('id', 'a')),
    "(executionInfo/exitCode ge 128) or (startswith(id,'a'))",
  );
  assert.equal(
    compare('creationTime', 'gt', new Date('2026-11-20T00:00:00Z')),
    "creationTime gt DateTime'2026-11-20T00:00:00.000Z'",
  );
  assert.equal(and(equals('id', 'x')), "id eq 'x'");
});

test('no value can end its literal', () => {
  fc.assert(
    fc.property(fc.string(), (value) => {
      const literal = toStringLiteral(value);
      assert.doesNotMatch(literal.slice(1, -1).replaceAll("''", ''), /'/);
      assert.equal(literal.slice(1, -1).replaceAll("''", "'"), value);
    }),
  );
});

test('invalid property names, invalid numbers, and empty combinations are refused', () => {
  assert.throws(() => equals("id eq 'x' or id", 'y'), RangeError);
  assert.throws(() => equals('id', Number.NaN), RangeError);
  assert.throws(() => and(), RangeError);
});
