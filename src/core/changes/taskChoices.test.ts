import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ComputeNode, NodeState } from '../model/computeNode.ts';
import { areAloneInPool, listTaskChoices, mayRunTasks } from './taskChoices.ts';

const nowMs = Date.UTC(2026, 10, 20, 12);

test('each choice describes its effect on running tasks', () => {
  const recentTasks = [
    { taskState: 'running', executionInfo: { startTime: '2026-11-20T09:50:00Z' } },
    { taskState: 'running', executionInfo: { startTime: '2026-11-20T11:50:00Z' } },
    { taskState: 'completed', executionInfo: { startTime: '2026-11-19T11:50:00Z' } },
  ] as const;
  const effects = listTaskChoices([{ runningTasksCount: 3, recentTasks }], nowMs).map(({ effect }) => effect);
  assert.deepEqual(effects, [
    "3 running tasks end and start again as soon as nodes accept them. The tasks' progress is lost.",
    '3 running tasks end and do not run again.',
    'Waits for 3 running tasks (the longest has run for 2 hr 10 min). No new tasks start there.',
  ]);
});

test('a requeued task waits for its node if no other node is known to take tasks', () => {
  const own: ComputeNode = { id: 'a', state: 'running', runningTasksCount: 1 };
  const two = { currentDedicatedNodes: 2, currentLowPriorityNodes: 0 };
  assert.equal(areAloneInPool([own], { currentDedicatedNodes: 1, currentLowPriorityNodes: 0 }, undefined), true);
  assert.equal(areAloneInPool([own], two, undefined), false, 'the other one is not known');
  assert.equal(areAloneInPool([own], two, [own, { id: 'b', state: 'idle' }]), false);
  for (const other of [
    { state: 'unusable' },
    { state: 'idle', schedulingState: 'disabled' },
    { state: 'starting' },
  ] as const)
    assert.equal(areAloneInPool([own], two, [own, { id: 'b', ...other }]), true);
  assert.equal(
    listTaskChoices([own], nowMs, { areAlone: true })[0]?.effect,
    "1 running task ends and waits for a node, since no other node is accepting tasks now. The task's progress is lost.",
  );
});

test('waiting for tasks is not mentioned if none is running', () => {
  const effects = listTaskChoices([{ runningTasksCount: 0 }], nowMs).map(({ effect }) => effect);
  for (const effect of effects) assert.match(effect, /^No task is running/);
});

test('the user is asked what to do with running tasks only if a task may be running', () => {
  const may = (state: NodeState, more: object = {}): boolean => mayRunTasks({ state, ...more });
  assert.deepEqual(
    (['idle', 'running', 'unknown'] as const).map((state) => may(state)),
    [true, true, true],
  );
  assert.deepEqual(
    (['starttaskfailed', 'unusable', 'offline'] as const).map((state) => may(state)),
    [false, false, false],
  );
  assert.equal(may('idle', { schedulingState: 'disabled' }), false);
  assert.equal(may('offline', { runningTasksCount: 1 }), true, 'it still ends what it began');
});
