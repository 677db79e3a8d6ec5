import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isHanging, planOrForce, settleForce } from './force.ts';
import { forceJobs } from './jobLife.ts';
import { impossible, possible } from './verdict.ts';

const nowMs = Date.parse('2026-11-20T10:00:00Z');
const since = (stateTransitionTime: string) => ({ state: 'terminating' as const, stateTransitionTime });
const toCandidate = (time: string) => ({ resource: time, job: since(`2026-11-20T${time}Z`) });
const [hanging, ending] = [toCandidate('09:49:00'), toCandidate('09:51:00')];
const force = forceJobs('terminating', nowMs);

test('a job that has been terminating for too long is stuck, and can be forced if the service supports it', () => {
  assert.equal(isHanging(hanging.job, 'terminating', nowMs), true);
  assert.equal(isHanging(ending.job, 'terminating', nowMs), false);
  assert.equal(isHanging(hanging.job, 'deleting', nowMs), false);
  assert.equal(isHanging({ state: 'terminating' }, 'terminating', nowMs), false);
  const over = impossible('It is over.');
  assert.deepEqual(planOrForce(force, hanging, over, '2025-06-01'), { possible: true });
  assert.deepEqual(planOrForce(force, ending, over, '2025-06-01'), over);
  assert.deepEqual(planOrForce(force, hanging, possible, '2022-10-01.16.0'), possible);
  const verdict = planOrForce(force, hanging, over, '2022-10-01.16.0');
  assert.match(
    verdict.possible ? '' : verdict.reason,
    /requires Batch API version 2024-07-01 or later\. .*only 2022-10-01/,
  );
});

test('forced and ordinary items are never mixed in one action, not even when an action is continued', () => {
  const settle = (candidates: readonly (typeof hanging)[], settled?: { readonly force?: true }) => {
    const { judged, choices, effects } = settleForce(force, { candidates, refused: [], notes: [] }, settled);
    return [judged.candidates.map(({ resource }) => resource), choices, effects.length, judged.refused.length];
  };
  assert.deepEqual(settle([hanging]), [['09:49:00'], { force: true }, 2, 0]);
  assert.deepEqual(settle([ending]), [['09:51:00'], {}, 0, 0]);
  assert.deepEqual(settle([hanging, ending]), [['09:51:00'], {}, 0, 1]);
  assert.deepEqual(settle([hanging, ending], { force: true }), [['09:49:00'], { force: true }, 2, 1]);
  assert.deepEqual(settle([hanging], {}), [[], {}, 0, 1]);
  assert.deepEqual(
    settleForce(force, { candidates: [hanging], refused: [], notes: [] }).effects[0],
    'This is forced because the job has been terminating for 11 min.',
  );
});
