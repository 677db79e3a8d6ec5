import assert from 'node:assert/strict';
import { test } from 'node:test';
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

test('the autoscale formula is what keeps idle nodes of a pool that has one', () => {
  const [fix] = explain([idle('a', '2026-11-20T06:00:00Z')], { enableAutoScale: true }).fixes;
  assert.match(fix?.text ?? '', /correct the autoscale formula/);
});

test('nodes that have just become idle are no finding', () => {
  assert.match(explain([idle('a', '2026-11-20T11:30:00Z')]).title, /^Nothing is wrong/);
});
