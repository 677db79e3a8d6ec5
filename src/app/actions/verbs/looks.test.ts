import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ComputeNode } from '../../../core/model/computeNode.ts';
import { readNode } from '../../../core/model/computeNodeShape.ts';
import { settleReboot } from '../../../core/remedy/nodeRestart.ts';
import { lookAt } from './looks.ts';

const resource = { kind: 'node', accountId: 'a', poolId: 'p', nodeId: 'n' } as const;
const sent = { sentAt: '2026-11-20T09:00:00Z' };
const now: ComputeNode = { id: 'n', state: 'idle', lastBootTime: '2026-11-20T09:02:00Z' };

test('A9-16 what was written down of a thing by somebody else is judged as far as it has its shape', async () => {
  const damaged = { state: null, lastBootTime: 7, stateTransitionTime: {}, errors: [null], schedulingState: 'enabled' };
  const look = await lookAt(readNode, { resource, before: damaged }, sent, Promise.resolve(now));
  assert.deepEqual(look.before, { id: '', schedulingState: 'enabled', errors: [] });
  assert.equal(typeof settleReboot(look).outcome, 'string');
});

test('a thing that was not written down is looked at all the same', async () => {
  const look = await lookAt(readNode, { resource }, sent, Promise.resolve(now));
  assert.deepEqual(look, { now, sentAt: sent.sentAt });
});
