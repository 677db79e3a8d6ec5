import assert from 'node:assert/strict';
import { test } from 'node:test';
import { otherWord } from '../../../test/builders/otherWord.ts';
import { readAs } from './shape.ts';
import { toShownState, toTaskGroup } from './task.ts';
import { readTask } from './taskShape.ts';

test('a completed task is in the group of its result, and judged by its exit code if the result is unknown', () => {
  const groupOf = (executionInfo: object) =>
    toTaskGroup(readAs(readTask, { id: 't', state: 'Completed', executionInfo }).value ?? {});
  assert.equal(groupOf({ result: 'Failure' }), 'failed');
  assert.equal(groupOf({ result: 'success', exitCode: 1 }), 'succeeded');
  assert.equal(groupOf({ exitCode: 0 }), 'succeeded');
  assert.equal(groupOf({ result: 'Hibernated', exitCode: 1 }), 'failed');
  assert.equal(groupOf({ result: 'Hibernated', exitCode: 0 }), 'succeeded');
});

test('a task in a state of a newer service is in no group, and shows its state', () => {
  const later = { state: otherWord('Hibernating') };
  assert.deepEqual([toTaskGroup(later), toShownState(later)], [undefined, 'Hibernating']);
  assert.equal(toShownState({ state: 'completed', executionInfo: { result: 'failure' } }), 'failed');
});
