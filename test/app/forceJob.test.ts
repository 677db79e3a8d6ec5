import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { run as terminateJobs } from '../../src/app/actions/job/terminate.ts';
import { run as terminateSchedules } from '../../src/app/actions/jobSchedule/terminate.ts';
import type { Job } from '../../src/core/model/job.ts';
import type { JobSchedule } from '../../src/core/model/jobSchedule.ts';
import { accountId } from '../fakes/contoso.ts';
import { pagesOf } from '../fakes/fakeBatchService.ts';
import { testTimeMs } from '../fakes/timeOf.ts';
import { makeServices } from './support/makeServices.ts';

suite('stuck jobs', () => {
  test('a job that is stuck while terminating can be forced, with a note, and no other job is forced', async () => {
    const ended: (readonly [string, boolean | undefined])[] = [];
    const since = (minutes: number): string => new Date(testTimeMs - minutes * 60_000).toISOString();
    const known: readonly Job[] = [
      { id: 'hangs', state: 'terminating', stateTransitionTime: since(30) },
      { id: 'ends', state: 'terminating', stateTransitionTime: since(1) },
      { id: 'runs', state: 'active', stateTransitionTime: since(30) },
    ];
    const services = makeServices({
      jobs: {
        getJob: async (id) => known.find((one) => one.id === id) ?? assert.fail(id),
        getTaskCounts: async () => ({ active: 0, running: 0, completed: 0, failed: 0, succeeded: 0 }),
        terminateJob: async (id, _reason, options) => void ended.push([id, options?.force]),
      },
      tasks: { listTasks: () => pagesOf() },
    });
    const terminate = (...ids: readonly string[]) =>
      services.ui.listen(() => terminateJobs(services, [ids.map((id) => ({ kind: 'job', accountId, jobId: id }))]));
    await assert.rejects(() => terminate('ends'), /already ended/);
    const both = await terminate('hangs', 'runs');
    assert.match(
      both.questions[0]?.detail ?? '',
      /hangs: The job is stuck\. To force jobs, select only those that are stuck/,
    );
    const { questions } = await terminate('hangs');
    assert.match(questions[0]?.detail ?? '', /This is forced because the job has been terminating for 30 min/);
    assert.deepEqual(ended, [
      ['runs', undefined],
      ['hangs', true],
    ]);
  });

  test('a job schedule that is stuck while terminating can be forced if the API version supports it', async () => {
    const ended: (readonly [string, boolean | undefined])[] = [];
    const since = (minutes: number): string => new Date(testTimeMs - minutes * 60_000).toISOString();
    const known: readonly JobSchedule[] = [
      { id: 'hangs', state: 'terminating', stateTransitionTime: since(30) },
      { id: 'ends', state: 'terminating', stateTransitionTime: since(1) },
      { id: 'runs', state: 'active', stateTransitionTime: since(30) },
    ];
    const services = makeServices({
      jobSchedules: {
        getJobSchedule: async (id) => known.find((one) => one.id === id) ?? assert.fail(id),
        listJobsFromSchedule: () => pagesOf(),
        terminateJobSchedule: async (id, options) => void ended.push([id, options?.force]),
      },
    });
    const terminate = (...ids: readonly string[]) =>
      services.ui.listen(() =>
        terminateSchedules(services, [ids.map((id) => ({ kind: 'jobSchedule', accountId, scheduleId: id }))]),
      );
    await assert.rejects(() => terminate('ends'), /already ended/);
    const both = await terminate('hangs', 'runs');
    assert.match(
      both.questions[0]?.detail ?? '',
      /hangs: The job schedule is stuck\. To force schedules, select only those that are stuck/,
    );
    const { questions } = await terminate('hangs');
    assert.match(questions[0]?.detail ?? '', /This is forced because the job schedule has been terminating for 30 min/);
    assert.deepEqual(ended, [
      ['runs', undefined],
      ['hangs', true],
    ]);
  });
});
