import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Task } from '../model/task.ts';
import { findEngineFiles, findWorkDirectory } from './engineFiles.ts';

const nextflow: Task = {
  id: 'nf-1',
  commandLine: "sh -c 'bash .command.run 2>&1 | tee .command.log'",
  resourceFiles: [{ httpUrl: 'https://a.example/.command.run', filePath: '.command.run' }],
};
const call = 'cromwell-executions/genome/0d9a2b44-8a6f-4f0e-9f5e-6a9c1f0c7b21/call-sort/shard-2/execution';

test('the files of a workflow engine are found in the folder where its task runs', () => {
  const ofNextflow = {
    engine: 'Nextflow',
    script: 'wd/.command.run',
    exit: 'wd/.exitcode',
    header: 'wd/.command.run',
    logs: { 'stderr.txt': 'wd/.command.err', 'stdout.txt': 'wd/.command.log' },
  };
  assert.deepEqual(findEngineFiles(nextflow), ofNextflow);
  assert.deepEqual(findEngineFiles({ commandLine: 'bash .command.run' }), ofNextflow);
  const ofCromwell = {
    engine: 'Cromwell',
    script: `wd/${call}/script`,
    exit: `wd/${call}/rc`,
    logs: { 'stderr.txt': `wd/${call}/stderr`, 'stdout.txt': `wd/${call}/stdout` },
  };
  for (const path of [call, `./${call}`, `$AZ_BATCH_TASK_WORKING_DIR/${call}`, `/mnt/batch/tasks/w/j/t/wd/${call}`])
    assert.deepEqual(findEngineFiles({ commandLine: `/bin/bash ${path}/script` }), ofCromwell);
  const outputFiles = [
    { filePattern: `${call}/rc`, destination: {}, uploadOptions: { uploadCondition: 'taskcompletion' } },
  ];
  assert.deepEqual(findEngineFiles({ commandLine: './run', outputFiles }), ofCromwell);
});

test('tasks without an engine have no such files, nor do tasks whose engine stores its files elsewhere', () => {
  for (const commandLine of [
    undefined,
    'python solve.py --log my.command.run.txt',
    'fusion bash /fusion/az/work/3f/9c/.command.run',
    `/bin/bash /cromwell/${call}/script`,
    `/bin/bash $HOME/${call}/script`,
  ])
    assert.equal(findEngineFiles({ ...(commandLine === undefined ? {} : { commandLine }) }), undefined);
});

const signature = 'sv=2022-11-02&sr=c&sp=rl&sig=c2VjcmV0';

test('the work directory is the folder of the script, with the signature of its address', () => {
  const from = (httpUrl: string, filePath = '.command.run') =>
    findWorkDirectory({
      ...nextflow,
      resourceFiles: [
        { httpUrl: 'https://a.example/other', filePath: 'x' },
        { httpUrl, filePath },
      ],
    });
  const found = from(`https://contoso.blob.core.windows.net/work/run%201/3f/9c0d/.command.run?${signature}`);
  assert.equal(found?.containerUrl, `https://contoso.blob.core.windows.net/work?${signature}`);
  assert.equal(found?.blobPrefix, 'run 1/3f/9c0d/');
  assert.deepEqual(found?.toBlobs('wd/.command.err'), ['run 1/3f/9c0d/.command.err']);
  assert.equal(found?.toPath('run 1/3f/9c0d/out/a.csv'), 'wd/out/a.csv');
  for (const path of ['stderr.txt', 'wd/', 'startup/x']) assert.deepEqual(found?.toBlobs(path), []);
  assert.equal(found?.toPath('run 1/3f/9c0d1/a'), undefined);
  const local = from(`http://127.0.0.1:10000/account/work/3f/.command.run?${signature}`);
  assert.equal(local?.containerUrl, `http://127.0.0.1:10000/account/work?${signature}`);
  for (const address of [
    'no address',
    'https://contoso.blob.core.windows.net/.command.run',
    'https://a.example/work/other.sh',
    'https://a.example/work/%E0/.command.run',
  ])
    assert.equal(from(address), undefined, address);
  assert.equal(findWorkDirectory({ commandLine: 'bash .command.run' }), undefined);
});
