import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Task } from '../../model/task.ts';
import { clusterFailures } from '../clusterFailures.ts';
import { explainTask } from '../explainTask.ts';

const failure = { result: 'failure', exitCode: 1, failureInfo: { category: 'UserError', code: 'FailureExitCode' } };

function explain(changes: Partial<Task>, stdout = '', jobId = 'j') {
  const task = { id: 't', state: 'completed', executionInfo: failure, ...changes };
  return explainTask({ task, job: { id: jobId }, stdout, stderr: '' });
}

function stepOf(...evidence: Parameters<typeof explain>): string | undefined {
  return explain(...evidence).evidence.find(({ source }) => source === 'workflow' || source === 'frames')?.text;
}

test('a process of Nextflow is named with its tag', () => {
  const commandLine = "bash -o pipefail -c 'bash .command.run 2>&1 | tee .command.log'";
  assert.equal(
    stepOf({ commandLine }, '# NEXTFLOW TASK: RNASEQ:ALIGN (sample_7)\n'),
    'Nextflow process RNASEQ:ALIGN (sample_7)',
  );
  assert.equal(stepOf({ commandLine, displayName: 'ALIGN (sample_7)' }), 'Nextflow process ALIGN (sample_7)');
  assert.equal(stepOf({ commandLine }, '', 'job-5f9b5d2a9c1e4f33-ALIGN'), 'Nextflow process ALIGN');
  assert.equal(stepOf({}, "Error executing process > 'ALIGN (sample_7)'\n"), 'Nextflow process ALIGN (sample_7)');
  assert.equal(stepOf({ displayName: 'ALIGN (sample_7)' }), undefined);
});

test('a rule of Snakemake is named with its wildcards, a call of Cromwell with its shard', () => {
  const said = 'Building DAG of jobs...\nrule align:\n    input: a.fq\n    wildcards: sample=a\n';
  assert.equal(stepOf({ commandLine: 'snakemake -s Snakefile' }, said), 'Snakemake rule align (sample=a)');
  assert.equal(stepOf({ commandLine: "snakemake --allowed-rules 'sort' --cores 2" }), 'Snakemake rule sort');
  const execution = '/cromwell-executions/main/0b1c/call-Align/shard-3/execution/script';
  assert.equal(stepOf({ commandLine: `/bin/bash -c "${execution}"` }), 'Cromwell call Align, shard 3');
  assert.equal(stepOf({}, 'rule align:\n'), undefined);
});

test('frames are recognized in options, variables, names, and IDs', () => {
  assert.equal(stepOf({ commandLine: 'blender -b a.blend -s 120 -e 164 -a' }), 'Frames 120–164');
  assert.equal(stepOf({ commandLine: 'render --frames 7-9 a.ma' }), 'Frames 7–9');
  const environmentSettings = [
    { name: 'FRAME_START', value: '1' },
    { name: 'FRAME_END', value: '1' },
  ];
  assert.equal(stepOf({ environmentSettings }), 'Frame 1');
  assert.equal(stepOf({ displayName: 'Frames 120-164' }), 'Frames 120–164');
  assert.equal(stepOf({ id: 'frames-0120-0164' }), 'Frames 120–164');
  for (const id of ['frame-0001', 'frames-9-3', 'task-1-2']) assert.equal(stepOf({ id }), undefined, id);
});

test('a cause names the step and the frames of its tasks', () => {
  const cluster = (first: Partial<Task>, second: Partial<Task>, log: (index: number) => string) => {
    const failures = [first, second].map((changes, index) => {
      const explanation = explain({ id: `t${index}`, ...changes }, log(index));
      return { accountId: 'a', jobId: 'j', taskId: `t${index}`, at: '2026-11-20T09:00:00Z', explanation, message: '' };
    });
    return clusterFailures(failures);
  };
  const [frames] = cluster(
    { displayName: 'frames 120-140' },
    { displayName: 'frames 141-164' },
    () => 'ValueError: bad\n',
  );
  assert.match(frames?.why ?? '', /, frames 120–164, /);
  const tagged = (index: number) => `NEXTFLOW TASK: ALIGN (s${index})\nValueError: bad\n`;
  assert.match(cluster({}, {}, tagged)[0]?.why ?? '', /, all of Nextflow process ALIGN, /);
});
