import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TaskCounts } from '../../model/job.ts';
import type { Task } from '../../model/task.ts';
import { explainTask } from '../explainTask.ts';

const failed = (id: string, exitCode = 1): Task => ({
  id,
  state: 'completed',
  executionInfo: { result: 'failure', exitCode, failureInfo: { category: 'UserError', code: 'FailureExitCode' } },
});
const succeeded = (id: string): Task => ({
  id,
  state: 'completed',
  executionInfo: { result: 'success', exitCode: 0 },
});
const counted = (failed: number, succeeded: number): TaskCounts => ({
  active: 0,
  running: 0,
  completed: failed + succeeded,
  succeeded,
  failed,
});

function saidOfSiblings(siblings: readonly Task[], counts?: TaskCounts): string | undefined {
  const { evidence } = explainTask({ task: failed('t'), siblings, counts });
  return evidence.find(({ source }) => source === 'taskCounts')?.text;
}

test('tasks that failed in the same way are counted, and succeeded tasks as the service counts them', () => {
  const alike = [failed('a'), failed('b'), failed('c', 2)];
  assert.equal(
    saidOfSiblings(alike, counted(4, 41)),
    '2 other tasks in this job failed with the same exit code; 41 succeeded.',
  );
  assert.equal(
    saidOfSiblings([...alike, succeeded('d')]),
    '2 other tasks in this job failed with the same exit code; 1 succeeded.',
  );
});

test('the number of successes is omitted if it is unknown', () => {
  assert.equal(saidOfSiblings([failed('a')]), '1 other task in this job failed with the same exit code.');
});

test('failed tasks that were not read may also have failed in the same way', () => {
  assert.equal(
    saidOfSiblings([failed('a')], counted(100, 3)),
    'At least 1 of the other tasks in this job failed with the same exit code; 3 succeeded.',
  );
  assert.equal(saidOfSiblings([failed('a', 2)], counted(100, 3)), undefined);
  assert.equal(saidOfSiblings([], counted(1, 3)), 'No other task in this job failed with this exit code; 3 succeeded.');
});

test('tasks that failed with the same service code are counted together', () => {
  const missing: Task = {
    id: 't',
    state: 'completed',
    executionInfo: { result: 'failure', failureInfo: { category: 'UserError', code: 'BlobNotFound' } },
  };
  const { evidence } = explainTask({ task: missing, siblings: [{ ...missing, id: 'a' }, failed('b')] });
  assert.ok(evidence.some(({ text }) => text === '1 other task in this job failed with BlobNotFound.'));
});

test('for a partly known job, the number of compared tasks is shown', () => {
  const sized = (task: Task, size: number): Task => ({ ...task, commandLine: `train --batch-size ${size}` });
  const siblings = ['a', 'b', 'c'].flatMap((id) => [sized(failed(id), 512), sized(succeeded(`${id}-good`), 64)]);
  const explain = (counts: TaskCounts) =>
    explainTask({ task: sized(failed('t'), 512), siblings, counts }).evidence.map(({ text }) => text);
  const note = 'These numbers cover the 7 tasks that were compared, out of 1,000 that ended.';
  assert.ok(explain(counted(400, 600)).includes(note));
  assert.ok(!explain(counted(4, 3)).some((text) => text.startsWith('These numbers')));
});

test('malformed counts are ignored', () => {
  const counts = JSON.parse('{"succeeded": "many"}');
  assert.equal(saidOfSiblings([failed('a')], counts), '1 other task in this job failed with the same exit code.');
});

const task = {
  id: 'solve',
  state: 'completed',
  executionInfo: { exitCode: 1, result: 'failure' },
  multiInstanceSettings: { numberOfInstances: 3 },
};
const done = { state: 'completed', exitCode: 0, result: 'success' };

const listSubtasks = (subtasks: readonly object[]): readonly string[] =>
  explainTask({ task, subtasks: subtasks as [] })
    .evidence.filter(({ source }) => source === 'subtasks')
    .map(({ text }) => text);

test('an explanation of a multi-instance task names the failed instances', () => {
  assert.deepEqual(
    listSubtasks([
      { id: 1, ...done },
      { id: 2, state: 'completed', exitCode: 139, nodeInfo: { nodeId: 'tvm_2' } },
      { id: 3, state: 'completed', failureInfo: { code: 'CommandProgramNotFound' } },
    ]),
    ['2 of 3 subtasks failed: 2 (exit code 139, node tvm_2), 3 (CommandProgramNotFound).'],
  );
});

test('a subtask shows that its log is gone, and that its program never ran', () => {
  const subtask = { id: 2, exitCode: 9, nodeInfo: { nodeId: 'tvm_2' } };
  const gone = { kind: 'gone', why: 'The node is gone.' } as const;
  const multiInstanceSettings = { numberOfInstances: 3, coordinationCommandLine: './mount' };
  const unread = { 'stderr.txt': gone, 'stdout.txt': gone };
  const { cause, fixes, remedies } = explainTask({ task: { ...task, multiInstanceSettings }, subtask, unread });
  assert.match(cause, /^The coordination command failed in subtask 2 on node tvm_2 with exit code 9, so the program/);
  assert.match(cause, /Its logs are gone/);
  assert.match(fixes[0]?.text ?? '', /^What the coordination command wrote in subtask 2 is gone/);
  assert.ok(!remedies.includes('task.openStderr'), 'the logs of the primary show nothing');
});

test('subtasks that did not fail are not evidence, and malformed ones are skipped', () => {
  assert.deepEqual(listSubtasks([{ id: 1, ...done }, { id: 'x' }]), []);
});

test('tasks that failed despite exit code 0 are counted by the code of the service', () => {
  const notStored: Task = {
    id: 't',
    state: 'completed',
    executionInfo: {
      result: 'failure',
      exitCode: 0,
      failureInfo: { category: 'UserError', code: 'FileUploadAccessDenied' },
    },
  };
  const { evidence } = explainTask({ task: notStored, siblings: [{ ...notStored, id: 'a' }, succeeded('b')] });
  const said = evidence.find(({ source }) => source === 'taskCounts')?.text;
  assert.equal(said, '1 other task in this job failed with FileUploadAccessDenied; 1 succeeded.');
});

test('unlimited retries are mentioned', () => {
  const task = { ...failed('t'), constraints: { maxTaskRetryCount: -1 } };
  const retried = { ...task, executionInfo: { ...task.executionInfo, retryCount: 5 } };
  const saidOf = (given: Task) =>
    explainTask({ task: given }).evidence.find(({ source }) => source === 'retryCount')?.text;
  assert.equal(saidOf(retried), 'Retries: 5, with no limit (maxTaskRetryCount is -1).');
  assert.equal(saidOf(task), 'Retries: 0, with no limit (maxTaskRetryCount is -1).');
});
