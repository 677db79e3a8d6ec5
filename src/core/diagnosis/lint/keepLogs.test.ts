import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepLogs, type LogUpload, listDefinedUploads, listLosingLogs } from './keepLogs.ts';

const upload: LogUpload = {
  container: { containerUrl: 'https://contoso.blob.core.windows.net/logs?sig=x', path: 'frames' },
  uploadCondition: 'taskfailure',
};
const file = (pattern: string, uploadCondition: string) => ({
  filePattern: pattern,
  destination: { container: { containerUrl: 'https://contoso.blob.core.windows.net/results' } },
  uploadOptions: { uploadCondition },
});
const task = (id: string, ...outputFiles: readonly unknown[]) => ({ id, commandLine: './run', outputFiles });

test('a task that uploads both logs on failure already keeps its logs', () => {
  for (const [files, isLost] of [
    [[], true],
    [[file('**/*.csv', 'taskcompletion')], true],
    [[file('../std*.txt', 'tasksuccess')], true],
    [[file('../stderr.txt', 'taskfailure')], true],
    [[file('../std*.txt', 'taskfailure')], false],
    [[file('../stderr.txt', 'taskfailure'), file('$AZ_BATCH_TASK_DIR/stdout.txt', 'taskcompletion')], false],
  ] as const)
    assert.deepEqual(listLosingLogs(JSON.stringify(task('a', ...files))), isLost ? ['a'] : [], JSON.stringify(files));
});

test('a text that defines no task loses no logs', () => {
  for (const text of [
    '{ "id": "p", "vmSize": "standard_d2s_v3", "targetDedicatedNodes": 1 }',
    '{ "a": 1 }',
    '{ "id": ',
    '',
  ])
    assert.deepEqual(listLosingLogs(text), []);
});

test('the upload is added to the uploads of the task, whose comments stay, and adding it again changes nothing', () => {
  const text = `[
  // the first frame
  {
    "id": "frame-1",
    "commandLine": "./run",
    "outputFiles": [
      ${JSON.stringify(file('*.exr', 'tasksuccess'))}
    ]
  },
  { "id": "frame-2", "commandLine": "./run" }
]`;
  const kept = keepLogs(text, upload);
  assert.match(kept, /\/\/ the first frame/);
  assert.deepEqual(listLosingLogs(kept), []);
  assert.equal(keepLogs(kept, upload), kept);
  const uploads = listDefinedUploads(kept);
  assert.deepEqual(
    uploads.map(({ filePattern, destination }) => [filePattern, destination.container?.path]),
    [
      ['*.exr', undefined],
      ['../std*.txt', 'frames/frame-1'],
      ['../std*.txt', 'frames/frame-2'],
    ],
  );
});

test('a property that is not a list is replaced, even if it is empty', () => {
  for (const own of ['null', '{}', '"x"'])
    assert.deepEqual(listLosingLogs(keepLogs(`{ "id": "a", "commandLine": "x", "outputFiles": ${own} }`, upload)), []);
});
