import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Resource } from '../targets/targets.ts';
import { Underway } from './underway.ts';

const toTask = (taskId: string): Resource => ({ kind: 'task', accountId: 'a', jobId: 'j', taskId });
const arbitraryThings = fc.uniqueArray(fc.constantFrom('1', '2', '3', '4'), { minLength: 1 });

test('a command on the same items in any order runs once at a time, and can run again afterwards', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryThings, arbitraryThings, fc.boolean(), async (first, second, isOther) => {
      const underway = new Underway();
      const asked: (() => void)[] = [];
      const ask = (): Promise<void> => new Promise((resolve) => asked.push(resolve));
      const one = underway.once('retry', first.map(toTask), ask);
      const other = underway.once(isOther ? 'delete' : 'retry', second.map(toTask), ask);
      const isSame = !isOther && first.toSorted().join() === second.toSorted().join();
      assert.equal(asked.length, isSame ? 1 : 2);
      for (const answer of asked) answer();
      assert.deepEqual(await Promise.all([one, other]), [true, !isSame]);
      assert.equal(await underway.once('retry', first.map(toTask), async () => undefined), true);
    }),
  );
});

test('a command that fails or has no target blocks nothing', async () => {
  const underway = new Underway();
  const fail = async (): Promise<never> => assert.fail('refused');
  await assert.rejects(underway.once('retry', [toTask('1')], fail));
  assert.equal(await underway.once('retry', [toTask('1')], async () => undefined), true);
  let picks = 0;
  const pick = (): Promise<void> => {
    picks += 1;
    return Promise.resolve();
  };
  await Promise.all([underway.once('retry', [], pick), underway.once('retry', [], pick)]);
  assert.equal(picks, 2);
});
