import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BatchError } from '../model/batchError.ts';
import type { ComputeNode, NodeState } from '../model/computeNode.ts';
import { planTransition, settleTransition } from './life.ts';
import { findNodeChange, findOfflineChange, nodeLife, planMachine } from './nodeLife.ts';
import { settleRemoveNode } from './nodeRemoval.ts';
import { settleReboot, settleReimage } from './nodeRestart.ts';
import type { Look, Settlement } from './settlement.ts';
import type { Verdict } from './verdict.ts';

type Settle = (look: Look<Omit<ComputeNode, 'id'>>) => Settlement;
const settleDeallocate: Settle = (look) => settleTransition(nodeLife.deallocate, look);
const settleStart: Settle = (look) => settleTransition(nodeLife.start, look);
const settleDisableScheduling: Settle = (look) => settleTransition(nodeLife.disableScheduling, look);
const settleEnableScheduling: Settle = (look) => settleTransition(nodeLife.enableScheduling, look);
type Now = Parameters<Settle>[0]['now'];

const sentAt = '2030-01-01T00:00:00Z';
const before: NonNullable<Now> = {
  state: 'idle',
  schedulingState: 'enabled',
  stateTransitionTime: '2026-01-01T10:00:00Z',
  lastBootTime: '2026-01-01T09:00:00Z',
};
const serviceText = 'The sentence of the service.';

function refusal(code: string): { readonly error: BatchError } {
  return { error: new BatchError({ code, message: serviceText, status: 409 }) };
}

const booted: NonNullable<Now> = {
  ...before,
  lastBootTime: '2026-01-01T10:05:00Z',
  stateTransitionTime: '2026-01-01T10:06:00Z',
};
const starting: NonNullable<Now> = { ...before, state: 'starting', stateTransitionTime: '2026-01-01T10:05:00Z' };

const cases: readonly (readonly [
  what: string,
  settle: Settle,
  now: Now,
  code: string | undefined,
  outcome: Settlement['outcome'],
  text?: RegExp,
])[] = [
  ['it is being deallocated', settleDeallocate, { ...before, state: 'deallocating' }, undefined, 'done'],
  [
    'someone has deallocated it',
    settleDeallocate,
    { ...before, state: 'deallocated' },
    'OperationNotValidOnNode',
    'done',
    /already being deallocated/,
  ],
  ['it was not deallocated', settleDeallocate, before, undefined, 'unknown', /lost/],
  ['it is being started', settleStart, starting, undefined, 'done'],
  ['someone has started it', settleStart, before, 'OperationNotValidOnNode', 'done', /already started/],
  [
    'it is not deallocated yet',
    settleStart,
    { ...before, state: 'deallocating' },
    'OperationNotValidOnNode',
    'notDone',
    /still being deallocated/,
  ],
  ['it was not started', settleStart, { ...before, state: 'deallocated' }, undefined, 'unknown', /lost/],
  ['it reboots', settleReboot, { ...before, state: 'rebooting' }, undefined, 'done'],
  [
    'A9-11 it rebooted already',
    settleReboot,
    { ...before, state: 'rebooting' },
    'NodeBeingRebooted',
    'done',
    /already/,
  ],
  ['A9-11 that reboot is over', settleReboot, booted, 'nodebeingrebooted', 'done', /already/],
  ['A9-11 it starts after that', settleReboot, starting, 'NodeBeingStarted', 'done', /since been rebooted/],
  ['it has booted since', settleReboot, booted, undefined, 'done'],
  ['it starts since', settleReboot, starting, undefined, 'done'],
  ['nothing has happened', settleReboot, before, undefined, 'unknown', /lost/],
  [
    'it is reimaged',
    settleReboot,
    { ...before, state: 'reimaging' },
    'NodeBeingReimaged',
    'notDone',
    /reimaged instead/,
  ],
  ['A9-12 it is gone', settleReboot, undefined, 'NodeNotFound', 'notDone', /no longer in its pool/],
  ['it is gone', settleReboot, undefined, undefined, 'notDone', /no longer in its pool/],
  ['it leaves', settleReboot, { ...before, state: 'leavingpool' }, 'NodeBeingRebooted', 'notDone', /leaving/],
  ['unusable', settleReboot, { ...before, state: 'unusable' }, 'NodeStateUnusable', 'notDone', /cannot reach/],
  [
    'refused',
    settleReboot,
    { ...before, state: 'starttaskfailed' },
    'OperationNotValidOnNode',
    'notDone',
    /start task failed/,
  ],
  ['it is reimaged', settleReimage, { ...before, state: 'reimaging' }, undefined, 'done'],
  ['it was reimaged', settleReimage, { ...before, state: 'reimaging' }, 'NodeBeingReimaged', 'done', /already/],
  ['it reboots', settleReimage, { ...before, state: 'rebooting' }, 'NodeBeingRebooted', 'notDone', /rebooting/],
  ['it has booted since', settleReimage, booted, undefined, 'unknown', /files/],
  ['nothing has happened', settleReimage, before, undefined, 'unknown'],
  ['it is gone', settleReimage, undefined, 'NodeNotFound', 'notDone'],
  ['it has left', settleRemoveNode, undefined, undefined, 'done'],
  ['it had left', settleRemoveNode, undefined, 'NodeNotFound', 'done', /already/],
  ['it leaves', settleRemoveNode, { ...before, state: 'leavingpool' }, 'PoolBeingResized', 'done', /already/],
  ['the pool is resized', settleRemoveNode, before, 'PoolBeingResized', 'notDone', /resized/],
  ['the pool is deleted', settleRemoveNode, before, 'PoolBeingDeleted', 'done', /pool/],
  ['nothing has happened', settleRemoveNode, before, undefined, 'unknown'],
  ['it is offline', settleDisableScheduling, { ...before, schedulingState: 'disabled' }, undefined, 'done'],
  [
    'it was offline',
    settleDisableScheduling,
    { ...before, schedulingState: 'disabled' },
    'NodeAlreadyInTargetSchedulingState',
    'done',
    /already/,
  ],
  [
    'it is online again',
    settleDisableScheduling,
    before,
    'NodeAlreadyInTargetSchedulingState',
    'notDone',
    /brought it online/,
  ],
  ['nothing has happened', settleDisableScheduling, before, undefined, 'unknown'],
  ['it is gone', settleDisableScheduling, undefined, 'NodeNotFound', 'notDone'],
  ['it took tasks', settleEnableScheduling, before, 'NodeAlreadyInTargetSchedulingState', 'done', /already/],
  ['it is offline', settleEnableScheduling, { ...before, schedulingState: 'disabled' }, undefined, 'unknown'],
];

for (const [what, settle, now, code, outcome, text] of cases) {
  const isNamed = what.startsWith('A9-');
  const title = `${settle.name}, ${code ?? 'answer lost'}: ${isNamed ? what.slice(6) : what}`;
  test(isNamed ? `${what.slice(0, 6)}${title}` : title, () => {
    const settlement = settle({ now, before, sentAt, ...(code === undefined ? {} : refusal(code)) });
    assert.equal(settlement.outcome, outcome);
    const said = settlement.outcome === 'done' ? settlement.note : settlement.reason;
    if (text === undefined) assert.ok(outcome !== 'done' || said === undefined, said);
    else assert.match(said ?? '', text);
    assert.doesNotMatch(said ?? '', /sentence of the service/);
  });
}

function reason(verdict: Verdict): string {
  return verdict.possible ? '' : verdict.reason;
}

test('a working node can be deallocated and a deallocated one started, if the service supports that', () => {
  const [newer, older] = ['2025-06-01', '2022-10-01.16.0'];
  for (const state of ['idle', 'running'] as const)
    assert.deepEqual(planMachine('deallocate', { state }, newer), { possible: true });
  assert.deepEqual(planMachine('start', { state: 'deallocated' }, newer), { possible: true });
  assert.deepEqual(planMachine('start', { state: 'deallocated' }), { possible: true });
  const version = /requires Batch API version 2024-07-01 or later\. The account supports 2022-10-01.16.0/;
  assert.match(reason(planMachine('deallocate', { state: 'idle' }, older)), version);
  assert.match(reason(planMachine('start', { state: 'deallocated' }, older)), version);
  assert.match(reason(planMachine('deallocate', { state: 'deallocated' }, newer)), /already deallocated/);
  assert.match(reason(planMachine('deallocate', { state: 'starting' }, newer)), /“starting”/);
  const doubtful = planMachine('deallocate', { state: 'unusable' }, newer);
  assert.ok(doubtful.possible && doubtful.note?.includes('unusable'));
  assert.match(reason(planMachine('start', { state: 'deallocating' }, newer)), /still being deallocated/);
  assert.match(reason(planMachine('start', { state: 'idle' }, newer)), /not deallocated/);
});

test('scheduling is not enabled if it is already enabled, nor disabled if it is already disabled', () => {
  assert.match(
    reason(planTransition(nodeLife.disableScheduling, { state: 'offline', schedulingState: 'disabled' })),
    /already offline/,
  );
  assert.match(
    reason(planTransition(nodeLife.enableScheduling, { state: 'idle', schedulingState: 'enabled' })),
    /not offline/,
  );
  const returning = { state: 'offline', schedulingState: 'enabled' } as const;
  assert.match(reason(planTransition(nodeLife.enableScheduling, returning)), /already coming online/);
  assert.ok(planTransition(nodeLife.disableScheduling, returning).possible);
  assert.ok(planTransition(nodeLife.disableScheduling, { state: 'running', schedulingState: 'enabled' }).possible);
  assert.ok(planTransition(nodeLife.enableScheduling, { state: 'running', schedulingState: 'disabled' }).possible);
});

const first = '2026-11-20T09:00:00Z';

test('an action leaves a node alone if it has recovered, or runs tasks that the question did not name', () => {
  const find = (was: NodeState, is: NodeState, interrupts = true) =>
    findNodeChange({ state: was }, { state: is }, interrupts);
  assert.match(find('unusable', 'idle') ?? '', /recovered/);
  assert.match(find('starttaskfailed', 'running', false) ?? '', /recovered/);
  assert.match(find('idle', 'running') ?? '', /Tasks have started/);
  assert.equal(find('idle', 'running', false), undefined);
  assert.equal(find('running', 'running'), undefined);
  assert.equal(find('running', 'idle'), undefined);
  assert.equal(find('unusable', 'unusable'), undefined);
  assert.equal(findNodeChange(undefined, { state: 'idle' }, true), undefined);
});

test('a node is brought online only if it is still the same machine and not broken', () => {
  const node = { state: 'offline', allocationTime: first } as const;
  const later = '2026-11-20T09:05:00Z';
  assert.equal(findOfflineChange(node, { ...node, state: 'idle' }), undefined);
  assert.match(findOfflineChange(node, { ...node, allocationTime: later }) ?? '', /a different VM/);
  assert.match(findOfflineChange(node, { ...node, state: 'unusable' }) ?? '', /has failed since/);
  assert.equal(findOfflineChange({ state: 'unusable' }, { state: 'unusable' }), undefined);
  assert.equal(findOfflineChange(undefined, node), undefined);
});

test('a reimage with an ambiguous answer is described as uncertain, and one without an answer as lost', () => {
  const look = { now: booted, before, sentAt };
  const toReason = (settled: Settlement): string => (settled.outcome === 'unknown' ? settled.reason : '');
  const answer = new BatchError({ code: 'InternalError', message: 'No.', status: 500, mayHaveActed: true });
  assert.match(toReason(settleReimage(look)), /^The service's response was lost\. /);
  assert.match(
    toReason(settleReimage({ ...look, answer })),
    /^The service responded with an internal error \(InternalError\)\. /,
  );
});

test('waiting is not suggested for a permanent state', () => {
  const refuse = (state: 'unusable' | 'rebooting'): string => {
    const verdict = planTransition(nodeLife.disableScheduling, { state });
    return verdict.possible ? '' : verdict.reason;
  };
  assert.match(refuse('unusable'), /doesn't leave that state automatically\.$/);
  assert.match(refuse('rebooting'), /Wait until the state changes\.$/);
});
