import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MemoryMemento } from '../../../test/fakes/memoryMemento.ts';
import type { NodeResource } from '../../core/model/resource.ts';
import { findVitalSigns, rememberVitalSigns } from './vitalSigns.ts';

const toNode = (nodeId: string): NodeResource => ({ kind: 'node', accountId: 'a', poolId: 'p', nodeId });
const said = (nodeId: string, text: string) => ({
  accountId: 'a',
  poolId: 'p',
  nodeId,
  at: '2026-01-01T10:00:00Z',
  text,
});

test('the latest values of a limited number of nodes are remembered', async () => {
  const memory = new MemoryMemento();
  assert.equal(findVitalSigns(memory, toNode('n')), undefined);
  await rememberVitalSigns(memory, [said('n', 'before'), said('other', 'fine')]);
  await rememberVitalSigns(memory, [said('n', 'now')]);
  assert.equal(findVitalSigns(memory, toNode('n'))?.text, 'now');
  assert.equal(findVitalSigns(memory, toNode('other'))?.text, 'fine');
  await rememberVitalSigns(
    memory,
    Array.from({ length: 100 }, (_, index) => said(`n${index}`, 'full')),
  );
  assert.equal(findVitalSigns(memory, toNode('n')), undefined);
  assert.equal(findVitalSigns(memory, toNode('n99'))?.text, 'full');
});
