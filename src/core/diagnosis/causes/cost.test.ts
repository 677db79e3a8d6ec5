import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CostEvidence, toCostSection } from './cost.ts';
import type { Failing } from './failing.ts';

const now = '2026-11-20T12:00:00Z';
const pool = { id: 'p', vmSize: 'standard_d8s_v3' };

const failedTask: Failing = {
  kind: 'task',
  resource: { kind: 'task', accountId: 'a', jobId: 'j', taskId: 't' },
  at: '2026-11-20T11:00:00Z',
  task: {
    id: 't',
    nodeInfo: { poolId: 'p', nodeId: 'n' },
    executionInfo: { startTime: '2026-11-20T08:00:00Z', endTime: '2026-11-20T11:00:00Z' },
  },
  job: undefined,
  pool,
};

const brokenNode = (state: 'starttaskfailed' | 'preempted' | 'unknown'): Failing => ({
  kind: 'node',
  resource: { kind: 'node', accountId: 'a', poolId: 'p', nodeId: 'n' },
  at: '2026-11-20T02:00:00Z',
  node: { id: 'n', state, stateTransitionTime: '2026-11-20T02:00:00Z' },
  pool,
});

const listTexts = (evidence: Partial<CostEvidence>) =>
  toCostSection({ failing: [], isComplete: true, now, ...evidence })?.items.map(({ text }) => text);

test('failures cost the duration of their attempts and the time for which nodes are held', () => {
  assert.deepEqual(listTexts({ failing: [failedTask, brokenNode('starttaskfailed')] }), [
    'Failed attempts: about 24 core-hours.',
    "Nodes that can't run tasks: about 80 core-hours so far.",
  ]);
});

test('earlier runs, whose times are unknown, are left out, and the section says so', () => {
  const again = (executionInfo: object): Failing => ({
    ...failedTask,
    task: { ...failedTask.task, executionInfo: { ...failedTask.task.executionInfo, ...executionInfo } },
  });
  const left = "Earlier runs of 1 failed task aren't included: Batch no longer has their times.";
  for (const count of [{ requeueCount: 2 }, { retryCount: 1 }])
    assert.deepEqual(listTexts({ failing: [again(count)] }), ['Failed attempts: at least 24 core-hours.', left]);
  const brief = { startTime: '2026-11-20T10:59:00Z' };
  assert.deepEqual(listTexts({ failing: [again({ ...brief, requeueCount: 2 })] }), [left]);
  assert.equal(listTexts({ failing: [again({ ...brief, retryCount: 2 })] }), undefined);
  assert.deepEqual(listTexts({ failing: [again({ ...brief, retryCount: 57 })] }), [left]);
});

test('if failures are incomplete, the cost is a minimum', () => {
  assert.deepEqual(listTexts({ failing: [failedTask], isComplete: false }), [
    'Failed attempts: at least 24 core-hours.',
  ]);
});

test('if all broken nodes are known, their cost is exact, even if tasks were not read', () => {
  assert.deepEqual(listTexts({ failing: [brokenNode('unknown')], isComplete: false, areNodesComplete: true }), [
    "Nodes that can't run tasks: about 80 core-hours so far.",
  ]);
});

test('idle nodes add to the cost, and nodes that are not listed may add more', () => {
  const nodes = [{ id: 'n', state: 'idle', stateTransitionTime: '2026-11-20T10:00:00Z' } as const];
  assert.deepEqual(listTexts({ idle: [{ nodes, pool, isComplete: false }] }), [
    'Nodes that have been idle for over an hour: at least 16 core-hours so far.',
  ]);
});

test('of the nodes of a pool, only idle nodes count as idle', () => {
  const nodes = (['starttaskfailed', 'unusable', 'running'] as const).map((state) => ({
    id: state,
    state,
    stateTransitionTime: '2026-11-20T02:00:00Z',
  }));
  assert.equal(listTexts({ idle: [{ nodes, pool, isComplete: true }] }), undefined);
});

test('costs that are zero, or unknown because a time is missing, are not shown', () => {
  assert.equal(listTexts({ failing: [brokenNode('preempted')] }), undefined);
  assert.equal(listTexts({ failing: [brokenNode('starttaskfailed')], now: undefined }), undefined);
});

test('nodes that were taken offline add to the cost, and nodes that are not listed may add more', () => {
  const nodes = [{ id: 'n', state: 'offline', stateTransitionTime: '2026-11-20T11:00:00Z' } as const];
  const costOf = (offline: number) => listTexts({ idle: [{ nodes, pool, isComplete: true, offline }] });
  assert.deepEqual(costOf(1), ['Nodes that are offline: about 8 core-hours so far.']);
  assert.deepEqual(costOf(2), ['Nodes that are offline: at least 8 core-hours so far.']);
});
