import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planDeleteJob, planDisableJob, planEnableJob, planTerminateJob } from './jobPlans.ts';

test('what can be done with a job follows from its state', () => {
  const allowed = (state: string): boolean[] =>
    [planDisableJob, planEnableJob, planTerminateJob, planDeleteJob].map((plan) => plan({ state }).possible);
  assert.deepEqual(allowed('active'), [true, false, true, true]);
  assert.deepEqual(allowed('Disabled'), [false, true, true, true]);
  assert.deepEqual(allowed('disabling'), [true, false, true, true]);
  assert.deepEqual(allowed('completed'), [false, false, false, true]);
  assert.deepEqual(allowed('terminating'), [false, false, false, true]);
  assert.deepEqual(allowed('deleting'), [false, false, false, false]);
});
