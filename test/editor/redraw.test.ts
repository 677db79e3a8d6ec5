import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Inspections } from '../../src/app/causes/inspections.ts';
import { JobCauses } from '../../src/app/causes/jobCauses.ts';
import type { FailureReading } from '../../src/app/evidence/failureReader.ts';
import type { TreeNode } from '../../src/app/rows/explorer/treeNode.ts';
import * as diagnosis from '../../src/core/diagnosis/diagnosis.ts';
import type { TaskCounts } from '../../src/core/model/job.ts';
import type { TaskResource } from '../../src/core/model/resource.ts';
import type { Task } from '../../src/core/model/task.ts';
import type { TaskVerdict } from '../../src/core/model/taskVerdict.ts';
import { ExplorerProvider, type Verdicts } from '../../src/extension/views/explorer/explorerProvider.ts';
import { KeptPlace } from '../../src/extension/views/keptPlace.ts';
import type { LiveAccountStore } from '../../src/service/store/liveAccountStore.ts';
import { FakeAccounts } from '../fakes/fakeAccounts.ts';
import { pagesOf } from '../fakes/fakeBatchService.ts';
import type { FakeClock } from '../fakes/fakeClock.ts';
import { openLiveStore } from '../fakes/liveStore.ts';
import { eventually } from './support/eventually.ts';

const failed = (id: string, exitCode: number): Task => ({
  id,
  state: 'completed',
  nodeInfo: { poolId: 'cpu', nodeId: 'n' },
  executionInfo: { result: 'failure', exitCode, endTime: '2026-11-20T08:59:00Z' },
});

const many = (count: number, exitCode: number): readonly Task[] =>
  Array.from({ length: count }, (_, index) => failed(`t${index}`, exitCode));
const twoFailed = [failed('a', 1), failed('b', 1)];

/** Data of the only job that the service returns, until a test changes it. */
interface Job {
  tasks: readonly Task[];
  succeeded: number;
}

const toCounts = ({ tasks, succeeded }: Job): TaskCounts => ({
  active: 0,
  running: 0,
  completed: tasks.length + succeeded,
  succeeded,
  failed: tasks.length,
});

/** Returns the tasks of the group that a filter selects. */
function toTasks({ tasks, succeeded }: Job, filter: string | undefined): readonly Task[] {
  if (filter?.includes('failure')) return tasks;
  if (!filter?.includes('success')) return [];
  return Array.from({ length: succeeded }, (_, index) => ({ id: `s${index}`, state: 'completed' }));
}

/** Opens a live store of one account with a pool and a job; every answer is a new object, like one from the wire. */
function openAccount(job: Job) {
  return openLiveStore({
    pools: { listPools: () => pagesOf([{ id: 'cpu' }]), listNodeCounts: () => pagesOf([]) },
    nodes: { listNodes: () => pagesOf([{ id: 'n', state: 'idle', schedulingState: 'enabled' }]) },
    jobs: {
      listJobs: () => pagesOf([{ id: 'frames', state: 'active' }]),
      getTaskCounts: async () => toCounts(job),
    },
    tasks: { listTasks: (_jobId, { filter } = {}) => pagesOf(structuredClone(toTasks(job, filter))) },
  });
}

/** Returns the last part of each row's ID. */
const toEnds = (nodes: readonly TreeNode[] | undefined) => nodes?.map(({ id }) => id.split('/').at(-1));

suite('redrawing the explorer', () => {
  let job: Job;
  let store: LiveAccountStore;
  let clock: FakeClock;
  let accounts: FakeAccounts;
  let provider: ExplorerProvider;
  let drawn: (readonly TreeNode[] | undefined)[];
  /** Returns the standard error of a failed task. */
  let readStderr: (taskId: string) => Promise<string>;

  /** Opens the account and draws all of it. */
  async function open(tasks: readonly Task[], verdicts?: Verdicts): Promise<void> {
    job = { tasks, succeeded: 1 };
    ({ store, clock } = openAccount(job));
    accounts = new FakeAccounts(store);
    const read = async (_store: unknown, resource: TaskResource, task: Task): Promise<FailureReading> => ({
      resource,
      task,
      stdout: { path: 'stdout.txt', unread: { kind: 'absent', why: 'there is none' } },
      stderr: { path: 'stderr.txt', text: await readStderr(resource.taskId) },
    });
    provider = new ExplorerProvider(
      accounts,
      new JobCauses(new Inspections({ read }), { diagnosis: () => diagnosis }, { now: Date.now }),
      async () => [],
      (error) => assert.ifError(error),
      undefined,
      undefined,
      undefined,
      verdicts,
    );
    await Promise.all([store.load({ kind: 'pools' }), store.load({ kind: 'jobs' })]);
    await store.loadTaskCounts(['frames']);
    await draw();
    drawn = [];
    provider.onDidChangeTreeData((nodes) => drawn.push(nodes));
  }

  setup(() => {
    readStderr = async () => '';
  });

  teardown(() => {
    provider.dispose();
    store.dispose();
    assert.equal(accounts.listeners, 0, 'nobody listens any more');
  });

  /** Draws the row and all rows below it, as VS Code does with open branches. */
  async function draw(node?: TreeNode): Promise<void> {
    if (node !== undefined) provider.getTreeItem(node);
    if (node?.place.kind === 'task' || node?.place.kind === 'node') return;
    for (const child of await provider.getChildren(node)) await draw(child);
  }

  async function refresh(): Promise<void> {
    await store.refresh();
    clock.advance(1000);
  }

  /** Resolves to the rows of the `count`th redraw. */
  const redrawn = (count: number) =>
    eventually(`redraw ${count}`, [provider.onDidChangeTreeData], () =>
      drawn.length >= count ? drawn.map(toEnds) : undefined,
    );

  test('a refresh without changes draws no rows, and if one task changes, only its row is drawn', async () => {
    await open(twoFailed);
    await refresh();
    job.tasks = [failed('a', 1), { ...failed('b', 1), displayName: 'second' }];
    await refresh();
    assert.deepEqual(await redrawn(1), [['task:b']]);
  });

  test('if a task is found to have succeeded only for Batch, its row and the row of its job are redrawn', async () => {
    const found = new Map<string, TaskVerdict>();
    let show = (): void => undefined;
    await open([], {
      find: ({ id }) => found.get(id),
      judge: async (_store, _jobId, { onFound = () => undefined } = {}) => {
        show = onFound;
      },
    });
    found.set('s0', { kind: 'suspicious', end: { kind: 'crash', file: 'stderr.txt', line: 1, text: 'Killed' } });
    show();
    assert.deepEqual(await redrawn(1), [['job:frames']], 'the group stands below its job');
    const [row] = drawn[0] ?? [];
    assert.match(provider.toRow(row ?? assert.fail()).description ?? '', /1 suspicious/);
  });

  test('changed counts redraw only the rows that show them', async () => {
    await open(twoFailed);
    job.succeeded = 2;
    await refresh();
    assert.deepEqual(await redrawn(1), [['job:frames']]);
  });

  test('a change in a branch that is already being redrawn does not cause another redraw', async () => {
    await open(twoFailed);
    job.succeeded = 2;
    await refresh();
    job.tasks = [failed('a', 1), { ...failed('b', 1), displayName: 'second' }];
    await refresh();
    assert.deepEqual(await redrawn(1), [['job:frames']], 'both changes at once');
    for (const node of drawn[0] ?? []) await draw(node);
    job.tasks = [failed('a', 1), { ...failed('b', 1), displayName: 'third' }];
    await refresh();
    assert.deepEqual(await redrawn(2), [['job:frames'], ['task:b']]);
  });

  /** Holds the reading of logs until the returned function is called with the text of each log. */
  function holdLogs(): (stderr: string) => void {
    let tell: (stderr: string) => void = () => undefined;
    const told = new Promise<string>((resolve) => {
      tell = resolve;
    });
    readStderr = () => told;
    return tell;
  }

  test('rows do not wait for the log of a task that failed later, and only their group shows its cause', async () => {
    await open(twoFailed);
    const tell = holdLogs();
    job.tasks = [...job.tasks, failed('c', 1)];
    await refresh();
    assert.deepEqual(await redrawn(1), [[`account:${store.account.id}`]]);
    for (const node of drawn[0] ?? []) await draw(node);
    tell('bash: line 1: samtools: command not found\n');
    assert.deepEqual((await redrawn(2))[1], ['taskGroup:failed']);
  });

  test('tasks are grouped by cause after their logs are read, and the most harmful cause is expanded', async () => {
    const tell = holdLogs();
    await open([failed('a', 2), failed('b', 1), failed('c', 1), ...many(10, 3)]);
    tell('');
    const groups = await redrawn(1);
    assert.deepEqual(groups, [['taskGroup:failed']]);
    const [group] = drawn[0] ?? [];
    assert.ok(group);
    const rows = (await provider.getChildren(group)).map((node) => provider.toRow(node));
    assert.deepEqual(
      rows.map(({ kind, children }) => [kind, children]),
      [
        ['failureGroup', 'expanded'],
        ['failureGroup', 'collapsed'],
        ['failureGroup', 'collapsed'],
      ],
    );
  });

  test('when a row leaves its group, the next one is selected and keeps the focus', async () => {
    await open([failed('a', 1), failed('b', 1), failed('c', 1)]);
    const selected = new vscode.EventEmitter<vscode.TreeViewSelectionChangeEvent<TreeNode>>();
    const collapsed = new vscode.EventEmitter<vscode.TreeViewExpansionEvent<TreeNode>>();
    const revealed: unknown[] = [];
    let nowMs = 0;
    const place = new KeptPlace(
      {
        visible: true,
        selection: [],
        onDidChangeSelection: selected.event,
        onDidCollapseElement: collapsed.event,
        reveal: async (node, options) => void revealed.push([toEnds([node])?.[0], options]),
      },
      provider,
      () => nowMs,
    );
    try {
      selected.fire({ selection: [findTask('b')] });
      await fail('a', 'c');
      assert.deepEqual(revealed.splice(0), [['task:c', { select: true, focus: false }]]);
      place.keep(findTask('c'), true);
      await fail('a');
      assert.deepEqual(revealed.splice(0), [['task:a', { select: true, focus: true }]]);
      assert.equal(place.isMovedTo(findTask('a')), true, 'nobody has selected it');
      await fail('a', 'b');
      assert.deepEqual(revealed, [], 'a row that stays keeps its place');
      await fail();
      assert.deepEqual(revealed.splice(0), [['job:frames', { select: true, focus: true }]], 'a group of none is gone');
      await fail('a', 'b');
      place.keep(findTask('a'), false);
      await fail('b');
      assert.deepEqual(revealed.splice(0), [['task:b', { select: true, focus: false }]], 'a mouse needs no focus');
      await fail('a', 'b');
      for (const id of ['a', 'b']) selected.fire({ selection: [findTask(id)] });
      assert.equal(place.isMovedTo(findTask('b')), false, 'the user has selected it');
      place.keep(findTask('b'), true);
      nowMs = 60_000;
      await fail('a');
      assert.deepEqual(revealed.splice(0), [['task:a', { select: true, focus: false }]], 'who waited is elsewhere');
      await fail('a', 'b');
      place.keep(findTask('a'), true);
      collapsed.fire({ element: findTask('a').parent ?? assert.fail('no row above') });
      await fail('b');
      assert.deepEqual(revealed, [], 'a branch that was closed stays closed');
    } finally {
      place.dispose();
      selected.dispose();
      collapsed.dispose();
    }
  });

  /** Finds the row of a failed task. */
  function findTask(id: string): TreeNode {
    const node = provider.find(`${provider.root(store.account.id).id}/jobs:/job:frames/taskGroup:failed/task:${id}`);
    return node ?? assert.fail(`there is no row of task ${id}`);
  }

  /** Makes these tasks, and no others, the failed ones from now on. */
  async function fail(...ids: readonly string[]): Promise<void> {
    job.tasks = ids.map((id) => failed(id, 1));
    drawn = [];
    await refresh();
    await eventually('rows are drawn anew', [provider.onDidChangeTreeData], () => drawn[0]);
    await draw();
  }
});
