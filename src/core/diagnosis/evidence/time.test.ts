import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareTimes } from './time.ts';

test('times are ordered in any notation, and an invalid time comes first', () => {
  const inOrder = [
    'never',
    '2026-11-20T09:14:07Z',
    '2026-11-20T09:14:07.25Z',
    '2026-11-20T09:14:07.5Z',
    '2026-11-20T10:14:08+01:00',
    '2026-11-20T09:14:09Z',
  ];
  for (const [index, time] of inOrder.entries()) {
    for (const [otherIndex, other] of inOrder.entries())
      assert.equal(Math.sign(compareTimes(time, other)), Math.sign(index - otherIndex), `${time} ${other}`);
  }
  assert.equal(compareTimes('2026-11-20T09:14:07.5Z', '2026-11-20T09:14:07.50Z'), 0);
  assert.equal(compareTimes(undefined, ''), 0);
});
