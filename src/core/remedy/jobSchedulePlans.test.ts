import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ScheduleState } from '../model/jobSchedule.ts';
import { planDisableJobSchedule, planEnableJobSchedule, planTerminateJobSchedule } from './jobSchedulePlans.ts';

const nowMs = Date.parse('2026-11-20T09:00:00Z');

test('what can be done with a job schedule follows from its state', () => {
  const allowed = (state: ScheduleState): boolean[] =>
    [
      planDisableJobSchedule({ state }),
      planEnableJobSchedule({ state }, nowMs),
      planTerminateJobSchedule({ state }),
    ].map((verdict) => verdict.possible);
  assert.deepEqual(allowed('active'), [true, false, true]);
  assert.deepEqual(allowed('disabled'), [false, true, true]);
  assert.deepEqual(allowed('completed'), [false, false, false]);
  assert.deepEqual(allowed('terminating'), [false, false, false]);
  assert.deepEqual(allowed('deleting'), [false, false, false]);
});

test('a schedule whose last time has passed is said to make no more jobs', () => {
  const notes = [
    { schedule: { recurrenceInterval: 'P1D', doNotRunAfter: '2026-11-20T08:00:00Z' } },
    { schedule: {}, executionInfo: { recentJob: { id: 's:job-1' } } },
    { schedule: { recurrenceInterval: 'P1D', doNotRunAfter: '2026-11-21T08:00:00Z' } },
    { schedule: {} },
  ].map((facts) => {
    const verdict = planEnableJobSchedule({ state: 'disabled', ...facts }, nowMs);
    return verdict.possible ? verdict.note !== undefined : undefined;
  });
  assert.deepEqual(notes, [true, true, false, false]);
});
