import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Task } from '../model/task.ts';
import type { Failure } from './cluster/failure.ts';
import { clusterFailures, restFingerprint } from './clusterFailures.ts';
import { explainNode } from './explainNode.ts';
import { explainPool } from './explainPool.ts';
import { explainTask } from './explainTask.ts';
import type { Explanation } from './explanation.ts';

const start = Date.parse('2026-11-20T09:00:00Z');

function at(second: number): string {
  return new Date(start + second * 1000).toISOString();
}

function blobMissing(index: number): Failure {
  const taskId = `frame-${String(index).padStart(4, '0')}`;
  const explanation = explainTask({
    task: {
      id: taskId,
      state: 'completed',
      executionInfo: {
        result: 'failure',
        failureInfo: {
          category: 'UserError',
          code: 'BlobNotFound',
          details: [{ name: 'FilePath', value: `input-${index}.exr` }],
        },
      },
    },
  });
  return {
    accountId: 'a',
    jobId: 'frames',
    taskId,
    nodeId: `n${index % 5}`,
    poolId: 'p',
    at: at(index),
    explanation,
    message: 'One of the specified Azure Blob(s) is not found',
  };
}

function exited(index: number, stderr: string): Failure {
  const explanation = explainTask({
    task: { id: `t${index}`, state: 'completed', executionInfo: { result: 'failure', exitCode: 1 } },
    stderr,
  });
  return { accountId: 'a', jobId: 'train', taskId: `t${index}`, at: at(index), explanation, message: stderr };
}

function withMessage(index: number, message: string): Failure {
  return { ...exited(index, ''), message };
}

test('tasks that miss files of one pattern are one cluster', () => {
  const [cluster, ...others] = clusterFailures([3, 1, 2].map(blobMissing));
  assert.equal(others.length, 0);
  assert.equal(cluster?.title, 'Its input input-*.exr does not exist (BlobNotFound)');
  assert.deepEqual(
    [cluster?.count, cluster?.tasks, cluster?.jobs],
    [3, ['frame-0001', 'frame-0002', 'frame-0003'], ['frames']],
  );
  assert.deepEqual([cluster?.firstSeen, cluster?.lastSeen], [at(1), at(3)]);
  assert.match(cluster?.why ?? '', /same code \(BlobNotFound\).*all in pool p.*all in job frames/);
});

test('other causes are other clusters, most failures first', () => {
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

test('where the explanation says little, messages without their literals decide', () => {
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

test('tasks that ended with their node join the failure of the node', () => {
  const node: Failure = {
    accountId: 'a',
    poolId: 'p',
    nodeId: 'n1',
    at: at(100),
    message: 'disk full',
    explanation: explainNode({
      node: { id: 'n1', state: 'unusable', errors: [{ code: 'DiskFull', message: 'full' }] },
    }),
  };
  const interrupted = (taskId: string, nodeId: string, second: number): Failure => ({
    accountId: 'a',
    jobId: 'j',
    taskId,
    poolId: 'p',
    nodeId,
    at: at(second),
    message: 'ended',
    explanation: explainTask({
      task: {
        id: taskId,
        state: 'completed',
        executionInfo: { result: 'failure', failureInfo: { category: 'UserError', code: 'TaskEnded' } },
      },
    }),
  });
  const clusters = clusterFailures([
    interrupted('t1', 'n1', 90),
    interrupted('t2', 'n2', 90),
    interrupted('t3', 'n1', 5000),
    node,
    { ...node, at: at(-9000) },
  ]);
  assert.deepEqual(
    clusters.map(({ category, tasks }) => [category, tasks]),
    [
      ['disk-full', ['t1']],
      ['interrupted', ['t2', 't3']],
    ],
  );
});

test('tasks whose program failed do not join what failed by another exit code', () => {
  const code = 'FailureExitCode';
  const failureInfo = { category: 'UserError', code };
  const node: Failure = {
    accountId: 'a',
    poolId: 'p',
    nodeId: 'n1',
    at: at(0),
    explanation: explainNode({
      node: { id: 'n1', state: 'starttaskfailed', startTaskInfo: { state: 'completed', exitCode: 127, failureInfo } },
    }),
    message: '',
  };
  const tasks = [1, 2].map((index): Failure => {
    const taskId = `shard-${index}`;
    const explanation = explainTask({
      task: { id: taskId, state: 'completed', executionInfo: { result: 'failure', exitCode: 1, failureInfo } },
    });
    return {
      accountId: 'a',
      jobId: 'train',
      taskId,
      poolId: 'p',
      nodeId: 'n2',
      at: at(index),
      explanation,
      message: '',
    };
  });
  const job: Failure = { ...node, jobId: 'train', at: at(0), poolId: undefined, nodeId: undefined };
  assert.equal(node.explanation.code, code, 'all have the code that says no more than an exit code');
  assert.deepEqual(
    clusterFailures([node, ...tasks]).map(({ count }) => count),
    [2, 1],
  );
  assert.deepEqual(
    clusterFailures([job, ...tasks]).map(({ count }) => count),
    [2, 1],
  );
});

/** A task of job `j` as the service has it, and its failure at a second. */
function failureOf(task: Task, second: number, around: Omit<Parameters<typeof explainTask>[0], 'task'> = {}): Failure {
  const { poolId, nodeId } = task.nodeInfo ?? {};
  const explanation = explainTask({ task, ...around });
  return { accountId: 'a', jobId: 'j', taskId: task.id, poolId, nodeId, at: at(second), explanation, message: '' };
}

const broken = {
  id: 'prepare',
  state: 'completed',
  executionInfo: {
    result: 'failure',
    exitCode: 1,
    failureInfo: { category: 'UserError', code: 'FailureExitCode' },
  },
};

test('tasks that wait for a failed task, and those that wait for them, join it', () => {
  const waits = (id: string, ...taskIds: string[]) => ({ id, state: 'active', dependsOn: { taskIds } });
  const [first, second] = [waits('first', 'prepare'), waits('second', 'first')];
  const siblings = [broken, first, second];
  const [cluster, ...others] = clusterFailures([
    failureOf(second, 1, { siblings }),
    failureOf(first, 2, { siblings }),
    failureOf(broken, 9, { stderr: "KeyError: 'scene'\n" }),
  ]);
  assert.deepEqual(others, []);
  assert.deepEqual(cluster?.tasks, ['first', 'prepare', 'second']);
  assert.match(cluster?.why ?? '', /KeyError: 'scene', with what followed from it \(2\), all in job j$/);
  const circle = [waits('first', 'second'), waits('second', 'first')];
  const inCircle = clusterFailures(circle.map((task) => failureOf(task, 1, { siblings: circle })));
  assert.equal(
    inCircle.reduce((sum, { count }) => sum + count, 0),
    2,
  );
});

test('tasks that were ended with their job join the task that ended it', () => {
  const executionInfo = { startTime: at(0), endTime: at(60), terminateReason: 'TaskFailed' };
  const job = { id: 'j', state: 'completed', executionInfo };
  const ended = (id: string): Failure =>
    failureOf(
      {
        id,
        state: 'completed',
        executionInfo: {
          result: 'failure',
          endTime: at(61),
          failureInfo: { category: 'UserError', code: 'TaskEnded' },
        },
      },
      61,
      { job },
    );
  const clusters = clusterFailures([
    ended('t1'),
    failureOf(broken, 59),
    ended('t2'),
    { ...failureOf({ ...broken, id: 'other' }, 59, { stderr: 'Segmentation fault\n' }), jobId: 'k' },
  ]);
  assert.deepEqual(
    clusters.map(({ tasks }) => tasks),
    [['prepare', 't1', 't2'], ['other']],
  );
});

test('tasks that wait for nodes whose start task fails join these', () => {
  const failureInfo = { category: 'UserError', code: 'FailureExitCode' };
  const node = {
    id: 'n1',
    state: 'starttaskfailed',
    startTaskInfo: { state: 'completed', exitCode: 127, failureInfo },
  };
  const pool = { id: 'p', allocationState: 'steady', currentDedicatedNodes: 1, targetDedicatedNodes: 1 };
  const waiting = failureOf({ id: 't', state: 'active' }, 5, {
    job: { id: 'j', state: 'active' },
    pool,
    nodes: [node],
  });
  const ofNode = {
    accountId: 'a',
    poolId: 'p',
    nodeId: 'n1',
    at: at(1),
    explanation: explainNode({ node }),
    message: '',
  };
  assert.deepEqual(
    clusterFailures([{ ...waiting, poolId: 'p' }, ofNode]).map(({ tasks, nodes }) => [tasks, nodes]),
    [[['t'], ['n1']]],
  );
});

test('tasks that wait for a pool without quota join the failure of the pool', () => {
  const pool = {
    id: 'p',
    allocationState: 'steady',
    currentDedicatedNodes: 0,
    targetDedicatedNodes: 5,
    resizeErrors: [{ code: 'AccountCoreQuotaReached' }],
  };
  const waits = (taskId: string): Failure => {
    const explanation = explainTask({ task: { id: taskId, state: 'active' }, job: { id: 'j', state: 'active' }, pool });
    return { accountId: 'a', jobId: 'j', taskId, poolId: 'p', at: at(5), explanation, message: '' };
  };
  const ofPool = { accountId: 'a', poolId: 'p', at: at(1), explanation: explainPool({ pool }), message: 'quota' };
  const clusters = clusterFailures([waits('t1'), waits('t2'), ofPool]);
  assert.deepEqual(
    clusters.map(({ category, count, tasks }) => [category, count, tasks]),
    [['quota', 3, ['t1', 't2']]],
  );
});

/** 40 messages of five verbs and eight things, one for each cause; `literal` makes what else is in them. */
function failuresOf40(literal: (index: number) => string): readonly Failure[] {
  const verbs = ['open', 'read', 'write', 'parse', 'solve'];
  const things = ['mesh', 'frame', 'sample', 'index', 'weights', 'table', 'scene', 'model'];
  const base = withMessage(0, '');
  return Array.from({ length: 50_000 }, (_, index) => ({
    ...base,
    taskId: `t${index}`,
    message: `cannot ${verbs[index % 5]} the ${things[Math.floor(index / 5) % 8]} of ${literal(index)}`,
  }));
}

test('50,000 failures of 40 causes come out as these 40', () => {
  const letters = (index: number) => [...String(index)].map((digit) => 'kqzwvxjhgf'[Number(digit)]).join('');
  const literals: readonly ((index: number) => string)[] = [
    (index) => `item-${index} after 0x${index.toString(16)}`,
    (index) => `'/mnt/batch/tasks/wd/part ${index}.bin' at Nov ${(index % 30) + 1} 09:14:${index % 60}, ${index} MB`,
    (index) =>
      `${index % 7 === 0 ? letters(index) : `a${index}`} in job "${index % 11 === 0 ? letters(index) : index}"`,
  ];
  for (const literal of literals) {
    const clusters = clusterFailures(failuresOf40(literal));
    assert.equal(clusters.length, 40, clusters.at(-1)?.why);
    assert.ok(clusters.every(({ count }) => count === 1250));
  }
});

test('messages tell causes apart by code, by name and by words of JSON', () => {
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

test('a log in the message decides no more than the line of it that the explanation has', () => {
  const stderr = (index: number) =>
    `${'loading\n'.repeat(index)}Traceback (most recent call last):\n  File "/mnt/wd/${index}/a.py", line 3, in f\n` +
    `RuntimeError: no convergence after ${index} steps\n`;
  assert.equal(clusterFailures([1, 2, 3].map((index) => exited(index, stderr(index)))).length, 1);
});

test('an explanation of which no evidence was kept is grouped by what is left of it', () => {
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

test('where only the exit code is known, messages decide', () => {
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

test('a missing module is a cause of its own', () => {
  const missing = ['cv2', 'h5py', 'h5py'].map((name, index) =>
    exited(index, `ModuleNotFoundError: No module named '${name}'\n`),
  );
  assert.deepEqual(
    clusterFailures(missing).map(({ title, count }) => [title, count]),
    [
      ['A library or module is not installed: h5py', 2],
      ['A library or module is not installed: cv2', 1],
    ],
  );
});

test('50,000 different messages end in a counted rest', () => {
  const base = withMessage(0, '');
  const letters = (index: number) => [...String(index)].map((digit) => 'abcdefghij'[Number(digit)]).join('');
  const failures = Array.from({ length: 50_000 }, (_, index) => ({
    ...base,
    taskId: `t${index}`,
    message: `${letters(index)} ${letters(index * 7)} broke`,
  }));
  const clusters = clusterFailures(failures);
  assert.equal(clusters.length, 200);
  assert.equal(clusters.at(-1)?.fingerprint, restFingerprint);
  assert.equal(
    clusters.reduce((sum, { count }) => sum + count, 0),
    50_000,
  );
});

const message = fc.oneof(
  fc.string(),
  fc.constantFrom('disk is full', 'item 1 failed', 'item 2 failed', 'node a lost', 'node b lost'),
);
const failure: fc.Arbitrary<Failure> = fc
  .record({
    message,
    task: fc.nat(5),
    second: fc.nat(100),
    node: fc.option(fc.nat(3), { nil: undefined }),
    kind: fc.nat(2),
    waitsFor: fc.option(fc.nat(5), { nil: undefined }),
  })
  .map(({ message: text, task, second, node, kind, waitsFor }) => {
    const own: Explanation =
      kind === 0
        ? blobMissing(task).explanation
        : kind === 1
          ? exited(task, '').explanation
          : { ...exited(task, '').explanation, fingerprint: text };
    const evidence = waitsFor === undefined ? [] : [{ text: `Failed: t${waitsFor}`, source: 'dependsOn' }];
    const explanation = { ...own, evidence: [...own.evidence, ...evidence] };
    return {
      accountId: 'a',
      jobId: 'j',
      taskId: `t${task}`,
      at: at(second),
      explanation,
      message: text,
      ...(node === undefined ? {} : { nodeId: `n${node}` }),
    };
  });

test('titles say what all have in common, and what tells clusters of one title apart', () => {
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
  assert.ok(titles.some((title) => title.endsWith(": KeyError: 'user_id'")));
  assert.ok(titles.some((title) => title.endsWith(": KeyError: 'when'")));
});

test('first and last are of the times that are known, however they are written', () => {
  const times = ['2026-11-20T09:14:07Z', '', '2026-11-20T09:14:07.5Z', '2026-11-20T10:14:06+01:00'];
  const [cluster] = clusterFailures(times.map((time) => ({ ...withMessage(1, 'x'), at: time })));
  assert.deepEqual([cluster?.firstSeen, cluster?.lastSeen], [times[3], times[2]]);
});

test('every failure is counted once, and their order does not matter', () => {
  fc.assert(
    fc.property(fc.array(failure, { maxLength: 30 }), fc.infiniteStream(fc.nat()), (failures, random) => {
      const clusters = clusterFailures(failures);
      assert.equal(
        clusters.reduce((sum, { count }) => sum + count, 0),
        failures.length,
      );
      const shuffled = failures
        .map((value) => ({ value, rank: random.next().value ?? 0 }))
        .sort((one, other) => one.rank - other.rank)
        .map(({ value }) => value);
      assert.deepEqual(clusterFailures(shuffled), clusters);
    }),
  );
});

test('messages of a megabyte take no longer than their number', () => {
  const log = 'loading the mesh\n'.repeat(60_000);
  const failures = Array.from({ length: 300 }, (_, index) => withMessage(index, `${log}it broke in ${1000 + index}`));
  const startedAt = performance.now();
  const clusters = clusterFailures(failures);
  assert.deepEqual(
    clusters.map(({ count }) => count),
    [300],
  );
  assert.ok(performance.now() - startedAt < 5000, 'comparing each with each takes half a minute');
});

const secret = fc.constantFrom('PLANTEDsecret', 'PLANTEDsecret0123456789abcdef==', 'PLANTED'.repeat(30));
const planted = fc
  .tuple(fc.nat(6), secret)
  .map(
    ([form, value]) =>
      [
        `password=${value}`,
        `https://a.blob.core.windows.net/c/b?sv=2024&sig=${value}`,
        `postgres://user:${value}@db.example.com/x`,
        `AccountKey=${value};EndpointSuffix=core.windows.net`,
        `Authorization: Bearer ${value}`,
        `{"password":"${value}"}`,
        `-----BEGIN PRIVATE KEY-----\n${value}\n-----END PRIVATE KEY-----`,
      ][form] ?? '',
  );
const words = fc.array(fc.constantFrom('mesh', 'failed', 'step 7', '"', '\n', 'in job'), { maxLength: 300 });

test('no secret comes out, wherever it stands', () => {
  fc.assert(
    fc.property(words, planted, words, fc.boolean(), (before, text, after, isEverywhere) => {
      const message = `${before.join(' ')} ${text} ${after.join(' ')}`;
      const plain = withMessage(1, message);
      const evidence = [{ text: message, source: 'stderr.txt:3' }];
      const told = { ...plain.explanation, title: `t1 failed: ${message}`, fingerprint: message, evidence };
      const failures = [isEverywhere ? { ...plain, explanation: told } : plain, withMessage(2, 'x')];
      assert.doesNotMatch(JSON.stringify(clusterFailures(failures)), /PLANTED/);
    }),
  );
});

test('ids and messages that name what objects have are ids and messages', () => {
  const names = ['__proto__', 'constructor', 'toString', ''];
  const failures = names.map((name) => ({ ...withMessage(1, name), jobId: name, taskId: name, nodeId: name }));
  const clusters = clusterFailures(failures);
  assert.deepEqual(clusters.flatMap(({ tasks }) => tasks).sort(), names.toSorted());
  assert.equal(clusters.length, names.length);
});
