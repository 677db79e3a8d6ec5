import assert from 'node:assert/strict';
import { test } from 'node:test';
import { within } from './within.ts';

test('what is done in time counts, and what takes longer is not waited for', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  assert.equal(await within(10, Promise.resolve('done')), 'done');
  await assert.rejects(within(10, Promise.reject(new Error('broken'))), /broken/);
  const late = within(10, new Promise(() => undefined));
  context.mock.timers.tick(10);
  assert.equal(await late, undefined);
});
