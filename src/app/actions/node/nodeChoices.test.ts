import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ComputeNode } from '../../../core/model/computeNode.ts';
import { listNodeChoices } from './nodeChoices.ts';

const toShown = (nodes: readonly ComputeNode[]): readonly string[] =>
  listNodeChoices(nodes, 'All').map((choice) => `${choice.label}: ${choice.nodes.map(({ id }) => id).join()}`);

test('nodes are chosen by what is wrong with them first, and all of them last', () => {
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

test('those that need attention are not said twice, and nothing is offered of none', () => {
  assert.deepEqual(toShown([{ id: 'a', state: 'unusable' }]), ['Unusable: a', 'All: a']);
  assert.deepEqual(toShown([]), []);
});
