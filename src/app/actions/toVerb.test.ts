import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ComputeNode } from '../../core/model/computeNode.ts';
import { settleReboot } from '../../core/remedy/nodeRestart.ts';
import type { BatchService } from '../../service/ports.ts';
import { nodeNoun } from './node/nodes.ts';
import { lookAgain } from './toVerb.ts';

const resource = { kind: 'node', accountId: 'a', poolId: 'p', nodeId: 'n' } as const;
const sent = { sentAt: '2026-11-20T09:00:00Z' };
const now: ComputeNode = { id: 'n', state: 'idle', lastBootTime: '2026-11-20T09:02:00Z' };

const noun = { ...nodeNoun, get: () => Promise.resolve(now) };
const services = { getService: () => Promise.resolve({} as BatchService) };

test('A9-16 what was written down of a thing by another version is judged as far as it has its shape', async () => {
  const damaged = { state: null, lastBootTime: 7, stateTransitionTime: {}, errors: [null], schedulingState: 'enabled' };
  const look = await lookAgain(noun, services, { resource, before: damaged }, sent);
  assert.deepEqual(look.before, { id: '', schedulingState: 'enabled', errors: [] });
  assert.equal(typeof settleReboot(look).outcome, 'string');
});

test('a thing that was not written down is looked at all the same', async () => {
  const look = await lookAgain(noun, services, { resource }, sent);
  assert.deepEqual(look, { now, sentAt: sent.sentAt });
});
