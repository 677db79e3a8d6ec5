import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settleReboot } from '../../../core/changes/nodeRestart.ts';
import type { ComputeNode } from '../../../core/model/computeNode.ts';
import type { BatchService } from '../../../service/ports.ts';
import { nodeNoun } from '../node/nodes.ts';
import { lookAgain } from './toVerb.ts';

const resource = { kind: 'node', accountId: 'a', poolId: 'p', nodeId: 'n' } as const;
const sent = { sentAt: '2026-11-20T09:00:00Z' };
const now: ComputeNode = { id: 'n', state: 'idle', lastBootTime: '2026-11-20T09:02:00Z' };

const noun = { ...nodeNoun, get: () => Promise.resolve(now) };
const services = { getService: () => Promise.resolve({} as BatchService) };

test('A9-16 the valid parts of an item saved by another version are used', async () => {
  const damaged = { state: null, lastBootTime: 7, stateTransitionTime: {}, errors: [null], schedulingState: 'enabled' };
  const look = await lookAgain(noun, services, { resource, before: damaged }, sent);
  assert.deepEqual(look.before, { id: '', schedulingState: 'enabled', errors: [] });
  assert.equal(typeof settleReboot(look).outcome, 'string');
});

test('an item that was not saved is still read', async () => {
  const look = await lookAgain(noun, services, { resource }, sent);
  assert.deepEqual(look, { now, sentAt: sent.sentAt });
});
