import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isOtherThing } from './otherThing.ts';

test('an item that was created at another time is a different one, however the times are written', () => {
  assert.equal(isOtherThing('2026-11-20T09:00:00Z', '2026-11-20T09:00:00.000Z'), false);
  assert.equal(isOtherThing('2026-11-20T09:00:00Z', '2026-11-20T09:05:00Z'), true);
  assert.equal(isOtherThing(undefined, '2026-11-20T09:05:00Z'), false);
  assert.equal(isOtherThing('2026-11-20T09:00:00Z', undefined), false);
});
