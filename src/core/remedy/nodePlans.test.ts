import assert from 'node:assert/strict';
import { test } from 'node:test';
import { otherWord } from '../../../test/builders/otherWord.ts';
import type { ComputeNode, NodeState } from '../model/computeNode.ts';
import {
  areAloneInPool,
  describeRemoval,
  listTaskChoices,
  mayRunTasks,
  planDeallocate,
  planDisableScheduling,
  planEnableScheduling,
  planReboot,
  planReimage,
  planRemove,
  planRemoveLater,
  planStart,
} from './nodePlans.ts';
import type { Verdict } from './verdict.ts';

const nowMs = Date.UTC(2026, 10, 20, 12);

function reason(verdict: Verdict): string {
  return verdict.possible ? '' : verdict.reason;
}

test('working nodes and nodes whose start task failed can be rebooted, nodes on the move cannot', () => {
  for (const state of ['idle', 'running'] as const) assert.deepEqual(planReboot({ state }), { possible: true });
  const failed = planReboot({ state: 'starttaskfailed' });
  assert.ok(failed.possible && failed.note?.includes('fails again'));
  assert.match(reason(planReboot({ state: 'rebooting' })), /“rebooting”/);
  assert.match(reason(planReboot({ state: 'leavingpool' })), /“leaving the pool”/);
  assert.match(reason(planReboot({ state: otherWord('Hibernating') })), /“Hibernating”/);
});

test('a reboot that the service may refuse is possible, and says so', () => {
  const verdict = planReboot({ state: 'unusable' });
  assert.ok(verdict.possible && verdict.note?.includes('unusable'));
});

test('a node on the move cannot be reimaged', () => {
  assert.ok(planReimage({ state: 'idle' }).possible);
  assert.match(reason(planReimage({ state: 'reimaging' })), /reimaging/);
});

test('a node is deallocated while it works and started when it is deallocated, where the service knows of that', () => {
  const [newer, older] = ['2025-06-01', '2022-10-01.16.0'];
  for (const state of ['idle', 'running'] as const)
    assert.deepEqual(planDeallocate({ state }, newer), { possible: true });
  assert.deepEqual(planStart({ state: 'deallocated' }, newer), { possible: true });
  assert.deepEqual(planStart({ state: 'deallocated' }), { possible: true });
  const version = /since version 2024-07-01 of the Batch API. The account supports 2022-10-01.16.0/;
  assert.match(reason(planDeallocate({ state: 'idle' }, older)), version);
  assert.match(reason(planStart({ state: 'deallocated' }, older)), version);
  assert.match(reason(planDeallocate({ state: 'deallocated' }, newer)), /already deallocated/);
  assert.match(reason(planDeallocate({ state: 'starting' }, newer)), /“starting”/);
  const doubtful = planDeallocate({ state: 'unusable' }, newer);
  assert.ok(doubtful.possible && doubtful.note?.includes('unusable'));
  assert.match(reason(planStart({ state: 'deallocating' }, newer)), /still being deallocated/);
  assert.match(reason(planStart({ state: 'idle' }, newer)), /not deallocated/);
});

test('scheduling is switched only the other way', () => {
  assert.match(reason(planDisableScheduling({ state: 'offline', schedulingState: 'disabled' })), /already offline/);
  assert.match(reason(planEnableScheduling({ state: 'idle', schedulingState: 'enabled' })), /not offline/);
  const returning = { state: 'offline', schedulingState: 'enabled' } as const;
  assert.match(reason(planEnableScheduling(returning)), /already coming online/);
  assert.ok(planDisableScheduling(returning).possible);
  assert.ok(planDisableScheduling({ state: 'running', schedulingState: 'enabled' }).possible);
  assert.ok(planEnableScheduling({ state: 'running', schedulingState: 'disabled' }).possible);
});

test('nodes are removed from steady pools, with a word where the pool scales by itself', () => {
  assert.match(reason(planRemove({ state: 'idle' }, { allocationState: 'resizing' })), /being resized/);
  assert.deepEqual(planRemove({ state: 'idle' }, { allocationState: 'steady' }), { possible: true });
  assert.match(reason(planRemove({ state: 'leavingpool' }, { allocationState: 'resizing' })), /already leaving/);
  const later = planRemoveLater({ state: 'idle' }, { allocationState: 'resizing' });
  assert.ok(later.possible && later.note?.includes('when the pool is steady'));
  assert.deepEqual(planRemoveLater({ state: 'idle' }, { allocationState: 'steady' }), { possible: true });
  assert.match(reason(planRemoveLater({ state: 'idle' }, { state: 'deleting' })), /delet/);
});

test('what a pool does without its nodes depends on its formula, and the error of its resize is gone', () => {
  const [target, again, ...others] = describeRemoval({ id: 'p' }, 2);
  assert.match(target ?? '', /target of pool p falls with the nodes/);
  assert.match(again ?? '', /resize the pool\. The quotas/);
  assert.deepEqual(others, []);
  assert.match(describeRemoval({ id: 'p' }, 101)[0] ?? '', /^Batch removes at most 100 nodes of a pool at once\./);
  const resizeErrors = [{ code: 'AccountCoreQuotaReached' }];
  const scaled = describeRemoval({ id: 'p', enableAutoScale: true, resizeErrors }, 1).join(' ');
  assert.match(
    scaled,
    /its formula decides whether other nodes replace these\. Pool p no longer shows why its last resize/,
  );
});

test('each choice says what it does to the tasks that run now', () => {
  const recentTasks = [
    { taskState: 'running', executionInfo: { startTime: '2026-11-20T09:50:00Z' } },
    { taskState: 'running', executionInfo: { startTime: '2026-11-20T11:50:00Z' } },
    { taskState: 'completed', executionInfo: { startTime: '2026-11-19T11:50:00Z' } },
  ] as const;
  const effects = listTaskChoices([{ runningTasksCount: 3, recentTasks }], nowMs).map(({ effect }) => effect);
  assert.deepEqual(effects, [
    '3 running tasks end and start again as soon as nodes take them. The progress of the tasks is lost.',
    '3 running tasks end and do not run again.',
    'Waits for 3 running tasks (the longest has run for 2 hr 10 min). No new tasks start there.',
  ]);
});

test('what is queued again waits for a node where no other one takes tasks, as far as that is known', () => {
  const own: ComputeNode = { id: 'a', state: 'running', runningTasksCount: 1 };
  const two = { currentDedicatedNodes: 2, currentLowPriorityNodes: 0 };
  assert.equal(areAloneInPool([own], { currentDedicatedNodes: 1, currentLowPriorityNodes: 0 }, undefined), true);
  assert.equal(areAloneInPool([own], two, undefined), false, 'nobody knows the other one');
  assert.equal(areAloneInPool([own], two, [own, { id: 'b', state: 'idle' }]), false);
  for (const other of [
    { state: 'unusable' },
    { state: 'idle', schedulingState: 'disabled' },
    { state: 'starting' },
  ] as const)
    assert.equal(areAloneInPool([own], two, [own, { id: 'b', ...other }]), true);
  assert.equal(
    listTaskChoices([own], nowMs, { areAlone: true })[0]?.effect,
    '1 running task ends and waits for a node, since no other node takes tasks now. The progress of the task is lost.',
  );
});

test('nothing is said about waiting for tasks where none runs', () => {
  const effects = listTaskChoices([{ runningTasksCount: 0 }], nowMs).map(({ effect }) => effect);
  for (const effect of effects) assert.match(effect, /^No task is running/);
});

test('what happens to tasks is asked only where a task may run', () => {
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
