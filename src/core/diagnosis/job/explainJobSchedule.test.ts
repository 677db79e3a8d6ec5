import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainJobSchedule, type JobScheduleEvidence } from './explainJobSchedule.ts';

const now = '2026-11-20T10:00:00Z';
const schedule = {
  id: 'nightly',
  state: 'active',
  schedule: { recurrenceInterval: 'P1D' },
  executionInfo: { nextRunTime: '2026-11-21T02:00:00Z', recentJob: { id: 'nightly:job-7' } },
} as const;
const lastJob = { id: 'nightly:job-7', state: 'completed' } as const;
const counts = { active: 0, running: 0, completed: 3, succeeded: 1, failed: 2 };
const explain = (evidence: Partial<JobScheduleEvidence> = {}) => explainJobSchedule({ schedule, now, ...evidence });

test('an active schedule shows when its next job comes and how the last one went', () => {
  const { title, cause, evidence, fixes, wait } = explain({ lastJob, counts, accountId: 'a' });
  assert.match(title, /^Job schedule nightly creates its next job on /);
  assert.match(cause, /Its last job, nightly:job-7, is completed, and 2 of its tasks failed\./);
  assert.match(fixes[0]?.text ?? '', /^See why tasks in nightly:job-7 failed/);
  assert.equal(wait, undefined);
  const leads = evidence.find(({ leadsTo }) => leadsTo !== undefined);
  assert.deepEqual(leads?.leadsTo?.resource, { kind: 'job', accountId: 'a', jobId: 'nightly:job-7' });
  assert.ok(evidence.some(({ text }) => /^every /.test(text)));
});

test('all reasons that prevent new jobs are described in order', () => {
  const over = { ...schedule, state: 'disabled', schedule: { doNotRunAfter: '2026-11-19T00:00:00Z' } } as const;
  const { title, wait, remedies } = explain({ schedule: over });
  assert.equal(title, "Job schedule nightly is disabled and isn't creating jobs");
  assert.deepEqual(
    wait?.reasons.map(({ id }) => id),
    ['disabled', 'over'],
  );
  assert.deepEqual(remedies, ['jobSchedule.enable']);
});

test('a job without remaining work that stays active delays the next one', () => {
  const done = { ...lastJob, state: 'active' } as const;
  const { title, fixes } = explain({ lastJob: done, counts: { ...counts, succeeded: 3, failed: 0 } });
  assert.equal(title, 'Job schedule nightly creates its next job when its last one ends');
  assert.match(fixes[0]?.text ?? '', /^All of its tasks are done: terminate the job/);
  for (const goesOn of [
    { lastJob: { ...done, onAllTasksComplete: 'terminatejob' } as const, counts },
    { lastJob: done, counts: { ...counts, completed: 0, succeeded: 0, failed: 0 } },
    { lastJob: done, counts: { ...counts, running: 1 } },
  ])
    assert.match(explain(goesOn).title, /creates its next job on /);
});

test('the next job waits until Batch or the user ends the last one', () => {
  const due = { ...schedule, executionInfo: { nextRunTime: '2026-11-20T02:00:00Z' } };
  const active = { ...lastJob, state: 'active' } as const;
  const endOf = (of: Partial<JobScheduleEvidence>) =>
    explain({ schedule: due, lastJob: active, ...of }).wait?.reasons[0];
  const running = { ...counts, running: 1 };
  assert.equal(endOf({ counts: running })?.endsBy, 'user');
  const lasting = { ...active, onAllTasksComplete: 'terminatejob' } as const;
  assert.equal(endOf({ counts: running, lastJob: lasting })?.endsBy, 'either');
  assert.equal(endOf({ counts })?.endsBy, 'user');
  assert.equal(explain({ lastJob: active }).wait, undefined);
});

test('completed, future, and unknown schedules are explained', () => {
  assert.equal(explain({ schedule: { ...schedule, state: 'completed' } }).wait?.reasons[0]?.endsBy, 'nobody');
  const early = { ...schedule, schedule: { doNotRunUntil: '2026-12-01T00:00:00Z' } };
  assert.match(explain({ schedule: early }).wait?.reasons[0]?.when ?? '', /^That time is /);
  assert.equal(explainJobSchedule({} as JobScheduleEvidence).confidence, 'guess');
});
