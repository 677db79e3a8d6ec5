import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Pool } from '../../model/pool.ts';
import type { Task } from '../../model/task.ts';
import { explainTask } from '../explainTask.ts';
import { judgeSuccess } from './judgeSuccess.ts';

const done: Task = { id: 't', state: 'completed', executionInfo: { exitCode: 0, result: 'success' } };
const trace = 'Traceback (most recent call last):\n  File "a.py", line 1, in <module>\nKeyError: 3\n';
const nextflow: Task = { ...done, commandLine: "sh -c 'bash .command.run 2>&1 | tee .command.log'" };
const left = { 'wd/.exitcode': '1', 'wd/.command.run': "#!/bin/bash\n### ---\n### name: 'ALIGN (s1)'\n" };

test('the absence of failures is certain only if both logs were read', () => {
  const read = explainTask({ task: done, stdout: 'ok\n', stderr: '' });
  assert.deepEqual([read.confidence, read.title], ['certain', 't succeeded']);
  for (const logs of [{}, { stdout: 'ok\n' }, { stderr: '' }]) {
    const { confidence, cause } = explainTask({ task: done, ...logs });
    assert.equal(confidence, 'likely');
    assert.doesNotMatch(cause, /nothing/i);
  }
});

test('a task without output files is said to upload nothing, unless its files may leave the node in another way', () => {
  const pool: Pool = { id: 'p' };
  const task: Task = { ...done, commandLine: "/bin/bash -c './convert in.xml out.pdf'" };
  const steps = (changes: Partial<Task>, of: Pool = pool) =>
    explainTask({ task: { ...task, ...changes }, pool: of, stdout: 'ok\n', stderr: '' }).fixes.map(({ text }) => text);
  const says = (texts: readonly string[]) => texts.some((text) => text.includes('Batch uploads nothing'));
  for (const commandLine of [task.commandLine, 'cmd /c report.exe', 'python3 train.py --out model.pt'])
    assert.ok(says(steps({ commandLine: commandLine ?? '' })), commandLine);
  for (const commandLine of [
    "/bin/bash -c './render && azcopy copy out.png $TARGET'",
    'python3 push.py https://contoso.blob.core.windows.net/out',
    "/bin/bash -c 'cp out.csv $AZ_BATCH_NODE_SHARED_DIR'",
  ])
    assert.ok(!says(steps({ commandLine })), commandLine);
  const outputFiles = [
    {
      filePattern: '*.pdf',
      destination: { container: { containerUrl: 'https://contoso.blob.core.windows.net/out' } },
      uploadOptions: { uploadCondition: 'taskcompletion' },
    },
  ];
  assert.ok(!says(steps({ outputFiles })));
  assert.ok(!says(steps({}, { ...pool, mountConfiguration: [{}] })));
  assert.ok(!says(steps({ ...nextflow })));
});

test('nothing is claimed about logs if the command line hides failures', () => {
  const hidden = { ...done, commandLine: "/bin/bash -c 'python3 fit.py || true'" };
  const { cause } = explainTask({ task: hidden, stdout: 'ok\n', stderr: '' });
  assert.doesNotMatch(cause, /Nothing in the last lines of its logs/);
});

test('a handled error at the end of a log is mentioned, instead of calling the logs clean', () => {
  const stderr = [
    'Traceback (most recent call last):',
    '  File "/app/fetch.py", line 9, in load',
    '    return cache[key]',
    "KeyError: 'frame-7'",
  ].join('\n');
  const explain = (stdout: string) => explainTask({ task: done, stdout, stderr: `${stderr}\n` });
  const { title, cause, confidence } = explain('using the default\n');
  assert.deepEqual([title, confidence], ['t succeeded', 'likely']);
  assert.match(cause, /stderr\.txt ends with an error .*handled \(line 4\): “KeyError: 'frame-7'”/);
  assert.doesNotMatch(cause, /Nothing in the last lines of its logs/);
});

test('a step that its engine marked as failed is named, quoted, and left to the engine', () => {
  const { title, cause, evidence, fixes, remedies, confidence } = explainTask({
    task: nextflow,
    engineTexts: left,
    stdout: 'index\n[E::bwa] fail to locate the index files\n',
    stderr: '',
  });
  assert.equal(title, 't failed according to Nextflow: ALIGN (s1)');
  assert.equal(confidence, 'certain');
  assert.match(cause, /step ALIGN \(s1\).+exit code 1.+stdout\.txt, line 2/);
  assert.ok(evidence.some(({ source, text }) => source === 'wd/.exitcode' && text.includes('1')));
  assert.ok(evidence.some(({ text }) => text === 'Nextflow process ALIGN (s1)'));
  assert.deepEqual(fixes.length, 1);
  assert.match(fixes[0]?.text ?? '', /-resume/);
  assert.ok(!remedies.some((remedy) => /retry|resubmit/.test(remedy)));
});

test("success is not certain if the engine's recorded exit code is unknown", () => {
  for (const engineTexts of [{}, { 'wd/.exitcode': '' }, { 'wd/.exitcode': 'killed' }]) {
    const { title, confidence, evidence } = explainTask({ task: nextflow, engineTexts, stdout: 'ok\n', stderr: '' });
    assert.deepEqual([title, confidence], ['t succeeded', 'likely']);
    assert.ok(evidence.some(({ source, text }) => source === 'wd/.exitcode' && text.endsWith('is unknown')));
  }
});

test('a task that its engine counts as succeeded is not suspected because of its log', () => {
  const fine = { ...left, 'wd/.exitcode': '0' };
  assert.equal(judgeSuccess({ task: nextflow, engineTexts: fine, stdout: trace, stderr: '' })?.kind, 'plain');
  assert.equal(judgeSuccess({ task: nextflow, stdout: trace, stderr: '' })?.kind, 'suspicious');
});

const raised = 'Traceback (most recent call last):\n  File "/mnt/wd/a.py", line 2, in <module>\n    run()\n';
for (const [stderr, words] of [
  ['E: Unable to locate package fitlib9\n', /fitlib9|package/],
  [`${raised}ModuleNotFoundError: No module named 'rasterio'\n`, /package that provides the module/],
  [`${raised}FileNotFoundError: [Errno 2] No such file or directory: 'weights.pt'\n`, /weights\.pt/],
] as const)
  test(`the step against the failure at the end of the log follows the check of the results: ${stderr.trim().split('\n').at(-1)}`, () => {
    const { fixes } = explainTask({ task: done, stdout: '', stderr });
    assert.match(fixes[0]?.text ?? '', /^Check the task's results/);
    assert.match(fixes[1]?.text ?? '', words);
  });

test('a log that ends in an exception is quoted, and its meaning is left to the user', () => {
  const { title, evidence, fixes, confidence, category } = explainTask({ task: done, stdout: '', stderr: trace });
  assert.equal(title, 't succeeded, but its log ends in an exception');
  assert.deepEqual([confidence, category], ['likely', 'other']);
  assert.ok(evidence.some(({ isCause, source }) => isCause === true && source === 'stderr.txt:3'));
  assert.match(fixes.map(({ text }) => text).join('\n'), /Check the task's results[\s\S]+pipefail/);
});

test('the advice to make the next run fail depends on the events and the operating system', () => {
  const stepsOf = (stdout: string, os?: 'windows') =>
    explainTask({ task: done, stdout, stderr: '', os })
      .fixes.map(({ text }) => text)
      .join('\n');
  assert.match(stepsOf(trace, 'windows'), /errorlevel/);
  assert.match(stepsOf('0 frames written\n'), /nonzero exit code/);
});

test('only tasks that Batch counts as succeeded with exit code 0 are judged', () => {
  const logs = { stdout: trace, stderr: '' };
  const running: Task = { id: 't', state: 'running' };
  const failed: Task = { ...done, executionInfo: { exitCode: 1, result: 'failure' } };
  const meant: Task = { ...done, executionInfo: { exitCode: 3, result: 'success' } };
  assert.equal(judgeSuccess({ task: running, ...logs }), undefined);
  assert.equal(judgeSuccess({ task: failed, ...logs }), undefined);
  assert.equal(judgeSuccess({ task: meant, ...logs })?.kind, 'plain');
});

test('a command line that leaves its program running is not called a plain success', () => {
  for (const commandLine of [
    "/bin/bash -c 'nohup python3 run.py > run.log 2>&1 &'",
    'cmd /c start render.exe scene.mb',
    'powershell -Command "Start-Process render.exe -ArgumentList \'scene.mb\'"',
  ]) {
    const { title, confidence, fixes } = explainTask({ task: { ...done, commandLine }, stdout: '', stderr: '' });
    assert.deepEqual([title, confidence], ['t succeeded without waiting for its program', 'likely'], commandLine);
    assert.match(fixes[0]?.text ?? '', /wait for its program/);
  }
  const commandLine = "/bin/bash -c './server & ./client; wait'";
  assert.equal(explainTask({ task: { ...done, commandLine }, stdout: '', stderr: '' }).title, 't succeeded');
});

test('a GPU that a program did without casts doubt on its success only where the node has one', () => {
  for (const stderr of [
    'I external/local_xla/xla/tsl/cuda/cudart_stub.cc:32] Could not find cuda drivers on your machine, GPU will not be used.\n',
    'W0000 00:00:1 gpu_device.cc:2344] Cannot dlopen some GPU libraries. Skipping registering GPU devices...\n',
    "No CUDA runtime is found, using CUDA_HOME='/usr/local/cuda'\n",
  ]) {
    const judge = (vmSize?: string) =>
      judgeSuccess({ task: done, stdout: 'epoch 1\n', stderr, ...(vmSize === undefined ? {} : { pool: { vmSize } }) });
    const verdict = judge('standard_nc4as_t4_v3');
    assert.equal(verdict?.kind === 'suspicious' && verdict.end.kind, 'noGpu', stderr);
    assert.equal(judge('standard_d4s_v3')?.kind, 'plain');
    assert.equal(judge()?.kind, 'plain');
  }
});

test('a transfer of nothing is not a plain success, unless everything was there', () => {
  const summary = (skipped: number) =>
    [
      'Elapsed Time (Minutes): 0.0334',
      'Number of File Transfers: 0',
      'Total Number of Transfers: 0',
      'Number of File Transfers Completed: 0',
      'Number of File Transfers Failed: 0',
      `Number of File Transfers Skipped: ${skipped}`,
      'Total Number of Bytes Transferred: 0',
      'Final Job Status: Completed\n',
    ].join('\n');
  assert.equal(judgeSuccess({ task: done, stdout: summary(0), stderr: '' })?.kind, 'suspicious');
  assert.equal(judgeSuccess({ task: done, stdout: summary(12), stderr: '' })?.kind, 'plain');
});

test('the step against the next such success is one that its program knows', () => {
  const stderr = 'psql:load.sql:3: ERROR:  relation "jobs" does not exist\n';
  const steps = (commandLine: string, log: string) =>
    explainTask({ task: { ...done, commandLine }, stdout: '', stderr: log })
      .fixes.map(({ text }) => text)
      .join('\n');
  assert.match(steps("/bin/bash -c 'psql -f load.sql'", stderr), /ON_ERROR_STOP=1/);
  assert.match(steps('blender -b s.blend --python x.py', trace), /--python-exit-code 1/);
  assert.match(steps('python3 worker.py', trace), /return a nonzero exit code/);
  assert.match(steps("/bin/bash -c 'python3 a.py | tee log'", trace), /pipefail/);
});
