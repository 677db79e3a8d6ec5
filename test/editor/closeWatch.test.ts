import assert from 'node:assert/strict';
import type { CommandServices } from '../../src/extension/commands/command.ts';
import { getCommand } from '../../src/extension/commands/commands.ts';
import { CloseWatch } from '../../src/extension/views/explorer/closeWatch.ts';
import { snapshot } from '../builders/snapshot.ts';
import { FakeAccounts } from '../fakes/fakeAccounts.ts';
import { FakeStore } from '../fakes/fakeStore.ts';

suite('close watch', () => {
  test('every account is followed once, and nothing is left behind', () => {
    const store = new FakeStore(snapshot().build().account);
    const watch = new CloseWatch(new FakeAccounts(store));
    assert.equal(store.watchers, 0);
    watch.begin();
    watch.begin();
    assert.equal(store.watchers, 1);
    watch.dispose();
    assert.equal(store.watchers, 0);
    store.dispose();
  });

  test('only a command that acts is followed closely, whatever becomes of it', async () => {
    const followed: string[] = [];
    for (const id of ['azureBatch.task.explain', 'azureBatch.node.addUser', 'azureBatch.task.retry']) {
      const services = { selections: () => [], keepPlace: () => undefined, watchClosely: () => followed.push(id) };
      // Without accounts each of them ends as soon as it looks for what it is about.
      await assert.rejects(getCommand(id)(services as unknown as CommandServices, []), TypeError);
    }
    assert.deepEqual(followed, ['azureBatch.task.retry']);
  });
});
