import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FakePorts, fakeBatchService, pagesOf } from '../../../test/fakes/fakeBatchService.ts';
import { BatchError } from '../../core/model/batchError.ts';
import type { Pool } from '../../core/model/pool.ts';
import { gatherNamedQuotas } from './quotaEvidence.ts';

const full: Pool = { id: 'gpu', resizeErrors: [{ code: 'AccountCoreQuotaReached', message: 'Reached.' }] };
const idle = { id: 'idle', vmSize: 'standard_d2s_v3', currentDedicatedNodes: 2 };

const gatherWith = (ports: FakePorts, pool = full) =>
  gatherNamedQuotas(fakeBatchService(ports), ...(pool.resizeErrors ?? []));

test('a pool that has reached a quota is explained with the limits and all pools', async () => {
  const nodeCounts = [{ poolId: 'idle' }];
  const quotas = await gatherWith({
    quotas: { getQuotas: async () => ({ limits: { dedicatedCoreQuota: 4 } }) },
    pools: { listPools: () => pagesOf([full, idle]), listNodeCounts: () => pagesOf(nodeCounts) },
  });
  assert.deepEqual(quotas, { limits: { dedicatedCoreQuota: 4 }, pools: [full, idle], nodeCounts });
});

test('unavailable data is left out, and the reason for unknown limits is kept', async () => {
  const busy = new BatchError({ code: 'ServerBusy', message: 'Busy.' });
  const quotas = await gatherWith({
    quotas: { getQuotas: async () => ({ whyUnknown: 'No role.' }) },
    pools: {
      listPools: () => ({ [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(busy) }) }),
      listNodeCounts: () => pagesOf([]),
    },
  });
  assert.deepEqual(quotas, { whyUnknown: 'No role.', pools: undefined, nodeCounts: [] });
});

test('an error about a quota of the provider requests quotas, and other errors send no request', async () => {
  const provider = { name: 'Provider Error Json', value: '{"message":"exceeding approved Cores Quota"}' };
  const failed = { code: 'AllocationFailed', message: 'Failed.' };
  const asked: string[] = [];
  const ports: FakePorts = {
    quotas: {
      async getQuotas() {
        asked.push('quotas');
        return { limits: {} };
      },
    },
    pools: { listPools: () => pagesOf([]), listNodeCounts: () => pagesOf([]) },
  };
  assert.equal(await gatherWith(ports, { id: 'p', resizeErrors: [failed] }), undefined);
  assert.equal(await gatherWith(ports, { id: 'p' }), undefined);
  assert.deepEqual(asked, []);
  await gatherWith(ports, { id: 'p', resizeErrors: [{ ...failed, values: [provider] }] });
  assert.deepEqual(asked, ['quotas']);
});

test('nodes are counted in all pools, although the service returns the counts ten to a page', async () => {
  const counted = Array.from({ length: 12 }, (_, index) => ({ poolId: `p${index}` }));
  const quotas = await gatherWith({
    quotas: { getQuotas: async () => ({ limits: {} }) },
    pools: {
      listPools: () => pagesOf([full]),
      listNodeCounts: () => pagesOf(counted.slice(0, 10), counted.slice(10)),
    },
  });
  assert.equal(quotas?.nodeCounts?.length, 12);
});
