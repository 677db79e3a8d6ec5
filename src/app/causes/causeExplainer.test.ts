import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failedTasksOf } from '../../../test/builders/failedTasks.ts';
import { logsAreGone } from '../../../test/builders/logsAreGone.ts';
import { CauseExplainer } from '../../core/diagnosis/account/causeExplainer.ts';
import type { Cause } from '../../core/diagnosis/causes/causes.ts';
import type {
  FailedTask,
  Failing,
  FailingKind,
  FindInspection,
  Inspection,
} from '../../core/diagnosis/causes/failing.ts';
import type { Task } from '../../core/model/task.ts';
import { doAtOnce } from '../../core/work.ts';
import { describeReading } from '../rows/causeFacts.ts';

const missing = (module: string): string => `ModuleNotFoundError: No module named '${module}'\n`;

function failed(index: number, { exitCode = 1, nodeId = 'n' } = {}): Task {
  return {
    id: `t${String(index).padStart(5, '0')}`,
    state: 'completed',
    commandLine: `python3 work.py --item ${index}`,
    nodeInfo: { poolId: 'p', nodeId },
    executionInfo: {
      result: 'failure',
      exitCode,
      endTime: new Date(Date.parse('2026-11-20T09:00:00Z') + index * 1000).toISOString(),
    },
  };
}

const many = (jobId: string, count: number): readonly FailedTask[] =>
  failedTasksOf(
    jobId,
    Array.from({ length: count }, (_, index) => failed(index)),
  );

/**
 * Finds causes, reads the requested logs, and repeats until no more are requested; `logOf` returns stderr, or undefined
 * if it is gone.
 */
function tellAll(failing: readonly Failing[], logOf: (failed: FailedTask) => string | undefined) {
  const findings = new Map<FailedTask, Inspection>();
  const explainer = new CauseExplainer((one) => findings.get(one));
  const first = doAtOnce(explainer.explain(failing));
  const explainRest = () => {
    let explained = doAtOnce(explainer.explain(failing));
    while (explained.toRead.length > 0) {
      for (const one of explained.toRead) {
        assert.ok(!findings.has(one), 'nothing is read twice');
        const stderr = logOf(one);
        const logs = stderr === undefined ? {} : { stderr };
        findings.set(one, { task: one.task, logs, isConclusive: stderr !== undefined });
      }
      explained = doAtOnce(explainer.explain(failing));
    }
    return { causes: explained.causes, unread: explained.unread, read: [...findings.keys()] };
  };
  const explainMore = () => {
    explainer.widen();
    return explainRest();
  };
  const explainAll = () => {
    explainer.widenToAll();
    return explainRest();
  };
  return { first: first.causes, ...explainRest(), explainMore, explainAll };
}

const sizes = (causes: readonly Cause[]) => causes.map(({ failures, cluster }) => [cluster.title, failures.length]);

test('only a few of thousands of tasks that ended in the same way are read; if they agree, the others are assumed to share the cause', () => {
  const all = ['a', 'b', 'c', 'd'].flatMap((jobId) => many(jobId, 1000));
  const { first, causes, read, unread } = tellAll(all, () => missing('numpy'));
  assert.deepEqual(
    first.map(({ cluster }) => cluster.count),
    [4000],
    'they stand together before anything was read',
  );
  assert.deepEqual(sizes(first), [['Not read yet', 4000]], 'that they ended with exit code 1 is no cause');
  assert.equal(read.length, 5);
  assert.ok(new Set(read.map(({ resource }) => resource.jobId)).size >= 3, 'jobs are not taken for one another');
  assert.deepEqual(sizes(causes), [['The library numpy was not found', 4000]]);
  assert.equal(unread, 0, 'the others need not be read');
  const [cause] = causes;
  assert.ok(cause);
  assert.equal(
    describeReading(cause),
    'Determined from 5 of 4,000 logs. The other tasks ended with the same error code, exit code, and command.',
  );
  assert.deepEqual([cause.cluster.count, cause.cluster.jobs], [4000, ['a', 'b', 'c', 'd']]);
  const times = cause.failures.map(({ failing }) => failing.at ?? '');
  assert.deepEqual(times, times.toSorted().reverse(), 'newest first');
});

test('a thorough look reads every log of a kind, even if the first logs agree, and a hundred of a very large kind', () => {
  const all = many('a', 160);
  const early = new Set(['t00000', 't00040', 't00080', 't00120', 't00159']);
  const logOf = ({ task }: FailedTask): string =>
    missing(early.has(task.id) || Number(task.id.slice(1)) % 2 === 0 ? 'numpy' : 'pandas');
  const { causes, explainAll } = tellAll(all, logOf);
  assert.deepEqual(sizes(causes), [['The library numpy was not found', 160]], 'five that agree represent the others');
  const whole = explainAll();
  assert.deepEqual(
    [sizes(whole.causes), whole.unread],
    [
      [
        ['The library numpy was not found', 81],
        ['The library pandas was not found', 79],
      ],
      0,
    ],
  );
  const large = tellAll(many('a', 4000), () => missing('numpy')).explainAll();
  assert.deepEqual([large.read.length, sizes(large.causes)], [100, [['The library numpy was not found', 4000]]]);
});

test('while a thorough look goes on, tasks that were not read yet belong to no cause', () => {
  const all = many('a', 160);
  const findings = new Map<FailedTask, Inspection>();
  const explainer = new CauseExplainer((one) => findings.get(one));
  explainer.widenToAll();
  for (const one of doAtOnce(explainer.explain(all)).toRead.slice(0, 60))
    findings.set(one, { task: one.task, logs: { stderr: missing('numpy') }, isConclusive: true });
  assert.deepEqual(sizes(doAtOnce(explainer.explain(all)).causes), [
    ['The library numpy was not found', 60],
    ['Not read yet', 100],
  ]);
});

test('tasks that were assumed to share a cause keep that cause when the tasks that were read are retried', () => {
  const all = many('a', 1000);
  const findings = new Map<FailedTask, Inspection>();
  const explainer = new CauseExplainer((one) => findings.get(one));
  const read = (one: FailedTask, module: string) =>
    findings.set(one, { task: one.task, logs: { stderr: missing(module) }, isConclusive: true });
  for (const one of doAtOnce(explainer.explain(all)).toRead) read(one, 'numpy');
  assert.deepEqual(sizes(doAtOnce(explainer.explain(all)).causes), [['The library numpy was not found', 1000]]);
  const left = all.filter((one) => !findings.has(one));
  const kept = doAtOnce(explainer.explain(left));
  assert.deepEqual(sizes(kept.causes), [['The library numpy was not found', 995]]);
  assert.equal(kept.causes[0]?.isComplete, true);
  const [next] = kept.toRead;
  assert.ok(next, 'others are read in their place');
  const added = many('b', 1001).slice(1000);
  assert.deepEqual(sizes(doAtOnce(explainer.explain([...left, ...added])).causes), [
    ['The library numpy was not found', 995],
    ['Not read yet', 1],
  ]);
  read(next, 'pandas');
  const doubted = doAtOnce(explainer.explain(left)).causes;
  assert.equal(doubted.at(-1)?.cluster.title, 'Not read yet', 'a log that says otherwise puts it in doubt');
});

test('jobs with the same command that failed for different causes are shown separately', () => {
  const all = [...many('a', 400), ...many('b', 300)];
  const { causes } = tellAll(all, ({ resource }) => missing(resource.jobId === 'a' ? 'numpy' : 'pandas'));
  assert.deepEqual(
    causes.map(({ cluster }) => [cluster.count, cluster.jobs]),
    [
      [400, ['a']],
      [300, ['b']],
    ],
  );
});

test('tasks of one job that failed for several causes are kept apart', () => {
  const all = many('a', 1000);
  const {
    causes,
    read,
    unread: undecided,
    explainMore,
  } = tellAll(all, ({ task }) => missing(Number(task.id.slice(1)) % 2 === 0 ? 'numpy' : 'pandas'));
  assert.equal(read.length, 20, 'enough is enough');
  assert.equal(undecided, 0, 'those that were not read are a group of their own');
  assert.equal(
    causes.reduce((sum, { failures }) => sum + failures.length, 0),
    1000,
  );
  const unread = causes.at(-1);
  assert.deepEqual([unread?.cluster.title, unread?.failures.length, unread?.isComplete], ['Not read yet', 980, true]);
  assert.ok(unread?.failures.every(({ known }) => known === 'unread'));
  const explained = causes.slice(0, -1);
  assert.ok(explained.flatMap(({ failures }) => failures).every(({ known }) => known === 'log'));
  assert.ok(
    explained.every(({ isComplete }) => !isComplete),
    'any that was not read may have these causes',
  );
  const more = explainMore();
  assert.deepEqual(
    [more.read.length, more.causes.at(-1)?.failures.length],
    [120, 880],
    'more when the user wants that',
  );
});

test('if logs are gone, the logs of other tasks are read, and nothing is concluded from a single log', () => {
  let tried = 0;
  const { causes } = tellAll(many('a', 1000), () => (tried++ === 0 ? missing('numpy') : undefined));
  assert.equal(tried, 20);
  assert.deepEqual(sizes(causes), [
    ['Exit code 1 (python): An uncaught exception, or sys.exit(1)', 19],
    ['The library numpy was not found', 1],
    ['Not read yet', 980],
  ]);
  const [gone] = causes;
  assert.match(gone ? (describeReading(gone) ?? '') : '', /^None of 19/);
});

test('reading all failures of an account comes to an end', () => {
  const all = Array.from({ length: 60 }, (_, code) =>
    failedTasksOf(
      'a',
      Array.from({ length: 10 }, (__, index) => failed(100 * code + index, { exitCode: code + 1 })),
    ),
  ).flat();
  const { read, causes } = tellAll(all, () => 'nothing of note\n');
  assert.equal(read.length, 100);
  assert.equal(
    causes.reduce((sum, { failures }) => sum + failures.length, 0),
    600,
  );
});

test('tasks that ended on a node with its own failure stay separate', () => {
  const onNodes = failedTasksOf(
    'a',
    Array.from({ length: 200 }, (_, index) => failed(index, { nodeId: index < 100 ? 'bad' : 'good' })),
  );
  const node: Failing = {
    kind: 'node',
    resource: { kind: 'node', accountId: onNodes[0]?.resource.accountId ?? '', poolId: 'p', nodeId: 'bad' },
    at: '2026-11-20T09:00:00Z',
    node: { id: 'bad', state: 'unusable' },
    pool: undefined,
  };
  const { causes } = tellAll([...onNodes, node], ({ task }) =>
    missing(task.nodeInfo?.nodeId === 'bad' ? 'numpy' : 'pandas'),
  );
  const nodes = causes.filter(({ cluster }) => cluster.count === 100).map(({ cluster }) => cluster.nodes);
  assert.deepEqual(nodes.toSorted(), [['bad'], ['good']]);
});

test('tasks that never ran need no log: the details of a few are read from the service', () => {
  const blobs = Array.from({ length: 500 }, (_, index): Task => {
    const details = [{ name: 'FilePath', value: `input-${index}.exr` }];
    const failureInfo = { category: 'UserError', code: 'BlobNotFound', details } as const;
    return { id: `f${index}`, state: 'completed', executionInfo: { result: 'failure', failureInfo } };
  });
  const { causes, read } = tellAll(failedTasksOf('frames', blobs), () => '');
  assert.deepEqual(sizes(causes), [['input-*.exr is missing (BlobNotFound)', 500]]);
  assert.equal(read.length, 5);
  const [cause] = causes;
  assert.ok(cause);
  assert.equal(describeReading(cause), undefined, 'there is no log');
});

test('all logs of few tasks are read, since one of them may differ', () => {
  const { causes, read } = tellAll(many('a', 12), ({ task }) => missing(task.id === 't00007' ? 'pandas' : 'numpy'));
  assert.equal(read.length, 12);
  assert.deepEqual(
    causes.map(({ failures }) => failures.length),
    [11, 1],
  );
});

test('a meaningful exit code is a cause if the log is gone, but not before the log was requested', () => {
  const killed = failedTasksOf('a', [failed(1, { exitCode: 137 }), failed(2, { exitCode: 137 })]);
  const all = [...many('b', 3), ...killed];
  assert.deepEqual(sizes(doAtOnce(new CauseExplainer(() => undefined).explain(all)).causes), [['Not read yet', 5]]);
  const find: FindInspection = (one) => (killed.includes(one) ? logsAreGone(one) : undefined);
  const { causes } = doAtOnce(new CauseExplainer(find).explain(all));
  assert.deepEqual(sizes(causes), [
    ['Exit code 137 (SIGKILL): Probably killed for lack of memory', 2],
    ['Not read yet', 3],
  ]);
  assert.deepEqual(
    causes.map(({ isComplete }) => isComplete),
    [false, true],
  );
});

test('a cause whose tasks miss different files in one line of code says that several files are missing', () => {
  const names = ['model.onnx', 'mesh.vtk', 'prices.parquet', 'genome.fa'];
  const { causes } = tellAll(many('a', 8), ({ task }) => {
    const name = names[Number(task.id.slice(1)) % names.length];
    return `Traceback (most recent call last):\n  File "work.py", line 19, in <module>\n    open(name)\nFileNotFoundError: [Errno 2] No such file or directory: '${name}'\n`;
  });
  assert.deepEqual(sizes(causes), [['Several files are missing', 8]]);
});

test('a meaningful exit code is not the cause of tasks if other tasks with the same code had several causes', () => {
  const tasks = Array.from({ length: 200 }, (_, index) => failed(index, { exitCode: 127 }));
  const { first, causes } = tellAll([...failedTasksOf('a', tasks), ...failedTasksOf('b', tasks)], ({ task }) =>
    Number(task.id.slice(1)) % 2 === 0
      ? 'work.sh: line 8: jq: command not found\n'
      : 'work.sh: line 8: gmsh: command not found\n',
  );
  assert.deepEqual(sizes(first), [['Not read yet', 400]]);
  assert.deepEqual(sizes(causes).at(-1), ['Not read yet', 360], 'the logs of twenty tasks of each job are read');
  assert.ok(causes.slice(0, -1).every(({ failures }) => failures.every(({ known }) => known === 'log')));
});

test('if logs are gone, each command that the shell did not find is a separate cause', () => {
  const commands = [
    'bash -c "ffmpeg -i a.mp4"',
    'bash -c "ffmpeg -i b.mp4"',
    'bash run.sh',
    'sh -c "bash run.sh 3"',
    'bash all.sh',
  ];
  const tasks = commands.map((commandLine, index) => ({ ...failed(index, { exitCode: 127 }), commandLine }));
  const { causes } = doAtOnce(new CauseExplainer(logsAreGone).explain(failedTasksOf('a', tasks)));
  assert.deepEqual(sizes(causes), [
    ['The shell did not find the command (running bash run.sh)', 2],
    ['The shell did not find the command (running ffmpeg)', 2],
    ['The shell did not find the command (running bash all.sh)', 1],
  ]);
});

test('causes are sorted by the work that they affect: waiting tasks count like failed ones', () => {
  const stuck: Failing = {
    kind: 'job',
    resource: { kind: 'job', accountId: many('a', 1)[0]?.resource.accountId ?? '', jobId: 'nightly' },
    at: '2026-11-20T09:00:00Z',
    job: { id: 'nightly', state: 'active', executionInfo: { schedulingError: { code: 'Stuck' } } },
    preparation: [],
    quotas: undefined,
    blocks: { tasks: new Map([['nightly', 24]]), nodes: 0 },
  };
  const { causes } = tellAll([...many('a', 20), stuck, ...many('b', 5)], ({ resource }) =>
    missing(resource.jobId === 'a' ? 'numpy' : 'pandas'),
  );
  assert.deepEqual(
    causes.map(({ harm }) => [harm.total, harm.waiting.count]),
    [
      [25, 24],
      [20, 0],
      [5, 0],
    ],
  );
});

test('a cause is complete unless it may have more failures', () => {
  const killed = failedTasksOf('a', [failed(1, { exitCode: 137 })]);
  const isComplete = (...unknown: readonly FailingKind[]) =>
    doAtOnce(new CauseExplainer(() => undefined).explain(killed, new Set(unknown))).causes[0]?.isComplete;
  assert.deepEqual([isComplete(), isComplete('node', 'pool', 'job'), isComplete('task')], [true, true, false]);
});

test('no failures give no causes', () => {
  assert.deepEqual(doAtOnce(new CauseExplainer(() => undefined).explain([])), { causes: [], toRead: [], unread: 0 });
});
