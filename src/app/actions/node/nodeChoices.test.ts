import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ComputeNode } from '../../../core/model/computeNode.ts';
import { listNodeChoices } from './nodeChoices.ts';

const toShown = (nodes: readonly ComputeNode[]): readonly string[] =>
  listNodeChoices(nodes, 'All').map((choice) => `${choice.label}: ${choice.nodes.map(({ id }) => id).join()}`);

test('nodes with problems are offered first, and all nodes last', () => {
  assert.deepEqual(
    toShown([
      { id: 'a', state: 'idle' },
      { id: 'b', state: 'unusable' },
      { id: 'c', state: 'starttaskfailed' },
      { id: 'd', state: 'idle', schedulingState: 'disabled' },
      { id: 'e', state: 'running', errors: [{ code: 'DiskFull' }] },
      { id: 'f', state: 'rebooting' },
      { id: 'g' },
    ]),
    [
      'Need attention: b,c,e',
      'Unusable: b',
      'Start tasks failed: c',
      'Running: e',
      'Idle: a,d',
      'Offline: d',
      'All: a,b,c,d,e,f,g',
    ],
  );
});

test('a choice with the same nodes is not offered twice, and a choice without nodes is not offered', () => {
  assert.deepEqual(toShown([{ id: 'a', state: 'unusable' }]), ['Unusable: a', 'All: a']);
  assert.deepEqual(toShown([]), []);
});
