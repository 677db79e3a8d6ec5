import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FailureInfo, ResourceFile } from '../../model/common.ts';
import type { Job } from '../../model/job.ts';
import type { Task } from '../../model/task.ts';
import { explainTaskEvidence, proposeEdits } from '../explainTask.ts';
import type { TaskEvidence } from '../process/taskContext.ts';

const times = { startTime: '2026-11-20T08:00:00Z', endTime: '2026-11-20T08:30:00Z' };
const nodeInfo = { poolId: 'p', nodeId: 'n', taskRootDirectory: 'workitems/j/job-1/t' };
const blobs = 'https://contoso.blob.core.windows.net';

function ended(id: string, exitCode: number | undefined, changes: Partial<Task>, info?: FailureInfo): Task {
  const result = exitCode === 0 ? 'success' : 'failure';
  const failureInfo = exitCode === 0 ? undefined : (info ?? { category: 'UserError', code: 'FailureExitCode' });
  const executionInfo = {
    ...times,
    result,
    ...(exitCode === undefined ? {} : { exitCode }),
    ...(failureInfo === undefined ? {} : { failureInfo }),
  } as const;
  return { id, state: 'completed', nodeInfo, ...changes, executionInfo };
}

const job: Job = { id: 'j', state: 'active' };
const linux = { os: 'linux', now: '2026-11-20T09:00:00Z' } as const;

function judge(evidence: TaskEvidence) {
  const whole = { job, ...linux, ...evidence };
  const { fixes, remedies, change } = explainTaskEvidence(whole);
  return {
    edits: proposeEdits(whole).map(({ path, value }) => [path.join('.'), value]),
    steps: fixes.map(({ text }) => text),
    ofSeveral: fixes.at(-1)?.ofSeveral,
    last: fixes.at(-1)?.remedies,
    again: remedies.filter((remedy) => /retry|resubmit/i.test(remedy)),
    change,
  };
}

/** Returns tasks with a number in the place of `*`: five that succeeded, and two like the failed one. */
function withSiblings(commandLine: string, other: string): readonly Task[] {
  const at = (text: string, index: number) => text.replace('*', String(index));
  return [
    ...[1, 2, 3, 4, 5].map((index) => ended(`good-${index}`, 0, { commandLine: at(other, index) })),
    ...[6, 7].map((index) => ended(`bad-${index}`, 1, { commandLine: at(commandLine, index) })),
  ];
}

test('an option with which no task succeeded is replaced by the option that all succeeded tasks have', () => {
  const commandLine = 'python train.py --shard 8 --batch-size 512 --epochs 3';
  const siblings = withSiblings(
    'python train.py --shard * --batch-size 512 --epochs 3',
    'python train.py --shard * --batch-size 64 --epochs 3',
  );
  const stderr = 'torch.cuda.OutOfMemoryError: CUDA out of memory. Tried to allocate 2 GiB\n';
  const { edits, steps, ofSeveral, again, change } = judge({ task: ended('t', 1, { commandLine }), siblings, stderr });
  assert.equal(change, 'surroundings', 'another run with the option fails again');
  assert.deepEqual(edits, [['commandLine', 'python train.py --shard 8 --batch-size 64 --epochs 3']]);
  assert.match(steps[0] ?? '', /^Lower `--batch-size` from 512 to 64/);
  assert.match(steps.at(-1) ?? '', /^Submit the task again with the proposed change\.$/);
  assert.doesNotMatch(steps.join('\n'), /retry|(?:another|a different) id/i);
  assert.match(ofSeveral ?? '', /in all tasks it applies to/);
  assert.deepEqual(again, ['task.resubmit']);
});

test('other options and variables are proposed if every task with the current ones failed, and secrets are not shown', () => {
  const toTask = (value: number, mode: string) => ({
    commandLine: `run --mode=${mode} --token s3cr3tvalue0123456789abcdef`,
    environmentSettings: [{ name: 'LEVEL', value: String(value) }],
  });
  const siblings = [
    ...[1, 2, 3, 4].map((index) => ended(`good-${index}`, 0, toTask(1, 'safe'))),
    ...[6, 7].map((index) => ended(`bad-${index}`, 1, toTask(9, 'fast'))),
  ];
  const evidence = { task: ended('t', 1, toTask(9, 'fast')), siblings, job, ...linux, stderr: 'ValueError: 9\n' };
  assert.deepEqual(Object.fromEntries(judge(evidence).edits), {
    commandLine: 'run --mode=safe --token s3cr3tvalue0123456789abcdef',
    'environmentSettings.0.value': '1',
  });
  assert.ok(!JSON.stringify(explainTaskEvidence(evidence)).includes('s3cr3tvalue'));
  // A single success with the option makes it doubtful.
  const doubtful = [...siblings, ended('odd', 0, toTask(9, 'fast'))];
  assert.deepEqual(judge({ ...evidence, siblings: doubtful }).edits, []);
  // A deleted node is not the fault of an option.
  const lost: FailureInfo = { category: 'ServerError', code: 'TaskEnded' };
  assert.deepEqual(judge({ ...evidence, task: ended('t', undefined, toTask(9, 'fast'), lost) }).edits, []);
});

const file = (filePath: string, path = filePath, query = ''): ResourceFile => ({
  filePath,
  httpUrl: `${blobs}/${path}${query}`,
});
const valid = '?sr=c&sp=rl&se=2030-01-01T00:00:00Z&sig=abcdefghijklmnopqrstuv';
const expired = '?sr=c&sp=rl&se=2020-01-01T00:00:00Z&sig=abcdefghijklmnopqrstuv';

test('a file that the definition lacks is declared as in succeeded tasks, unless its signature has expired', () => {
  const lacking = { commandLine: 'python a.py', resourceFiles: [file('a.py')] };
  const stderr = "FileNotFoundError: [Errno 2] No such file or directory: 'weights.pt'\n";
  const judgeWith = (query: string) => {
    const siblings = [
      ended('good', 0, { ...lacking, resourceFiles: [file('a.py'), file('weights.pt', 'm/weights.pt', query)] }),
    ];
    return judge({ task: ended('t', 1, lacking), siblings, stderr });
  };
  const weights = file('weights.pt', 'm/weights.pt', valid);
  assert.deepEqual(judgeWith(valid).edits, [['resourceFiles', [file('a.py'), weights]]]);
  assert.match(
    judgeWith(valid).steps[0] ?? '',
    /^Add weights\.pt to the resource files, as in this job's successful tasks/,
  );
  assert.deepEqual(judgeWith(valid).again, ['task.resubmit']);
  const { edits, steps, again } = judgeWith(expired);
  assert.deepEqual([edits, again], [[], ['task.retry', 'task.resubmit']]);
  assert.match(
    steps.at(-1) ?? '',
    /^Then retry the task\. If its definition is at fault, correct it and submit it again/,
  );
});

test('a file that a container did not provide is declared as in succeeded tasks, unless it is a blob of that container', () => {
  const lacking = { commandLine: 'python a.py', resourceFiles: [{ storageContainerUrl: `${blobs}/models${valid}` }] };
  const stderr = "FileNotFoundError: [Errno 2] No such file or directory: 'weights.pt'\n";
  const judgeWith = (blob: string) => {
    const siblings = [ended('good', 0, { ...lacking, resourceFiles: [file('weights.pt', blob, valid)] })];
    return judge({ task: ended('t', 1, lacking), siblings, stderr });
  };
  const { edits, steps, again } = judgeWith('inputs/models/weights.pt');
  assert.deepEqual(edits, [
    ['resourceFiles', [...lacking.resourceFiles, file('weights.pt', 'inputs/models/weights.pt', valid)]],
  ]);
  assert.match(steps[0] ?? '', /^Add weights\.pt to the resource files, as in this job's successful tasks/);
  assert.deepEqual(again, ['task.resubmit']);
  const same = judgeWith('models/weights.pt');
  assert.deepEqual(same.edits, []);
  assert.match(same.steps[0] ?? '', /^Check whether weights\.pt is in container models now/);
  assert.deepEqual(same.again, ['task.retry', 'task.resubmit']);
});

test('a declared file gets the name that the program expects', () => {
  const task = ended('t', 1, { commandLine: 'python a.py', resourceFiles: [file('a.py'), file('Weights.pt')] });
  const stderr = "FileNotFoundError: [Errno 2] No such file or directory: 'weights.pt'\n";
  assert.deepEqual(judge({ task, stderr }).edits, [['resourceFiles.1.filePath', 'weights.pt']]);
});

test('a program that the definition does not provide requires a change of the definition, not a retry', () => {
  const task = ended(
    't',
    undefined,
    { commandLine: './ingest --all', resourceFiles: [file('run.sh')] },
    { category: 'UserError', code: 'CommandProgramNotFound' },
  );
  const { edits, steps, change } = judge({ task });
  assert.deepEqual([edits, change], [[], 'definition']);
  assert.match(steps.at(-1) ?? '', /^Correct the definition and submit it again/);
  const siblings = [ended('good', 0, { resourceFiles: [file('ingest', 'programs/ingest')] })];
  assert.deepEqual(judge({ task, siblings }).edits, [
    ['resourceFiles', [file('run.sh'), file('ingest', 'programs/ingest')]],
  ]);
});

const missing = (code: string, url: string): FailureInfo => ({
  category: 'UserError',
  code,
  details: [{ name: 'BlobSource', value: url }],
});

test('a file is taken from the container or blob of succeeded tasks', () => {
  const own = file('scene.exr', 'input/scene-7.exr', '?sr=b&sp=r&se=2030-01-01T00:00:00Z&sig=abcdefghijklmnopqrstuv');
  const task = ended(
    't',
    undefined,
    { resourceFiles: [own] },
    missing('ResourceContainerNotFound', `${blobs}/input/scene-7.exr`),
  );
  const good = (index: number, query: string) =>
    ended(`good-${index}`, 0, { resourceFiles: [file('scene.exr', `inputs/scene-${index}.exr`, query)] });
  const moved = `${blobs}/inputs/scene-7.exr${valid}`;
  assert.deepEqual(judge({ task, siblings: [good(1, valid), good(2, valid)] }).edits, [
    ['resourceFiles.0.httpUrl', moved],
  ]);
  // A signature for one blob is not valid for others.
  const ofBlob = valid.replace('sr=c', 'sr=b');
  assert.deepEqual(judge({ task, siblings: [good(1, ofBlob), good(2, ofBlob)] }).edits, []);
  const model = (name: string) => file('model.bin', `models/${name}`);
  const gone = ended(
    't',
    undefined,
    { resourceFiles: [model('v1.bin')] },
    missing('BlobNotFound', `${blobs}/models/v1.bin`),
  );
  const siblings = [1, 2].map((index) => ended(`good-${index}`, 0, { resourceFiles: [model('v2.bin')] }));
  const { edits, steps } = judge({ task: gone, siblings });
  assert.deepEqual(edits, [['resourceFiles.0.httpUrl', `${blobs}/models/v2.bin`]]);
  assert.match(steps[0] ?? '', /^Get model\.bin from https:.*v2\.bin, as this job's successful tasks do\.$/);
});

test('the proposed edit changes an address to https where storage refuses http', () => {
  const query = '?sr=c&sp=r&spr=https&se=2030-01-01T00:00:00Z&sig=abcdefghijklmnopqrstuv';
  const url = `${blobs.replace('https', 'http')}/inputs/a.exr${query}`;
  const task = ended(
    't',
    undefined,
    { resourceFiles: [{ filePath: 'a.exr', httpUrl: url }] },
    missing('BlobAccessDenied', url),
  );
  const { edits, again } = judge({ task });
  assert.deepEqual(edits, [['resourceFiles.0.httpUrl', url.replace('http:', 'https:')]]);
  assert.deepEqual(again, ['task.resubmit']);
});

test('an application, an image, and a limit are replaced by values that work', () => {
  const code = 'ApplicationPackageError';
  const packaged = (version: string) => ({ applicationPackageReferences: [{ applicationId: 'blender', version }] });
  const siblings = [ended('good', 0, packaged('4.2'))];
  const renamed = ended('t', undefined, packaged('4.1'), { category: 'UserError', code });
  assert.deepEqual(judge({ task: renamed, siblings }).edits, [['applicationPackageReferences.0.version', '4.2']]);
  const pulled = (imageName: string) => ({ containerSettings: { imageName } });
  const unpulled = ended('t', undefined, pulled('reg.io/a:2'), {
    category: 'UserError',
    code: 'ContainerInvalidImage',
  });
  assert.deepEqual(judge({ task: unpulled, siblings: [ended('good', 0, pulled('reg.io/a:1'))] }).edits, [
    ['containerSettings.imageName', 'reg.io/a:1'],
  ]);
  const constraints = { maxWallClockTime: 'PT30M' };
  const over = ended('t', undefined, { constraints }, { category: 'UserError', code: 'TaskEnded' });
  const { edits, steps } = judge({ task: over });
  assert.deepEqual(edits, [['constraints.maxWallClockTime', 'PT60M']]);
  assert.ok(steps.some((step) => step.startsWith('Raise `maxWallClockTime` from 30 min to 1 hr')));
  const shell = ended(
    't',
    undefined,
    { commandLine: 'cd x && ./run' },
    { category: 'UserError', code: 'CommandProgramNotFound' },
  );
  assert.deepEqual(judge({ task: shell }).edits, [['commandLine', "/bin/bash -c 'cd x && ./run'"]]);
});

test('an image is taken from tasks of the same program only', () => {
  const pull = (imageName: string, commandLine = 'python run.py') => ({
    commandLine,
    containerSettings: { imageName },
  });
  const code = 'ContainerInvalidImage';
  const task = ended('t', undefined, pull('reg.io/encode:2'), { category: 'UserError', code });
  const judgeWith = (...others: readonly Partial<Task>[]) => {
    const siblings = others.map((other, index) => ended(`good-${index}`, 0, other));
    return judge({ task, siblings }).edits.map(([, value]) => value);
  };
  const encoded = pull('other.io/team/encode:1');
  assert.deepEqual(judgeWith(encoded, pull('reg.io/merge:1'), pull('reg.io/merge:1')), ['other.io/team/encode:1']);
  assert.deepEqual(judgeWith(encoded, pull('reg.io/encode:3')), []);
  assert.deepEqual(judgeWith(pull('reg.io/merge:1')), []);
  assert.deepEqual(judgeWith(pull('reg.io/merge:1', 'merge a'), pull('reg.io/merge:1', 'merge b')), []);
  assert.deepEqual(judgeWith(pull('reg.io/encoder:1'), pull('reg.io/encoder:1')), ['reg.io/encoder:1']);
});

test('a task whose logs are gone should be resubmitted with its next logs saved, and is not offered a retry', () => {
  const gone = { kind: 'gone', why: 'gone' } as const;
  const unread = { 'stderr.txt': gone, 'stdout.txt': gone };
  const { steps, again, last } = judge({ task: ended('t', 3, {}), unread });
  assert.match(
    steps.join('\n'),
    /^The logs of this run can no longer be read\..*add `outputFiles` that upload them\.[^\n]*$/,
  );
  assert.deepEqual([again, last], [['task.resubmit'], ['task.resubmit']]);
  const nextflow = judge({ task: ended('t', 3, { commandLine: 'bash .command.run' }), unread });
  assert.match(nextflow.steps.join('\n'), /^Look for the task's logs .* engine.*\n.*Nextflow/);
  assert.deepEqual(nextflow.again, []);
});

test('a task of a workflow engine is left to the engine', () => {
  const commandLine = "bash -c 'bash .command.run 2>&1 | tee .command.log'";
  const constraints = { maxWallClockTime: 'PT30M' };
  const nextflow = ended('t', 1, { commandLine });
  const { steps, again, last } = judge({ task: nextflow, stderr: 'ValueError: 9\n', siblings: [nextflow] });
  assert.match(steps.at(-1) ?? '', /Then run Nextflow again with `-resume`/);
  assert.deepEqual([again, last], [[], undefined]);
  const over = ended('t', undefined, { commandLine, constraints }, { category: 'UserError', code: 'TaskEnded' });
  assert.deepEqual([judge({ task: over }).edits, judge({ task: over }).again], [[], []]);
  const factory = judge({ task: ended('t', 1, { commandLine: 'run' }), job: { ...job, id: 'adfv2-cpu' } });
  assert.match(factory.steps.at(-1) ?? '', /rerun the pipeline in Data Factory/);
  const snakemake = (line: string) => judge({ task: ended('t', 1, { commandLine: line }) });
  assert.match(snakemake('snakemake --allowed-rules align').steps.at(-1) ?? '', /--rerun-incomplete/);
  // A task that runs a whole workflow was submitted by the user, not by an engine.
  assert.deepEqual(snakemake('snakemake -s Snakefile').again, ['task.retry', 'task.resubmit']);
});

const notFound: FailureInfo = { category: 'UserError', code: 'CommandProgramNotFound' };

test('a program that no other task runs may be replaced by the command line of succeeded tasks, adapted to the ID', () => {
  const siblings = ['01', '02', '03'].map((day) =>
    ended(`day-2026-10-${day}`, 0, { commandLine: `bash run.sh 2026-10-${day}` }),
  );
  const task = ended('day-2026-10-16', undefined, { commandLine: './ingest --verbose' }, notFound);
  const { edits, steps, last } = judge({ task, siblings });
  assert.deepEqual(edits, [['commandLine', 'bash run.sh 2026-10-16']]);
  assert.match(
    steps[1] ?? '',
    /^None of this job's successful tasks run \.\/ingest\. day-2026-10-01 ran `bash run\.sh/,
  );
  assert.deepEqual(last, ['task.resubmit']);

  const [first, ...others] = siblings;
  const odd = others.map((sibling) => ({ ...sibling, commandLine: 'bash run.sh all' }));
  assert.deepEqual(judge({ task, siblings: [...(first ? [first] : []), ...odd] }).edits, []);
  const alike = siblings.map((sibling) => ({ ...sibling, commandLine: './ingest' }));
  assert.doesNotMatch(
    judge({ task, siblings: alike }).steps.join(),
    /None of this job's successful tasks|No tasks in this job/,
  );
});

test('a task that needs more slots than a node has is resubmitted with as many slots as a node has', () => {
  const task = { id: 'wide', state: 'active', commandLine: './wide', requiredSlots: 4 } as const;
  const { edits, again } = judge({ task, pool: { id: 'p', taskSlotsPerNode: 1, currentDedicatedNodes: 1 } });
  assert.deepEqual([edits, again], [[['requiredSlots', 1]], ['task.resubmit']]);
});

test('a comparison with succeeded tasks is not offered if there are none', () => {
  const task = ended('bad-1', 1, { commandLine: './a' });
  const good = ended('good-1', 0, { commandLine: './a' });
  const isCompared = (siblings: readonly Task[]) =>
    explainTaskEvidence({ job, ...linux, task, siblings }).remedies.includes('task.compare');
  assert.deepEqual([isCompared([task]), isCompared([task, good]), isCompared([])], [false, true, true]);
});
