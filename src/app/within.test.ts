import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeClock } from '../../test/fakes/fakeClock.ts';
import { within } from './within.ts';

test('what is done in time counts, and what takes longer is not waited for', async () => {
  const clock = new FakeClock();
  assert.equal(await within(clock, 10, Promise.resolve('done')), 'done');
  await assert.rejects(within(clock, 10, Promise.reject(new Error('broken'))), /broken/);
  const late = within(clock, 10, new Promise(() => undefined));
  clock.advance(10);
  assert.equal(await late, undefined);
  assert.equal(clock.pending, 0);
});
