import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noNodes } from '../../../test/builders/nodeCounts.ts';
import { snapshot } from '../../../test/builders/snapshot.ts';
import { fakeBatchService } from '../../../test/fakes/fakeBatchService.ts';
import { FakeStore } from '../../../test/fakes/fakeStore.ts';
import type { Pool } from '../../core/model/pool.ts';
import type { QuotaAnswer } from '../../service/ports.ts';
import { findFailing } from './failing.ts';
import { KnownQuotas } from './knownQuotas.ts';

const toPool = (code: string): Pool => ({
  id: 'gpu',
  targetDedicatedNodes: 20,
  currentDedicatedNodes: 8,
  resizeErrors: [{ code, message: 'It could not grow.' }],
});

/** Makes an account with one pool that could not grow; `asked` counts the requests for its limits. */
function setUp(code: string) {
  const state = { asked: 0, explained: 0, answer: { limits: { poolQuota: 20 } } satisfies QuotaAnswer as QuotaAnswer };
  const known = snapshot()
    .with({ kind: 'pools' }, [toPool(code)])
    .withNodeCounts({ poolId: 'gpu', dedicated: { ...noNodes, idle: 8 } })
    .build();
  const getQuotas = async (): Promise<QuotaAnswer> => {
    state.asked += 1;
    return structuredClone(state.answer);
  };
  const store = new FakeStore(known.account, known, fakeBatchService({ quotas: { getQuotas } }));
  const quotas = new KnownQuotas(() => {
    state.explained += 1;
  });
  return { state, store, quotas, failing: findFailing(known) };
}

test('the limits of an account are requested if a failure names a quota, and shown with the usage', async () => {
  const { state, store, quotas, failing } = setUp('AccountCoreQuotaReached');
  assert.equal(quotas.of(store), undefined);
  await quotas.read(store, failing);
  await quotas.read(store, failing);
  assert.equal(state.explained, 1, 'the same answer is no news');
  const explained = quotas.of(store);
  assert.deepEqual(explained?.limits, { poolQuota: 20 });
  assert.deepEqual(explained?.pools, store.snapshot.slice({ kind: 'pools' }).items);
  assert.deepEqual(
    explained?.nodeCounts?.map(({ poolId }) => poolId),
    ['gpu'],
  );
  assert.equal(quotas.of(store), explained, 'the same object, so that nothing is explained twice');
  state.answer = { whyUnknown: 'Nobody may see them.' };
  await quotas.read(store, failing);
  assert.deepEqual([state.explained, quotas.of(store)?.whyUnknown], [2, 'Nobody may see them.']);
});

test('other failures request no limits', async () => {
  const { state, store, quotas, failing } = setUp('AllocationFailed');
  await quotas.read(store, failing);
  assert.equal(state.asked, 0);
});
