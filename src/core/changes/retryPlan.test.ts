import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Change } from '../diagnosis/explanation/explanation.ts';
import type { NodeFile } from '../model/nodeFile.ts';
import type { Task } from '../model/task.ts';
import {
  describeRetryDetails,
  describeRetryGroup,
  describeUnknown,
  findOnlyNode,
  isForCorrection,
  listRetryLosses,
  losesForSure,
  mustAsk,
  narrowGroup,
  planRetries,
  type RetryCause,
  type RetryFacts,
  type TaskFiles,
} from './retryPlan.ts';

const blob: RetryCause = { fingerprint: 'v1:blob', title: 'input.exr is missing', change: 'surroundings' };
const command: RetryCause = { fingerprint: 'v1:command', title: 'render is not a program', change: 'definition' };
const network: RetryCause = { fingerprint: 'v1:network', title: 'The network failed', change: 'nothing' };
const crash: RetryCause = { fingerprint: 'v1:crash', title: 'Exit code 3' };
const none: TaskFiles = { kind: 'none' };
const written = (...files: readonly (readonly [string, number])[]): TaskFiles => ({
  kind: 'listed',
  files: files.map(([name, contentLength]): NodeFile => ({ name, isDirectory: false, properties: { contentLength } })),
  isComplete: true,
});

let ids = 0;
function facts(changes: Partial<RetryFacts>): RetryFacts {
  ids += 1;
  return { task: { id: `t${ids}`, executionInfo: { exitCode: 1 } }, files: none, ...changes };
}
const times = (count: number, changes: Partial<RetryFacts>): RetryFacts[] =>
  Array.from({ length: count }, () => facts(changes));

function describe(items: readonly RetryFacts[]): readonly string[] {
  return planRetries(items).map((group) => [describeRetryGroup(group), ...describeRetryDetails(group)].join(' '));
}

test('tasks are grouped by the expected result of a retry, and those that would fail again by cause', () => {
  const items = [
    ...times(14, { cause: blob }),
    ...times(2, { cause: command }),
    ...times(6, { cause: crash, files: written(['wd/part.csv', 1024]) }),
    ...times(1, { cause: network }),
  ];
  assert.deepEqual(describe(items), [
    '1 task runs again and loses no files in wd.',
    "6 tasks lose files in wd that weren't uploaded as output files. 6 files in wd are lost (6 KiB): part.csv (1 KiB), part.csv (1 KiB), part.csv (1 KiB), 3 more.",
    '14 tasks fail again unless the cause is fixed: input.exr is missing.',
    '2 tasks would fail again: render is not a program. A retry uses the same definition, which is the problem.',
  ]);
  assert.equal(planRetries(items).flatMap((group) => group.items).length, items.length);
});

test('tasks that failed because of their node may succeed on another, which the group says', () => {
  const ofNode: RetryCause = { fingerprint: 'v1:node', title: 'samtools was not found', change: 'otherNode' };
  assert.deepEqual(describe([...times(2, { cause: ofNode }), facts({ cause: network })]), [
    '3 tasks run again and lose no files in wd. 2 tasks may succeed on another node; on the same one, they fail again unless it is fixed.',
  ]);
  assert.match(
    describe([facts({ cause: ofNode, repeatedAt: '2026-11-20T09:00:00Z' })])[0] ?? '',
    /^1 task fails again unless the cause is fixed/,
  );
});

test('a plan says of how many tasks the outcome of a retry is unknown', () => {
  const plan = (items: readonly RetryFacts[]) => planRetries(items).flatMap(describeUnknown);
  assert.deepEqual(plan([facts({ cause: crash })]), ["It isn't known whether the task would fail again."]);
  assert.deepEqual(plan(times(2, { cause: crash })), ["It isn't known whether the tasks would fail again."]);
  const items = [...times(2, { cause: crash }), facts({ cause: network }), facts({ cause: blob }), facts({})];
  assert.deepEqual(plan(items), ["It isn't known whether 2 of the tasks would fail again."]);
  const [both] = planRetries(items);
  assert.deepEqual(
    both?.items.map((item) => describeUnknown(narrowGroup(both, item)).length),
    [1, 1, 0, 0],
  );
});

test('a group that would fail again also shows what it would lose', () => {
  const [text] = describe([facts({ cause: blob, files: written(['wd/a.bin', 3], ['stdout.txt', 9]) })]);
  assert.match(
    text ?? '',
    /^1 task fails again unless the cause is fixed: .* 1 file in wd is lost \(3 B\): a\.bin \(3 B\)\.$/,
  );
});

test('files that were not listed count as lost', () => {
  const unseen = times(2, { files: { kind: 'unseen' } });
  const [group, ...others] = planRetries(unseen);
  assert.ok(group !== undefined && others.length === 0);
  assert.equal(group.outlook, 'losesFiles');
  assert.equal(describeRetryGroup(group), '2 tasks may lose files in wd.');
  assert.deepEqual(describeRetryDetails(group), ["The files of 2 tasks weren't checked and may be lost."]);
  assert.deepEqual(
    listRetryLosses(group),
    unseen.map(({ task }) => `${task.id}: its files weren't checked`),
  );
  const busy = { kind: 'unreachable', why: "wd can't be read now. The service is busy." } as const;
  const [refused] = planRetries([...unseen, ...times(2, { files: { kind: 'unseen', unread: busy } })]);
  assert.ok(refused !== undefined);
  assert.deepEqual(describeRetryDetails(refused), [
    "The files of 2 tasks weren't checked and may be lost.",
    "The files of 2 tasks couldn't be read and may be lost. The logs may be lost too, unless they can be saved first.",
    busy.why,
  ]);
  assert.match(listRetryLosses(refused).at(-1) ?? '', /: wd can't be read now\. The service is busy\.$/);
  const cut = facts({ files: { kind: 'listed', files: [], isComplete: false } });
  assert.deepEqual(describe([cut]), [
    '1 task may lose files in wd. There are more files than were listed. They may be lost too.',
  ]);
});

test('a task whose cause came back after a retry is expected to fail again, even if the cause is temporary', () => {
  const again = { cause: network, repeatedAt: '2026-11-20T09:14:00Z' };
  const [runs, fails] = planRetries([facts({ cause: network }), facts(again)]);
  assert.equal(runs?.outlook, 'runsAgain');
  assert.equal(fails?.outlook, 'failsAgain');
  assert.match(
    describe([facts(again)])[0] ?? '',
    / The task was retried before \(.*2026.*\) and failed again for the same reason/,
  );
  assert.match(describe([facts(again), facts(again)])[0] ?? '', / 2 were retried before \(last .*2026/);
  assert.doesNotMatch(describe([facts(again)])[0] ?? '', /may pass/);
});

test('up to five tasks are retried without asking if no loss or repeated failure is expected', () => {
  const isAsked = (items: readonly RetryFacts[]): boolean => mustAsk(planRetries(items));
  assert.equal(isAsked(times(5, { cause: crash })), false);
  assert.equal(isAsked(times(6, { cause: crash })), true);
  assert.equal(isAsked([facts({}), facts({ cause: blob })]), true);
  assert.equal(isAsked([facts({ files: { kind: 'unseen' } })]), true);
  assert.equal(isAsked([facts({ files: written(['stdout.txt', 7]) })]), false);
});

test('a group certainly loses files only if files of its tasks were found', () => {
  const lose = (changes: Partial<RetryFacts>): readonly boolean[] => planRetries([facts(changes)]).map(losesForSure);
  assert.deepEqual(lose({ cause: blob }), [false]);
  assert.deepEqual(lose({ cause: blob, files: { kind: 'unseen' } }), [false], 'that is not known');
  assert.deepEqual(lose({ cause: blob, files: written(['wd/a', 1]) }), [true]);
  assert.deepEqual(lose({ files: { kind: 'listed', files: [], isComplete: false } }), [true]);
});

test('tasks that share a property with all failed tasks are expected to fail again, and the group names that property', () => {
  const distinction = '3 of 3 tasks with `--batch-size 512` failed; 40 of 40 with `--batch-size 64` succeeded.';
  const [group] = planRetries([facts({ cause: { ...crash, change: 'surroundings' }, distinction })]);
  assert.equal(group?.outlook, 'failsAgain');
  assert.ok(group !== undefined && isForCorrection(group));
  assert.deepEqual(describeRetryDetails(group), [distinction]);
});

test('a cause is attributed to a node if only that one of several nodes had it, after the programs had started', () => {
  const on = (nodeId: string, changes: Partial<Task> = {}): Task => ({
    id: `on-${nodeId}`,
    executionInfo: { exitCode: 1, startTime: '2026-11-20T09:00:00Z' },
    nodeInfo: { poolId: 'cpu', nodeId },
    ...changes,
  });
  const [one, other] = [on('n1'), on('n2')];
  const find = (tasks: readonly Task[], change?: Change, nodes = 4) => findOnlyNode(tasks, change, () => nodes);
  assert.deepEqual(find([one, one, one]), { poolId: 'cpu', nodeId: 'n1' });
  assert.deepEqual(find([one, one, one], 'surroundings'), { poolId: 'cpu', nodeId: 'n1' });
  assert.equal(find([one, one]), undefined, 'two may be chance');
  assert.equal(find([one, one, one, other]), undefined);
  assert.equal(find([one, one, one], 'definition'), undefined, 'it fails on any node');
  assert.equal(find([one, one, one], undefined, 1), undefined, 'no other node is there');
  const neverRan = on('n1', { executionInfo: { failureInfo: { category: 'UserError', code: 'BlobNotFound' } } });
  assert.equal(find([neverRan, neverRan, neverRan]), undefined, 'the node had no part in it');
});

test('correcting the definition is suggested if it is at fault, or if a retry did not help', () => {
  const isFor = (changes: Partial<RetryFacts>) => planRetries([facts(changes)]).map(isForCorrection);
  assert.deepEqual(isFor({ cause: command }), [true]);
  assert.deepEqual(isFor({ cause: blob }), [false]);
  assert.deepEqual(isFor({ cause: blob, repeatedAt: '2026-11-20T09:00:00Z' }), [true]);
  assert.deepEqual(isFor({ cause: network }), [false]);
});
