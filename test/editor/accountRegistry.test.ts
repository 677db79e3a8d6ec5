import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Account } from '../../src/core/model/account.ts';
import { BatchError } from '../../src/core/model/batchError.ts';
import { AccountRegistry } from '../../src/extension/accounts/accountRegistry.ts';
import type { OpenRequest } from '../../src/extension/accounts/openStore.ts';
import type { AccountStore } from '../../src/service/store/accountStore.ts';
import { MemoryMemento, MemorySecrets } from '../fakes/extensionStorage.ts';
import { FakeStore } from '../fakes/fakeStore.ts';

const key = Buffer.alloc(64, 7).toString('base64');
const account: Account = {
  id: 'contoso.westeurope.batch.azure.com',
  name: 'contoso',
  endpoint: 'https://contoso.westeurope.batch.azure.com',
  authentication: 'sharedKey',
};
const sampleAccount: Account = { ...account, id: 'sample', name: 'sample', authentication: 'sample' };

suite('accounts', () => {
  let memento: MemoryMemento;
  let secrets: MemorySecrets;
  let requests: OpenRequest[];
  let stores: FakeStore[];
  let registry: AccountRegistry;

  function open(request: OpenRequest): AccountStore {
    requests.push(request);
    const store = new FakeStore(request.account);
    stores.push(store);
    return store;
  }

  setup(() => {
    memento = new MemoryMemento();
    secrets = new MemorySecrets();
    requests = [];
    stores = [];
    registry = new AccountRegistry({
      globalState: memento,
      secrets,
      log: vscode.window.createOutputChannel('accounts under test', { log: true }),
      openStore: open,
      startSample: async () => ({ account: sampleAccount, key }),
      sampleId: 'sample',
    });
  });

  teardown(() => registry.dispose());

  test('a key is in the secret storage and nowhere else', async () => {
    await registry.add(account, { kind: 'sharedKey', key });
    assert.equal(JSON.stringify(memento.all()).includes(key), false);
    assert.deepEqual(registry.all, [account]);
    assert.deepEqual([...secrets.values.values()], [key]);
    await registry.remove(account.id);
    assert.deepEqual(registry.all, []);
    assert.equal(secrets.values.size, 0);
  });

  test('those who need an account at once share one store, and its key', async () => {
    await registry.add(account, { kind: 'sharedKey', key });
    const [one, other] = await Promise.all([registry.getStore(account.id), registry.getStore(account.id)]);
    assert.equal(one, other);
    assert.equal(registry.findStore(account.id), one);
    assert.deepEqual(
      requests.map((request) => [request.key, request.prompting]),
      [[key, 'silent']],
    );
  });

  test('an account whose key is gone says so, and opens once it is there again', async () => {
    await registry.add(account, { kind: 'sharedKey', key });
    secrets.values.clear();
    await assert.rejects(registry.getStore(account.id), (error) => BatchError.is(error, 'NotSignedIn'));
    await registry.add(account, { kind: 'sharedKey', key });
    await registry.getStore(account.id);
  });

  test('adding an account again closes the store with the old key', async () => {
    await registry.add(account, { kind: 'sharedKey', key });
    await registry.getStore(account.id);
    await registry.add(account, { kind: 'signIn' });
    assert.equal(stores[0]?.isDisposed, true);
    assert.equal(registry.findStore(account.id), undefined);
    assert.equal(secrets.values.size, 0);
  });

  test('an account that is removed while it is being opened stays closed', async () => {
    await registry.add(account, { kind: 'sharedKey', key });
    const opening = registry.getStore(account.id);
    await Promise.all([assert.rejects(opening), registry.remove(account.id)]);
    assert.equal(registry.findStore(account.id), undefined);
    assert.ok(stores.every((store) => store.isDisposed));
  });

  test('what is verified is not saved and not kept open', async () => {
    await registry.verify(account, { kind: 'sharedKey', key });
    assert.deepEqual(registry.all, []);
    assert.equal(stores[0]?.isDisposed, true);
    assert.equal(requests[0]?.prompting, 'interactive');
  });

  test('the sample account is shown first, opens by itself, and is not saved', async () => {
    await registry.add(account, { kind: 'sharedKey', key });
    const store = await registry.getStore('sample');
    assert.equal(store.account.id, 'sample');
    assert.deepEqual(
      registry.all.map(({ id }) => id),
      ['sample', account.id],
    );
    assert.equal(JSON.stringify(memento.all()).includes('sample'), false);
  });

  test('what an other version saved and is not understood is left out', async () => {
    await memento.update('azureBatch.accounts', [
      { id: 7 },
      account,
      { ...account, authentication: 'certificate' },
      null,
    ]);
    assert.deepEqual(registry.all, [account]);
  });

  test('changes in the data of an open account are passed on', async () => {
    await registry.add(account, { kind: 'sharedKey', key });
    await registry.getStore(account.id);
    const seen: unknown[] = [];
    registry.onDidChangeData((change) => seen.push(change));
    stores[0]?.announce([{ kind: 'jobs' }]);
    assert.deepEqual(seen, [{ accountId: account.id, scopes: [{ kind: 'jobs' }] }]);
  });
});
