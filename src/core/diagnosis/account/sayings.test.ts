import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ExplainedFailure } from '../causes/causes.ts';
import { explainTask } from '../explainTask.ts';
import { describeSayings } from './sayings.ts';

function toFailure(taskId: string, known: ExplainedFailure['known'], file: string): ExplainedFailure {
  const task = { id: taskId, state: 'completed' } as const;
  const resource = { kind: 'task', accountId: 'a', jobId: 'j', taskId } as const;
  const explanation = { ...explainTask({ task }), title: `${taskId} failed: ${file} is missing`, evidence: [] };
  return {
    failing: { kind: 'task', resource, at: undefined, task, job: undefined, pool: undefined },
    explanation,
    known,
  };
}

test('unread failures are counted if the messages of the read ones differ', () => {
  const read = ['1', '2'].map((name) => toFailure(`frame-${name}`, 'log', `input-${name}.exr`));
  const others = ['3', '4', '5'].map((name) => toFailure(`frame-${name}`, 'unread', 'a file'));
  const listTexts = (failures: readonly ExplainedFailure[]) => describeSayings(failures).map(({ text }) => text);
  assert.deepEqual(listTexts([...read, ...others]), [
    "They don't all say the same thing:",
    '1 × input-1.exr is missing (frame-1)',
    '1 × input-2.exr is missing (frame-2)',
    "3 more weren't checked.",
  ]);
  assert.equal(listTexts(read).length, 3);
});
