import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { ClosedAccounts } from '../../src/app/rows/explorer/closedAccounts.ts';
import type { AccountStore } from '../../src/service/store/accountStore.ts';
import { FakeAccounts } from '../fakes/fakeAccounts.ts';
import { FakeClock } from '../fakes/fakeClock.ts';
import { FakeStore } from '../fakes/fakeStore.ts';

suite('unopened accounts', () => {
  const toStore = (name: string) =>
    new FakeStore({ id: name, name, endpoint: `https://${name}.westus.batch.azure.com`, authentication: 'sharedKey' });

  test('unopened accounts open one after another while the view is visible, and load their jobs and pools', async () => {
    const stores = ['one', 'two', 'three'].map(toStore);
    const open = new Map<string, AccountStore>();
    const accounts = Object.assign(new FakeAccounts(...stores), { findStore: (id: string) => open.get(id) });
    const opened: string[] = [];
    let isVisible = false;
    let tell: () => void = () => undefined;
    const last = new Promise<void>((resolve) => {
      tell = resolve;
    });
    const closed = new ClosedAccounts(accounts, new FakeClock(), {
      isVisible: () => isVisible,
      async open(id) {
        const before = stores.find((store) => store.account.id === opened.at(-1));
        if (before !== undefined && before.account.id !== 'two') assert.equal(before.loaded.length, 2, 'one at a time');
        opened.push(id);
        if (id === 'two') return undefined;
        const store = stores.find(({ account }) => account.id === id);
        assert.ok(store);
        open.set(id, store);
        if (id === 'three') tell();
        return store;
      },
    });
    closed.update();
    assert.deepEqual(opened, [], 'nobody looks');
    isVisible = true;
    closed.update();
    closed.update();
    await last;
    assert.deepEqual(opened, ['one', 'two', 'three'], "one that can't be opened keeps none of the others waiting");
    assert.deepEqual(
      stores[0]?.loaded.map(({ kind }) => kind),
      ['jobs', 'pools'],
    );
    closed.dispose();
    assert.equal(accounts.listeners, 0);
  });
});
