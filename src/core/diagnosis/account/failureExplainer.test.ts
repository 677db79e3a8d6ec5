import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failedTasksOf } from '../../../../test/builders/failedTasks.ts';
import type { Failing } from '../causes/failing.ts';
import { FailureExplainer } from './failureExplainer.ts';

const noLogs = {};
const pool = {
  id: 'gpu',
  allocationState: 'steady',
  vmSize: 'standard_nv6ads_a10_v5',
  currentDedicatedNodes: 8,
  targetDedicatedNodes: 20,
  resizeErrors: [{ code: 'AccountCoreQuotaReached', message: 'The account core quota has been reached' }],
} as const;

test('a failure is explained once, and the explanation is reused while the evidence stays the same', () => {
  const explainer = new FailureExplainer();
  const [task] = failedTasksOf('j', [
    { id: 't1', state: 'completed', executionInfo: { exitCode: 1, result: 'failure' } },
  ]);
  assert.ok(task);
  const first = explainer.explain(task, noLogs);
  explainer.forgetOthers();
  assert.equal(explainer.explain(task, noLogs), first);
  assert.notEqual(explainer.explain(task, { stderr: 'Killed\n' }), first);
  explainer.forgetOthers();
  explainer.forgetOthers();
  assert.notEqual(explainer.explain(task, noLogs), first);
});

test('a failed task is explained again when its pool is found to be missing', () => {
  const explainer = new FailureExplainer();
  const [task] = failedTasksOf('j', [
    { id: 't1', state: 'completed', executionInfo: { exitCode: 1, result: 'failure' } },
  ]);
  assert.ok(task);
  const known = { ...task, job: { id: 'j', state: 'active', poolInfo: { poolId: 'gone' } } } as const;
  const steps = (isPoolMissing: boolean): string =>
    explainer
      .explain({ ...known, isPoolMissing }, noLogs)
      .fixes.map(({ text }) => text)
      .join();
  assert.doesNotMatch(steps(false), /Create a pool/);
  assert.match(steps(true), /Create a pool with the ID gone/);
});

test('a pool is explained with the limits of its account, if known', () => {
  const explainer = new FailureExplainer();
  const explainPool = (quotas: Extract<Failing, { kind: 'pool' }>['quotas']): string => {
    const resource = { kind: 'pool', accountId: 'a', poolId: pool.id } as const;
    const { cause, evidence } = explainer.explain({ kind: 'pool', resource, at: undefined, pool, quotas }, noLogs);
    return [cause, ...evidence.map(({ text }) => text)].join('\n');
  };
  const limits = { dedicatedCoreQuota: 48, dedicatedCoreQuotaPerVMFamilyEnforced: false };
  assert.doesNotMatch(explainPool(undefined), /48/);
  assert.match(explainPool({ limits, pools: [pool] }), /48/);
});
