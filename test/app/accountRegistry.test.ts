import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, suite, test } from 'node:test';
import { AccountRegistry } from '../../src/app/accounts/accountRegistry.ts';
import type { OpenRequest } from '../../src/app/accounts/openStore.ts';
import { takeNewerNotice } from '../../src/app/accounts/savedAccounts.ts';
import type { Account } from '../../src/core/model/account.ts';
import { BatchError } from '../../src/core/model/batchError.ts';
import type { AccountStore } from '../../src/service/store/accountStore.ts';
import { FakeStore } from '../fakes/fakeStore.ts';
import { HastyClock } from '../fakes/hastyClock.ts';
import { MemoryMemento } from '../fakes/memoryMemento.ts';
import { MemorySecrets } from '../fakes/memorySecrets.ts';
import { profileOf010 } from '../fakes/profileOf010.ts';
import { silentLog } from '../fakes/silentLog.ts';

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
  let isTrusted: boolean;
  let registry: AccountRegistry;

  function open(request: OpenRequest): AccountStore {
    requests.push(request);
    const store = new FakeStore(request.account);
    stores.push(store);
    return store;
  }

  /** Recreates the registry from the saved state, as after a restart, without the data in memory. */
  function startSession(): AccountRegistry {
    return new AccountRegistry({
      state: memento,
      clock: new HastyClock(),
      secrets,
      log: silentLog,
      openStore: open,
      startSample: async () => ({ account: sampleAccount, key }),
      sampleId: 'sample',
      isTrusted: () => isTrusted,
      isReadOnly: () => false,
      onDidChangeReadOnly: () => ({ dispose: () => undefined }),
      findOwnPortal: () => undefined,
    });
  }

  beforeEach(() => {
    memento = new MemoryMemento();
    secrets = new MemorySecrets();
    requests = [];
    stores = [];
    isTrusted = true;
    registry = startSession();
  });

  afterEach(() => registry.dispose());

  test('a key is saved only in the secret storage', async () => {
    await registry.add(account, { kind: 'sharedKey', key });
    assert.equal(JSON.stringify(memento.all()).includes(key), false);
    assert.deepEqual(registry.all, [account]);
    assert.deepEqual([...secrets.values.values()], [key]);
    await registry.remove(account.id);
    assert.deepEqual(registry.all, []);
    assert.equal(secrets.values.size, 0);
  });

  test('accounts and keys saved by version 0.1.0 are loaded', async () => {
    for (const [name, saved] of Object.entries(profileOf010.globalState)) await memento.update(name, JSON.parse(saved));
    for (const name of profileOf010.keys) await secrets.store(name, key);
    const later = startSession();
    try {
      assert.deepEqual(
        later.all.map(({ name, authentication, isReadOnly }) => [name, authentication, isReadOnly]),
        [
          ['simulated', 'sharedKey', undefined],
          ['127.0.0.1:42159', 'azureCli', undefined],
        ],
      );
      await later.getStore(profileOf010.retried.accountId);
      assert.equal(requests[0]?.key, key);
    } finally {
      later.dispose();
    }
  });

  test('accounts of the previous version are loaded, with their settings, keys and confirmed hosts', async () => {
    const state = readFileSync(path.join(import.meta.dirname, '../golden/earlier/state.json'), 'utf8');
    const { globalState, secretNames } = JSON.parse(state);
    for (const [name, saved] of Object.entries(globalState)) await memento.update(name, saved);
    for (const name of secretNames) await secrets.store(name, name.includes('confirmedHost') ? 'sharedKey' : key);
    const before = memento.all();
    const later = startSession();
    try {
      assert.deepEqual(later.all, globalState['azureBatch.accounts']);
      await later.getStore(account.id);
      assert.equal(requests[0]?.key, key);
      const proxy = later.all.find(({ name }) => name === 'proxy') ?? assert.fail();
      assert.equal(await later.needsConfirmation(proxy, 'sharedKey'), false);
      assert.deepEqual(memento.all(), before);
    } finally {
      later.dispose();
    }
  });

  test('data saved by a newer version is shown, reported once, and not changed', async () => {
    await registry.add(account, { kind: 'sharedKey', key });
    await memento.update('azureBatch.stateVersion', 99);
    const before = memento.all();
    await assert.rejects(registry.add({ ...account, name: 'other' }, { kind: 'signIn' }), { code: 'InvalidInput' });
    await assert.rejects(registry.remove(account.id), { code: 'InvalidInput' });
    await assert.rejects(registry.wish(account.id, { isPinned: true }), { code: 'InvalidInput' });
    assert.deepEqual(memento.all(), before);
    assert.deepEqual([...secrets.values.values()], [key]);
    assert.deepEqual(registry.all, [account]);
    assert.match((await takeNewerNotice(memento)) ?? '', /newer version/);
    assert.equal(await takeNewerNotice(memento), undefined);
  });

  test("a pinned account comes first, and keeps the user's settings when its key is replaced", async () => {
    const other = {
      ...account,
      id: 'other.westeurope.batch.azure.com',
      endpoint: 'https://other.westeurope.batch.azure.com',
    };
    await registry.add(account, { kind: 'sharedKey', key });
    await registry.add(other, { kind: 'sharedKey', key });
    await registry.wish(other.id, { isPinned: true, label: 'Rendering' });
    await registry.add(other, { kind: 'signIn' });
    const wished = { ...other, isPinned: true, label: 'Rendering' };
    assert.deepEqual(registry.all, [wished, account]);
    await registry.wish(other.id, { isPinned: undefined, label: undefined });
    assert.deepEqual(registry.all, [account, other]);
  });

  test('simultaneous requests for an account share one store, which uses the key of the account', async () => {
    await registry.add(account, { kind: 'sharedKey', key });
    const [one, other] = await Promise.all([registry.getStore(account.id), registry.getStore(account.id)]);
    assert.equal(one, other);
    assert.equal(registry.findStore(account.id), one);
    assert.deepEqual(
      requests.map((request) => [request.key, request.prompting]),
      [[key, 'silent']],
    );
  });

  async function restart(): Promise<void> {
    registry.dispose();
    registry = startSession();
  }

  test('A9-40 without a keyring, a key works in its session, and the next session reports the loss once', async () => {
    assert.equal(await registry.add(account, { kind: 'sharedKey', key }), 'kept');
    await registry.getStore(account.id);
    secrets = new MemorySecrets();

    await restart();
    await assert.rejects(registry.getStore(account.id), (error) => {
      assert.ok(BatchError.is(error, 'NotSignedIn'));
      assert.match(error.message, /saved for the last session only/);
      assert.deepEqual(error.wayIn, { accountId: account.id, authentication: 'sharedKey' });
      return true;
    });
    assert.equal(await registry.add(account, { kind: 'sharedKey', key }), 'unlikely');
    await registry.getStore(account.id);

    await restart();
    await registry.getStore(account.id);
    assert.equal(await registry.add(account, { kind: 'sharedKey', key }), 'kept', 'there is a keyring now');
  });

  test('A9-40 if a keyring rejects or loses the key, the key is kept only for this session', async () => {
    for (const store of [() => Promise.reject(new Error('locked')), async () => undefined]) {
      secrets = Object.assign(new MemorySecrets(), { store });
      await restart();
      assert.equal(await registry.add(account, { kind: 'sharedKey', key }), 'thisSession');
      await registry.getStore(account.id);
      assert.equal(requests.at(-1)?.key, key);
      assert.equal(JSON.stringify(memento.all()).includes(key), false);
    }
  });

  test('a new key replaces the old one, and all other settings of the account stay', async () => {
    const other = {
      ...account,
      id: 'other.westeurope.batch.azure.com',
      endpoint: 'https://other.westeurope.batch.azure.com',
    };
    await registry.add(account, { kind: 'sharedKey', key });
    await registry.add(other, { kind: 'sharedKey', key });
    const newKey = Buffer.alloc(64, 8).toString('base64');
    await registry.add(account, { kind: 'sharedKey', key: newKey });
    assert.deepEqual(registry.all, [account, other]);
    await registry.getStore(account.id);
    assert.equal(requests.at(-1)?.key, newKey);
  });

  test('A9-34 adding an account again closes the store with the old key', async () => {
    await registry.add(account, { kind: 'sharedKey', key });
    await registry.getStore(account.id);
    await registry.add(account, { kind: 'signIn' });
    assert.equal(stores[0]?.isDisposed, true);
    assert.equal(registry.findStore(account.id), undefined);
    assert.equal(secrets.values.size, 0);
  });

  test('A9-34 an account that is removed while it is being opened stays closed', async () => {
    await registry.add(account, { kind: 'sharedKey', key });
    const opening = registry.getStore(account.id);
    await Promise.all([assert.rejects(opening), registry.remove(account.id)]);
    assert.equal(registry.findStore(account.id), undefined);
    assert.ok(stores.every((store) => store.isDisposed));
  });

  test('an account that is requested while it is being removed stays closed', async () => {
    await registry.add(account, { kind: 'sharedKey', key });
    const asking = secrets.onDidChange(() => registry.getStore(account.id).catch(() => undefined));
    await registry.remove(account.id);
    asking.dispose();
    assert.equal(registry.findStore(account.id), undefined);
    assert.ok(stores.every((store) => store.isDisposed));
  });

  test('an account whose removal VS Code has lost is removed anyway', async () => {
    await registry.add(account, { kind: 'sharedKey', key });
    const { update } = memento;
    memento.update = async () => {
      memento.update = update;
    };
    await registry.remove(account.id);
    assert.deepEqual(registry.all, []);
  });

  test('verifying an account neither saves it nor keeps it open', async () => {
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

  test('data of another version that cannot be understood is ignored', async () => {
    await memento.update('azureBatch.accounts', [
      { id: 7 },
      account,
      { ...account, authentication: 'certificate' },
      null,
    ]);
    assert.deepEqual(registry.all, [account]);
  });

  const host = 'contoso.westeurope.batch.azure.com.attacker.io';
  const foreign: Account = { ...account, id: host, endpoint: `https://${host}`, authentication: 'microsoft' };
  const confirmed = { kind: 'signIn', confirmedHost: host } as const;

  test('A9-25 only a third-party host has to be confirmed, once for each kind of credential', async () => {
    const loopback = { ...account, id: '127.0.0.1:1', endpoint: 'http://127.0.0.1:1' };
    assert.equal(await registry.needsConfirmation(account, 'signIn'), false);
    assert.equal(await registry.needsConfirmation(loopback, 'sharedKey'), false);
    assert.equal(await registry.needsConfirmation(foreign, 'signIn'), true);
    await registry.add(foreign, confirmed);
    assert.equal(await registry.needsConfirmation(foreign, 'signIn'), false);
    assert.equal(await registry.needsConfirmation(foreign, 'sharedKey'), true, 'another thing would be sent');
  });

  test('A9-25 the confirmation of a host is passed on with the account, and deleted with the account', async () => {
    await registry.add(foreign, confirmed);
    await registry.getStore(host);
    assert.equal(requests[0]?.confirmedHost, host);
    await registry.remove(host);
    assert.equal(secrets.values.size, 0);
    assert.equal(await registry.needsConfirmation(foreign, 'signIn'), true);
  });

  test('A9-25 a saved account contains no confirmation, whatever was written to it', async () => {
    await memento.update('azureBatch.accounts', [{ ...foreign, confirmedHost: host, confirmed: true }]);
    await registry.getStore(host);
    assert.equal(requests[0]?.confirmedHost, undefined);
  });

  test('A9-25 a saved account whose endpoint was changed to another host is ignored, with its key', async () => {
    await registry.add(account, { kind: 'sharedKey', key });
    await memento.update('azureBatch.accounts', [
      { ...account, endpoint: `https://${host}` },
      { ...account, endpoint: `https://${account.id}:8443` },
    ]);
    assert.deepEqual(registry.all, []);
    await assert.rejects(registry.getStore(account.id));
    assert.deepEqual(requests, []);
  });

  test('A9-25 in Restricted Mode no host can be confirmed, and confirmed hosts receive no credentials', async () => {
    await registry.add(foreign, confirmed);
    await registry.add(account, { kind: 'sharedKey', key });
    isTrusted = false;
    const isRefused = (error: unknown) =>
      BatchError.is(error, 'UnconfirmedHost') && /Restricted Mode/.test(error.message);
    await assert.rejects(registry.needsConfirmation(foreign, 'signIn'), isRefused);
    await assert.rejects(registry.getStore(host), isRefused);
    await assert.rejects(registry.verify(foreign, confirmed), isRefused);
    assert.deepEqual(requests, []);
    await registry.getStore(account.id);
    isTrusted = true;
    await registry.getStore(host);
  });

  /** Resolves when `window` has noticed a change of the accounts. */
  const noticed = (window: AccountRegistry) =>
    new Promise<void>((resolve) => {
      const listening = window.onDidChangeAccounts(() => {
        listening.dispose();
        resolve();
      });
    });

  test('a window follows additions and removals of another one, and closes removed accounts', async () => {
    const other = startSession();
    const added = noticed(other);
    await registry.add(foreign, confirmed);
    await added;
    assert.deepEqual(other.all, [foreign]);
    await other.getStore(host);
    const removed = noticed(other);
    await registry.remove(host);
    await removed;
    assert.deepEqual(other.all, []);
    assert.equal(stores[0]?.isDisposed, true);
    assert.equal(secrets.values.size, 0, 'nothing is left of what they tell each other');
    other.dispose();
  });

  test('a key that another window replaced is used from then on, and unchanged accounts stay open', async () => {
    const other = startSession();
    await registry.add(account, { kind: 'sharedKey', key });
    const store = await registry.getStore(account.id);
    const newKey = Buffer.alloc(64, 8).toString('base64');
    const replaced = noticed(registry);
    await other.add(account, { kind: 'sharedKey', key: newKey });
    await replaced;
    assert.notEqual(await registry.getStore(account.id), store);
    assert.equal(requests.at(-1)?.key, newKey);
    const kept = registry.findStore(account.id);
    const added = noticed(registry);
    await other.add(foreign, confirmed);
    await added;
    assert.equal(registry.findStore(account.id), kept);
    other.dispose();
  });

  test("changes of an account's location and label are followed without closing the account", async () => {
    await registry.add({ ...account, authentication: 'microsoft' }, { kind: 'signIn' });
    const other = startSession();
    await Promise.all([registry.getStore(account.id), other.getStore(account.id)]);
    const resourceId = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Batch/batchAccounts/contoso';
    const followed = noticed(other);
    requests[0]?.onResourceId(resourceId);
    await registry.wish(account.id, { label: 'Render' });
    await followed;
    assert.deepEqual([other.all[0]?.resourceId, other.all[0]?.label], [resourceId, 'Render']);
    assert.deepEqual(
      stores.map(({ isDisposed, account: shown }) => [isDisposed, shown.label]),
      [
        [false, 'Render'],
        [false, 'Render'],
      ],
    );
    other.dispose();
  });

  test('an account that is added again unchanged keeps its loaded data', async () => {
    await registry.add(account, { kind: 'sharedKey', key });
    const store = await registry.getStore(account.id);
    await registry.add(account, { kind: 'sharedKey', key });
    assert.equal(registry.findStore(account.id), store);
  });

  test('changes in the data of an open account are announced', async () => {
    await registry.add(account, { kind: 'sharedKey', key });
    await registry.getStore(account.id);
    const seen: unknown[] = [];
    registry.onDidChangeData((change) => seen.push(change));
    stores[0]?.announce([{ kind: 'jobs' }]);
    assert.deepEqual(seen, [{ accountId: account.id, scopes: [{ kind: 'jobs' }] }]);
  });
});
