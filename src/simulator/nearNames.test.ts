import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findNearNames } from './nearNames.ts';
import { operations } from './operations.ts';

const known = operations.map(({ id }) => id);

const meant: readonly (readonly [typed: string, name: string])[] = [
  ['TaskList', 'Task_List'],
  ['Task_Lst', 'Task_List'],
  ['task.reactivate', 'Task_Reactivate'],
  ['ListJobs', 'Job_List'],
  ['ComputeNode_Restart', 'ComputeNode_Start'],
];
for (const [typed, name] of meant) {
  test(`${typed} is closest to ${name}`, () => {
    const near = findNearNames(typed, known);
    assert.equal(near[0], name);
    assert.equal(near.length, 3);
  });
}

test('no name is close to a name with which it shares no letters', () => {
  for (const typed of ['', '?', 'zz', 'x'.repeat(100_000)]) assert.deepEqual(findNearNames(typed, known), []);
});
