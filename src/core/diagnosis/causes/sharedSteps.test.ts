import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Explanation, Fix } from '../explanation/explanation.ts';
import type { ExplainedFailure } from './causes.ts';
import { toSharedSteps } from './sharedSteps.ts';

/** Returns the wordings for several failures of the first of `steps`, each the step of one failure. */
function listShared(...steps: readonly Fix[]): readonly (string | undefined)[] {
  const explanations = steps.map((fix) => ({ fixes: [fix] }) as unknown as Explanation);
  const [example] = explanations;
  assert.ok(example);
  const failures = explanations.map((explanation) => ({ explanation }) as ExplainedFailure);
  return toSharedSteps(example, failures).fixes.map(({ ofSeveral }) => ofSeveral);
}

test('a step for several failures names what all of them share', () => {
  assert.deepEqual(listShared({ text: 'Sign 1.raw.' }, { text: 'Sign 2.raw.' }), ['Sign *.raw.']);
  assert.deepEqual(listShared({ text: 'Sign 1.raw.' }, { text: 'Sign 1.raw.' }), [undefined]);
});

test('a step stays as it is if its names share nothing, or if it has a wording for several', () => {
  assert.deepEqual(listShared({ text: 'Sign 1.raw.' }, { text: 'Sign b/7.txt.' }), [undefined]);
  assert.deepEqual(listShared({ text: 'Sign 1.raw.' }, { text: 'Add 1.raw to the image.' }), [undefined]);
  assert.deepEqual(listShared({ text: 'Sign 1.raw.', ofSeveral: 'Sign all.' }, { text: 'Sign 2.raw.' }), ['Sign all.']);
});
