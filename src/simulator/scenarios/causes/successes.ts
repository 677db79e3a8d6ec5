import type { RunScript } from '../../executors/runScript.ts';
import type { WireObject } from '../../state/wire.ts';
import { inputFile, outputFile } from '../bodies.ts';
import { minuteMs, succeeded } from '../runs.ts';
import type { Scenario, TaskSeed } from '../scenario.ts';
import { completedTask, smallWorld } from './smallWorld.ts';

const ofNextflow: WireObject = {
  commandLine: "sh -c 'bash .command.run 2>&1 | tee .command.log'",
  resourceFiles: [
    inputFile('.command.run', 'work/3f/9c2a17/.command.run'),
    inputFile('.command.sh', 'work/3f/9c2a17/.command.sh'),
  ],
  outputFiles: [outputFile('.exitcode', 'work/3f/9c2a17'), outputFile('.command.log', 'work/3f/9c2a17')],
};

function leftByNextflow(name: string, exitCode: number): Record<string, string> {
  return {
    'wd/.exitcode': String(exitCode),
    'wd/.command.run': `#!/bin/bash\n### ---\n### name: '${name}'\n### outputs:\n### - '*.bam'\n### ---\nset -e\nset -u\n`,
  };
}

const callOfCromwell = 'cromwell-executions/genome/0d9a2b44-8a6f-4f0e-9f5e-6a9c1f0c7b21/call-sort/shard-2/execution';

const snakemakeFailed = `Building DAG of jobs...
Using shell: /usr/bin/bash
Provided cores: 2
Rules claiming more threads will be scaled down.
Job stats:
job      count
-----  -------
all          1
count        3
total        4

Select jobs to execute...

[Mon Nov 16 09:12:40 2026]
rule count:
    input: data/b.txt
    output: counts/b.tsv
    log: logs/count/b.log
    jobid: 2
    wildcards: sample=b

[Mon Nov 16 09:12:41 2026]
Error in rule count:
    jobid: 2
    input: data/b.txt
    output: counts/b.tsv
    log: logs/count/b.log (check log file(s) for error details)
    shell:
        python count.py data/b.txt > counts/b.tsv 2> logs/count/b.log
        (one of the commands exited with non-zero exit code; note that snakemake uses bash strict mode!)

Removing output files of failed job count since they might be corrupted:
counts/b.tsv
Shutting down, this might take some time.
Exiting because a job execution failed. Look above for error message
Complete log: .snakemake/log/2026-11-16T091239.snakemake.log
`;

const trainingFailed = `epoch 1: loss 0.81
epoch 2: loss 0.55
Traceback (most recent call last):
  File "/mnt/batch/tasks/workitems/job/job-1/train/wd/train.py", line 58, in <module>
    main()
  File "/mnt/batch/tasks/workitems/job/job-1/train/wd/train.py", line 51, in main
    save(model, args.out)
  File "/mnt/batch/tasks/workitems/job/job-1/train/wd/train.py", line 33, in save
    return store[model.key]
KeyError: 'resnet-18'
`;

const handledTrace = `WARNING: cache is cold
Traceback (most recent call last):
  File "/mnt/batch/tasks/workitems/job/job-1/fine-handled/wd/load.py", line 12, in read_cache
    return open(path).read()
FileNotFoundError: [Errno 2] No such file or directory: '/mnt/cache/index.json'
`;

const testsPassed = `test_empty (test_load.LoadTest.test_empty) ... Traceback (most recent call last):
  File "/mnt/batch/tasks/workitems/job/job-1/fine-tested/wd/test_load.py", line 9, in test_empty
    load('')
ValueError: no name
ok
test_row (test_load.LoadTest.test_row) ... ok

----------------------------------------------------------------------
Ran 2 tests in 0.004s

OK
`;

/** Creates a scenario with tasks that Batch counts as succeeded: some really failed, others only print warnings. */
export function makeFalseSuccess(): Scenario {
  let endedAgoMs = 0;
  // The first task is the newest.
  const task = (id: string, run: Omit<RunScript, 'durationMs' | 'exitCode'>, body: WireObject = {}): TaskSeed => {
    endedAgoMs += 2 * minuteMs;
    return completedTask(id, succeeded(minuteMs, run), { body, endedAgoMs });
  };
  return smallWorld(
    'false-success',
    'Batch counts all tasks as succeeded. Nextflow and Cromwell recorded that some of their steps failed, Snakemake says so in its last lines, a training run ended in an exception that a pipe hid, and a renderer wrote no frames. The other tasks are fine, whatever they complain about.',
    {
      job: {
        tasks: [
          task(
            'nf-3f9c2a17d0e84b56',
            {
              stdout:
                '[M::bwa_idx_load_from_disk] read 0 ALT contigs\n[E::bwa_idx_load_from_disk] fail to locate the index files\n',
              files: leftByNextflow('ALIGN (s1)', 1),
            },
            ofNextflow,
          ),
          task('train', { stdout: trainingFailed }, { commandLine: "bash -c 'python train.py 2>&1 | tee train.log'" }),
          task(
            'nf-88d1e0c25b7f4a93',
            { stdout: 'WARN: no read groups\nerror rate 0.02\n', files: leftByNextflow('ALIGN (s2)', 0) },
            ofNextflow,
          ),
          task('fine-handled', { stdout: 'index is built anew\n412 rows read\n', stderr: handledTrace }),
          task('render', { stdout: 'scene.blend loaded\n0 frames written\n' }),
          task(
            'genome-sort-2',
            {
              stderr: '[E::hts_open_format] Failed to open file "s2.bam" : No such file or directory\n',
              files: { [`wd/${callOfCromwell}/rc`]: '1\n' },
            },
            { commandLine: `/bin/bash ${callOfCromwell}/script` },
          ),
          task(
            'count-all',
            { stderr: snakemakeFailed },
            { commandLine: "bash -c 'snakemake --cores 2; cp -r counts ..'" },
          ),
          task('fine-retried', {
            stdout: 'attempt 2: 1204 rows fetched\n',
            stderr: 'curl: (56) Recv failure: Connection reset by peer\nattempt 1 failed, retrying\n',
          }),
          task('fine-tested', { stderr: testsPassed }),
          task('fine-tidied', {
            stdout: 'report written\n',
            stderr: "rm: cannot remove 'old.lock': No such file or directory\n",
          }),
        ],
      },
    },
  );
}
