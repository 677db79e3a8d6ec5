import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findJobChange, findNodeChange, findPoolChange, findTaskChange } from './changedSince.ts';

const ended = (endTime: string) => ({ state: 'completed', executionInfo: { endTime } });
const first = '2026-11-20T09:00:00Z';

test('a task that was run again or has ended since is not the one that was shown', () => {
  assert.equal(findTaskChange(ended(first), ended('2026-11-20T09:00:00.000Z')), undefined);
  assert.match(findTaskChange(ended(first), ended('2026-11-20T09:05:00Z')) ?? '', /run again/);
  assert.match(findTaskChange(ended(first), { state: 'Active' }) ?? '', /run again/);
  assert.match(findTaskChange({ state: 'running' }, ended(first)) ?? '', /has ended/);
  assert.equal(findTaskChange({ state: 'active' }, { state: 'running' }), undefined);
  assert.equal(findTaskChange(undefined, ended(first)), undefined);
  assert.equal(findTaskChange(ended(first), undefined), undefined);
});

test('a node that recovered, or on which tasks would be interrupted that nobody was asked about, is left', () => {
  const find = (was: string, is: string, interrupts = true) =>
    findNodeChange({ state: was }, { state: is }, interrupts);
  assert.match(find('Unusable', 'Idle') ?? '', /recovered/);
  assert.match(find('starttaskfailed', 'running', false) ?? '', /recovered/);
  assert.match(find('idle', 'running') ?? '', /Tasks have started/);
  assert.equal(find('idle', 'running', false), undefined);
  assert.equal(find('running', 'running'), undefined);
  assert.equal(find('running', 'idle'), undefined);
  assert.equal(find('unusable', 'unusable'), undefined);
  assert.equal(findNodeChange(undefined, { state: 'idle' }, true), undefined);
});

test('a job that is another one, or starts tasks again, is left', () => {
  const job = { state: 'disabled', creationTime: first };
  assert.equal(findJobChange(job, { ...job }), undefined);
  assert.match(findJobChange(job, { ...job, state: 'Active' }) ?? '', /enabled since/);
  assert.match(findJobChange(job, { ...job, creationTime: '2026-11-20T09:05:00Z' }) ?? '', /created again/);
  assert.equal(findJobChange({ state: 'active' }, { state: 'terminating', creationTime: first }), undefined);
  assert.equal(findJobChange(undefined, job), undefined);
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
