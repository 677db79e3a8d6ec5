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

test('files that a program wrote to wd are lost, the largest first, and its logs are not', () => {
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

test('input files are not counted as lost, since they are downloaded again', () => {
  assert.deepEqual(listNames({ resourceFiles: [{ filePath: 'in.csv' }] }, file('wd/in.csv'), file('wd/out.csv')), [
    'out.csv',
  ]);
});

test('output files uploaded on failure are not lost, and those uploaded on success are', () => {
  const files = [file('wd/a.log'), file('wd/a.exr'), file('wd/a.tmp')];
  const outputFiles = [send('**/*.log', 'taskCompletion'), send('*.exr', 'TaskFailure'), send('*.tmp', 'taskSuccess')];
  assert.deepEqual(listNames({ outputFiles }, ...files), ['a.tmp']);
});

test('if the upload failed, output files count as lost', () => {
  const failureInfo = { category: 'UserError', code: 'FileUploadContainerNotFound' } as const;
  const outputFiles = [send('*.exr', 'taskCompletion')];
  assert.deepEqual(listNames({ outputFiles, executionInfo: { exitCode: 1, failureInfo } }, file('wd/a.exr')), [
    'a.exr',
  ]);
});
