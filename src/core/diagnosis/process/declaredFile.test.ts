import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ResourceFile } from '../../model/common.ts';
import type { Task } from '../../model/task.ts';
import { explainNode } from '../explainNode.ts';
import { explainTask } from '../explainTask.ts';
import { describeDeclared } from './declaredEvidence.ts';
import { findDeclaredFile, toDeclaredPath } from './declaredFile.ts';

const file = (filePath: string): ResourceFile => ({
  httpUrl: `https://a.blob.core.windows.net/c/${filePath}`,
  filePath,
});

test('a path in the working directory is recognized on Linux and Windows, and no other path is', () => {
  assert.equal(toDeclaredPath('weights.pt'), 'weights.pt');
  assert.equal(toDeclaredPath('./data/in.csv'), 'data/in.csv');
  assert.equal(toDeclaredPath('/mnt/batch/tasks/workitems/j/job-1/t/wd/data/in.csv'), 'data/in.csv');
  assert.equal(toDeclaredPath('D:\\batch\\tasks\\workitems\\j\\job-1\\t\\wd\\in.csv'), 'in.csv');
  for (const elsewhere of [
    '/data/in.csv',
    'C:\\data\\in.csv',
    '../in.csv',
    '~/in.csv',
    '*.exr',
    '$INPUT',
    'https://a/b',
    'out/',
  ])
    assert.equal(toDeclaredPath(elsewhere), undefined, elsewhere);
});

test('the declared file that is most similar to the missing one is found, with the difference', () => {
  const find = (path: string, ...declared: string[]) => {
    const found = findDeclaredFile(path, declared.map(file));
    return found === undefined ? undefined : `${found.likeness} ${found.path} ${found.index}`;
  };
  assert.equal(find('in.csv', 'a.csv', 'in.csv'), 'same in.csv 1');
  assert.equal(find('in.csv', './in.csv'), 'same ./in.csv 0');
  assert.equal(find('Input.csv', 'input.csv'), 'case input.csv 0');
  assert.equal(find('data/in.csv', 'in.csv'), 'folder in.csv 0');
  assert.equal(find('in.csv', 'data\\in.csv'), 'folder data\\in.csv 0');
  assert.equal(find('scene.jpg', 'scene.jpeg'), 'extension scene.jpeg 0');
  assert.equal(find('wieghts.pt', 'train.py', 'weights.pt'), 'spelling weights.pt 1');
  assert.equal(find('weights.pt', 'train.py', 'dataset.py'), undefined);
  assert.equal(find('part-2.csv', 'part-1.csv'), undefined, 'a number is no misspelling');
  assert.equal(find('Makefile', 'Makefile.old.txt'), undefined);
});

function explainMissing(name: string, resourceFiles: Task['resourceFiles'], os: 'linux' | 'windows' = 'linux') {
  const task: Task = {
    id: 't',
    state: 'completed',
    ...(resourceFiles === undefined ? {} : { resourceFiles }),
    nodeInfo: { poolId: 'p', nodeId: 'n' },
    executionInfo: { exitCode: 1, result: 'failure' },
  };
  const stderr = `Traceback (most recent call last):\n  File "t.py", line 1, in <module>\nFileNotFoundError: [Errno 2] No such file or directory: '${name}'\n`;
  const { evidence, fixes } = explainTask({ task, stderr, stdout: '', os });
  return { said: evidence.filter(({ source }) => source === 'resourceFiles').map(({ text }) => text), fixes };
}

test('if no resource file provides a missing file, the declared files are shown', () => {
  const { said, fixes } = explainMissing('weights.pt', [file('train.py'), file('dataset.py')]);
  assert.deepEqual(said, ['2 resource files are declared: train.py, dataset.py. None is weights.pt.']);
  assert.match(fixes[0]?.text ?? '', /^Add weights\.pt to the resource files,/);
  assert.deepEqual(fixes[0]?.property, ['resourceFiles']);
  assert.deepEqual(explainMissing('weights.pt', []).said, ['No resource files are declared.']);
});

test('a missing file that is declared under a very similar name is described with that name', () => {
  const { said, fixes } = explainMissing('Input.csv', [file('run.py'), file('input.csv')]);
  assert.equal(said[1], 'input.csv differs from Input.csv in letter case, which matters on Linux.');
  assert.match(fixes[0]?.text ?? '', /^Did you mean input\.csv\?/);
  assert.deepEqual(fixes[0]?.property, ['resourceFiles', 1, 'filePath']);
});

test('a program of the task is compared with its files, and a system program is not', () => {
  const say = (subject: string) =>
    describeDeclared([file('Run.sh')], 'linux', { category: 'missing-program', subject })?.evidence.map(
      ({ text }) => text,
    );
  assert.deepEqual(say('./run.sh')?.[0], 'Only resource file Run.sh is declared, not run.sh.');
  assert.equal(say('git'), undefined);
  assert.equal(say('run.sh'), undefined);
  assert.equal(say('/usr/bin/git'), undefined);
  for (const [declared, subject] of [
    ['scripts\\\\run.bat', 'run.bat'],
    ['bin/solve', 'solve'],
    ['a/b/fit.exe', 'fit.exe'],
  ] as const) {
    const found = describeDeclared([file(declared)], 'windows', { category: 'missing-program', subject });
    assert.match(found?.fixes[0]?.text ?? '', /^Did you mean /, subject);
  }
});

test('a start task is compared with its own resource files', () => {
  const node = { id: 'n', state: 'starttaskfailed', startTaskInfo: { exitCode: 1, result: 'failure' } };
  const pool = { id: 'p', startTask: { commandLine: 'bash prepare.sh', resourceFiles: [file('Prepare.sh')] } };
  const stderr = 'bash: /mnt/batch/tasks/startup/wd/prepare.sh: No such file or directory\n';
  const { evidence, fixes } = explainNode({ node, pool, stderr, stdout: '' });
  assert.ok(evidence.some(({ text }) => text === 'Only resource file Prepare.sh is declared, not prepare.sh.'));
  const fix = fixes.find(({ text }) => text.startsWith('Did you mean Prepare.sh?'));
  assert.deepEqual(fix?.property, ['startTask', 'resourceFiles', 0, 'filePath']);
});

test('a missing file that is declared was expected in a folder other than the working directory', () => {
  const { said, fixes } = explainMissing('in.csv', [file('in.csv')]);
  assert.match(said.join(), /^in\.csv is a declared resource file, so Batch put it in the working directory/);
  assert.match(fixes[0]?.text ?? '', /AZ_BATCH_TASK_WORKING_DIR/);
  assert.match(
    explainMissing('IN.csv', [file('in.csv')], 'windows').said.join(),
    /^in\.csv is a declared resource file, so/,
  );
});

test('nothing is claimed that the definition does not show', () => {
  assert.deepEqual(explainMissing('weights.pt', undefined).said, [], 'a task without its definition');
  assert.deepEqual(explainMissing('/data/weights.pt', [file('train.py')]).said, [], 'a file elsewhere on the node');
  const container = { storageContainerUrl: 'https://a.blob.core.windows.net/models?sig=PLANTED' };
  const { said } = explainMissing('/data/weights.pt', [file('train.py'), container]);
  assert.deepEqual(said, []);
});

test('a missing file that can come from a container should be uploaded there, without changing the definition', () => {
  const container = { storageContainerUrl: 'https://a.blob.core.windows.net/models?sig=PLANTED' };
  const { said, fixes } = explainMissing('weights.pt', [file('train.py'), container]);
  assert.match(
    said.join(),
    /^No resource file is declared as weights\.pt\. Others come from a whole container, whose contents are unknown: models\.$/,
  );
  assert.match(
    fixes[0]?.text ?? '',
    /^Check whether weights\.pt is in container models now, and upload it if not: Batch copies what the container/,
  );
  assert.deepEqual(fixes[0]?.property, ['resourceFiles', 1, 'storageContainerUrl']);
  assert.doesNotMatch(JSON.stringify([said, fixes]), /PLANTED/);
  const auto = explainMissing('models/weights.pt', [{ autoStorageContainerName: 'data', blobPrefix: 'models/' }]);
  assert.match(auto.fixes[0]?.text ?? '', /^Check whether models\/weights\.pt is in container data /);
  const elsewhere = explainMissing('weights.pt', [{ ...container, filePath: 'models' }]);
  assert.doesNotMatch(JSON.stringify(elsewhere.fixes), /Upload/);
  const several = explainMissing('weights.pt', [container, { autoStorageContainerName: 'data' }]);
  assert.match(several.said.join(), /Others come from whole containers, whose contents are unknown: models, data\.$/);
  assert.doesNotMatch(JSON.stringify(several.fixes), /Upload/);
});

const models = 'https://a.blob.core.windows.net/models';

/** Explains a task without weights from a container; another task that got them by their own address started at `other`. */
function explainWithout(other: string, from = `${models}/weights.pt`) {
  const run = (startTime: string) => ({ startTime, endTime: '2026-11-20T12:00:00Z' });
  const task: Task = {
    id: 't',
    state: 'completed',
    resourceFiles: [{ storageContainerUrl: models }],
    executionInfo: { ...run('2026-11-20T10:00:00Z'), exitCode: 1, result: 'failure' },
  };
  const sibling: Task = {
    id: 'good',
    state: 'completed',
    resourceFiles: [{ httpUrl: from, filePath: 'weights.pt' }],
    executionInfo: { ...run(other), exitCode: 0, result: 'success' },
  };
  const stderr =
    'Traceback (most recent call last):\n  File "t.py", line 1, in <module>\nFileNotFoundError: [Errno 2] No such file or directory: \'weights.pt\'\n';
  return explainTask({ task, siblings: [sibling], stderr, stdout: '', os: 'linux' });
}

test('a container that had the missing file for an earlier task is checked, with when it had it', () => {
  const { fixes, evidence } = explainWithout('2026-11-20T09:00:00Z');
  assert.match(fixes[0]?.text ?? '', /^Check whether weights\.pt is in container models now/);
  assert.ok(evidence.some(({ text }) => /^Task good got weights\.pt from container models at .*09:00 UTC/.test(text)));
});

test('a container that had the missing file for a later task leads to a retry', () => {
  const { fixes, change, evidence } = explainWithout('2026-11-20T11:00:00Z');
  assert.deepEqual([fixes.length, change], [1, 'nothing']);
  assert.match(fixes[0]?.text ?? '', /^Retry the task: weights\.pt was in container models at .*11:00 UTC/);
  assert.deepEqual(fixes[0]?.remedies, ['task.retry']);
  assert.ok(evidence.some(({ text }) => text.startsWith('Task good got weights.pt')));
});

test('the same name from another container shows nothing about this one', () => {
  const { evidence } = explainWithout('2026-11-20T11:00:00Z', 'https://a.blob.core.windows.net/other/weights.pt');
  assert.ok(!evidence.some(({ text }) => text.startsWith('Task good got')));
});

test('a later task with the same program and the same container leads to a retry, and another program does not', () => {
  const run = (id: string, startTime: string, exitCode: number, commandLine: string): Task => ({
    id,
    state: 'completed',
    commandLine,
    resourceFiles: [{ storageContainerUrl: models }],
    executionInfo: {
      startTime,
      endTime: '2026-11-20T12:00:00Z',
      exitCode,
      result: exitCode === 0 ? 'success' : 'failure',
    },
  });
  const explain = (commandLine: string) =>
    explainTask({
      task: run('t', '2026-11-20T10:00:00Z', 1, 'python3 train.py --shard 1'),
      siblings: [run('good', '2026-11-20T11:00:00Z', 0, commandLine)],
      stderr:
        "Traceback (most recent call last):\nFileNotFoundError: [Errno 2] No such file or directory: 'weights.pt'\n",
      stdout: '',
      os: 'linux',
    });
  const { fixes, change } = explain('python3 train.py --shard 2');
  assert.match(fixes[0]?.text ?? '', /^Retry the task: good, which runs the same program .* at .*11:00 UTC, and/);
  assert.equal(change, 'nothing');
  assert.match(explain('python3 merge.py').fixes[0]?.text ?? '', /^Check whether weights\.pt is in container models/);
});
