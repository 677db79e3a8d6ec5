import assert from 'node:assert/strict';
import { CloseWatch } from '../../src/extension/views/explorer/closeWatch.ts';
import { snapshot } from '../builders/snapshot.ts';
import { FakeAccounts } from '../fakes/fakeAccounts.ts';
import { FakeStore } from '../fakes/fakeStore.ts';

suite('close watch', () => {
  test('only a command that acts is followed closely, and nothing is left behind', () => {
    const store = new FakeStore(snapshot().build().account);
    const watch = new CloseWatch(new FakeAccounts(store));
    watch.follow('azureBatch.task.explain');
    watch.follow('azureBatch.task.openStderr');
    assert.equal(store.watchers, 0);
    watch.follow('azureBatch.task.retry');
    watch.follow('azureBatch.node.reboot');
    assert.equal(store.watchers, 1);
    watch.dispose();
    assert.equal(store.watchers, 0);
    store.dispose();
  });
});
