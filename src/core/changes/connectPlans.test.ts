import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NodeState } from '../model/computeNode.ts';
import type { Pool } from '../model/pool.ts';
import { knownStates } from '../model/states.ts';
import { planRunCommand } from './connectPlans.ts';

const toPool = (nodeAgentSKUId: string): Pool => ({ id: 'p', virtualMachineConfiguration: { nodeAgentSKUId } });

test('a command runs on any Linux node that has a VM, and other nodes are refused with the reason', () => {
  const possible = knownStates('node').filter(
    (state) => planRunCommand({ id: 'n', state }, toPool('batch.node.ubuntu 22.04')).possible,
  );
  for (const state of ['idle', 'running', 'offline', 'starttaskfailed', 'unusable'] as const)
    assert.ok(possible.includes(state), state);
  for (const state of ['creating', 'preempted', 'deallocated'] as const) {
    const verdict = planRunCommand({ id: 'n', state }, toPool('batch.node.ubuntu 22.04'));
    assert.match(verdict.possible ? '' : verdict.reason, /no VM to respond/);
  }
  const toTemporary = (state: NodeState, hasOwn: boolean) =>
    planRunCommand({ id: 'n', state }, toPool('batch.node.ubuntu 22.04'), 'temporary', hasOwn).possible;
  assert.deepEqual(
    (['idle', 'running', 'offline', 'starttaskfailed'] as const).map((state) => [
      toTemporary(state, false),
      toTemporary(state, true),
    ]),
    [
      [true, true],
      [true, true],
      [false, true],
      [false, true],
    ],
  );
  const verdict = planRunCommand({ id: 'n', state: 'idle' }, toPool('batch.node.windows amd64'));
  assert.match(verdict.possible ? '' : verdict.reason, /run Windows/);
});
