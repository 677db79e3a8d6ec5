import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { run as copyAs } from '../../src/app/actions/resource/copyAs.ts';
import { jobId, makeQuietWorld, poolId } from '../builders/quietWorld.ts';
import { type Simulated, simulate } from './support/simulate.ts';

suite('copy as', () => {
  let world: Simulated;

  before(async () => {
    world = await simulate(makeQuietWorld());
    for (const id of ['one', 'two', 'three']) await world.client.task.add(jobId, { id, commandLine: 'exit 4' });
  });

  after(() => world.close());

  const copy = (resources: readonly object[], form: string) => {
    const rows = resources.map((resource) => ({ accountId: world.accountId, ...resource }));
    return world.run(copyAs, [rows[0], rows], { rows: form });
  };
  const toTask = (taskId: string) => ({ kind: 'task', jobId, taskId });

  test('all selected rows are copied in their order', async () => {
    const { copied, status } = await copy(['one', 'two', 'three'].map(toTask), 'Definition');
    const ids = JSON.parse(copied[0] ?? '').map(({ id }: { readonly id: string }) => id);
    assert.deepEqual(ids, ['one', 'two', 'three']);
    assert.deepEqual(status, ['Copied. No secrets were found.']);
    const one = await copy([toTask('two')], 'Definition');
    assert.equal(JSON.parse(one.copied[0] ?? '').id, 'two');
  });

  test('no text is copied if one item is gone, or if the rows are of several kinds', async () => {
    const gone = await copy([toTask('one'), toTask('gone')], 'az batch Command');
    assert.deepEqual(gone.copied, []);
    assert.equal(gone.errors.length, 1);
    const mixed = await copy([toTask('one'), { kind: 'pool', poolId }], 'Definition');
    assert.deepEqual(mixed.copied, []);
    assert.deepEqual(mixed.errors, ['Select only tasks, only jobs, or only pools, all from the same account.']);
    const many = await copy(
      Array.from({ length: 101 }, (_, index) => toTask(String(index))),
      'Definition',
    );
    assert.match(many.errors[0] ?? '', /^You can copy at most 100 at a time/);
  });
});
