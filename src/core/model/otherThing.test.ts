import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isOtherThing } from './otherThing.ts';

test('a thing that was made at another time is another one, however the time is written', () => {
  assert.equal(isOtherThing('2026-11-20T09:00:00Z', '2026-11-20T09:00:00.000Z'), false);
  assert.equal(isOtherThing('2026-11-20T09:00:00Z', '2026-11-20T09:05:00Z'), true);
  assert.equal(isOtherThing(undefined, '2026-11-20T09:05:00Z'), false);
  assert.equal(isOtherThing('2026-11-20T09:00:00Z', undefined), false);
});
