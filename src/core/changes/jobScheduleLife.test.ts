import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findScheduleChange, planEnableJobSchedule } from './jobScheduleLife.ts';

const nowMs = Date.parse('2026-11-20T09:00:00Z');
const first = '2026-11-20T09:00:00Z';

test('a schedule that has reached its end time is described as creating no more jobs', () => {
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

test('a job schedule is not terminated if it has a job that the question did not name', () => {
  const later = '2026-11-20T09:05:00Z';
  const made = (id?: string) => ({ executionInfo: { ...(id === undefined ? {} : { recentJob: { id } }) } });
  const schedule = {
    state: 'active',
    stateTransitionTime: first,
    creationTime: first,
    ...made('nightly:job-1'),
  } as const;
  const next = { ...schedule, ...made('nightly:job-2') };
  assert.equal(findScheduleChange(schedule, { ...schedule }, true), undefined);
  assert.match(findScheduleChange(schedule, next, true) ?? '', /created job nightly:job-2/);
  assert.match(findScheduleChange({ ...schedule, ...made() }, schedule, true) ?? '', /created job nightly:job-1/);
  assert.equal(findScheduleChange(schedule, next, false), undefined);
  assert.match(findScheduleChange(schedule, { ...schedule, creationTime: later }, false) ?? '', /created again/);
  const disabled = { ...schedule, state: 'disabled' } as const;
  assert.match(findScheduleChange(disabled, { ...disabled, stateTransitionTime: later }, false) ?? '', /disabled/);
  assert.match(findScheduleChange(disabled, schedule, true) ?? '', /enabled since/);
  assert.equal(findScheduleChange(disabled, schedule, false), undefined);
  assert.equal(findScheduleChange(undefined, schedule, true), undefined);
});
