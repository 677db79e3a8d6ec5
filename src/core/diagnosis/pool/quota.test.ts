import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { noNodes } from '../../../../test/builders/nodeCounts.ts';
import type { AccountQuotas } from '../../model/accountQuotas.ts';
import type { Pool } from '../../model/pool.ts';
import { configureText } from '../../text/configureText.ts';
import { explainPool, foreseeQuota, type PoolEvidence } from '../explainPool.ts';
import { findSaidFamily, findSaidFigures } from './saidFigures.ts';

afterEach(() => configureText('en', undefined));

const full: Pool = {
  id: 'gpu',
  vmSize: 'Standard_NV6ads_A10_v5',
  allocationState: 'steady',
  currentDedicatedNodes: 2,
  targetDedicatedNodes: 4,
  resizeErrors: [{ code: 'AccountVMSeriesCoreQuotaReached', message: 'Reached.' }],
};

const limits: AccountQuotas = {
  dedicatedCoreQuota: 20,
  dedicatedCoreQuotaPerVMFamily: [
    { name: 'standardNVADSA10v5Family', coreQuota: 12 },
    { name: 'standardFSv2Family', coreQuota: 100 },
    { name: 'standardNVSv3Family', coreQuota: 100 },
  ],
};

function explain(quotas: PoolEvidence['quotas'], pool: Partial<Pool> = {}) {
  const { cause, fixes, evidence } = explainPool({ pool: { ...full, ...pool }, quotas });
  return {
    cause,
    fixes: fixes.map(({ text }) => text).join('\n'),
    evidence: evidence.map(({ text }) => text).join('\n'),
  };
}

test('broken nodes that use the cores are counted, and repairing them is one of several choices', () => {
  const nodeCounts = [{ poolId: 'gpu', dedicated: { idle: 0, unusable: 1, startTaskFailed: 0, unknown: 0, total: 2 } }];
  const { cause, fixes } = explainPool({ pool: full, quotas: { limits, pools: [full], nodeCounts } });
  assert.match(cause, /1 of the 2 nodes that hold these cores is broken\./);
  const [repair] = fixes;
  assert.match(
    repair?.text ?? '',
    /^Of the 2 nodes that hold these cores, remove the 1 that is broken\. That frees 6 cores for working nodes in their place; the nodes that are missing still need 12 cores\./,
  );
  assert.deepEqual(repair?.remedies, ['pool.actOnNodes']);
  // The resize is the last step, after all of the choices.
  assert.deepEqual(
    fixes.map(({ isChoice }) => isChoice === true),
    [...Array(fixes.length - 1).fill(true), false],
  );
  assert.doesNotMatch(explain({ limits, pools: [full] }).cause, /broken/);
});

test('a failing start task is corrected before the pool is resized, because new nodes run it, too', () => {
  const dedicated = { ...noNodes, idle: 1, startTaskFailed: 1, total: 2 };
  const nodeCounts = { poolId: 'gpu', dedicated };
  const { fixes } = explainPool({
    pool: full,
    nodeCounts,
    quotas: { limits, pools: [full], nodeCounts: [nodeCounts] },
  });
  const listAt = (remedy: string) =>
    fixes.flatMap(({ remedies = [] }, index) => (remedies.some((one) => one === remedy) ? [index] : []));
  assert.deepEqual([listAt('pool.editStartTask'), listAt('pool.resize')], [[fixes.length - 2], [fixes.length - 1]]);
});

test('of a VM size that Azure no longer provides, no quota is asked for and no node is removed', () => {
  const pool = { ...full, vmSize: 'standard_nc6s_v3', allocationStateTransitionTime: '2026-11-20T09:00:00Z' };
  const nodeCounts = [{ poolId: 'gpu', dedicated: { idle: 0, unusable: 1, startTaskFailed: 0, unknown: 0, total: 2 } }];
  const { fixes } = explain({ limits, pools: [pool], nodeCounts }, pool);
  assert.match(fixes, /^Create a pool with a VM size that Azure still provides/);
  assert.doesNotMatch(fixes, /quota|remove/i);
});

test('if nodes should be removed to free cores, no other step reboots them', () => {
  const dedicated = { ...noNodes, idle: 1, unusable: 1, startTaskFailed: 1, unknown: 1, total: 4 };
  const counts = { poolId: 'gpu', dedicated };
  const pool = { ...full, currentDedicatedNodes: 4, targetDedicatedNodes: 8 };
  const quotas = { limits, pools: [pool], nodeCounts: [counts] };
  const steps = explainPool({ pool, quotas, nodeCounts: counts }).fixes.map(({ text }) => text);
  assert.equal(steps.filter((text) => /unusable|isn't responding/.test(text)).length, 0, steps.join('\n'));
  assert.match(steps.at(-2) ?? '', /^Fix the start task, which new nodes also run\. If you keep the node/);
});

test('the family is derived from the VM size if the service does not name it', () => {
  const { cause, fixes } = explain({ limits, pools: [full] });
  assert.match(
    cause,
    /can have up to 12 dedicated cores in standardNVADSA10v5Family; 12 are in use\. The 2 missing nodes need 12 more/,
  );
  // The quota of all dedicated cores leaves 8, regardless of the other family's quota.
  assert.match(fixes, /8 cores in standardNVSv3Family/);
  // The VM size has no GPUs.
  assert.doesNotMatch(fixes, /standardFSv2Family/);
  assert.match(fixes, /at least 24 dedicated cores in standardNVADSA10v5Family/);
});

test('advice to request more links to the relevant quotas in the portal, or else to the documentation', () => {
  const listHelp = (known: AccountQuotas | undefined) =>
    explainPool({ pool: full, quotas: { limits: known, pools: [full] } }).fixes.flatMap(({ help = [] }) => help);
  const quotaPages = { account: 'https://portal.azure.com/#a', subscription: 'https://portal.azure.com/#s' };
  assert.deepEqual(listHelp({ ...limits, quotaPages }), [quotaPages.account]);
  assert.deepEqual(listHelp({ poolAllocationMode: 'UserSubscription', quotaPages }), [quotaPages.subscription]);
  assert.deepEqual(listHelp(limits), ['https://learn.microsoft.com/azure/batch/batch-quota-limit']);
});

test('cores are to be freed elsewhere only where another pool may hold some', () => {
  const pool = { ...full, vmSize: 'standard_of_no_family' };
  const other = { ...full, id: 'render', currentDedicatedNodes: 1 };
  const offers = (pools: readonly Pool[] | undefined) =>
    /pools that aren't needed/.test(explain({ pools }, pool).fixes);
  assert.deepEqual([[pool], [pool, { ...other, currentDedicatedNodes: 0 }], [pool, other], undefined].map(offers), [
    false,
    false,
    true,
    true,
  ]);
});

test('an unknown family has no limit and no usage', () => {
  const { cause, fixes } = explain({ limits: { dedicatedCoreQuota: 20 }, pools: [full] });
  assert.doesNotMatch(cause, /can have|in use/);
  assert.match(fixes, /more dedicated cores in this VM family/);
});

test('the usage of a family with irregular sizes is not given', () => {
  const message = 'The specified account has reached VM series core quota for standardNCSOddFamily';
  const pool = { resizeErrors: [{ code: 'AccountVMSeriesCoreQuotaReached', message }] };
  const odd = { ...limits, dedicatedCoreQuotaPerVMFamily: [{ name: 'standardNCSOddFamily', coreQuota: 30 }] };
  const { cause, fixes } = explain({ limits: odd, pools: [full] }, pool);
  assert.match(cause, /can have up to 30 dedicated cores in standardNCSOddFamily\. /);
  assert.match(fixes, /Request more dedicated cores in standardNCSOddFamily/);
});

test('usage is not given if some pools may be missing', () => {
  const { cause, fixes } = explain({ limits });
  assert.match(cause, /can have up to 12 dedicated cores in standardNVADSA10v5Family\./);
  assert.doesNotMatch(fixes, /at least|free now/);
});

test('if enough quota is free by now, no step requests more', () => {
  const raised = { ...limits, dedicatedCoreQuotaPerVMFamily: [{ name: 'standardNVADSA10v5Family', coreQuota: 24 }] };
  const { fixes } = explain({ limits: { ...raised, dedicatedCoreQuota: 30 }, pools: [full] });
  assert.match(fixes, /Enough cores are free now: 12\./);
  assert.doesNotMatch(fixes, /Request/);
});

test('an account in user subscription mode gets a link to the quotas of the subscription', () => {
  const { fixes } = explain({ limits: { poolAllocationMode: 'UserSubscription', location: 'westus' }, pools: [full] });
  assert.match(fixes, /for the subscription: .*“Compute”, westus/);
  assert.doesNotMatch(fixes, /open the Batch account/);
});

test('core quotas are distinguished from other quotas, however the message names cores', () => {
  configureText('sv', { 'dedicated cores in {0}': 'dedikerade kärnor i {0}', cores: 'kärnor' });
  const why = /its own core quotas don't apply/;
  const mode = { limits: { poolAllocationMode: 'UserSubscription' }, pools: [full] };
  assert.match(explain(mode).fixes, why);
  const say = (name: string) => {
    const message = `Operation results in exceeding ${name}Maximum allowed: 10, Current in use: 8.`;
    const value = JSON.stringify({ error: { code: 'OperationNotAllowed', message } });
    const error = { code: 'AllocationFailed', values: [{ name: 'Provider Error Json', value }] };
    return explain(undefined, { resizeErrors: [error] }).fixes;
  };
  assert.match(say('a quota. '), why);
  assert.match(say('quota limits of Core. '), why);
  assert.doesNotMatch(say('quota limits of PublicIPAddresses. '), why);
});

test('Spot nodes count only against their own quota', () => {
  const spot = {
    currentLowPriorityNodes: 1,
    targetLowPriorityNodes: 3,
    resizeErrors: [{ code: 'AccountSpotCoreQuotaReached' }],
  };
  const { cause } = explain({ limits: { ...limits, lowPriorityCoreQuota: 6 }, pools: [{ ...full, ...spot }] }, spot);
  assert.match(cause, /can have up to 6 Spot \(low-priority\) cores; 6 are in use/);
});

test('if a pool lacks both dedicated and Spot nodes, both quotas are explained', () => {
  const pool = {
    targetLowPriorityNodes: 1,
    resizeErrors: [{ code: 'AccountCoreQuotaReached' }, { code: 'AccountLowPriorityCoreQuotaReached' }],
  };
  const { cause, fixes } = explain(
    { limits: { dedicatedCoreQuota: 12, lowPriorityCoreQuota: 0 }, pools: [full] },
    pool,
  );
  assert.match(
    cause,
    /can have up to 12 dedicated cores; 12 are in use.* can't have any Spot \(low-priority\) cores: the limit is 0/,
  );
  assert.match(fixes, /at least 24 dedicated cores[\s\S]*at least 6 Spot/);
});

test('a missing public IP address is unrelated to core quotas', () => {
  const message =
    'Operation results in exceeding quota limits of PublicIPAddresses. Maximum allowed: 10, Current in use: 10, Additional requested: 1.';
  const value = JSON.stringify({ error: { code: 'PublicIPCountLimitReached', message } });
  const error = { code: 'AllocationFailed', values: [{ name: 'Provider Error Json', value }] };
  const { fixes } = explain(undefined, { resizeErrors: [error] });
  assert.match(fixes, /at least 11 PublicIPAddresses for the subscription/);
  assert.doesNotMatch(fixes, /cores/);
});

test('of many pools, the first are named and the others counted', () => {
  const pools = Array.from({ length: 9 }, (_, index) => ({
    id: `p${index}`,
    vmSize: full.vmSize ?? '',
    currentDedicatedNodes: 9 - index,
  }));
  const { evidence } = explain({ limits, pools });
  assert.match(evidence, /In use by p0: 54 cores .* and 4 more\./);
});

test('the order of the pools changes nothing', () => {
  const pools = ['a', 'b', 'c'].map((id) => ({ id, vmSize: 'standard_nv6ads_a10_v5', currentDedicatedNodes: 1 }));
  assert.deepEqual(explain({ limits, pools }), explain({ limits, pools: pools.toReversed() }));
});

test('figures from Azure are read in both wordings', () => {
  const now =
    'results in exceeding approved Total Regional Cores quota. Location: westus2, Current Limit: 10, Current Usage: 8, Additional Required: 4, (Minimum) New Limit Required: 12.';
  assert.deepEqual(findSaidFigures([undefined, 'no figures', now]), {
    name: 'Total Regional Cores',
    location: 'westus2',
    limit: 10,
    used: 8,
    asked: 4,
  });
  const formerly = 'exceeding quota limits of Core. Maximum allowed: 4, Current in use: 4, Additional requested: 2.';
  assert.deepEqual(findSaidFigures([formerly]), { name: 'Core', limit: 4, used: 4, asked: 2 });
  assert.equal(findSaidFigures(['Current Limit: many']), undefined);
});

test('a family is found in any quotation marks', () => {
  assert.equal(findSaidFamily(['', "core quota for 'standardDSv5Family'."]), 'standardDSv5Family');
  assert.equal(findSaidFamily(['quota for the specified VM family']), undefined);
});

const foreseen: readonly (readonly [
  what: string,
  pool: Partial<Pool>,
  quotas: PoolEvidence['quotas'],
  says: RegExp,
])[] = [
  [
    'a family',
    {},
    { limits, pools: [full] },
    /12 dedicated cores in standardNVADSA10v5Family; 12 are in use\. .* need 12 more/,
  ],
  [
    'all cores',
    { targetDedicatedNodes: 4 },
    { limits: { dedicatedCoreQuota: 20 }, pools: [full] },
    /20 dedicated cores; 12/,
  ],
  [
    'cores where families do not count',
    {},
    { limits: { ...limits, dedicatedCoreQuotaPerVMFamilyEnforced: false }, pools: [full] },
    /20 dedicated cores;/,
  ],
  [
    'Spot',
    { targetDedicatedNodes: 2, targetLowPriorityNodes: 1 },
    { limits: { lowPriorityCoreQuota: 0 }, pools: [full] },
    /limit is 0/,
  ],
];
for (const [what, pool, quotas, says] of foreseen) {
  test(`a shortage is predicted for a quota of ${what} without room`, () => {
    assert.match(foreseeQuota({ pool: { ...full, ...pool }, quotas }) ?? '', says);
  });
}

test('if there is room in a quota, or its usage is unknown, no shortage is predicted', () => {
  const shrinks = { ...full, targetDedicatedNodes: 1 };
  assert.equal(foreseeQuota({ pool: shrinks, quotas: { limits, pools: [full] } }), undefined);
  assert.equal(foreseeQuota({ pool: full, quotas: { limits } }), undefined);
  assert.equal(foreseeQuota({ pool: full, quotas: { whyUnknown: 'No role.', pools: [full] } }), undefined);
  const odd = { ...full, vmSize: 'standard_e4-2s_v3' };
  assert.equal(foreseeQuota({ pool: odd, quotas: { limits: { dedicatedCoreQuota: 1 }, pools: [odd] } }), undefined);
});

test('pools of another VM series are not proposed to be shrunk for the quota of one', () => {
  const other = (vmSize: string): Pool => ({ id: 'other', vmSize, currentDedicatedNodes: 4, targetDedicatedNodes: 4 });
  const advise = (vmSize: string) => explain({ pools: [full, other(vmSize)] }).fixes;
  assert.doesNotMatch(advise('standard_f4s_v2'), /Free up cores/);
  assert.match(advise('standard_nv12ads_a10_v5'), /Free up cores/);
  assert.match(advise('of_my_own'), /Free up cores/);
});
