import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Task } from '../../model/task.ts';
import { explainTask } from '../explainTask.ts';

function failed(code: string, changes: Partial<Task>, detail?: string): Task {
  const details = detail === undefined ? [] : [{ name: 'Message', value: detail }];
  return {
    id: 't',
    state: 'completed',
    executionInfo: { result: 'failure', failureInfo: { category: 'UserError', code, details } },
    ...changes,
  };
}

test('the suggested command depends on the command line', () => {
  const fixOf = (commandLine: string, changes: Partial<Task> = {}) =>
    explainTask({ task: failed('CommandProgramNotFound', { commandLine, ...changes }), os: 'linux' }).fixes[0]?.text;
  assert.equal(fixOf('cd a && ./run.sh'), 'Wrap the command in a shell: `/bin/bash -c "…"`.');
  assert.match(fixOf('cmd /c run.bat') ?? '', /for Linux/);
  assert.match(fixOf('blender -b a.blend') ?? '', /^Install blender in the start task/);
  assert.match(fixOf('./run.sh', { resourceFiles: [{ filePath: 'other.sh', httpUrl: 'x' }] }) ?? '', /^Add run\.sh to/);
});

test('the reason why a program could not be launched is read from the detail', () => {
  const ofDetail = (detail: string) =>
    explainTask({ task: failed('CommandLaunchFailed', { commandLine: './run.sh' }, detail) });
  assert.equal(ofDetail('Exec format error').category, 'dependency-version');
  assert.equal(ofDetail('Permission denied').category, 'permission');
  assert.match(ofDetail('Exec format error').cause, /The reason given: “Exec format error/);
  assert.doesNotMatch(ofDetail('Exec format error').cause, /is not there/);
});

test('a demand that the pool can never meet is named', () => {
  const pool = { id: 'p', taskSlotsPerNode: 4, targetDedicatedNodes: 2 };
  const slots = explainTask({ task: failed('TaskSchedulingConstraintFailed', { requiredSlots: 8 }), pool });
  assert.equal(slots.title, "t could not start: nodes don't have enough task slots");
  assert.deepEqual(slots.remedies, ['task.resubmit']);
  const multiInstanceSettings = { numberOfInstances: 4, coordinationCommandLine: 'x' };
  const nodes = explainTask({ task: failed('TaskSchedulingConstraintFailed', { multiInstanceSettings }), pool });
  assert.match(nodes.cause, /It runs on 4 nodes at once, and the pool's target is 2\./);
  assert.match(explainTask({ task: failed('TaskSchedulingConstraintFailed', {}), pool }).title, /can never run/);
});

test('a user that the pool does not have is named', () => {
  for (const userAccounts of [undefined, [], [{ name: 'other' }]]) {
    const pool = { id: 'p', ...(userAccounts === undefined ? {} : { userAccounts }) };
    const task = failed('TaskSchedulingConstraintFailed', { userIdentity: { username: 'trainer' } });
    const { title, fixes } = explainTask({ task, pool });
    assert.equal(title, 't could not start: the pool has no user trainer');
    assert.match(fixes[0]?.text ?? '', /`autoUser`.*trainer/);
  }
  const known = failed('TaskSchedulingConstraintFailed', { userIdentity: { username: 'Trainer' } });
  assert.match(explainTask({ task: known, pool: { id: 'p', userAccounts: [{ name: 'trainer' }] } }).title, /never run/);
});

test("the service's reason for a constraint takes precedence over the usual ones", () => {
  for (const reason of [
    'The certificate referenced by the task is not installed on the node',
    'The task requires a node with a mounted file system',
    'The requested node no longer exists',
  ]) {
    const { title, fixes, confidence } = explainTask({
      task: failed('TaskSchedulingConstraintFailed', {}, reason),
      pool: { id: 'p' },
    });
    assert.ok(title.toLowerCase().endsWith(reason.toLowerCase()), title);
    assert.doesNotMatch(fixes[0]?.text ?? '', /requiredSlots/);
    assert.equal(confidence, 'likely');
  }
});

test('an application package is named', () => {
  const task = failed('ApplicationPackageError', {
    applicationPackageReferences: [{ applicationId: 'b', version: '4' }],
  });
  assert.equal(
    explainTask({ task }).title,
    "t could not start: its application package b#4 couldn't be deployed to the node",
  );
});

test('a retry helps if the node or its files were at fault, and a corrected definition if the command line was', () => {
  const remediesOf = (commandLine: string) =>
    explainTask({ task: failed('CommandProgramNotFound', { commandLine }), os: 'linux' }).remedies;
  assert.deepEqual(remediesOf('cd a && ./run.sh'), ['task.resubmit']);
  assert.ok(remediesOf('blender -b a.blend').includes('task.retry'));
});

test('for a package that was downloaded but not unpacked, no step searches storage', () => {
  const task = (said: string) =>
    failed(
      'ApplicationPackageError',
      { applicationPackageReferences: [{ applicationId: 'solver', version: '2' }] },
      said,
    );
  for (const said of [
    'Resource Unzip failed',
    'Failed to extract archive: bad CRC',
    'unpacking failed: path too long',
    'The specified path, file name, or both are too long. The fully qualified file name must be less than 260 characters',
    'End of Central Directory record could not be found.',
  ]) {
    const { title, fixes } = explainTask({ task: task(said) });
    assert.match(title, /couldn't be unpacked/, said);
    assert.match(fixes[0]?.text ?? '', /^Check the archive solver#2/, said);
  }
  for (const said of ['download failed: 403', 'The package does not exist', 'extracted 12 files'])
    assert.doesNotMatch(explainTask({ task: task(said) }).title, /unpacked/, said);
});

test('an error without a reason may be temporary, and is not certain', () => {
  for (const code of ['BlobDownloadMiscError', 'ResourceContainerListMiscError'])
    assert.notEqual(explainTask({ task: failed(code, {}) }).confidence, 'certain', code);
  for (const code of ['BlobNotFound', 'ResourceContainerNotFound'])
    assert.equal(explainTask({ task: failed(code, {}) }).confidence, 'certain', code);
});
