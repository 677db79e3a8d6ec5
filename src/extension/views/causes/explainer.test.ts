import assert from 'node:assert/strict';
import { test } from 'node:test';
import { snapshot } from '../../../../test/builders/snapshot.ts';
import * as diagnosis from '../../../core/diagnosis/diagnosis.ts';
import { Explainer } from './explainer.ts';
import { findFailing } from './failing.ts';

const noLogs = {};
const pool = {
  id: 'gpu',
  allocationState: 'steady',
  vmSize: 'standard_nc6s_v3',
  currentDedicatedNodes: 8,
  targetDedicatedNodes: 20,
  resizeErrors: [{ code: 'AccountCoreQuotaReached', message: 'The account core quota has been reached' }],
};
const known = snapshot()
  .with({ kind: 'pools' }, [pool])
  .with({ kind: 'jobs' }, [{ id: 'frames' }])
  .with({ kind: 'failures', jobId: 'frames' }, [
    { id: 't1', state: 'completed', executionInfo: { exitCode: 1, result: 'failure' } },
  ])
  .build();

/** Counts what is explained. */
function countExplained() {
  const state = { explained: 0 };
  const explainTask: typeof diagnosis.explainTask = (evidence) => {
    state.explained += 1;
    return diagnosis.explainTask(evidence);
  };
  return { state, explainer: new Explainer(() => ({ ...diagnosis, explainTask })) };
}

test('a failure is explained once for as long as its evidence stays the same, and it is not forgotten', () => {
  const { state, explainer } = countExplained();
  const [task] = findFailing(known);
  assert.ok(task);
  const first = explainer.explain(task, noLogs);
  explainer.forgetOthers();
  assert.equal(explainer.explain(task, noLogs), first);
  assert.equal(state.explained, 1);
  explainer.explain(task, { stderr: 'Killed\n' });
  assert.equal(state.explained, 2);
  explainer.forgetOthers();
  explainer.forgetOthers();
  explainer.explain(task, noLogs);
  assert.equal(state.explained, 3);
});

test('a pool is explained with the limits of its account, where they are known', () => {
  const explainer = new Explainer(() => diagnosis);
  const explainPool = (...quotas: readonly Parameters<typeof findFailing>[1][]): string => {
    const failing = findFailing(known, ...quotas).find(({ kind }) => kind === 'pool');
    assert.ok(failing);
    const { cause, evidence } = explainer.explain(failing, noLogs);
    return [cause, ...evidence.map(({ text }) => text)].join('\n');
  };
  const limits = { dedicatedCoreQuota: 48, dedicatedCoreQuotaPerVMFamilyEnforced: false };
  assert.doesNotMatch(explainPool(), /48/);
  assert.match(explainPool({ limits, pools: [pool] }), /48/);
});
