import assert from 'node:assert/strict';
import { test } from 'node:test';
import { snapshot } from '../../../test/builders/snapshot.ts';
import type { ComputeNode } from '../../core/model/computeNode.ts';
import { findLostNode, findSeenNodes } from './seenNodes.ts';

const scope = { kind: 'nodes', poolId: 'gpu' } as const;
const node = { id: 'n', state: 'idle', stateTransitionTime: '2026-11-20T08:30:00Z' } as const;
/** Loaded at 09:00. */
const loaded = snapshot().with(scope, [node]);
const counts = { poolId: 'gpu', dedicated: { idle: 1, total: 1 } };

test('the loaded nodes of a pool are used until the counts of the pool change, not forever', () => {
  assert.equal(findSeenNodes(snapshot().build(), 'gpu'), undefined);
  assert.equal(findSeenNodes(loaded.build(), 'gpu')?.until.toISOString(), '2026-11-20T09:00:00.000Z');
  const counted = loaded.withNodeCounts(counts, { countedAt: '2026-11-20T09:20:00Z' }).build();
  assert.deepEqual(findSeenNodes(counted, 'gpu')?.items, [node]);
  assert.equal(findSeenNodes(counted, 'gpu')?.until.toISOString(), '2026-11-20T09:20:00.000Z');
});

test('loaded nodes are not used after the counts of their pool changed, or if the counts are refused', () => {
  const moved = { movedAt: '2026-11-20T09:10:00Z', countedAt: '2026-11-20T09:20:00Z' };
  assert.equal(findSeenNodes(loaded.withNodeCounts(counts, moved).build(), 'gpu'), undefined);
  const before = { ...moved, movedAt: '2026-11-20T08:59:00Z' };
  assert.deepEqual(findSeenNodes(loaded.withNodeCounts(counts, before).build(), 'gpu')?.items, [node]);
  const refused = loaded.withoutNodeCounts({ code: 'Forbidden', message: 'no' }).build();
  assert.equal(findSeenNodes(refused, 'gpu'), undefined);
});

test('a task has lost its node if the node was seen without its machine after the task ended', () => {
  const taken = { ...node, state: 'preempted' } as const;
  const lose = (endTime: string, one: ComputeNode = taken) =>
    findLostNode(snapshot().with(scope, [one]).build(), {
      nodeInfo: { poolId: 'gpu', nodeId: 'n' },
      executionInfo: { endTime },
    })?.id;
  assert.equal(lose('2026-11-20T08:29:00Z'), 'n');
  assert.equal(lose('2026-11-20T09:01:00Z'), undefined, 'the machine came back, and may be there');
  assert.equal(lose('2026-11-20T08:29:00Z', node), undefined);
  assert.equal(lose('2026-11-20T08:29:00Z', { ...taken, id: 'other' }), undefined);
  assert.equal(findLostNode(snapshot().build(), {}), undefined);
});
