import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BatchError } from '../model/batchError.ts';
import type { Settlement } from './settlement.ts';
import {
  settleDeallocate,
  settleDisableScheduling,
  settleEnableScheduling,
  settleReboot,
  settleReimage,
  settleRemoveNode,
  settleStart,
} from './settleNode.ts';

type Settle = typeof settleReboot;
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
  ['A9-11 it starts after that', settleReboot, starting, 'NodeBeingStarted', 'done', /rebooted since/],
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
