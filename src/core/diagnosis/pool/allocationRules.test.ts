import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Pool } from '../../model/pool.ts';
import { explainPool } from '../explainPool.ts';
import { readProviderErrors } from './resizeReason.ts';

const pool: Pool = {
  id: 'p',
  vmSize: 'standard_nc6s_v3',
  allocationState: 'steady',
  currentDedicatedNodes: 0,
  targetDedicatedNodes: 4,
  resizeTimeout: 'PT30M',
};

function explained(json: string, changes: Partial<Pool> = {}) {
  const values = [{ name: 'Provider Error Json', value: json }];
  return explainPool({
    pool: { ...pool, resizeErrors: [{ code: 'AllocationFailed', message: 'm', values }], ...changes },
  });
}

test("the provider's JSON is read after other words, within messages, and if truncated", () => {
  const read = (value: string) => readProviderErrors([{ name: 'Provider Error Json', value }]);
  assert.deepEqual(read('Status=409: {"error":{"code":"SubnetIsFull","message":"full"}}'), [
    { code: 'SubnetIsFull', message: 'full' },
  ]);
  const inner = JSON.stringify({ error: { code: 'OperationNotAllowed', message: 'quota' } });
  assert.deepEqual(read(JSON.stringify({ error: { code: 'BadRequest', message: inner } })), [
    { code: 'BadRequest' },
    { code: 'OperationNotAllowed', message: 'quota' },
  ]);
  assert.deepEqual(read('{"error":{"code":"SkuNotAvailable","message":"The requested VM size is currently not av'), [
    { code: 'SkuNotAvailable', message: 'The requested VM size is currently not av' },
  ]);
  assert.deepEqual(read('no JSON at all'), [{ message: 'no JSON at all' }]);
});

test('a failed allocation shows when its resize ended', () => {
  const json = '{"code":"SkuNotAvailable","message":"x"}';
  const { cause } = explained(json, { allocationStateTransitionTime: '2026-11-19T14:00:00Z' });
  assert.match(cause, /^The pool has 0 of 4 dedicated nodes\. Its last resize ended on Nov 19, 2026, 14:00 UTC\. /);
});

test('the reason from Azure is in the title, with advice', () => {
  const cases: readonly (readonly [json: string, category: string, title: RegExp])[] = [
    [
      '{"error":{"code":"SubnetIsFull","message":"Subnet batch is full"}}',
      'allocation',
      /subnet has no free addresses$/,
    ],
    ['{"code":"SkuNotAvailable","message":"x"}', 'allocation', /had no capacity for the VM size standard_nc6s_v3$/],
    ['{"code":"RequestDisallowedByPolicy","message":"x"}', 'permission', /an Azure policy forbids it$/],
    ['{"code":"ScopeLocked","message":"x"}', 'permission', /a lock on/],
    ['{"code":"x","message":"a firewall blocked the image"}', 'allocation', /could not allocate the nodes/],
    ['{"code":"MarketplacePurchaseEligibilityFailed","message":"x"}', 'license', /marketplace image/],
    ['{"code":"SomethingElse","message":"The moon is full"}', 'allocation', /could not allocate the nodes/],
  ];
  for (const [json, category, title] of cases) {
    const explanation = explained(json);
    assert.equal(explanation.category, category, json);
    assert.match(explanation.title, title);
    assert.ok(explanation.fixes.length > 0);
  }
});

test("a reason without a provider's JSON is in the title too, and an unknown one is quoted in the first step", () => {
  const withReason = (value: string) =>
    explainPool({
      pool: {
        ...pool,
        resizeErrors: [{ code: 'AllocationFailed', message: 'm', values: [{ name: 'Reason', value }] }],
      },
    });
  const cases: readonly (readonly [reason: string, title: RegExp, step: RegExp])[] = [
    ['Application license is blocked as support is retired', /no longer provides application licenses$/, /without `a/],
    ['application licenses are not supported', /no longer provides application licenses$/, /license of your own/],
    ['The app has an invalid application licence', /no longer provides application licenses$/, /without `app/],
    ['PublicIPCountLimitReached: x', /no public addresses left in the region$/, /^Delete public addresses/],
    ['Cannot create more than 20 public IP addresses for this subscription', /no public addresses left/, /Networking/],
    ['StaticPublicIPCountLimitReached', /no public addresses left/, /^Delete public addresses/],
    ['VM size does not support storage account type.', /does not support the type of its disks$/, /standard_lrs/],
    ['Requested operation: size does not support Premium storage', /the type of its disks$/, /standard_lrs/],
    ['disks of type PremiumV2_LRS: size does not support disk', /the type of its disks$/, /standard_lrs/],
    ['Batch service does not have access to the VNet', /isn't allowed to use a resource/, /^Give Batch a role/],
    ['The subnet has PrivateEndpointNetworkPolicies enabled', /network policies for private/, /^Turn off the named/],
    ['The moon is full', /could not allocate the nodes/, /^Act on the reason that Azure gives: “The moon is full”\.$/],
  ];
  for (const [reason, title, step] of cases) {
    const explained = withReason(reason);
    assert.match(explained.title, title, reason);
    assert.match(explained.fixes[0]?.text ?? '', step, reason);
  }
});

test('a resize is not offered if it would fail in the same way', () => {
  assert.deepEqual(explained('{"code":"NotSupportedImage","message":"x"}').remedies, []);
  assert.deepEqual(explained('{"code":"SkuNotAvailable","message":"x"}').remedies, ['pool.resize']);
});

test('after an exemption from a policy, which is named, the pool has to be resized again', () => {
  const identifiers = JSON.stringify([
    {
      policyAssignment: { name: 'Require a cost-center tag', id: '/subscriptions/s' },
      policyDefinition: { name: 'd' },
    },
  ]);
  const message = `Resource 'vmss' was disallowed by policy. Policy identifiers: '${identifiers}'.`;
  const { fixes, remedies } = explained(JSON.stringify({ error: { code: 'RequestDisallowedByPolicy', message } }));
  assert.deepEqual(
    fixes.map(({ text }) => text),
    [
      "Change the pool so that it complies with the policy “Require a cost-center tag”, or ask the policy's owner for an exemption.",
      "Then resize the pool again: Batch doesn't retry automatically.",
    ],
  );
  assert.deepEqual(remedies, ['pool.resize']);
  const hostile = message.replace('Require a cost-center tag', 'x?sig=abcdefghijklmnopqrstuvwxyz0123456789%2Babc%3D');
  const [step] = explained(JSON.stringify({ error: { code: 'RequestDisallowedByPolicy', message: hostile } })).fixes;
  assert.doesNotMatch(step?.text ?? '', /abcdefghij/);
  assert.match(
    explained('{"code":"RequestDisallowedByPolicy","message":"x"}').fixes[0]?.text ?? '',
    /the named policy/,
  );
});

test('all errors of a resize are reported', () => {
  const resizeErrors = [{ code: 'AccountCoreQuotaReached' }, { code: 'AccountLowPriorityCoreQuotaReached' }];
  const { cause } = explainPool({ pool: { ...pool, targetLowPriorityNodes: 2, resizeErrors } });
  assert.match(cause, /The resize also reports: .*Spot \(low-priority\) core quota/);
});

test('a pool with too many nodes is not described as having its target size, and a resizing pool is not called healthy', () => {
  const surplus = { ...pool, currentDedicatedNodes: 6, resizeErrors: [{ code: 'RemoveNodesFailed' }] };
  assert.match(explainPool({ pool: surplus }).title, /Nodes could not be removed/);
  const moving = explained('{}', { allocationState: 'resizing' });
  assert.equal(moving.category, 'other');
  assert.doesNotMatch(moving.cause, /nothing is wrong/);
});

test('a timeout that was too short is described in words', () => {
  const { evidence } = explainPool({ pool: { ...pool, resizeErrors: [{ code: 'AllocationTimedOut' }] } });
  assert.ok(evidence.some(({ text }) => text === 'The resize timeout is 30 min.'));
});

test('too few samples are not a mistake at one place in the formula', () => {
  const error = {
    code: 'AutoScalingFormulaEvaluationError',
    values: [{ name: 'Message', value: 'Insufficient data from data set' }],
  };
  const autoScaleRun = { timestamp: '2026-11-20T09:50:00Z', results: '', error };
  const { fixes, evidence } = explainPool({
    pool: { ...pool, currentDedicatedNodes: 4, enableAutoScale: true, autoScaleRun },
  });
  assert.match(fixes[0]?.text ?? '', /^Guard `GetSample`/);
  assert.ok(evidence.some(({ text }) => text.includes('Nov 20, 2026, 09:50 UTC')));
});
