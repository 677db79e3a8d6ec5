import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { judgeAccount } from '../../src/app/rows/explorer/rows/accountRow.ts';
import { toRow } from '../../src/app/rows/explorer/toRow.ts';
import type { AccountStore } from '../../src/service/store/accountStore.ts';
import { makeQuietWorld, poolId } from '../builders/quietWorld.ts';
import { snapshot } from '../builders/snapshot.ts';
import { type Simulated, simulate } from './support/simulate.ts';

suite('end of support', () => {
  let world: Simulated;
  let store: AccountStore;

  const countAsked = (): number =>
    world.simulator.requests.filter(({ operation }) => operation === 'Account_ListSupportedImages').length;
  const place = { kind: 'pool', poolId } as const;
  const toPool = () => toRow(place, store.snapshot, { now: new Date('2026-11-20T10:00:00Z'), timeZone: 'UTC' });

  before(async () => {
    world = await simulate(makeQuietWorld());
    store = await world.app.accounts.getStore(world.accountId);
    await store.load({ kind: 'pools' });
  });

  after(() => world.close());

  test('the end of support is shown with a pool without further requests', () => {
    const row = toPool();
    const [fact] = row.facts?.().filter(({ name }) => name === 'End of support') ?? [];
    assert.match(fact?.value ?? '', /^Batch supports batch\.node\.ubuntu 22\.04 until Jun 30, 2027\./);
    assert.doesNotMatch(row.description ?? '', /support/, 'seven months are no hurry');
    assert.equal(countAsked(), 0);
  });

  test('the end of support is on the pages of the pool and of the account, and is read once for both', async () => {
    const { accountId } = world;
    for (const resource of [{ kind: 'pool', accountId, poolId } as const, { kind: 'account', accountId } as const])
      assert.match(
        await world.readPage(resource),
        /## End of support\n+- Batch supports batch\.node\.ubuntu 22\.04 until Jun 30, 2027\./,
      );
    assert.equal(countAsked(), 1);
  });
});

test('the row of a pool shows the next end of support without a warning', () => {
  const reader = { now: new Date('2026-11-20T10:00:00Z'), timeZone: 'UTC' };
  const toPool = (vmSize: string, known = {}) => {
    const pool = {
      id: 'p',
      vmSize,
      allocationState: 'steady' as const,
      currentDedicatedNodes: 1,
      targetDedicatedNodes: 1,
    };
    const built = {
      ...snapshot().with({ kind: 'pools' }, [pool]).with({ kind: 'jobs' }, []).build(),
      offer: { known },
    };
    const { description, icon } = toRow({ kind: 'pool', poolId: 'p' }, built, reader);
    return [description, icon, judgeAccount(built, undefined, false)];
  };
  const [, icon, account] = toPool('Standard_D2s_v5');
  assert.deepEqual(toPool('Standard_D2s_v5'), ['steady · 1 node', icon, account]);
  assert.deepEqual(toPool('Standard_NC6s_v3'), ['steady · 1 node · support ended Sep 30, 2025', icon, account]);
  const sizes = [{ name: 'Standard_D2s_v5', batchSupportEndOfLife: '2026-12-31T00:00:00Z' }];
  assert.deepEqual(toPool('Standard_D2s_v5', { sizes }), [
    'steady · 1 node · support ends Dec 31, 2026',
    icon,
    account,
  ]);
  assert.notEqual(icon, 'error');
});
