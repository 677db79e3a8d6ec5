import assert from 'node:assert/strict';
import { test } from 'node:test';
import { otherWord } from '../../../test/builders/otherWord.ts';
import type { AllocationState } from '../model/pool.ts';
import { planEnableAutoscale, planResize, planStopResize } from './poolPlans.ts';

test('what can be done with a pool follows from its allocation state, and is left to the service in one of the future', () => {
  const allowed = (allocationState: AllocationState): readonly boolean[] =>
    [planResize, planEnableAutoscale, planStopResize].map((plan) => plan({ allocationState }).possible);
  assert.deepEqual(allowed('steady'), [true, true, false]);
  assert.deepEqual(allowed('resizing'), [false, false, true]);
  assert.deepEqual(allowed('stopping'), [false, false, false]);
  assert.deepEqual(allowed(otherWord('Hibernating')), [true, true, true]);
});
