import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findWorkspaceFile, toWorkspaceFileIndex } from './workspaceFile.ts';

function find(files: readonly string[], path: string): string | undefined {
  return findWorkspaceFile(toWorkspaceFileIndex(files.map((file) => [file, file] as const)), path);
}

const workingDirectory = '/mnt/batch/tasks/workitems/train/job-1/task-1/wd';

test('a relative path is resolved to the file that the task ran in its working directory', () => {
  assert.equal(find(['src/train.py', 'README.md'], `${workingDirectory}/train.py`), 'src/train.py');
  assert.equal(find(['train.py'], './train.py'), 'train.py');
  assert.equal(find(['train.py'], 'file:///app/train.py'), 'train.py');
});

test('a file is found by its whole workspace path below any folder of the node', () => {
  assert.equal(find(['render/scene.py'], '/opt/app/render/scene.py'), 'render/scene.py');
  assert.equal(find(['render/scene.py'], '/usr/src/app/render/scene.py'), 'render/scene.py');
});

test('Windows paths are compared without case and with either slash', () => {
  assert.equal(find(['App/Main.cs'], 'C:\\batch\\tasks\\workitems\\j\\job-1\\t\\wd\\app\\main.cs'), 'App/Main.cs');
  assert.equal(find(['App/Main.cs'], '/srv/app/main.cs'), undefined);
});

test('the file that shares more of the path is preferred', () => {
  assert.equal(find(['train.py', 'models/train.py'], `${workingDirectory}/models/train.py`), 'models/train.py');
});

test('no file is found if several files match equally well', () => {
  assert.equal(find(['a/train.py', 'b/train.py'], `${workingDirectory}/train.py`), undefined);
});

test('no file is found if the folders in the path contradict the only file of that name', () => {
  assert.equal(find(['tools/train.py'], '/opt/other/train.py'), undefined);
});

test("A9-24 no file is found for paths that are not the user's", () => {
  const files = ['passwd', 'decoder.py', 'share/train.py', 'train.py', 'index.js', 'system32/x.dll'];
  for (const path of [
    '/etc/passwd',
    '/usr/lib/python3.11/json/decoder.py',
    '\\\\host\\share\\train.py',
    '//host/share/train.py',
    'smb://host/share/train.py',
    'https://host/share/train.py',
    '../../train.py',
    `${workingDirectory}/../train.py`,
    '/opt/venv/lib/python3/site-packages/train.py',
    '/app/node_modules/x/index.js',
    'C:\\Windows\\system32\\x.dll',
    '',
    '/',
  ]) {
    assert.equal(find(files, path), undefined, path);
  }
});

test('a name that occurs in every folder costs no more than any other', () => {
  const count = 20_000;
  const paths = Array.from({ length: count }, (_, number) => `package${number}/__init__.py`);
  const index = toWorkspaceFileIndex(paths.map((path) => [path, path] as const));
  const looked: string[] = [];
  const counting = {
    ...index,
    byTail: {
      ...index.byTail,
      get(tail: string) {
        const found = index.byTail.get(tail);
        looked.push(...(found ?? []).map(({ file }) => file));
        return found;
      },
    },
  };
  assert.equal(findWorkspaceFile(counting, `${workingDirectory}/package7/__init__.py`), 'package7/__init__.py');
  assert.deepEqual(looked, ['package7/__init__.py']);
});
