import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { refuseReadOnly, withoutReadOnly, withRight } from '../../src/app/actions/verb/readOnly.ts';
import type { Account } from '../../src/core/model/account.ts';
import { FakeAccounts } from '../fakes/fakeAccounts.ts';
import { FakeStore } from '../fakes/fakeStore.ts';

const toAccount = (id: string): Account => ({
  id,
  name: id,
  endpoint: `https://${id}`,
  authentication: 'sharedKey',
});
const locked = { kind: 'account', accountId: 'locked' } as const;
const changeable = { kind: 'account', accountId: 'open' } as const;

function makeAccounts(...ids: readonly string[]): FakeAccounts {
  const accounts = new FakeAccounts(...ids.map((id) => new FakeStore(toAccount(id))));
  accounts.whyRefused = (id) => (id === 'locked' ? 'It is read-only.' : undefined);
  return accounts;
}

suite('accounts that may not be changed', () => {
  test('an action on an item of a read-only account is refused completely', () => {
    const accounts = makeAccounts('open', 'locked');
    assert.throws(() => refuseReadOnly(accounts, [changeable, locked]), {
      code: 'ReadOnly',
      message: 'It is read-only.',
    });
    refuseReadOnly(accounts, [changeable]);
  });

  test('refusals of several accounts are reported once each', () => {
    const ids = ['a', 'b', 'c', 'd', 'e'];
    const accounts = makeAccounts(...ids);
    accounts.whyRefused = (id) => `The account ${id} is read-only.`;
    const toRows = (...of: readonly string[]) => of.map((id) => ({ accountId: id }));
    const first = ['a', 'b', 'c'].map((id) => `The account ${id} is read-only.`);
    assert.throws(() => refuseReadOnly(accounts, toRows('a', 'b', 'a')), { message: first.slice(0, 2).join(' ') });
    assert.throws(() => refuseReadOnly(accounts, []), {
      message: [...first, 'This is also refused for 2 more accounts.'].join(' '),
    });
    accounts.whyRefused = () => 'The setting is on.';
    assert.throws(() => refuseReadOnly(accounts, []), { message: 'The setting is on.' });
  });

  test('an action without the required right is refused before its question, and when an account is opened', async () => {
    const accounts = makeAccounts('open', 'reader');
    accounts.whyRefused = (id, right) => (id === 'reader' && right === 'changeJobs' ? 'You need a role.' : undefined);
    const reader = { kind: 'account', accountId: 'reader' } as const;
    const missing = { accountId: 'reader', right: 'changeJobs' };
    const refusal = { code: 'RoleMissing', message: 'You need a role.', missing };
    await assert.rejects(withRight({ accounts }, 'changeJobs', [reader]), refusal);
    const given = await withRight({ accounts }, 'changeJobs', []);
    assert.equal((await given.accounts.getStore('open')).account.id, 'open');
    await assert.rejects(given.accounts.getStore('reader'), refusal);
    await withRight({ accounts }, 'changePools', [reader]);
  });

  test('an action without an item is refused if no account may be changed, or when a read-only one is chosen', async () => {
    assert.throws(() => refuseReadOnly(makeAccounts('locked'), []), { code: 'ReadOnly' });
    refuseReadOnly(makeAccounts(), []);
    const accounts = makeAccounts('open', 'locked');
    refuseReadOnly(accounts, []);
    const given = withoutReadOnly(accounts);
    assert.deepEqual(given.all, accounts.all);
    assert.equal((await given.getStore('open')).account.id, 'open');
    await assert.rejects(given.getStore('locked'), { code: 'ReadOnly', message: 'It is read-only.' });
  });
});
