import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findScheduleId } from './jobSchedule.ts';
import { readJobSchedule } from './jobScheduleShape.ts';
import { readAs } from './shape.ts';

test('the schedule of a job is found by the ID of the job', () => {
  assert.equal(findScheduleId('nightly:job-12'), 'nightly');
  assert.equal(findScheduleId('nightly'), undefined);
  assert.equal(findScheduleId(':job-1'), undefined);
});

test('a schedule is read with its times, and malformed parts are omitted', () => {
  const { value } = readAs(readJobSchedule, {
    id: 'nightly',
    state: 'active',
    schedule: { recurrenceInterval: 'P1D', startWindow: 5 },
    executionInfo: { nextRunTime: '2026-11-21T02:00:00Z', recentJob: { id: 'nightly:job-1' } },
  });
  assert.equal(value?.id, 'nightly');
  assert.deepEqual(value.schedule, { recurrenceInterval: 'P1D' });
  assert.equal(value.executionInfo?.recentJob?.id, 'nightly:job-1');
});
