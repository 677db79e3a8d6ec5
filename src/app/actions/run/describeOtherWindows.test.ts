import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bulkPlan } from '../../../../test/builders/bulkPlan.ts';
import { temporaryFolder } from '../../../../test/fakes/temporaryFolder.ts';
import { WatchedFolder } from '../../../../test/fakes/watchedFolder.ts';
import { describeOtherWindows } from './describeOtherWindows.ts';
import { whileRunning } from './running.ts';

test('the confirmation shows the progress of an action in another window while that window exists', async () => {
  for (const count of [1, 2, 12]) {
    using place = temporaryFolder();
    const windows = new WatchedFolder(place.path);
    const { folder: bulks } = windows;
    const plan = bulkPlan(count);
    const things = plan.items.map(({ resource }) => resource);
    const describe = (verb = plan.verb) => describeOtherWindows({ bulks }, verb, things);
    assert.deepEqual(await describe(), [], 'nothing is under way');
    const held = await bulks.start(plan);
    assert.match((await describe()).join(), new RegExp(`^Another window is already doing this to ${count} of these`));
    assert.deepEqual(await describe('azureBatch.task.delete'), [], 'it does something else');
    const own = { title: '', accountIds: new Set<string>() };
    const here = await whileRunning(plan.id, own, new AbortController(), () => describe());
    assert.deepEqual(here, [], 'this window shows its own progress');
    held.journal.append({ line: 'outcome', item: 0, outcome: 'done', at: plan.startedAt });
    await held.journal.close();
    const left = (await describe()).join();
    assert.equal(left.includes(`to ${count - 1} of these`), count > 1, left);
    windows.letSilencePass();
    assert.deepEqual(await describe(), [], 'the other window is gone');
  }
});
