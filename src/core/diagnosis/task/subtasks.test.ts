import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainTask } from '../explainTask.ts';

const task = {
  id: 'solve',
  state: 'completed',
  executionInfo: { exitCode: 1, result: 'failure' },
  multiInstanceSettings: { numberOfInstances: 3 },
};
const done = { state: 'completed', exitCode: 0, result: 'success' };

const told = (subtasks: readonly object[]): readonly string[] =>
  explainTask({ task, subtasks: subtasks as [] })
    .evidence.filter(({ source }) => source === 'subtasks')
    .map(({ text }) => text);

test('an explanation of a task of several instances names those that failed', () => {
  assert.deepEqual(
    told([
      { id: 1, ...done },
      { id: 2, state: 'completed', exitCode: 139, nodeInfo: { nodeId: 'tvm_2' } },
      { id: 3, state: 'completed', failureInfo: { code: 'CommandProgramNotFound' } },
    ]),
    ['2 of 3 subtasks failed: 2 (exit code 139, tvm_2), 3 (CommandProgramNotFound).'],
  );
});

test('subtasks that did not fail are not evidence, and what has no shape is left out', () => {
  assert.deepEqual(told([{ id: 1, ...done }, { id: 'x' }]), []);
});
