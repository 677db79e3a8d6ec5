import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Task, TaskExecutionInfo } from '../../model/task.ts';
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
      '08:02 The start task on node n1 started',
      '08:03 The start task on node n1 ended',
      '08:20 Job j was added',
      '08:30 Task t1 was added',
      '09:00 Task t1 started on node n1',
      '09:10 The state of node n1 changed to: unusable',
      '09:14 Task t1 failed: exit code 1',
      '09:20 You rebooted node n1',
    ],
  );
  assert.equal(firstFailure?.text, 'The state of node n1 changed to: unusable');
});

test('a node that broke is shown with the codes of its errors', () => {
  const broken = { ...node, errors: [{ code: 'DiskFull' }, { code: 'ApplicationPackageError' }] };
  const { firstFailure } = buildTimeline({ nodes: [broken] });
  assert.equal(firstFailure?.text, 'The state of node n1 changed to: unusable (DiskFull, ApplicationPackageError)');
});

test('a requeue or a retry without a time is listed as undated', () => {
  const { undated } = buildTimeline({ tasks: [{ id: 't', state: 'active', executionInfo: { requeueCount: 2 } }] });
  assert.deepEqual(undated, ['Task t was requeued (2 times so far)']);
});

test('events without a time are omitted or listed as undated, and none are invented', () => {
  const nothing = { events: [], undated: [] };
  assert.deepEqual(buildTimeline({ tasks: [{ id: 't', state: 'active' }] }), nothing);
  const { endTime: _, ...executionInfo } = task.executionInfo;
  const { events, undated, firstFailure } = buildTimeline({ tasks: [{ ...task, executionInfo }] });
  assert.deepEqual(undated, ['Task t1 failed: exit code 1']);
  assert.equal(firstFailure, undefined);
  assert.equal(events.length, 2);
  const unset = { id: 'n1', state: 'idle', lastBootTime: '0001-01-01T00:00:00Z', stateTransitionTime: 'soon' };
  assert.deepEqual(buildTimeline({ nodes: [unset] }), nothing, 'a time that is not set is none');
  assert.deepEqual(
    buildTimeline({ tasks: [{ id: 't', state: 'running', executionInfo: { endTime: '2026-11-20T09:00:00Z' } }] }),
    nothing,
    'a task that runs has not succeeded',
  );
});

/**
 * A node's start task fails and the node is rebooted, while the task returns to the queue and fails on another node.
 */
const incident = {
  job: {
    id: 'frames',
    state: 'completed',
    creationTime: '2026-11-20T08:00:00Z',
    executionInfo: {
      startTime: '2026-11-20T08:00:00Z',
      endTime: '2026-11-20T09:40:00Z',
      terminateReason: 'TaskFailed',
    },
  },
  nodes: [
    {
      id: 'x',
      state: 'starttaskfailed',
      allocationTime: '2026-11-20T08:00:00Z',
      lastBootTime: '2026-11-20T09:20:00.1234567Z',
      stateTransitionTime: '2026-11-20T09:22:00Z',
      startTaskInfo: {
        state: 'completed',
        startTime: '2026-11-20T09:21:00Z',
        endTime: '2026-11-20T09:22:00Z',
        exitCode: 100,
        result: 'failure',
        failureInfo: { category: 'UserError', code: 'FailureExitCode' },
      },
      recentTasks: [
        {
          jobId: 'frames',
          taskId: 'T1',
          taskState: 'completed',
          executionInfo: { startTime: '2026-11-20T09:00:00Z', endTime: '2026-11-20T09:10:00Z', exitCode: 137 },
        },
        { jobId: 'other', taskId: 't1', taskState: 'completed', executionInfo: { endTime: '2026-11-20T09:05:00Z' } },
      ],
    },
  ],
  tasks: [
    {
      id: 't1',
      state: 'completed',
      creationTime: '2026-11-20T08:00:00Z',
      nodeInfo: { nodeId: 'y' },
      executionInfo: {
        requeueCount: 1,
        lastRequeueTime: '2026-11-20T09:20:00Z',
        startTime: '2026-11-20T09:30:00Z',
        endTime: '2026-11-20T09:30:00Z',
        exitCode: 1,
        failureInfo: { category: 'UserError', code: 'FailureExitCode' },
      },
    },
  ],
  attempts: [
    {
      id: 't1',
      state: 'completed',
      nodeInfo: { nodeId: 'w' },
      executionInfo: { startTime: '2026-11-20T08:30:00Z', endTime: '2026-11-20T08:40:00Z', exitCode: 3 },
    },
  ],
  preparation: [
    {
      nodeId: 'y',
      jobPreparationTaskExecutionInfo: {
        state: 'completed',
        startTime: '2026-11-20T09:28:00Z',
        endTime: '2026-11-20T09:29:00Z',
        retryCount: 0,
      },
      jobReleaseTaskExecutionInfo: {
        state: 'completed',
        startTime: '2026-11-20T09:40:00Z',
        endTime: '2026-11-20T09:41:00Z',
        exitCode: 2,
        result: 'failure',
      },
    },
  ],
  actions: [
    { at: '2026-11-20T09:20:00Z', text: 'You rebooted node x with password=PLANTED' },
    { at: '2026-11-20T08:45:00Z', text: 'You retried task t1' },
  ],
};

test('an incident is shown in order, with earlier attempts and user actions, cause before consequence', () => {
  const { events, firstFailure, undated } = buildTimeline(incident);
  assert.deepEqual(
    events.map(({ at, text }) => `${at.slice(11, 16)} ${text}`),
    [
      '08:00 Job frames was added',
      '08:00 Node x was allocated',
      '08:00 Task t1 was added',
      '08:30 Task t1 started on node w',
      '08:40 Task t1 failed: exit code 3',
      '08:45 You retried task t1',
      '09:00 Task t1 started on node x',
      '09:10 Task t1 failed: exit code 137',
      '09:20 You rebooted node x with password=[hidden]',
      '09:20 Task t1 was requeued',
      '09:20 Node x booted',
      '09:21 The start task on node x started',
      '09:22 The start task on node x failed: exit code 100',
      '09:22 The state of node x changed to: start task failed',
      '09:28 The preparation task started on node y',
      '09:29 The preparation task ended on node y',
      '09:30 Task t1 started on node y',
      '09:30 Task t1 failed: exit code 1',
      '09:40 Job frames ended: a task failed, and the job is set to end in that case',
      '09:40 The release task started on node y',
      '09:41 The release task failed on node y: exit code 2',
    ],
  );
  assert.equal(firstFailure?.text, 'Task t1 failed: exit code 3');
  assert.deepEqual(undated, []);
});

test('a resize fails when it ends, not while the next one runs', () => {
  const pool = {
    id: 'p',
    allocationState: 'steady',
    allocationStateTransitionTime: '2026-11-20T09:00:00Z',
    resizeErrors: [{ code: 'AccountCoreQuotaReached' }, { code: 'AllocationFailed' }],
  };
  const describe = (changed: object) => buildTimeline({ pool: { ...pool, ...changed } }).events.map(({ text }) => text);
  assert.deepEqual(describe({}), ['The resize of pool p failed: AccountCoreQuotaReached, AllocationFailed']);
  assert.deepEqual(describe({ allocationState: 'resizing' }), ['Pool p is resizing']);
  assert.deepEqual(describe({ resizeErrors: [{ code: 'ResizeStopped' }] }), ['The resize of pool p was stopped']);
});

test('building a timeline never throws, and the order of the input does not matter', () => {
  assert.deepEqual(
    buildTimeline({ tasks: [task, { ...task, id: 't2' }] }),
    buildTimeline({ tasks: [{ ...task, id: 't2' }, task] }),
  );
  const { tasks, nodes, actions } = incident;
  assert.deepEqual(
    buildTimeline({ ...incident, tasks: tasks.toReversed(), nodes: nodes.toReversed(), actions: actions.toReversed() }),
    buildTimeline(incident),
  );
  fc.assert(fc.property(fc.anything(), (value) => void buildTimeline(Object(value))));
  fc.assert(
    fc.property(
      fc.anything(),
      (value) => void buildTimeline({ tasks: Object(value), nodes: Object(value), actions: Object(value) }),
    ),
  );
});

test('node IDs are as short as in titles', () => {
  const id = `tvmps_${'0123456789abcdef'.repeat(4)}_d`;
  const { events } = buildTimeline({
    nodes: [{ id, state: 'starttaskfailed', startTaskInfo: { startTime: '2026-11-20T09:00:00Z', state: 'running' } }],
  });
  assert.equal(events[0]?.text, 'The start task on node tvmps_01234567… started');
});

test('a requested requeue is not a failure', () => {
  const executionInfo = {
    requeueCount: 1,
    lastRequeueTime: '2026-11-20T09:00:00Z',
    startTime: '2026-11-20T09:10:00Z',
    endTime: '2026-11-20T09:20:00Z',
    exitCode: 1,
    result: 'failure',
  };
  const { firstFailure } = buildTimeline({ tasks: [{ id: 't', state: 'completed', executionInfo }] });
  assert.equal(firstFailure?.text, 'Task t failed: exit code 1');
});

for (const { retryCount, known, unknown } of [
  { retryCount: 1, known: [], unknown: undefined },
  { retryCount: 3, known: [], unknown: 'Task r failed 2 more times before its last retry' },
  { retryCount: 3, known: ['08:10', '08:20'], unknown: 'Task r failed 1 more time before its last retry' },
  { retryCount: 3, known: ['08:10', '08:20', '08:30'], unknown: undefined },
])
  test(`a retry is not the first failure while earlier ones are unknown: ${retryCount} retries, ${known.length} known`, () => {
    const toTask = (time: string, more: TaskExecutionInfo = {}): Task => ({
      id: 'r',
      state: 'completed',
      executionInfo: { endTime: `2026-11-20T${time}:00Z`, exitCode: 1, result: 'failure', ...more },
    });
    const task = toTask('08:40', { retryCount, lastRetryTime: '2026-11-20T08:30:01Z' });
    const recentTasks = known.map((time) => {
      const { executionInfo = {} } = toTask(time);
      return { taskId: 'r', taskState: 'completed', executionInfo } as const;
    });
    const nodes = [{ id: 'n', recentTasks }];
    const { undated } = buildTimeline({ tasks: [task], nodes });
    assert.deepEqual(undated, unknown === undefined ? [] : [unknown]);
    // A retry by hand sets Batch's count to 0, so these two runs before it don't count.
    const saved = ['07:10', '07:20'].map((time) => toTask(time, { retryCount: 3 }));
    assert.deepEqual(buildTimeline({ tasks: [task], nodes, attempts: saved }).undated, undated);
  });

test('a run that Batch does not count, because the task was retried by hand since, makes no failure known', () => {
  const toTask = (time: string, more: TaskExecutionInfo = {}): Task => ({
    id: 'r',
    state: 'completed',
    executionInfo: { endTime: `2026-11-20T${time}:00Z`, exitCode: 1, result: 'failure', ...more },
  });
  const task = toTask('08:40', { retryCount: 2, lastRetryTime: '2026-11-20T08:30:01Z' });
  const { executionInfo = {} } = toTask('08:10');
  const { undated } = buildTimeline({
    tasks: [task],
    nodes: [{ id: 'n', recentTasks: [{ taskId: 'r', taskState: 'completed', executionInfo }] }],
    attempts: [toTask('08:20')],
  });
  assert.deepEqual(undated, ['Task r failed 1 more time before its last retry']);
});

test('a run that Batch ended and requeued by itself is shown at the right place', () => {
  const task: Task = {
    id: 't',
    state: 'active',
    creationTime: '2026-11-20T08:00:00Z',
    previousState: 'running',
    previousStateTransitionTime: '2026-11-20T08:10:00Z',
    stateTransitionTime: '2026-11-20T08:20:00Z',
    executionInfo: { retryCount: 0, requeueCount: 0 },
  };
  assert.deepEqual(
    buildTimeline({ tasks: [task] }).events.map(({ text }) => text),
    ['Task t was added', 'Task t started', 'Task t was requeued'],
  );
});

test('a task that runs again after Batch requeued it shows the time', () => {
  const first: Task = {
    id: 't',
    state: 'running',
    creationTime: '2026-11-20T08:00:00Z',
    previousState: 'active',
    previousStateTransitionTime: '2026-11-20T08:00:00.3Z',
    executionInfo: { startTime: '2026-11-20T08:30:00Z', retryCount: 0, requeueCount: 0 },
  };
  const say = (task: Task) =>
    buildTimeline({ tasks: [task] }).events.map(({ at, text }) => `${at.slice(11, 16)} ${text}`);
  assert.deepEqual(say(first), ['08:00 Task t was added', '08:30 Task t started']);
  const again = { ...first, previousStateTransitionTime: '2026-11-20T08:20:00Z' };
  assert.deepEqual(say(again), ['08:00 Task t was added', '08:20 Task t was requeued', '08:30 Task t started']);
  const retried = { ...again, executionInfo: { ...again.executionInfo, retryCount: 1 } };
  assert.ok(!say(retried).join().includes('requeued'), 'a retry puts it back as well');
});
