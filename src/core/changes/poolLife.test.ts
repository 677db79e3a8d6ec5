import assert from 'node:assert/strict';
import { test } from 'node:test';
import { otherWord } from '../../../test/builders/otherWord.ts';
import { BatchError } from '../model/batchError.ts';
import type { AllocationState } from '../model/pool.ts';
import { planTransition, settleTransition } from './life.ts';
import {
  findAutoscaleChange,
  findPoolChange,
  judgeAutoscale,
  planEnableAutoscale,
  planResize,
  poolLife,
  settleDisableAutoscale,
  settleEnableAutoscale,
  settleResize,
  settleStartTask,
} from './poolLife.ts';
import type { Settlement } from './settlement.ts';

const sentAt = '2030-01-01T00:00:00Z';
const target = { targetDedicatedNodes: 8, targetLowPriorityNodes: 0 };
const steady = {
  state: 'active',
  allocationState: 'steady',
  allocationStateTransitionTime: '2026-01-01T10:00:00Z',
  currentDedicatedNodes: 4,
  targetDedicatedNodes: 4,
  currentLowPriorityNodes: 0,
  targetLowPriorityNodes: 0,
} as const;
const later = '2026-01-01T10:05:00Z';
const resizing = {
  ...steady,
  ...target,
  allocationState: 'resizing',
  allocationStateTransitionTime: later,
} as const;

test('a pool that is gone or being deleted counts as deleted, and for an unchanged pool the outcome is unknown', () => {
  assert.deepEqual(settleTransition(poolLife.delete, { sentAt, now: undefined }), { outcome: 'done' });
  assert.deepEqual(settleTransition(poolLife.delete, { sentAt, now: { ...steady, state: 'deleting' } }), {
    outcome: 'done',
  });
  assert.equal(settleTransition(poolLife.delete, { sentAt, now: steady }).outcome, 'unknown');
  const refused = { sentAt, now: { ...steady, state: 'deleting' }, ...refusal('PoolBeingDeleted') } as const;
  assertSettled(settleTransition(poolLife.delete, refused), 'done', /already deleted/);
});

function refusal(code: string | undefined): { readonly error?: BatchError } {
  return code === undefined ? {} : { error: new BatchError({ code, message: 'The sentence of the service.' }) };
}

function assertSettled(settlement: Settlement, outcome: Settlement['outcome'], text: RegExp | undefined): void {
  assert.equal(settlement.outcome, outcome);
  const said = settlement.outcome === 'done' ? settlement.note : settlement.reason;
  if (text === undefined) assert.ok(outcome !== 'done' || said === undefined, said);
  else assert.match(said ?? '', text);
  assert.doesNotMatch(said ?? '', /sentence of the service/);
}

type Now = Parameters<typeof settleResize>[0]['now'];
type Case = readonly [
  what: string,
  now: Now,
  code: string | undefined,
  outcome: Settlement['outcome'],
  text?: RegExp | undefined,
];

const resizes: readonly Case[] = [
  ['it is being resized', resizing, undefined, 'done'],
  ['nothing has happened', steady, undefined, 'unknown'],
  ['someone else wants the same', resizing, 'PoolBeingResized', 'done', /same/],
  [
    'someone else wants less',
    { ...resizing, targetDedicatedNodes: 2 },
    'PoolBeingResized',
    'notDone',
    /to 2 dedicated/,
  ],
  ['someone else wants less', { ...resizing, targetDedicatedNodes: 2 }, undefined, 'notDone', /to 2 dedicated/],
  [
    'it scales itself',
    { ...steady, enableAutoScale: true },
    'OperationNotValidOnPool',
    'notDone',
    /scales automatically/,
  ],
  ['it is deleted', { ...steady, state: 'deleting' }, 'PoolBeingDeleted', 'notDone', /deleted/],
  ['it is gone', undefined, 'PoolNotFound', 'notDone', /deleted/],
];

for (const [what, now, code, outcome, text] of resizes) {
  test(`the outcome of a resize is determined (${code ?? 'answer lost'}): ${what}`, () => {
    assertSettled(settleResize({ now, before: steady, sentAt, ...refusal(code) }, target), outcome, text);
  });
}

const grown = { ...steady, ...target, currentDedicatedNodes: 8 };
const stops: readonly Case[] = [
  ['it stops', { ...resizing, allocationState: 'stopping' }, undefined, 'done'],
  ['it stopped already', { ...resizing, allocationState: 'stopping' }, 'Whatever', 'done', /already/],
  ['it has stopped', { ...steady, ...target, resizeErrors: [{ code: 'ResizeStopped' }] }, undefined, 'done'],
  ['it has stopped while it shrank', { ...steady, targetDedicatedNodes: 2 }, undefined, 'done'],
  [
    'too late',
    grown,
    'OperationInvalidForCurrentState',
    'notDone',
    /finished before it could be stopped.* 8 dedicated/,
  ],
  ['too late', grown, undefined, 'notDone', /finished before/],
  ['nothing has happened', resizing, undefined, 'unknown'],
  ['it is gone', undefined, 'PoolNotFound', 'done', /deleted/],
];

for (const [what, now, code, outcome, text] of stops) {
  test(`the outcome of stopping a resize is determined (${code ?? 'answer lost'}): ${what}`, () => {
    assertSettled(
      settleTransition(poolLife.stopResize, { now, before: resizing, sentAt, ...refusal(code) }),
      outcome,
      text,
    );
  });
}

test('changing a start task has succeeded when the pool has all properties that were sent, whatever the service adds', () => {
  const asked = { commandLine: 'bash a.sh', environmentSettings: [{ name: 'A', value: '1' }] };
  const settle = (now: Now, code?: string) => settleStartTask({ now, sentAt, ...refusal(code) }, asked);
  const sent = { ...asked, waitForSuccess: true, maxTaskRetryCount: 0 };
  assertSettled(settle({ ...steady, startTask: sent }), 'done', undefined);
  assertSettled(settle({ ...steady, startTask: { ...sent, environmentSettings: [] } }), 'unknown', undefined);
  assertSettled(
    settle({ ...steady, startTask: { commandLine: 'true' } }, 'OperationNotValidOnPool'),
    'notDone',
    /state/,
  );
  assertSettled(settle(undefined), 'notDone', /deleted/);
});

test('enabling a formula has succeeded when the pool has the formula, and disabling when the pool no longer scales', () => {
  const formula = '$TargetDedicatedNodes = 1;';
  const scaled = { ...steady, enableAutoScale: true, autoScaleFormula: formula };
  const enable = (now: Now, code?: string) => settleEnableAutoscale({ now, sentAt, ...refusal(code) }, formula);
  assertSettled(enable(scaled), 'done', undefined);
  assertSettled(enable(steady), 'unknown', undefined);
  assertSettled(enable(steady, 'TooManyEnableAutoScaleRequests'), 'notDone', /30 seconds/);
  assertSettled(enable(steady, 'PoolBeingResized'), 'notDone', /being resized/);
  assertSettled(enable(undefined), 'notDone', /deleted/);
  const disable = (now: Now) => settleDisableAutoscale({ now, sentAt });
  assertSettled(disable(scaled), 'unknown', undefined);
  assertSettled(disable(steady), 'done', undefined);
  assertSettled(disable(undefined), 'done', /deleted/);
});

const first = '2026-11-20T09:00:00Z';
const second = '2026-11-20T09:05:00Z';
const soonMs = 5_000;
const lateMs = 31 * 60_000;
const by = <T>(now: T, before?: T, elapsedMs = soonMs) => ({ before, now, elapsedMs });

test('the possible actions on a pool depend on its allocation state, and in an unknown state the service decides', () => {
  const allowed = (allocationState: AllocationState): readonly boolean[] =>
    [
      planResize({ allocationState }),
      planEnableAutoscale({ allocationState }),
      planTransition(poolLife.stopResize, { allocationState }),
    ].map((verdict) => verdict.possible);
  assert.deepEqual(allowed('steady'), [true, true, false]);
  assert.deepEqual(allowed('resizing'), [false, false, true]);
  assert.deepEqual(allowed('stopping'), [false, false, false]);
  assert.deepEqual(allowed(otherWord('Hibernating')), [true, true, true]);
});

test('A9-13 a pool that was recreated, or resized by someone else, is left alone, but size changes by a formula are accepted', () => {
  const pool = { creationTime: first, enableAutoScale: false, targetDedicatedNodes: 4, targetLowPriorityNodes: 0 };
  assert.equal(findPoolChange(pool, { ...pool }), undefined);
  assert.match(findPoolChange(pool, { ...pool, targetDedicatedNodes: 8 }) ?? '', /resized since/);
  assert.match(findPoolChange(pool, { ...pool, enableAutoScale: true }) ?? '', /turned on/);
  assert.match(findPoolChange({ ...pool, enableAutoScale: true }, pool) ?? '', /turned off/);
  assert.match(findPoolChange(pool, { ...pool, creationTime: '2026-11-20T09:05:00Z' }) ?? '', /deleted and re-created/);
  const scaled = { ...pool, enableAutoScale: true };
  assert.equal(findPoolChange(scaled, { ...scaled, targetDedicatedNodes: 8 }), undefined);
  assert.equal(findPoolChange({ targetDedicatedNodes: 4 }, { targetDedicatedNodes: 4 }), undefined);
});

test('A9-13 a formula that someone else has changed is not replaced', () => {
  const pool = { creationTime: first, enableAutoScale: true, autoScaleFormula: '$TargetDedicatedNodes = 1;' };
  assert.equal(findAutoscaleChange(pool, { ...pool }), undefined);
  assert.match(findAutoscaleChange(pool, { ...pool, autoScaleFormula: '0' }) ?? '', /formula/);
  assert.match(findAutoscaleChange(pool, { ...pool, enableAutoScale: false }) ?? '', /turned off/);
});

test('a formula works when it has run without an error', () => {
  const ran = (timestamp: string, error?: object) => ({
    enableAutoScale: true,
    autoScaleRun: { timestamp, ...(error === undefined ? {} : { error }) },
  });
  assert.equal(judgeAutoscale(by({ enableAutoScale: true })), 'underway');
  assert.equal(judgeAutoscale(by(ran(first), ran(first))), 'underway');
  assert.equal(judgeAutoscale(by(ran(second), ran(first))), 'seen');
  assert.equal(judgeAutoscale(by(ran(first))), 'seen');
  assert.equal(judgeAutoscale(by(ran(second, { code: 'Failed' }), ran(first))), 'astray');
  const resized = { ...ran(second), targetDedicatedNodes: 9, currentDedicatedNodes: 3 };
  assert.equal(judgeAutoscale(by({ ...resized, allocationState: 'resizing' })), 'underway');
  const short = { ...resized, allocationState: 'steady', resizeErrors: [{ code: 'AccountCoreQuotaReached' }] } as const;
  assert.equal(judgeAutoscale(by(short)), 'astray');
  assert.equal(judgeAutoscale(by({ ...short, currentDedicatedNodes: 9 })), 'seen');
  assert.equal(judgeAutoscale(by({ enableAutoScale: false })), 'astray');
  assert.equal(judgeAutoscale(by(ran(first), ran(first), lateMs)), 'astray');
});
