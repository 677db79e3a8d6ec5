import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Account } from '../../core/model/account.ts';
import { withWishes } from './readOnlyRow.ts';
import type { Row } from './row.ts';
import { toSpoken } from './spoken.ts';

const account: Account = {
  id: 'contoso.westeurope.batch.azure.com',
  name: 'contoso',
  endpoint: 'https://contoso.westeurope.batch.azure.com',
  authentication: 'sharedKey',
};
const row: Row = { kind: 'account', label: 'contoso', description: '3 failed', icon: 'account', children: 'collapsed' };

const wish = (changes: Partial<Account>, of = row): Row =>
  withWishes({ all: [{ ...account, ...changes }] }, account.id, of);

test('a row of an account without preferences is unchanged', () => {
  assert.equal(wish({}), row);
});

test("the user's name for an account comes first, and its own name is still shown", () => {
  const renamed = wish({ label: 'Rendering' });
  assert.deepEqual([renamed.label, renamed.description], ['Rendering', '3 failed · contoso']);
  assert.equal(toSpoken(renamed), 'account Rendering, 3 failed, contoso');
  const spoken = wish({ label: 'Rendering' }, { ...row, spoken: 'account contoso · 3 failed tasks' });
  assert.equal(toSpoken(spoken), 'Rendering, account contoso, 3 failed tasks');
});

test('a pinned account is marked, also for menus', () => {
  const pinned = wish({ isPinned: true });
  assert.deepEqual([pinned.label, pinned.description, pinned.words], ['contoso', '3 failed · pinned', ['pinned']]);
});
