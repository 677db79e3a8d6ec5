import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isLongIdle } from '../../../../core/impact/longIdle.ts';
import type { NodeState } from '../../../../core/model/computeNode.ts';
import { findEarliest, findLatest, findShortSince } from './poolRow.ts';

const now = new Date('2026-11-20T10:00:00Z');
const before = '2026-11-20T08:59:59Z';
const lately = '2026-11-20T09:00:01Z';

test('a node counts as long idle after an hour, and only while it has no work', () => {
  const idles = (state: NodeState, stateTransitionTime?: string) =>
    isLongIdle({ id: 'n', state, ...(stateTransitionTime === undefined ? {} : { stateTransitionTime }) }, now);
  assert.deepEqual(
    [idles('idle', before), idles('idle', lately), idles('running', before), idles('idle')],
    [true, false, false, false],
  );
});

test('a pool has lacked nodes for a long time after an hour in its allocation state', () => {
  const short = { id: 'p', targetDedicatedNodes: 4, currentDedicatedNodes: 1 };
  assert.equal(findShortSince({ ...short, allocationStateTransitionTime: before }, now), before);
  assert.equal(findShortSince({ ...short, allocationStateTransitionTime: lately }, now), undefined);
  assert.equal(
    findShortSince({ ...short, currentDedicatedNodes: 4, allocationStateTransitionTime: before }, now),
    undefined,
  );
  assert.equal(findShortSince(short, now), undefined);
});

test('times are compared as points in time, not as text', () => {
  const nodes = [lately, before, '2026-11-20T10:00:00+02:00'].map((stateTransitionTime, index) => ({
    id: String(index),
    stateTransitionTime,
  }));
  assert.equal(findEarliest(nodes), '2026-11-20T10:00:00+02:00');
  assert.equal(findLatest(nodes), lately);
  assert.equal(findEarliest([{ id: 'n' }]), undefined);
});
