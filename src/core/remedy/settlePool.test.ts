import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BatchError } from '../model/batchError.ts';
import type { Settlement } from './settlement.ts';
import {
  settleDeletePool,
  settleDisableAutoscale,
  settleEnableAutoscale,
  settleResize,
  settleStartTask,
  settleStopResize,
} from './settlePool.ts';

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

test('a pool that is gone, or is being deleted, was deleted; of one that is as it was nothing is known', () => {
  assert.deepEqual(settleDeletePool({ sentAt, now: undefined }), { outcome: 'done' });
  assert.deepEqual(settleDeletePool({ sentAt, now: { ...steady, state: 'deleting' } }), { outcome: 'done' });
  assert.equal(settleDeletePool({ sentAt, now: steady }).outcome, 'unknown');
  const refused = { sentAt, now: { ...steady, state: 'deleting' }, ...refusal('PoolBeingDeleted') } as const;
  assertSettled(settleDeletePool(refused), 'done', /already deleted/);
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
  ['somebody else wants the same', resizing, 'PoolBeingResized', 'done', /same/],
  [
    'somebody else wants less',
    { ...resizing, targetDedicatedNodes: 2 },
    'PoolBeingResized',
    'notDone',
    /to 2 dedicated/,
  ],
  ['somebody else wants less', { ...resizing, targetDedicatedNodes: 2 }, undefined, 'notDone', /to 2 dedicated/],
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
  test(`settleResize, ${code ?? 'answer lost'}: ${what}`, () => {
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
  test(`settleStopResize, ${code ?? 'answer lost'}: ${what}`, () => {
    assertSettled(settleStopResize({ now, before: resizing, sentAt, ...refusal(code) }), outcome, text);
  });
}

test('a start task is changed once the pool has all that was sent, whatever the service adds', () => {
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

test('a formula is used once the pool has it, and off once the pool does not scale', () => {
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
