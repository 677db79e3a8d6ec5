import assert from 'node:assert/strict';
import { test } from 'node:test';
import { logsAreGone } from '../../../../test/builders/logsAreGone.ts';
import { snapshot } from '../../../../test/builders/snapshot.ts';
import { CauseExplainer } from '../../../core/diagnosis/account/causeExplainer.ts';
import type { Cause, ExplainedFailure } from '../../../core/diagnosis/causes/causes.ts';
import type { Task } from '../../../core/model/task.ts';
import { doAtOnce } from '../../../core/work.ts';
import { findFailing } from '../../causes/failing.ts';
import { toPrimaryCommand } from '../primaryCommand.ts';
import type { Viewer } from '../row.ts';
import { findOwnWords } from './failureNodes.ts';
import { toFailureRow, toRunRow, toShortSpan } from './failureRows.ts';

const reader: Viewer = { now: new Date('2026-11-20T10:00:00Z'), timeZone: 'UTC' };
const findNodes = () => ({ items: [{ id: 'tvmps_b', allocationTime: '2026-11-20T08:00:00Z' }], hasMore: false });

function missing(index: number): Task {
  const file = `lights/input-000${index}.exr`;
  const value = `https://contoso.blob.core.windows.net/inputs/${file}?sig=secret`;
  const failureInfo = {
    category: 'UserError',
    code: 'BlobNotFound',
    message: 'One of the specified Azure Blob(s) is not found',
    details: [{ name: 'BlobSource', value }],
  } as const;
  const endTime = `2026-11-20T09:1${index}:00Z`;
  return {
    id: `frame-000${index}`,
    state: 'completed',
    nodeInfo: { poolId: 'cpu', nodeId: 'tvmps_b' },
    executionInfo: { result: 'failure', endTime, failureInfo },
  };
}

function exited(id: string, commandLine: string): Task {
  const executionInfo = { result: 'failure', exitCode: 1, endTime: '2026-11-20T09:30:00Z' } as const;
  return { id, state: 'completed', commandLine, executionInfo };
}

/** Makes the only cause of failed tasks, by job. */
function causeOf(jobs: Readonly<Record<string, readonly Task[]>>): Cause {
  let builder = snapshot().with(
    { kind: 'jobs' },
    Object.keys(jobs).map((id) => ({ id, state: 'active' })),
  );
  for (const [jobId, tasks] of Object.entries(jobs)) builder = builder.with({ kind: 'failures', jobId }, tasks);
  const { causes } = doAtOnce(new CauseExplainer(logsAreGone).explain(findFailing(builder.build())));
  const [cause, ...others] = causes;
  assert.ok(cause !== undefined && others.length === 0);
  return cause;
}

function rowsOf(cause: Cause): readonly string[] {
  const owns = findOwnWords(cause.failures);
  return cause.failures.map((failure, index) => {
    const { label, description } = toFailureRow(failure, { cause, own: owns[index], findNodes }, reader);
    return `${label} | ${description}`;
  });
}

test('a row shows its file, node, and time, without repeating the code', () => {
  assert.deepEqual(rowsOf(causeOf({ frames: [missing(1), missing(2)] })), [
    'frame-0002 | input-0002.exr · node 1 · 09:12',
    'frame-0001 | input-0001.exr · node 1 · 09:11',
  ]);
});

test('if commands differ, the argument is shown unless the ID contains it, and the job if there are several', () => {
  const cause = causeOf({
    a: [exited('x', 'solve --case wing --item 1')],
    b: [exited('y', 'solve --case wing --item 2')],
  });
  assert.deepEqual([...rowsOf(cause)].sort(), ['x | --item 1 · a · 09:30', 'y | --item 2 · b · 09:30']);
  const numbered = causeOf({ a: [exited('x-1', 'solve --item 1'), exited('x-2', 'solve --item 2')] });
  assert.deepEqual([...rowsOf(numbered)].sort(), ['x-1 | 09:30', 'x-2 | 09:30']);
});

test('an argument that the ID of the job contains is not repeated', () => {
  const cause = causeOf({
    'batch-0007': [exited('x', 'solve --job 7')],
    'batch-0077': [exited('y', 'solve --job 77')],
  });
  assert.deepEqual([...rowsOf(cause)].sort(), ['x | batch-0007 · 09:30', 'y | batch-0077 · 09:30']);
});

test('a task with a faulty definition offers to correct it, as its cause does, and one ended by its time limit offers a retry', () => {
  const found = causeOf({ frames: [exited('a', 'python3 render.py'), exited('b', 'python3 render.py')] });
  const rowWith = (said: Partial<ExplainedFailure['explanation']>): readonly (readonly string[] | undefined)[] => {
    const failures = found.failures.map((one) => ({ ...one, explanation: { ...one.explanation, ...said } }));
    const cause = { ...found, failures };
    const [first] = failures;
    assert.ok(first);
    return [
      toFailureRow(first, { cause, own: undefined, findNodes }, reader).words,
      toRunRow(failures, { cause, findNodes }, [], reader).words,
    ];
  };
  assert.deepEqual(rowWith({}), [
    ['failed', 'neverRan', 'retryable'],
    ['failed', 'neverRan', 'retryable'],
  ]);
  assert.deepEqual(rowWith({ change: 'definition' }), [
    ['failed', 'neverRan', 'onlyResubmit'],
    ['failed', 'neverRan', 'onlyResubmit'],
  ]);
  const limit = [{ text: 'Raise the limit.', property: ['constraints', 'maxWallClockTime'] }];
  assert.deepEqual(rowWith({ change: 'definition', fixes: limit })[0], ['failed', 'neverRan', 'retryable']);
});

test('tasks with consecutive IDs are one row that shows the range', () => {
  const cause = causeOf({ frames: [1, 2, 3, 4, 5].map(missing) });
  const run = [...cause.failures].reverse();
  const row = toRunRow(run, { cause, findNodes }, ['input-0001.exr', 'input-0005.exr'], reader);
  assert.equal(row.label, 'frame-0001 … frame-0005 · 5');
  assert.equal(row.description, 'input-0001.exr … input-0005.exr · node 1 · 09:11 – 09:15');
  assert.equal(
    row.spoken,
    '5 tasks, frame-0001 … frame-0005, input-0001.exr … input-0005.exr · node 1 · 09:11 – 09:15',
  );
  assert.deepEqual(
    [row.kind, row.words, row.children],
    ['taskRun', ['failed', 'hasFiles', 'neverRan', 'retryable'], 'collapsed'],
  );
});

test('a click on a failure explains it, and a screen reader reads its result', () => {
  const cause = causeOf({ train: [exited('c', 'x')] });
  const [newest] = cause.failures;
  assert.ok(newest);
  const row = toFailureRow(newest, { cause, findNodes }, reader);
  assert.equal(toPrimaryCommand(row), 'task.explain');
  assert.equal(row.spoken, 'task c · Exit code 1: A general program error: x · 09:30');
});

test('a task that is assumed to have the same cause shows no text about another task, and is marked as assumed', () => {
  const cause = causeOf({ train: [exited('c', 'x')] });
  const [newest] = cause.failures;
  assert.ok(newest);
  const explanation = { ...newest.explanation, title: 'x failed: exit code 1: A general program error' };
  const alike: ExplainedFailure = { ...newest, explanation, known: 'alike' };
  const row = toFailureRow(alike, { cause, findNodes }, reader);
  assert.equal(row.spoken, 'task c · Exit code 1: A general program error: x · 09:30');
  const [fact] = row.facts?.() ?? [];
  assert.equal(fact?.name, 'Exit code 1: A general program error: x');
  assert.match(
    fact.value,
    /^The cause is inferred from other tasks that ended with the same error code, exit code, and command\./,
  );
});

test('a time span within a day shows that day once, and every span is unambiguous', () => {
  const spanTo = (to: string, from = '2026-11-19T21:30:00Z') => toShortSpan(from, to, reader);
  assert.equal(spanTo('2026-11-19T21:34:00Z'), 'Nov 19 21:30 – 21:34');
  assert.equal(spanTo('2026-11-19T21:30:20Z'), 'Nov 19 21:30');
  assert.equal(spanTo('2026-11-20T09:14:00Z'), 'Nov 19 21:30 – Nov 20 09:14');
  assert.equal(spanTo('2026-11-19T09:14:00Z', '2026-11-18T21:30:00Z'), 'Nov 18 21:30 – Nov 19 09:14');
  assert.equal(spanTo('2026-11-20T09:14:00Z', '2026-11-20T09:02:00Z'), '09:02 – 09:14');
});
