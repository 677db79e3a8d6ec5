import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Task } from '../../model/task.ts';
import { findEngineEnd } from './engines.ts';

const nextflow: Task = {
  id: 'nf-1',
  commandLine: "sh -c 'bash .command.run 2>&1 | tee .command.log'",
  resourceFiles: [{ httpUrl: 'https://a.example/.command.run', filePath: '.command.run' }],
};
test('the exit code that an engine wrote to a file is used if it is complete', () => {
  const read = (exit: string) => findEngineEnd({ task: nextflow, engineTexts: { 'wd/.exitcode': exit } });
  assert.deepEqual(read('1'), { engine: 'Nextflow', hasFailed: true, exit: { code: 1, path: 'wd/.exitcode' } });
  assert.equal(read('137\n')?.exit?.code, 137);
  assert.equal(read('0\n')?.hasFailed, false);
  for (const damaged of ['', 'x', '-1', '1 1', '1234567']) assert.equal(read(damaged), undefined, damaged);
  assert.equal(findEngineEnd({ task: nextflow }), undefined);
});

test('for engines without such a file, their last words are used', () => {
  const find = (stderr: string) => findEngineEnd({ task: { id: 't' }, stderr });
  const rule = 'Error in rule count:\n    jobid: 2\n\n';
  const last = 'Shutting down, this might take some time.\nExiting because a job execution failed. Look above\n';
  assert.deepEqual(find(rule + last)?.said, { file: 'stderr.txt', line: 1, text: 'Error in rule count:' });
  assert.equal(find(last)?.engine, 'Snakemake');
  assert.equal(find(`${rule}Trying to restart job 2.\nFinished job 2.\n4 of 4 steps (100%) done\n`), undefined);
  const process = "ERROR ~ Error executing process > 'ALIGN (s1)'\n\nCaused by:\n  exit status (1)\n\n";
  assert.equal(find(`${process} -- Check '.nextflow.log' file for details\n`)?.engine, 'Nextflow');
  assert.equal(find(" -- Check '.nextflow.log' file for details\n"), undefined);
  assert.equal(find("[info] workflow finished with status 'Failed'.\n")?.engine, 'Cromwell');
});
