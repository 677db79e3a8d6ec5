import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noNodes } from '../../../test/builders/nodeCounts.ts';
import { snapshot } from '../../../test/builders/snapshot.ts';
import { fakeBatchService, pagesOf } from '../../../test/fakes/fakeBatchService.ts';
import { BatchError } from '../../core/model/batchError.ts';
import type { BatchService, ListOptions } from '../../service/ports.ts';
import type { AccountSnapshot } from '../../service/store/accountStore.ts';
import { gatherOverview } from './accountOverview.ts';
import { MissingEvidence } from './missingEvidence.ts';

const now = new Date('2026-11-20T10:00:00Z');

async function gather(
  known: AccountSnapshot,
  listNodes: BatchService['nodes']['listNodes'],
  troubled: ReadonlySet<string> = new Set(),
) {
  const absent = new MissingEvidence();
  const service = fakeBatchService({
    nodes: { listNodes },
    quotas: { getQuotas: async () => ({ whyUnknown: 'Nobody is signed in.' }) },
  });
  const accountId = known.account.id;
  const resource = { kind: 'account', accountId } as const;
  const gathered = await gatherOverview({ service, snapshot: known }, resource, absent, {
    troubled,
    now,
    askOffer: async () => undefined,
  });
  return { ...gathered, missing: absent.found };
}

/** Makes an account whose pools have these numbers of idle nodes. */
function withIdle(idle: Readonly<Record<string, number>>) {
  const ids = Object.keys(idle);
  const pools = snapshot().with(
    { kind: 'pools' },
    ids.map((id) => ({ id })),
  );
  return ids.reduce(
    (built, poolId) => built.withNodeCounts({ poolId, dedicated: { ...noNodes, idle: idle[poolId] ?? 0, total: 9 } }),
    pools,
  );
}

test('idle nodes are requested only for the pools with the most idle nodes, one page for each pool', async () => {
  const asked: (readonly [string, ListOptions])[] = [];
  const idle = { a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, none: 0 };
  const { overview } = await gather(withIdle(idle).build(), (poolId, options = {}) => {
    asked.push([poolId, options]);
    return pagesOf([{ id: 'n', state: 'idle' }], [{ id: 'second page' }]);
  });
  assert.deepEqual(
    asked.map(([poolId]) => poolId),
    ['f', 'e', 'd', 'c', 'b'],
  );
  assert.equal(overview.idlePoolsLeft, 1);
  assert.equal(overview.idle?.[0]?.nodes.length, 1);
});

test('loaded nodes are not requested', async () => {
  const known = withIdle({ a: 1 })
    .with({ kind: 'nodes', poolId: 'a' }, [{ id: 'n', state: 'idle' }], { more: true })
    .build();
  const { overview } = await gather(known, () => assert.fail('asked'));
  assert.deepEqual(
    overview.idle?.map(({ poolId, nodes, isComplete }) => [poolId, nodes.length, isComplete]),
    [['a', 1, false]],
  );
});

test('nodes that have moved since they were loaded are requested', async () => {
  const counts = { poolId: 'a', dedicated: { ...noNodes, idle: 1, total: 9 } };
  const known = withIdle({ a: 1 })
    .with({ kind: 'nodes', poolId: 'a' }, [{ id: 'n', state: 'running' }])
    .withNodeCounts(counts, { movedAt: '2026-11-20T09:30:00Z' })
    .build();
  const { overview } = await gather(known, () => pagesOf([{ id: 'n', state: 'idle' }]));
  assert.deepEqual(
    overview.idle?.map(({ nodes }) => nodes.map(({ state }) => state)),
    [['idle']],
  );
});

const [first, second] = ['1', '2'].map((digit) => `tvmps_${digit.repeat(64)}_d`);
const allocated = [
  { id: second ?? '', allocationTime: '2026-11-20T09:00:00Z' },
  { id: first ?? '', allocationTime: '2026-11-20T08:00:00Z' },
];

test('nodes in an overview have the same names as in the explorer, even if their pool was never opened', async () => {
  const { nodeNames, overview } = await gather(
    withIdle({ a: 0, b: 0 }).build(),
    () => pagesOf(allocated),
    new Set(['b']),
  );
  assert.deepEqual(
    [first, second].map((id) => nodeNames.get(id ?? '')?.number),
    ['1', '2'],
  );
  assert.deepEqual(
    overview.idle?.map(({ poolId }) => poolId),
    ['b'],
  );
});

test('in a pool too large for one page, no node has a number, and only idle nodes are requested', async () => {
  const large = { poolId: 'a', dedicated: { ...noNodes, idle: 2000, total: 2000 } };
  const filters: (string | undefined)[] = [];
  const { nodeNames } = await gather(withIdle({ a: 1 }).withNodeCounts(large).build(), (_, { filter } = {}) => {
    filters.push(filter);
    return pagesOf(allocated);
  });
  assert.deepEqual([filters, nodeNames.size], [["state eq 'idle'"], 0]);
});

test('if nodes are unavailable, that is reported, and the other data is used', async () => {
  const { overview, missing } = await gather(withIdle({ a: 1 }).build(), async function* () {
    yield await Promise.reject(new BatchError({ code: 'ServerBusy', message: 'The service is busy.' }));
  });
  assert.deepEqual(overview.idle, []);
  assert.deepEqual(missing, [{ text: 'The service is busy.', source: 'ServerBusy' }]);
});

test('incomplete lists are not taken for complete ones', async () => {
  const { overview } = await gather(snapshot().build(), () => assert.fail('asked'));
  assert.deepEqual([overview.areAllPools, overview.areAllJobs], [false, false]);
  const more = snapshot().with({ kind: 'pools' }, [], { more: true }).with({ kind: 'jobs' }, []).build();
  const { overview: partly } = await gather(more, () => assert.fail('asked'));
  assert.deepEqual([partly.areAllPools, partly.areAllJobs], [false, true]);
});
