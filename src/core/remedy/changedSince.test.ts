import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NodeState } from '../model/computeNode.ts';
import {
  findAutoscaleChange,
  findNodeChange,
  findOfflineChange,
  findPoolChange,
  findTaskChange,
} from './changedSince.ts';

const ended = (endTime: string) => ({ state: 'completed' as const, executionInfo: { endTime } });
const first = '2026-11-20T09:00:00Z';

test('a task that was run again or has ended since is not the one that was shown', () => {
  assert.equal(findTaskChange(ended(first), ended('2026-11-20T09:00:00.000Z')), undefined);
  assert.match(findTaskChange(ended(first), ended('2026-11-20T09:05:00Z')) ?? '', /run again/);
  assert.match(findTaskChange(ended(first), { state: 'active' }) ?? '', /run again/);
  assert.match(findTaskChange({ state: 'running' }, ended(first)) ?? '', /has ended/);
  assert.equal(findTaskChange({ state: 'active' }, { state: 'running' }), undefined);
  assert.equal(findTaskChange(undefined, ended(first)), undefined);
  assert.equal(findTaskChange(ended(first), undefined), undefined);
});

test('a node that recovered, or on which tasks would be interrupted that nobody was asked about, is left', () => {
  const find = (was: NodeState, is: NodeState, interrupts = true) =>
    findNodeChange({ state: was }, { state: is }, interrupts);
  assert.match(find('unusable', 'idle') ?? '', /recovered/);
  assert.match(find('starttaskfailed', 'running', false) ?? '', /recovered/);
  assert.match(find('idle', 'running') ?? '', /Tasks have started/);
  assert.equal(find('idle', 'running', false), undefined);
  assert.equal(find('running', 'running'), undefined);
  assert.equal(find('running', 'idle'), undefined);
  assert.equal(find('unusable', 'unusable'), undefined);
  assert.equal(findNodeChange(undefined, { state: 'idle' }, true), undefined);
});

test('a pool that is another one, or whose size someone has changed, is left; a formula changes sizes by itself', () => {
  const pool = { creationTime: first, enableAutoScale: false, targetDedicatedNodes: 4, targetLowPriorityNodes: 0 };
  assert.equal(findPoolChange(pool, { ...pool }), undefined);
  assert.match(findPoolChange(pool, { ...pool, targetDedicatedNodes: 8 }) ?? '', /resized since/);
  assert.match(findPoolChange(pool, { ...pool, enableAutoScale: true }) ?? '', /turned on/);
  assert.match(findPoolChange({ ...pool, enableAutoScale: true }, pool) ?? '', /turned off/);
  assert.match(findPoolChange(pool, { ...pool, creationTime: '2026-11-20T09:05:00Z' }) ?? '', /created again/);
  const scaled = { ...pool, enableAutoScale: true };
  assert.equal(findPoolChange(scaled, { ...scaled, targetDedicatedNodes: 8 }), undefined);
  assert.equal(findPoolChange({ targetDedicatedNodes: 4 }, { targetDedicatedNodes: 4 }), undefined);
});

test('a node is brought online only as long as it is the machine that was looked at, and is not broken', () => {
  const node = { state: 'offline', allocationTime: first } as const;
  const later = '2026-11-20T09:05:00Z';
  assert.equal(findOfflineChange(node, { ...node, state: 'idle' }), undefined);
  assert.match(findOfflineChange(node, { ...node, allocationTime: later }) ?? '', /another VM/);
  assert.match(findOfflineChange(node, { ...node, state: 'unusable' }) ?? '', /has failed since/);
  assert.equal(findOfflineChange({ state: 'unusable' }, { state: 'unusable' }), undefined);
  assert.equal(findOfflineChange(undefined, node), undefined);
});

test('a formula that someone else has changed is not replaced', () => {
  const pool = { creationTime: first, enableAutoScale: true, autoScaleFormula: '$TargetDedicatedNodes = 1;' };
  assert.equal(findAutoscaleChange(pool, { ...pool }), undefined);
  assert.match(findAutoscaleChange(pool, { ...pool, autoScaleFormula: '0' }) ?? '', /formula/);
  assert.match(findAutoscaleChange(pool, { ...pool, enableAutoScale: false }) ?? '', /turned off/);
});
