import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { maskAlike } from './maskAlike.ts';

test('differences only in times and IDs disappear, and other differences stay', () => {
  const [failed, succeeded] = maskAlike(
    [
      '2026-11-20 09:14:07 INFO frame-12 started on tvmps_1a2b3c',
      'loading 3 modules',
      '    tile 7 took 12.5 s',
      'ValueError: row 18 has 5 cells',
    ].join('\n'),
    [
      '2026-11-20 09:20:55 INFO frame-13 started on tvmps_9f8e7d',
      'loading 3 modules',
      '    tile 9 took 11.0 s',
      'wrote 18 rows',
    ].join('\r\n'),
  );
  const [one, other] = [failed.split('\n'), succeeded.split('\n')];
  assert.deepEqual(one.slice(0, 3), other.slice(0, 3));
  assert.match(one[0] ?? '', /^\* INFO \* started on \*$/);
  assert.equal(one[1], 'loading 3 modules', 'what is the same in both stays');
  assert.match(one[2] ?? '', /^ {4}tile \*/);
  assert.equal(one[3], 'ValueError: row 18 has 5 cells');
  assert.equal(other[3], 'wrote 18 rows');
});

test('a log compared with itself is unchanged, and lines keep their places', () => {
  const anyLog = fc
    .array(fc.constantFrom('a 1', 'b', '  c 2026-11-20', '', 'd\u001b[0m', 'x'.repeat(1200)))
    .map((all) => all.join('\n'));
  fc.assert(
    fc.property(anyLog, anyLog, (one, other) => {
      const [left, right] = maskAlike(one, other);
      assert.equal(left.split('\n').length, one.split('\n').length);
      assert.equal(right.split('\n').length, other.split('\n').length);
      const [same, again] = maskAlike(one, one);
      assert.equal(same, again);
    }),
  );
});
