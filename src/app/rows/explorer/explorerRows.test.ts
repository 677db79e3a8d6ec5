import assert from 'node:assert/strict';
import { test } from 'node:test';
import { snapshot } from '../../../../test/builders/snapshot.ts';
import { FakeAccounts } from '../../../../test/fakes/fakeAccounts.ts';
import { FakeStore } from '../../../../test/fakes/fakeStore.ts';
import type { AccountSnapshot } from '../../../service/store/accountStore.ts';
import type { JobCauses } from '../../causes/jobCauses.ts';
import { Attempts } from './attempts.ts';
import { ExplorerRows } from './explorerRows.ts';

const read = snapshot()
  .with({ kind: 'pools' }, [])
  .with({ kind: 'jobs' }, [{ id: 'j' }]);
const failed = read.withTaskCounts('j', { failed: 1 });

function toStore(name: string, known: AccountSnapshot, isPinned?: true): FakeStore {
  const store = new FakeStore({
    id: name,
    name,
    endpoint: `https://${name}.westus.batch.azure.com`,
    authentication: 'sharedKey',
    ...(isPinned && { isPinned }),
  });
  store.snapshot = known;
  return store;
}

test('accounts with failures are above others, those that do not answer below them, pinned ones above all', () => {
  const accounts = new FakeAccounts(
    toStore('pinned', read.build(), true),
    toStore('well', read.build()),
    toStore('silent', failed.silentSince('2026-11-20T09:58:00Z').build()),
    toStore('unreachable', read.withError({ kind: 'jobs' }, 'RequestTimedOut').build()),
    toStore('failed', failed.build()),
  );
  const attempts = new Attempts({ list: async () => [] });
  const causes = {} as JobCauses;
  const rows = new ExplorerRows({
    accounts,
    causes,
    attempts,
    findRepeats: () => undefined,
    findVerdict: () => undefined,
    isLate: () => false,
  });
  assert.deepEqual(
    rows.roots().map(({ accountId }) => accountId),
    ['pinned', 'failed', 'silent', 'unreachable', 'well'],
  );
});
