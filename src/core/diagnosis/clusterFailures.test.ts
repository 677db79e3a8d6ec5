import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, blobMissing, exited, listTaskIds, withMessage } from '../../../test/builders/failure.ts';
import type { Failure } from './causes/clusterFailure.ts';
import { clusterFailures, clusterWithMembers } from './clusterFailures.ts';
import { explainTask } from './explainTask.ts';
import type { Explanation } from './explanation/explanation.ts';

test('tasks whose missing files match one pattern form one cluster', () => {
  const [one, ...others] = clusterWithMembers([3, 1, 2].map(blobMissing));
  assert.equal(others.length, 0);
  const cluster = one?.cluster;
  assert.equal(cluster?.title, 'input-*.exr is missing (BlobNotFound)');
  assert.deepEqual([cluster?.count, cluster?.jobs], [3, ['frames']]);
  assert.deepEqual(listTaskIds(one), ['frame-0001', 'frame-0002', 'frame-0003']);
  assert.deepEqual([cluster?.firstSeen, cluster?.lastSeen], [at(1), at(3)]);
  assert.match(cluster?.why ?? '', /same code \(BlobNotFound\).*all in pool p.*all in job frames/);
});

test('items that are assumed to have failed alike are counted in the same cluster, in any job', () => {
  const alike = [4, 5].map((index) => ({ accountId: 'a', jobId: 'other', taskId: `late-${index}`, at: at(index) }));
  const [first, second] = clusterWithMembers([
    ...[1, 2].map((index) => exited(index, "ModuleNotFoundError: No module named 'numpy'\n")),
    { ...blobMissing(3), alike },
  ]);
  const cluster = first?.cluster;
  assert.deepEqual([cluster?.count, second?.cluster.count], [3, 2], 'most failures first');
  assert.deepEqual(listTaskIds(first), ['frame-0003', 'late-4', 'late-5']);
  assert.deepEqual(cluster?.jobs, ['frames', 'other']);
  assert.deepEqual([cluster?.firstSeen, cluster?.lastSeen], [at(3), at(5)]);
  assert.doesNotMatch(cluster?.why ?? '', /all in (?:job|pool)|all on node/);
});

test('different causes form different clusters, most failures first', () => {
  const clusters = clusterFailures([
    ...[1, 2].map(blobMissing),
    ...[5, 6, 7].map((index) => exited(index, "ModuleNotFoundError: No module named 'numpy'\n")),
  ]);
  assert.deepEqual(
    clusters.map(({ category, count }) => [category, count]),
    [
      ['missing-module', 3],
      ['missing-file', 2],
    ],
  );
});

test('if the explanation is vague, failures are grouped by their messages without literals', () => {
  const clusters = clusterFailures([
    withMessage(1, 'solver diverged at step 10 in case-17'),
    withMessage(2, 'solver diverged at step 99 in case-4'),
    withMessage(3, 'checksum of part 3 differs'),
  ]);
  assert.deepEqual(
    clusters.map(({ count }) => count),
    [2, 1],
  );
});

test('messages separate causes by code, name, and words of JSON', () => {
  const causes = [
    'HTTP 404 for item 1',
    'HTTP 500 for item 2',
    "AttributeError: 'NoneType' object has no attribute 'shape'",
    "AttributeError: 'NoneType' object has no attribute 'split'",
    '{"error":{"code":"QuotaExceeded","id":"a1"}}',
    '{"error":{"code":"ModelNotFound","id":"a2"}}',
  ];
  assert.equal(clusterFailures(causes.map((cause, index) => withMessage(index, cause))).length, causes.length);
});

test('if a message contains a log, only the line that explains the failure matters', () => {
  const stderr = (index: number) =>
    `${'loading\n'.repeat(index)}Traceback (most recent call last):\n  File "/mnt/wd/${index}/a.py", line 3, in f\n` +
    `RuntimeError: no convergence after ${index} steps\n`;
  assert.equal(clusterFailures([1, 2, 3].map((index) => exited(index, stderr(index)))).length, 1);
});

test('the title of failures in code contains the common parts of their lines and places', () => {
  const stderr = (index: number) =>
    `Traceback (most recent call last):\n  File "/mnt/wd/${index}/train.py", line 42, in f\nValueError: bad sample ${index}\n`;
  const [cluster, ...others] = clusterFailures([7, 8, 19].map((index) => exited(index, stderr(index))));
  assert.deepEqual([cluster?.title, others], ['ValueError: bad sample … (train.py:42)', []]);
  assert.equal(clusterFailures([exited(7, stderr(7))])[0]?.title, 'ValueError: bad sample 7 (train.py:42)');
});

test('an explanation without saved evidence is grouped by its other properties', () => {
  const explanation: Explanation = JSON.parse('{"category":"other","title":"t failed: it broke","fingerprint":"x"}');
  const failures = ['step 1', 'step 2', 'end'].map((message, index) => ({
    ...withMessage(index, message),
    explanation,
  }));
  assert.deepEqual(
    clusterFailures(failures).map(({ count }) => count),
    [2, 1],
  );
});

test('if only the exit code is known, failures are grouped by their messages', () => {
  const ended = (index: number, message: string): Failure => {
    const executionInfo = { result: 'failure', exitCode: 127 };
    const explanation = explainTask({ task: { id: `t${index}`, state: 'completed', executionInfo } });
    return { ...withMessage(index, message), explanation };
  };
  const messages = [
    'bash: line 1: bwa: command not found',
    'bash: line 7: bwa: command not found',
    'sh: 1: zip: not found',
  ];
  assert.deepEqual(
    clusterFailures(messages.map((message, index) => ended(index, message))).map(({ count }) => count),
    [2, 1],
  );
});

test('if only the exit code is known, failures of different programs are separate, and their titles name these', () => {
  const ended = (exitCode: number, program: string): Failure => {
    const executionInfo = { result: 'failure', exitCode };
    const explanation = explainTask({ task: { id: program, state: 'completed', executionInfo } });
    return { ...withMessage(1, explanation.cause), taskId: program, explanation, exitCode, program };
  };
  const cluster = (exitCode: number, ...programs: readonly string[]) =>
    clusterFailures(programs.map((program) => ended(exitCode, program))).map(({ title, count }) => [title, count]);
  assert.deepEqual(cluster(3, 'solver', 'mesher', 'solver'), [
    ['Exit code 3: solver', 2],
    ['Exit code 3: mesher', 1],
  ]);
  assert.deepEqual(cluster(3, 'part1', 'part2'), [['Exit code 3', 2]], 'numbers make no other program');
  // A machine without memory kills whatever runs there.
  assert.equal(cluster(137, 'solver', 'mesher').length, 1);
  assert.equal(cluster(139, 'solver', 'mesher').length, 2);
});

test('a title begins with the missing file, and names none if they differ', () => {
  const lacking = (index: number, file: string) =>
    exited(index, `FileNotFoundError: [Errno 2] No such file or directory: '${file}'\n`);
  const titleOf = (...files: readonly string[]) =>
    clusterFailures(files.map((file, index) => lacking(index, file))).map(({ title }) => title);
  assert.deepEqual(titleOf('weights.pt', 'weights.pt'), ['weights.pt is missing']);
  assert.deepEqual(titleOf('shards/part-0001.bin', 'shards/part-0002.bin'), ['shards/part-*.bin is missing']);
  assert.deepEqual(titleOf('data'), ['A file does not exist: data']);
  for (const title of titleOf('/in/1/a1.npy', '/in/2/b2.npz')) assert.doesNotMatch(title, /^\*/);
  assert.deepEqual(titleOf('t0'), ['t0 is missing'], 'a task is often called as its file');
});

test('the page of a task names the same missing file as its cause, and quotes the line about a crash', () => {
  const lacking = exited(
    0,
    "FileNotFoundError: [Errno 2] No such file or directory: '/mnt/batch/tasks/shared/rust_04.png'\n",
  );
  const [missing] = clusterFailures([lacking]);
  assert.equal(missing?.title, 'rust_04.png is missing');
  assert.equal(lacking.explanation.title, 't0 failed: rust_04.png is missing');
  const crash = (stderr: string): Explanation =>
    explainTask({
      task: { id: 't1', state: 'completed', executionInfo: { result: 'failure', exitCode: 139 } },
      stdout: '',
      stderr,
    });
  const said = crash('align.sh: line 10: 3049 Segmentation fault (core dumped) bwa mem -t 4\n');
  assert.match(said.cause, /line 1, says so too: “.*Segmentation fault \(core dumped\) bwa mem/);
});

test('a missing module is a separate cause', () => {
  const missing = ['cv2', 'h5py', 'h5py'].map((name, index) =>
    exited(index, `ModuleNotFoundError: No module named '${name}'\n`),
  );
  assert.deepEqual(
    clusterFailures(missing).map(({ title, count }) => [title, count]),
    [
      ['The library h5py was not found', 2],
      ['The library cv2 was not found', 1],
    ],
  );
});

test('titles show what all failures share, and what distinguishes clusters with the same title', () => {
  const ended = (index: number): Failure => ({
    ...blobMissing(index),
    explanation: explainTask({
      task: {
        id: `frame-000${index}`,
        state: 'completed',
        executionInfo: { result: 'failure', failureInfo: { category: 'UserError', code: 'TaskEnded' } },
      },
    }),
  });
  const titles = clusterFailures([
    ...[1, 2].map(ended),
    exited(3, "KeyError: 'user_id'\n"),
    exited(4, "KeyError: 'when'\n"),
  ]).map(({ title }) => title);
  assert.equal(titles.length, 3);
  assert.match(titles[0] ?? '', /^Was terminated [a-z ]+ \(TaskEnded\)$/);
  assert.ok(titles.includes("KeyError: 'user_id'"));
  assert.ok(titles.includes("KeyError: 'when'"));
});

test('the first and last time are chosen among known times, in any notation', () => {
  const times = ['2026-11-20T09:14:07Z', '', '2026-11-20T09:14:07.5Z', '2026-11-20T10:14:06+01:00'];
  const [cluster] = clusterFailures(times.map((time) => ({ ...withMessage(1, 'x'), at: time })));
  assert.deepEqual([cluster?.firstSeen, cluster?.lastSeen], [times[3], times[2]]);
});

test('IDs and messages that are named like object properties cause no errors', () => {
  const names = ['__proto__', 'constructor', 'toString', ''];
  const failures = names.map((name) => ({ ...withMessage(1, name), jobId: name, taskId: name, nodeId: name }));
  const clusters = clusterWithMembers(failures);
  assert.deepEqual(clusters.flatMap(listTaskIds).sort(), names.toSorted());
  assert.equal(clusters.length, names.length);
});

test('failures that must be fixed in different places are separate clusters, whose titles name the place', () => {
  const denied = (account: string, container: string, index: number): Failure => {
    const explanation = explainTask({
      task: {
        id: `t${index}`,
        state: 'completed',
        resourceFiles: [
          { httpUrl: `https://${account}.blob.core.windows.net/${container}/f${index}`, filePath: `f${index}` },
        ],
        executionInfo: {
          result: 'failure',
          failureInfo: { category: 'UserError', code: 'BlobAccessDenied', message: 'Access to a blob was denied' },
        },
      },
    });
    return { accountId: 'a', jobId: 'j', taskId: `t${index}`, at: at(index), explanation, message: `denied f${index}` };
  };
  const clusters = clusterFailures([
    denied('one', 'alpha', 1),
    denied('one', 'alpha', 2),
    denied('one', 'alpha', 3),
    denied('one', 'beta', 4),
    denied('one', 'beta', 5),
    denied('two', 'beta', 6),
  ]);
  assert.deepEqual(
    clusters.map(({ title, count }) => [title, count]),
    [
      ['one/alpha: No access to f*', 3],
      ['one/beta: No access to f*', 2],
      ['No access to f6 (BlobAccessDenied)', 1],
    ],
  );
  assert.equal(
    clusters[1]?.why,
    'same code (BlobAccessDenied), same message: Access to a blob was denied, same container: one.blob.core.windows.net/beta, all in job j',
  );
});

test('failures in the same line of code name that line', () => {
  const failed = (index: number) =>
    exited(
      index,
      `Traceback (most recent call last):\n  File "train.py", line 42, in <module>\nValueError: bad sample ${index}\n`,
    );
  assert.match(clusterFailures([1, 2].map(failed))[0]?.why ?? '', /bad sample \*, same line of code: train\.py:42/);
});

test('a title has no placeholder for the line of code if the failures occurred in different lines', () => {
  const stderr = (index: number) =>
    `Traceback (most recent call last):\n  File "/mnt/wd/score_${index}.py", line 8, in f\nConnectionRefusedError: Connection refused\n`;
  const titles = clusterFailures([1, 2, 3].map((index) => exited(index, stderr(index)))).map(({ title }) => title);
  assert.deepEqual(titles, ['ConnectionRefusedError: Connection refused']);
});

test('the title of a cause has no process number, which belongs to a single failure', () => {
  const crashed = (jobId: string, line: string) => {
    const executionInfo = { exitCode: 139, result: 'failure', endTime: '2026-11-20T09:00:00Z' };
    const explanation = explainTask({ task: { id: 't', state: 'completed', executionInfo }, stderr: `${line}\n` });
    return { accountId: 'a', jobId, taskId: 't', at: '2026-11-20T09:00:00Z', explanation, message: line };
  };
  const titles = clusterFailures([
    crashed('j1', 'run.sh: line 3: 2006 Segmentation fault      (core dumped) ./mesh'),
    crashed('j2', 'work.sh: ligne 14 : 1001 Erreur de segmentation  (core dumped) ./solve'),
  ]).map(({ title }) => title);
  assert.deepEqual(titles.toSorted(), [
    'Erreur de segmentation (core dumped) ./solve',
    'Segmentation fault (core dumped) ./mesh',
  ]);
});

test('causes with the same name are distinguished by their exit codes', () => {
  const killed = (exitCode: number): Failure => {
    const explanation = explainTask({
      task: { id: `t${exitCode}`, state: 'completed', executionInfo: { exitCode, result: 'failure' } },
    });
    const ids = { accountId: 'a', jobId: 'j', taskId: `t${exitCode}` };
    return { ...ids, at: at(1), message: explanation.cause, explanation, exitCode };
  };
  assert.deepEqual(
    clusterFailures([killed(137), killed(-9)])
      .map(({ title }) => title)
      .sort(),
    [
      'Exit code -9 (SIGKILL): Probably killed for lack of memory',
      'Exit code 137 (SIGKILL): Probably killed for lack of memory',
    ],
  );
});

test('causes of the same kind are named by the lines of their logs', () => {
  const titlesOf = (...lines: readonly string[]) =>
    clusterFailures(lines.map((line, index) => exited(index, `Traceback (most recent call last):\n${line}\n`)))
      .map(({ title }) => title)
      .sort();
  const moov = '[mov,mp4 @ 0x55d0] moov atom not found';
  const width = "ValueError: invalid literal for int() with base 10: ''";
  assert.deepEqual(titlesOf(moov, width), [
    'Moov atom not found',
    "ValueError: invalid literal for int() with base 10: ''",
  ]);
  const height = 'ValueError: invalid literal for int() with base 16';
  assert.equal(new Set(titlesOf(moov, width, height)).size, titlesOf(moov, width, height).length);
});
