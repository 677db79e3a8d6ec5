import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NodeFile } from '../model/nodeFile.ts';
import type { Task } from '../model/task.ts';
import { listLostFiles } from './lostFiles.ts';

const file = (name: string, contentLength = 10): NodeFile => ({
  name,
  isDirectory: false,
  properties: { contentLength },
});
const listNames = (task: Partial<Task>, ...files: readonly NodeFile[]): readonly string[] =>
  listLostFiles({ executionInfo: { exitCode: 1 }, ...task }, files).map(({ name }) => name);
const send = (filePattern: string, uploadCondition: string) => ({
  filePattern,
  destination: { container: { containerUrl: 'https://contoso.blob.core.windows.net/out' } },
  uploadOptions: { uploadCondition },
});

test('what a program has written to wd is lost, the largest first, its logs are not', () => {
  const files = [
    file('stdout.txt'),
    file('wd/small.csv', 5),
    file('wd\\parts\\large.bin', 7000),
    { name: 'wd/parts', isDirectory: true },
  ];
  assert.deepEqual(listLostFiles({}, files), [
    { name: 'parts\\large.bin', bytes: 7000 },
    { name: 'small.csv', bytes: 5 },
  ]);
});

test('what was put there for the program is not lost, since it is put there again', () => {
  assert.deepEqual(listNames({ resourceFiles: [{ filePath: 'in.csv' }] }, file('wd/in.csv'), file('wd/out.csv')), [
    'out.csv',
  ]);
});

test('what an output file sent when the task failed is not lost, what it sends on success is', () => {
  const files = [file('wd/a.log'), file('wd/a.exr'), file('wd/a.tmp')];
  const outputFiles = [send('**/*.log', 'taskCompletion'), send('*.exr', 'TaskFailure'), send('*.tmp', 'taskSuccess')];
  assert.deepEqual(listNames({ outputFiles }, ...files), ['a.tmp']);
});

test('where sending is what failed, it is not known what was sent', () => {
  const failureInfo = { category: 'UserError', code: 'FileUploadContainerNotFound' } as const;
  const outputFiles = [send('*.exr', 'taskCompletion')];
  assert.deepEqual(listNames({ outputFiles, executionInfo: { exitCode: 1, failureInfo } }, file('wd/a.exr')), [
    'a.exr',
  ]);
});
