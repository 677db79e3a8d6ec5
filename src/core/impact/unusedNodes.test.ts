import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ComputeNode, NodeState } from '../model/computeNode.ts';
import { findUnusedNodes, measureIdleSince } from './unusedNodes.ts';

const now = new Date('2026-11-20T12:00:00Z');
const pool = { id: 'p', vmSize: 'standard_d2s_v3' };
const at = (id: string, state: NodeState, hour: number): ComputeNode => ({
  id,
  state,
  stateTransitionTime: `2026-11-20T${String(hour).padStart(2, '0')}:00:00Z`,
});

const whole = (hours: number) => ({ hours, isComplete: true });

test('nodes without work are counted by state, with the time of the first and with their cores', () => {
  const nodes = [
    at('a', 'idle', 10),
    at('b', 'idle', 11),
    at('c', 'starttaskfailed', 8),
    at('d', 'starting', 9),
    at('e', 'running', 1),
    at('f', 'preempted', 1),
  ];
  const counts = { dedicated: { idle: 2, startTaskFailed: 1, starting: 1, running: 1, preempted: 1, total: 6 } };
  assert.deepEqual(findUnusedNodes(pool, counts, nodes, now), {
    pool,
    count: 4,
    byState: [
      { state: 'idle', count: 2, since: '2026-11-20T10:00:00Z', nodeIds: ['a', 'b'], coreHours: whole(2 * (2 + 1)) },
      { state: 'startTaskFailed', count: 1, since: '2026-11-20T08:00:00Z', nodeIds: ['c'], coreHours: whole(2 * 4) },
      { state: 'hung', count: 1, since: '2026-11-20T09:00:00Z', nodeIds: ['d'], coreHours: whole(2 * 3) },
    ],
    hourly: 8,
    coreHours: { hours: 2 * (2 + 1 + 4 + 3), isComplete: true },
    idle: nodes.slice(0, 2),
  });
});

test('the cost of idle nodes beside waiting tasks begins when both are there', () => {
  const nodes = [at('a', 'idle', 8), at('b', 'idle', 11)];
  const counts = { dedicated: { idle: 2, total: 2 } };
  const measure = (since: string, known = nodes) => {
    const unused = findUnusedNodes(pool, counts, known, now);
    return unused && measureIdleSince(unused, since, now);
  };
  assert.deepEqual(measure('2026-11-20T10:00:00Z'), whole(2 * (2 + 1)), 'a waits beside tasks for 2 h, b for 1 h');
  assert.deepEqual(measure('2026-11-20T07:00:00Z'), whole(2 * (4 + 1)), 'the tasks waited before');
  assert.deepEqual(measure('2026-11-20T11:30:00Z'), whole(2 * (0.5 + 0.5)));
  assert.deepEqual(measure('2026-11-20T10:00:00Z', nodes.slice(0, 1)), { hours: 4, isComplete: false });
});

test('a node whose time is unknown is not the first in its state', () => {
  const nodes: readonly ComputeNode[] = [{ id: 'x', state: 'idle' }, at('a', 'idle', 10)];
  const [idle] = findUnusedNodes(pool, { dedicated: { idle: 2, total: 2 } }, nodes, now)?.byState ?? [];
  assert.deepEqual(idle, {
    state: 'idle',
    count: 2,
    since: '2026-11-20T10:00:00Z',
    nodeIds: ['a', 'x'],
    coreHours: { hours: 4, isComplete: false },
  });
});

test('the cost of counted nodes that were not read is incomplete, and unknown cores are unknown', () => {
  const counts = { dedicated: { idle: 2, total: 2 } };
  const unread = findUnusedNodes(pool, counts, [], now);
  assert.deepEqual(unread?.byState, [
    { state: 'idle', count: 2, since: undefined, nodeIds: [], coreHours: { hours: 0, isComplete: false } },
  ]);
  assert.deepEqual([unread.hourly, unread.coreHours], [4, { hours: 0, isComplete: false }]);
  assert.equal(findUnusedNodes({ id: 'p', vmSize: 'of my own' }, counts, [], now)?.hourly, undefined);
  assert.equal(findUnusedNodes(pool, { dedicated: { running: 2, total: 2 } }, [], now), undefined);
});
