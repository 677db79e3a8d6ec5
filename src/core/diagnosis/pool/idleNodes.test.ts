import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listRemedies } from '../../changes/remediesOfSteps.ts';
import type { ComputeNode } from '../../model/computeNode.ts';
import { explainPool } from '../explainPool.ts';

const now = new Date('2026-11-20T12:00:00Z');
const pool = {
  id: 'cpu',
  state: 'active',
  allocationState: 'steady',
  currentDedicatedNodes: 3,
  targetDedicatedNodes: 3,
};
const idle = (id: string, since: string): ComputeNode => ({ id, state: 'idle', stateTransitionTime: since });
const explain = (nodes: readonly ComputeNode[], more: object = {}) =>
  explainPool({ pool: { ...pool, ...more }, nodes, areAllNodes: true, now });

test('a pool whose nodes have been idle for hours is not called well, and has a step', () => {
  const { title, fixes } = explain([
    idle('a', '2026-11-20T06:00:00Z'),
    idle('b', '2026-11-20T08:00:00Z'),
    idle('c', '2026-11-20T11:30:00Z'),
  ]);
  assert.equal(title, '2 nodes in pool cpu have been idle, the longest for 6 hr');
  assert.match(fixes[0]?.text ?? '', /resize the pool to fewer nodes, or enable autoscale/);
});

test('idle nodes are kept while tasks wait for a reason that the pool does not show', () => {
  const nodes = [idle('a', '2026-11-20T06:00:00Z')];
  const waiting = { count: 1, isComplete: true };
  const { fixes, remedies } = explainPool({ pool, nodes, areAllNodes: true, waiting, now });
  assert.match(fixes.map(({ text }) => text).join(), /^Keep the nodes until the reason for the wait is known/);
  assert.ok(!listRemedies({ fixes, remedies }).includes('pool.resize'));
});

test('the autoscale formula is what keeps idle nodes of a pool that has one', () => {
  const [fix] = explain([idle('a', '2026-11-20T06:00:00Z')], { enableAutoScale: true }).fixes;
  assert.match(fix?.text ?? '', /correct the autoscale formula/);
});

test('nodes that have just become idle are no finding', () => {
  assert.match(explain([idle('a', '2026-11-20T11:30:00Z')]).title, /^Nothing is wrong/);
});

test('a pool is not called well while a node reports an error, or while tasks wait for its nodes', () => {
  const fresh = idle('a', '2026-11-20T11:30:00Z');
  const full = { ...idle('b', '2026-11-20T11:40:00Z'), errors: [{ code: 'DiskFull' }] };
  const { title, cause, fixes } = explain([fresh, full]);
  assert.equal(title, '1 node in pool cpu reports an error but runs tasks');
  assert.match(cause, /^For example, node b: /);
  assert.match(fixes[0]?.text ?? '', /^Delete completed jobs and tasks/);
  const waiting = { count: 2, isComplete: true };
  const held = explainPool({ pool, nodes: [fresh], areAllNodes: true, waiting, now });
  assert.equal(held.title, 'Pool cpu reports no errors');
  assert.match(held.cause, /2 tasks are waiting in this pool: their jobs' pages have the reasons\.$/);
});

const perTask = [
  '$TargetDedicatedNodes = min(20, $PendingTasks.GetSample(1));',
  'lately = TimeInterval_Minute * 3; n = avg($ActiveTasks.GetSample(lately)); $TargetLowPriorityNodes = n > 0 ? n : 0;',
  'tasks = max($RunningTasks.GetSample(1), 0); // 1 / 4\nwanted = min(tasks, 8); $TargetDedicatedNodes = wanted;',
];
const busy = (id: string, slots: number): ComputeNode => ({
  id,
  state: 'running',
  runningTasksCount: 1,
  runningTaskSlotsCount: slots,
});

test('a formula that asks for a node per task is named where the tasks fit on fewer nodes', () => {
  for (const autoScaleFormula of perTask) {
    const more = { enableAutoScale: true, taskSlotsPerNode: 4, autoScaleFormula };
    const { title, fixes, confidence } = explain([busy('a', 1), busy('b', 1), busy('c', 1)], more);
    assert.match(title, /asks for a node per task/, autoScaleFormula);
    assert.match(fixes[0]?.text ?? '', /Divide the number of tasks by `\$TaskSlotsPerNode`/);
    assert.equal(confidence, 'likely');
    const others = [
      explain([busy('a', 4), busy('b', 4), busy('c', 4)], more),
      explain([busy('a', 1), busy('b', 1), busy('c', 1)], { ...more, taskSlotsPerNode: 1 }),
      explain([idle('a', '2026-11-20T11:30:00Z'), idle('b', '2026-11-20T11:30:00Z')], more),
    ];
    for (const other of others) assert.match(other.title, /^Nothing is wrong/, autoScaleFormula);
  }
});

test('a formula that divides the tasks, or only asks whether there are any, is not blamed', () => {
  const right = [
    '$TargetDedicatedNodes = $PendingTasks.GetSample(1) / 4;',
    'n = $PendingTasks.GetSample(1); $TargetDedicatedNodes = min(9, (n + $TaskSlotsPerNode - 1) / $TaskSlotsPerNode);',
    'n = avg($ActiveTasks.GetSample(1)) * 0.25; $TargetDedicatedNodes = n;',
    '$TargetDedicatedNodes = $PendingTasks.GetSample(1) > 0 ? 3 : 0;',
    'ready = $PendingTasks.GetSamplePercent(TimeInterval_Minute); $TargetDedicatedNodes = ready < 70 ? 3 : 2;',
  ];
  for (const autoScaleFormula of right) {
    const more = { enableAutoScale: true, taskSlotsPerNode: 4, autoScaleFormula };
    const { title } = explain([busy('a', 1), busy('b', 1), busy('c', 1)], more);
    assert.match(title, /^Nothing is wrong/, autoScaleFormula);
  }
});
