import assert from 'node:assert/strict';
import { test } from 'node:test';
import { snapshot } from '../../../../../test/builders/snapshot.ts';
import { fakeBatchService } from '../../../../../test/fakes/fakeBatchService.ts';
import { listQuotaUse } from '../../../../core/diagnosis/pool/countQuota.ts';
import type { QuotaAnswer } from '../../../../service/ports.ts';
import type { AccountSnapshot } from '../../../../service/store/accountStore.ts';
import { readQuotaFacts } from './accountRow.ts';

const limits = {
  dedicatedCoreQuota: 2000,
  lowPriorityCoreQuota: 10,
  dedicatedCoreQuotaPerVMFamily: [
    { name: 'standardDSv3Family', coreQuota: 100 },
    { name: 'standardFSv2Family', coreQuota: 100 },
  ],
  poolQuota: 20,
};
const pools = [
  { id: 'a', vmSize: 'standard_d2s_v3', currentDedicatedNodes: 4 },
  { id: 'b', vmSize: 'standard_e4s_v3', currentDedicatedNodes: 1, currentLowPriorityNodes: 1 },
];
const loaded = snapshot().with({ kind: 'pools' }, pools);

async function read(known: AccountSnapshot, answer: QuotaAnswer = { limits }): Promise<readonly string[]> {
  const service = fakeBatchService({ quotas: { getQuotas: async () => answer } });
  const facts = await readQuotaFacts({ service, snapshot: known }, { diagnosis: () => ({ listQuotaUse }) });
  return facts.map(({ name, value }) => `${name}: ${value}`);
}

test('an account shows the usage of its quotas, including only VM families in use', async () => {
  assert.deepEqual(await read(loaded.build()), [
    'Quota for dedicated cores: 12 of 2,000 in use',
    'Quota for dedicated cores in standardDSv3Family: 8 of 100 in use',
    'Quota for Spot (low-priority) cores: 4 of 10 in use',
    'Quota for pools: 2 of 20 in use',
  ]);
});

test('usage is not shown before all pools are loaded', async () => {
  const expected = [
    'Quota for dedicated cores: 2,000',
    'Quota for Spot (low-priority) cores: 10',
    'Quota for pools: 20',
  ];
  assert.deepEqual(await read(snapshot().build()), expected);
  assert.deepEqual(await read(snapshot().with({ kind: 'pools' }, pools, { more: true }).build()), expected);
});

test('an account whose limits are unknown shows no usage', async () => {
  assert.deepEqual(await read(loaded.build(), { whyUnknown: 'No role.' }), []);
});
