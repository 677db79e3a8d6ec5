import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ComputeNode, NodeState } from '../model/computeNode.ts';
import { describeOtherNodes, judgeRestart, listRestartChoices } from './startTaskPlan.ts';

function node(id: string, state: NodeState, more: Partial<ComputeNode> = {}): ComputeNode {
  return { id, state, ...more };
}

const failed = node('f', 'starttaskfailed');
const idle = node('i', 'idle');
const running = node('r', 'running', { runningTasksCount: 2 });
const unusable = node('u', 'unusable');

function list(...nodes: readonly ComputeNode[]): readonly string[] {
  return listRestartChoices(nodes).map(({ id, nodes: chosen }) => `${id} ${chosen.map((one) => one.id).join(' ')}`);
}

test('each choice includes more nodes than the previous one, and a final choice includes none', () => {
  assert.deepEqual(list(failed, idle, running, unusable), ['failed f', 'idle f i', 'all f i r', 'none ']);
  assert.deepEqual(list(failed, unusable), ['failed f', 'none ']);
  assert.deepEqual(list(idle), ['idle i', 'none ']);
  assert.deepEqual(list(running), ['all r', 'none ']);
  assert.deepEqual(list(), ['none ']);
});

test('nodes that keep the old start task are counted, and so are nodes that cannot be rebooted', () => {
  const said = describeOtherNodes([failed, idle, running, unusable], [failed]).join(' ');
  assert.match(said, /join the pool from now on run the new start task/);
  assert.match(said, /2 nodes keep the old start task/);
  assert.match(said, /1 node can't be reliably rebooted in its state \(unusable\)/);
  assert.equal(describeOtherNodes([failed], [failed]).length, 1);
});

const before = node('f', 'starttaskfailed', {
  lastBootTime: '2026-11-20T08:00:00Z',
  startTaskInfo: { state: 'completed', startTime: '2026-11-20T08:01:00Z', result: 'failure' },
});
const startTime = '2026-11-20T09:01:00Z';

test('a node is back when it works after a new run of its start task', () => {
  const judge = (state: NodeState, startTaskInfo: ComputeNode['startTaskInfo']) =>
    judgeRestart(before, { ...before, state, ...(startTaskInfo === undefined ? {} : { startTaskInfo }) });
  assert.equal(judge('starttaskfailed', before.startTaskInfo), 'underway');
  assert.equal(judge('rebooting', before.startTaskInfo), 'underway');
  assert.equal(judge('waitingforstarttask', { state: 'running', startTime }), 'underway');
  assert.equal(judge('idle', { state: 'running', startTime }), 'underway');
  assert.equal(judge('idle', { state: 'completed', startTime, result: 'success' }), 'back');
  assert.equal(judge('starttaskfailed', { state: 'completed', startTime, result: 'failure' }), 'failed');
  assert.equal(judge('idle', { state: 'completed', startTime, result: 'failure' }), 'failed');
  assert.equal(judge('unusable', before.startTaskInfo), 'lost');
  assert.equal(judgeRestart(before, undefined), 'lost');
});
