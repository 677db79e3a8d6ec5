import assert from 'node:assert/strict';
import { test } from 'node:test';
import { otherWord } from '../../../test/builders/otherWord.ts';
import type { JobState } from '../model/job.ts';
import {
  isHanging,
  listEffectsOfEnding,
  planDeleteJob,
  planDisableJob,
  planEnableJob,
  planForce,
  planTerminateJob,
} from './jobPlans.ts';

const left = { active: 1, running: 0 };
const enable = (job: { readonly state: JobState }) => planEnableJob(job, left);

test('what can be done with a job follows from its state', () => {
  const allowed = (state: JobState): boolean[] =>
    [planDisableJob, enable, planTerminateJob, planDeleteJob].map((plan) => plan({ state }).possible);
  assert.deepEqual(allowed('active'), [true, false, true, true]);
  assert.deepEqual(allowed('disabled'), [false, true, true, true]);
  assert.deepEqual(allowed('disabling'), [true, true, true, true]);
  assert.deepEqual(allowed('completed'), [false, false, false, true]);
  assert.deepEqual(allowed('terminating'), [false, false, false, true]);
  assert.deepEqual(allowed('deleting'), [false, false, false, false]);
  // What is possible in a state of a newer service is left to the service; such a job is not known to be disabled.
  assert.deepEqual(allowed(otherWord('Hibernating')), [true, false, true, true]);
});

test('a job that ends for long hangs, and can be forced where the service knows of that', () => {
  const nowMs = Date.parse('2026-11-20T10:00:00Z');
  const since = (stateTransitionTime: string) => ({ state: 'terminating' as const, stateTransitionTime });
  assert.equal(isHanging(since('2026-11-20T09:49:00Z'), 'terminating', nowMs), true);
  assert.equal(isHanging(since('2026-11-20T09:51:00Z'), 'terminating', nowMs), false);
  assert.equal(isHanging(since('2026-11-20T09:49:00Z'), 'deleting', nowMs), false);
  assert.equal(isHanging({ state: 'terminating' }, 'terminating', nowMs), false);
  assert.deepEqual(planForce('2025-06-01'), { possible: true });
  const verdict = planForce('2022-10-01.16.0');
  assert.match(verdict.possible ? '' : verdict.reason, /since version 2024-07-01.*only 2022-10-01/);
});

test('a job that ends by itself is said to end when it is enabled with nothing left to do', () => {
  const job = { state: 'disabled', onAllTasksComplete: 'terminatejob' } as const;
  assert.deepEqual(planEnableJob(job, left), { possible: true });
  const verdict = planEnableJob(job, { active: 0, running: 0 });
  assert.ok(verdict.possible);
  assert.match(verdict.note ?? '', /as soon as you enable it/);
  assert.deepEqual(planEnableJob({ state: 'disabled' }, { active: 0, running: 0 }), { possible: true });
});

test('what ending all that runs in a job may set off is said where the job is set up for it', () => {
  const job = { id: 'frames' };
  assert.deepEqual(listEffectsOfEnding(job), []);
  const manager = { id: 'm', commandLine: 'x' };
  assert.deepEqual(listEffectsOfEnding({ ...job, jobManagerTask: { ...manager, killJobOnCompletion: false } }), []);
  assert.match(listEffectsOfEnding({ ...job, jobManagerTask: manager }).join(), /^This may end the whole job frames/);
  const acting = { ...job, onTaskFailure: 'performexitoptionsjobaction', usesTaskDependencies: true } as const;
  assert.match(
    listEffectsOfEnding(acting).join(),
    /^This may end the whole job frames.*,Tasks of job frames that depend/,
  );
});
