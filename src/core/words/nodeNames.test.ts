import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nameNodes, toNodeLabel, toNodeName, toNodeNames, toNodeNumber } from './nodeNames.ts';

const early = `tvmps_${'1a2b3c4d'.repeat(8)}_d`;
const late = `tvmps_${'ffee0011'.repeat(8)}_p`;
const names = toNodeNames([
  { id: late, allocationTime: '2026-11-20T09:00:00Z' },
  { id: early, allocationTime: '2026-11-20T08:00:00Z' },
  { id: 'n1' },
]);

test('nodes are numbered by allocation time, and other IDs stay', () => {
  assert.deepEqual(
    [early, late, 'n1'].map((id) => names.get(id)?.name),
    ['node 2', 'node 3', 'n1'],
  );
});

test('a node in a text is shown with its number and the start of its ID, in any language', () => {
  assert.equal(nameNodes(`It ran on node ${early}.`, names), 'It ran on node 2 (tvmps_1a2b3c4d…).');
  assert.equal(nameNodes(`Node ${late} is unusable`, names, true), 'Node 3 is unusable');
  assert.equal(nameNodes(`Le nœud ${early} est hors service`, names, true), 'Le nœud 2 est hors service');
  assert.equal(nameNodes(`On nodes ${early}, ${late}`, names, true), 'On nodes 2, 3');
});

test('a node that a text already names is not named twice', () => {
  const named = nameNodes(`Node ${early} was rebooted`, names);
  assert.equal(named, 'Node 2 (tvmps_1a2b3c4d…) was rebooted');
  assert.deepEqual([nameNodes(named, names), nameNodes(named, names, true)], [named, named]);
});

test('an ID that was already truncated is recognized by its start', () => {
  assert.equal(nameNodes('node tvmps_1a2b3c4d… failed', names, true), 'node 2 failed');
});

test('a node without a name keeps the start of its ID, and other text stays', () => {
  const gone = `tvm_${'0'.repeat(64)}`;
  assert.equal(nameNodes(`node ${gone} left`, names), 'node tvm_00000000… left');
  assert.equal(nameNodes('node n1 of tvmps_1a2b', names), 'node n1 of tvmps_1a2b');
});

test('a node that has a name is shown with that name and the start of its ID', () => {
  assert.equal(toNodeLabel(early, names), 'node 2 (tvmps_1a2b3c4d…)');
  assert.equal(toNodeLabel('n1', names), 'n1');
  assert.equal(toNodeNumber(early, names), '2 (tvmps_1a2b3c4d…)');
  assert.equal(toNodeNumber('n1', names), 'n1');
  assert.equal(toNodeLabel(early, new Map()), 'tvmps_1a2b3c4d…');
});

test('a node has its number if all nodes of its pool are known, and otherwise the start of its ID', () => {
  const items = [{ id: late, allocationTime: '2026-11-20T09:00:00Z' }];
  assert.equal(toNodeName(late, { items, hasMore: false }), 'node 1');
  assert.equal(toNodeName(late, { items, hasMore: true }), 'node tvmps_ffee0011…');
  assert.equal(toNodeName(early, { items, hasMore: false }), 'node tvmps_1a2b3c4d…');
  assert.equal(toNodeName('n1', { items: [], hasMore: true }), 'n1');
});
