import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BatchError } from '../model/batchError.ts';
import type { ScheduleState } from '../model/jobSchedule.ts';
import type { KnownOf } from '../model/words.ts';
import { settleDisableJobSchedule, settleEnableJobSchedule, settleTerminateJobSchedule } from './settleJobSchedule.ts';
import type { Settlement } from './settlement.ts';

const cases: readonly (readonly [
  settle: typeof settleDisableJobSchedule,
  now: KnownOf<ScheduleState> | undefined,
  code: string | undefined,
  outcome: Settlement['outcome'],
  text?: RegExp,
])[] = [
  [settleDisableJobSchedule, 'disabled', undefined, 'done'],
  [settleDisableJobSchedule, 'disabled', 'JobScheduleDisabled', 'done', /already/],
  [settleDisableJobSchedule, 'active', undefined, 'unknown', /lost/],
  [settleDisableJobSchedule, 'completed', 'JobScheduleCompleted', 'notDone', /ended/],
  [settleDisableJobSchedule, undefined, 'JobScheduleNotFound', 'notDone', /deleted/],
  [settleEnableJobSchedule, 'active', undefined, 'done'],
  [settleEnableJobSchedule, 'disabled', undefined, 'unknown'],
  [settleEnableJobSchedule, 'terminating', 'JobScheduleBeingTerminated', 'notDone', /ended/],
  [settleTerminateJobSchedule, 'terminating', undefined, 'done'],
  [settleTerminateJobSchedule, 'completed', 'JobScheduleCompleted', 'done', /already/],
  [settleTerminateJobSchedule, undefined, 'JobScheduleNotFound', 'done', /deleted/],
  [settleTerminateJobSchedule, 'active', 'Whatever', 'notDone', /Whatever/],
];

for (const [settle, now, code, outcome, text] of cases) {
  test(`${settle.name}, ${code ?? 'answer lost'}: then ${now ?? 'gone'}`, () => {
    const settlement = settle({
      now: now === undefined ? undefined : { state: now },
      sentAt: '2030-01-01T00:00:00Z',
      ...(code === undefined ? {} : { error: new BatchError({ code, message: 'The sentence of the service.' }) }),
    });
    assert.equal(settlement.outcome, outcome);
    const said = settlement.outcome === 'done' ? settlement.note : settlement.reason;
    if (text === undefined) assert.ok(outcome !== 'done' || said === undefined, said);
    else assert.match(said ?? '', text);
  });
}

test('a schedule that someone enabled again after the lost request is not disabled', () => {
  const settlement = settleDisableJobSchedule({
    before: { state: 'active', stateTransitionTime: '2026-01-01T10:00:00Z' },
    now: { state: 'active', stateTransitionTime: '2026-01-01T10:00:01.5Z' },
    sentAt: '2030-01-01T00:00:00Z',
  });
  assert.ok(settlement.outcome === 'notDone');
  assert.match(settlement.reason, /enabled it again/);
});
