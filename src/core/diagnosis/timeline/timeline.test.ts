import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { buildTimeline } from './timeline.ts';

const node = {
  id: 'n1',
  state: 'unusable',
  allocationTime: '2026-11-20T08:00:00Z',
  stateTransitionTime: '2026-11-20T09:10:00Z',
  startTaskInfo: {
    state: 'completed',
    startTime: '2026-11-20T08:02:00Z',
    endTime: '2026-11-20T08:03:00Z',
    result: 'success',
  },
};
const task = {
  id: 't1',
  state: 'completed',
  creationTime: '2026-11-20T08:30:00Z',
  nodeInfo: { nodeId: 'n1' },
  executionInfo: {
    startTime: '2026-11-20T09:00:00Z',
    endTime: '2026-11-20T09:14:00Z',
    exitCode: 1,
    result: 'failure',
    requeueCount: 0,
  },
};

test('events come in order, and the first failure is found', () => {
  const { events, firstFailure } = buildTimeline({
    nodes: [node],
    tasks: [task],
    job: { id: 'j', state: 'active', creationTime: '2026-11-20T08:20:00Z' },
    actions: [{ at: '2026-11-20T09:20:00Z', text: 'You rebooted node n1' }],
  });
  assert.deepEqual(
    events.map(({ at, text }) => `${at.slice(11, 16)} ${text}`),
    [
      '08:00 Node n1 was allocated',
      '08:02 The start task of node n1 began',
      '08:03 The start task of node n1 ended',
      '08:20 Job j was added',
      '08:30 Task t1 was added',
      '09:00 Task t1 began on node n1',
      '09:10 Node n1 is unusable',
      '09:14 Task t1 failed: exit code 1',
      '09:20 You rebooted node n1',
    ],
  );
  assert.equal(firstFailure?.text, 'Node n1 is unusable');
});

test('what has no time is left out, and nothing is made up', () => {
  assert.deepEqual(buildTimeline({ tasks: [{ id: 't', state: 'active' }] }), { events: [] });
});

test('never throws, and the order of the input does not matter', () => {
  assert.deepEqual(
    buildTimeline({ tasks: [task, { ...task, id: 't2' }] }),
    buildTimeline({ tasks: [{ ...task, id: 't2' }, task] }),
  );
  fc.assert(fc.property(fc.anything(), (value) => void buildTimeline(Object(value))));
  fc.assert(
    fc.property(
      fc.anything(),
      (value) => void buildTimeline({ tasks: Object(value), nodes: Object(value), actions: Object(value) }),
    ),
  );
});
