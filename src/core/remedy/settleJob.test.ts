import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BatchError } from '../model/batchError.ts';
import type { JobState } from '../model/job.ts';
import type { KnownOf } from '../model/words.ts';
import { settleDeleteJob, settleDisableJob, settleEnableJob, settleTerminateJob } from './settleJob.ts';
import type { Settlement } from './settlement.ts';

type Settle = typeof settleDisableJob;

const cases: readonly (readonly [
  settle: Settle,
  before: KnownOf<JobState>,
  now: KnownOf<JobState> | undefined,
  code: string | undefined,
  outcome: Settlement['outcome'],
  text?: RegExp,
])[] = [
  [settleDisableJob, 'active', 'disabling', undefined, 'done'],
  [settleDisableJob, 'active', 'disabled', 'JobDisabled', 'done', /already/],
  [settleDisableJob, 'active', 'active', undefined, 'unknown', /lost/],
  [settleDisableJob, 'active', 'enabling', 'OperationInvalidForCurrentState', 'notDone', /being enabled/],
  [settleDisableJob, 'active', 'completed', 'JobCompleted', 'notDone', /ended/],
  [settleDisableJob, 'active', undefined, 'JobNotFound', 'notDone', /deleted/],
  [settleEnableJob, 'disabled', 'enabling', undefined, 'done'],
  [settleEnableJob, 'disabled', 'active', 'JobNotActive', 'done', /already/],
  [settleEnableJob, 'disabled', 'disabled', undefined, 'unknown'],
  [settleEnableJob, 'disabling', 'disabling', undefined, 'unknown'],
  [settleEnableJob, 'disabled', 'disabling', 'OperationInvalidForCurrentState', 'notDone'],
  [settleEnableJob, 'disabled', 'terminating', 'JobBeingTerminated', 'notDone', /ended/],
  [settleTerminateJob, 'active', 'terminating', undefined, 'done'],
  [settleTerminateJob, 'active', 'completed', 'JobCompleted', 'done', /already/],
  [settleTerminateJob, 'active', undefined, 'JobNotFound', 'done', /deleted/],
  [settleTerminateJob, 'active', 'active', undefined, 'unknown'],
  [settleDeleteJob, 'active', 'deleting', undefined, 'done'],
  [settleDeleteJob, 'active', undefined, 'JobNotFound', 'done', /already/],
  [settleDeleteJob, 'active', 'active', undefined, 'unknown'],
  [settleDeleteJob, 'active', 'active', 'Whatever', 'notDone', /Whatever/],
];

for (const [settle, before, now, code, outcome, text] of cases) {
  test(`${settle.name}, ${code ?? 'answer lost'}: ${before}, then ${now ?? 'gone'}`, () => {
    const settlement = settle({
      before: { state: before },
      now: now === undefined ? undefined : { state: now },
      sentAt: '2030-01-01T00:00:00Z',
      ...(code === undefined ? {} : { error: new BatchError({ code, message: 'The sentence of the service.' }) }),
    });
    assert.equal(settlement.outcome, outcome);
    const said = settlement.outcome === 'done' ? settlement.note : settlement.reason;
    if (text === undefined) assert.ok(outcome !== 'done' || said === undefined, said);
    else assert.match(said ?? '', text);
    assert.doesNotMatch(said ?? '', /sentence of the service/);
  });
}

test('a job that was disabled by the lost request and enabled by somebody else is not disabled', () => {
  const settlement = settleDisableJob({
    before: { state: 'active', stateTransitionTime: '2026-01-01T10:00:00Z' },
    now: { state: 'active', stateTransitionTime: '2026-01-01T10:00:01.5Z' },
    sentAt: '2030-01-01T00:00:00Z',
  });
  assert.ok(settlement.outcome === 'notDone');
  assert.match(settlement.reason, /enabled it again/);
});
