import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mayAnswer } from '../connect/reachability.ts';
import type { ComputeNode } from '../model/computeNode.ts';
import { knownStates } from '../model/states.ts';
import { explainNode } from './explainNode.ts';

const failedStartTask: Partial<ComputeNode> = {
  startTaskInfo: { state: 'completed', exitCode: 127, result: 'failure', retryCount: 0 },
};
const failing: Partial<ComputeNode> = { totalTasksRun: 20, totalTasksSucceeded: 0 };

function remediesOf(node: ComputeNode, agent: string): readonly string[] {
  const pool = { id: 'p', virtualMachineConfiguration: { nodeAgentSKUId: agent } };
  return explainNode({ node, pool }).remedies.filter((remedy) => /connectSsh|openRdp/.test(remedy));
}

test('logging in is offered only in states in which the command does not refuse it, and as the system knows it', () => {
  const offered = new Set<string>();
  for (const state of knownStates('node')) {
    for (const more of [{}, failedStartTask, failing]) {
      const node = { id: 'n', state, ...more };
      const [onLinux, onWindows] = ['ubuntu 22.04', 'windows amd64'].map((os) => remediesOf(node, `batch.node.${os}`));
      if (onLinux?.length) offered.add(state);
      assert.deepEqual(onLinux, onLinux?.length ? ['node.connectSsh'] : [], state);
      assert.deepEqual(onWindows, onLinux?.length ? ['node.openRdp'] : [], state);
    }
  }
  // Who examines a node takes it offline first; a start task that failed is looked into where it ran.
  for (const state of ['offline', 'starttaskfailed', 'waitingforstarttask', 'idle'])
    assert.ok(offered.has(state), state);
  for (const state of offered) assert.ok(mayAnswer({ state }), state);
});
