import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BatchError } from '../model/batchError.ts';
import type { Settlement } from './settlement.ts';
import { settleRequeue } from './taskLife.ts';

const before = { state: 'running', executionInfo: { startTime: '2026-11-20T08:00:00Z' } } as const;
const later = { startTime: '2026-11-20T08:30:00Z' };
const failed = { state: 'completed', executionInfo: { exitCode: 1, result: 'failure' } } as const;
const succeeded = { state: 'completed', executionInfo: { exitCode: 0, result: 'success' } } as const;
const jobCompleted = new BatchError({ code: 'JobCompleted', message: 'raw', status: 409 });
type Seen = Parameters<typeof settleRequeue>[0]['now'];

const cases: readonly (readonly [string, Seen, BatchError | undefined, Settlement['outcome'], boolean, RegExp?])[] = [
  ['it waits to run', { state: 'active' }, undefined, 'done', false],
  ['it runs again', { state: 'running', executionInfo: later }, undefined, 'done', false],
  ['it still runs', before, undefined, 'unknown', true, /is still running/],
  ['it still runs and that was refused', before, jobCompleted, 'notDone', false, /rejected/],
  ['its state is not known', { executionInfo: later }, undefined, 'unknown', true, /nothing shows/],
  ['it has ended and was not put back', failed, undefined, 'notDone', true, /isn't running again yet/],
  ['it has ended with its job', failed, jobCompleted, 'notDone', false, /its job ended with it/],
  ['it has succeeded', succeeded, undefined, 'notDone', false, /nothing needs to run again/],
  ['it is gone', undefined, undefined, 'notDone', false, /deleted/],
];

for (const [name, now, error, outcome, mayRepeat, reason] of cases) {
  test(`the outcome of a requeue is ${outcome} if afterward ${name}`, () => {
    const settlement = settleRequeue({ now, before, sentAt: '', ...(error && { error }) });
    assert.equal(settlement.outcome, outcome);
    assert.equal(settlement.outcome !== 'done' && (settlement.mayRepeat ?? false), mayRepeat);
    if (reason !== undefined) assert.match(settlement.outcome === 'done' ? '' : settlement.reason, reason);
  });
}
