import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { run as retryLoad } from '../../src/app/actions/explorer/retryLoad.ts';
import { Inspections } from '../../src/app/causes/inspections.ts';
import { JobCauses } from '../../src/app/causes/jobCauses.ts';
import { listHeld, refreshBranch } from '../../src/app/rows/explorer/branch.ts';
import type { TreeNode } from '../../src/app/rows/explorer/treeNode.ts';
import { BatchError } from '../../src/core/model/batchError.ts';
import type { Task } from '../../src/core/model/task.ts';
import type { CommandServices } from '../../src/extension/commands/command.ts';
import { FailureDecorations, toRowUri } from '../../src/extension/views/explorer/decorations.ts';
import { ExplorerProvider } from '../../src/extension/views/explorer/explorerProvider.ts';
import { snapshot } from '../builders/snapshot.ts';
import { FakeAccounts } from '../fakes/fakeAccounts.ts';
import { FakeStore } from '../fakes/fakeStore.ts';

const failedTasks = { kind: 'tasks', jobId: 'frames', group: 'failed' } as const;

/** A job with one failed task, whose ID and message try to mislead. */
const hostileId = 'frame\u202e [x](command:azureBatch.task.delete) $(trash)';
const hostileTask: Task = {
  id: hostileId,
  state: 'completed',
  executionInfo: {
    result: 'failure',
    exitCode: 1,
    failureInfo: {
      category: 'UserError',
      code: 'FailureExitCode',
      message: '[x](command:azureBatch.task.delete) <img src=x onerror=alert(1)></script>',
      details: [{ name: 'BlobSource', value: 'https://data.blob.core.windows.net/a?sv=1&sig=c2VjcmV0c2VjcmV0' }],
    },
  },
};
const withTask = (task: Task) =>
  snapshot()
    .with({ kind: 'pools' }, [])
    .with({ kind: 'jobs' }, [{ id: 'frames', state: 'active' }])
    .withTaskCounts('frames', { failed: 1 })
    .with(failedTasks, [task])
    .build();
const known = withTask(hostileTask);

const makeProvider = (accounts: FakeAccounts): ExplorerProvider =>
  new ExplorerProvider(
    accounts,
    new JobCauses(
      new Inspections({ read: () => assert.fail('no log has to be read') }),
      {
        diagnosis: () => assert.fail('nothing is to be told apart'),
      },
      { now: Date.now },
    ),
    async () => [{ name: 'Quota of pools', value: '3 of 20' }],
    (error) => assert.ifError(error),
  );

suite('explorer', () => {
  let store: FakeStore;
  let accounts: FakeAccounts;
  let provider: ExplorerProvider;

  setup(() => {
    store = new FakeStore(known.account, known);
    accounts = new FakeAccounts(store);
    provider = makeProvider(accounts);
  });

  teardown(() => {
    provider.dispose();
    store.dispose();
    assert.equal(accounts.listeners, 0, 'nobody listens any more');
  });

  /** Follows the rows down: at each level, the first row whose label matches. */
  async function walk(...labels: readonly RegExp[]): Promise<TreeNode> {
    let rows = await provider.getChildren();
    let found: TreeNode | undefined;
    for (const label of labels) {
      found = rows.find((row) => label.test(String(provider.getTreeItem(row).label)));
      assert.ok(found, `no row ${label} among ${rows.map((row) => provider.getTreeItem(row).label)}`);
      rows = await provider.getChildren(found);
    }
    assert.ok(found);
    return found;
  }

  test('a failed task is found under its job, shows the reason, and marks the rows above it', async () => {
    const job = await walk(/contoso/, /Jobs/, /frames/);
    assert.equal(provider.getTreeItem(job).description, '1 failed');
    assert.deepEqual(provider.toRow(job).failures, { count: 1, isComplete: true });
    const decorations = new FailureDecorations((id) => (id === job.id ? provider.toRow(job) : undefined));
    const decoration = decorations.provideFileDecoration(toRowUri(job.id, 'frames'));
    assert.deepEqual([decoration?.badge, decoration?.tooltip], ['1', '1 failed task']);
    assert.equal(decoration?.color, undefined, 'the text keeps the colour of the theme');
    decorations.dispose();
    const task = provider.getTreeItem(await walk(/contoso/, /Jobs/, /frames/, /Failed/, /frame/));
    assert.equal(task.description, 'exit code 1');
    assert.equal(task.contextValue, 'azureBatch.task;failed;neverRan;retryable');
    assert.match(task.accessibilityInformation?.label ?? '', /failed/);
  });

  test('a group shows its counts, and refreshing it reloads its list, expanded branches and counts', async () => {
    const group = await walk(/contoso/, /Jobs/, /frames/, /Failed/);
    const task = { kind: 'task', accountId: known.account.id, jobId: 'frames', taskId: hostileId };
    assert.deepEqual(listHeld(provider, group), { resources: [task], hasMore: false });
    const jobs = await walk(/contoso/, /Jobs/);
    const job = { kind: 'job', accountId: known.account.id, jobId: 'frames' };
    assert.deepEqual(listHeld(provider, jobs), { resources: [job], hasMore: false });
    assert.equal(listHeld(provider, { id: group.id }), undefined, 'a row of ours is known by more than its id');

    store.loaded.length = 0;
    assert.equal(await refreshBranch(provider, accounts, await walk(/contoso/, /Jobs/, /frames/)), true);
    assert.ok(store.loaded.some(({ kind }) => kind === 'jobs'));
    assert.ok(store.loaded.some((scope) => scope.kind === 'tasks' && scope.group === 'failed'));
    assert.ok(!store.loaded.some(({ kind }) => kind === 'pools'));
    assert.equal(
      await refreshBranch(provider, accounts, await walk(/contoso/)),
      false,
      'an account is refreshed as a whole',
    );
  });

  test('clicking an item opens it, clicking a group expands it', async () => {
    const job = provider.getTreeItem(await walk(/contoso/, /Jobs/, /frames/));
    assert.equal(job.command?.command, 'azureBatch.job.explain');
    const group = provider.getTreeItem(await walk(/contoso/, /Jobs/, /frames/, /Failed/));
    assert.equal(group.command, undefined);
    const task = provider.getTreeItem(await walk(/contoso/, /Jobs/, /frames/, /Failed/, /frame/));
    assert.equal(task.command?.command, 'azureBatch.task.explain');
  });

  test('no row shows its own ID, and the name of a numbered node works as an address', async () => {
    const job = provider.getTreeItem(await walk(/contoso/, /Jobs/, /frames/));
    assert.equal(job.resourceUri?.path, '/frames');
    const group = await walk(/contoso/, /Jobs/, /frames/, /Failed/);
    const item = await provider.resolveTreeItem(provider.getTreeItem(group), group);
    assert.equal(item.resourceUri, undefined);
    assert.ok(item.tooltip instanceof vscode.MarkdownString);
    assert.equal(item.tooltip.value, 'Failed · 1');
  });

  test('A9-18 data from the service is shown and never executed', async () => {
    const node = await walk(/contoso/, /Jobs/, /frames/, /Failed/, /frame/);
    const item = await provider.resolveTreeItem(provider.getTreeItem(node), node);
    assert.equal(item.label, 'frame\\u{202e} [x](command:azureBatch.task.delete) $(trash)');
    assert.ok(item.tooltip instanceof vscode.MarkdownString);
    assert.equal(item.tooltip.isTrusted ?? false, false);
    assert.equal(item.tooltip.supportHtml ?? false, false);
    assert.doesNotMatch(item.tooltip.value, /(?<!\\)\]\(/);
    assert.match(item.tooltip.value, /onerror/);
    assert.doesNotMatch(item.tooltip.value, /(?<!\\)<[\w/]/);
    assert.ok(!item.tooltip.value.includes('c2VjcmV0'), 'the signature of a SAS is hidden');
  });

  test('the tooltip of an account shows the usage of its quotas, and that of a job does not', async () => {
    const tooltips = [await walk(/contoso/), await walk(/contoso/, /Jobs/, /frames/)].map(async (node) => {
      const { tooltip } = await provider.resolveTreeItem(provider.getTreeItem(node), node);
      assert.ok(tooltip instanceof vscode.MarkdownString);
      return tooltip.value;
    });
    const [ofAccount = '', ofJob = ''] = await Promise.all(tooltips);
    assert.match(ofAccount, /Endpoint[\s\S]*\*\*Quota of pools\*\*: 3 of 20/);
    assert.doesNotMatch(ofJob, /Quota/);
  });

  test('a row is the same object each time, so that the tree keeps its position', async () => {
    assert.equal(await walk(/contoso/, /Jobs/, /frames/), await walk(/contoso/, /Jobs/, /frames/));
  });

  test('a branch is loaded when it is expanded, and not before', async () => {
    store.snapshot = snapshot()
      .with({ kind: 'jobs' }, [{ id: 'frames' }])
      .withTaskCounts('frames', { failed: 1 })
      .build();
    await walk(/contoso/, /Jobs/, /frames/);
    assert.equal(store.loaded.filter(({ kind }) => kind === 'tasks').length, 0);
    await walk(/contoso/, /Jobs/, /frames/, /Failed/);
    assert.deepEqual(
      store.loaded.filter(({ kind }) => kind === 'tasks'),
      [failedTasks],
    );
  });

  test('job schedules load when their row is expanded, and the jobs of a schedule when that schedule is expanded', async () => {
    const loaded = () => store.loaded.filter(({ kind }) => kind === 'jobSchedules' || kind === 'scheduleJobs');
    await walk(/contoso/);
    assert.deepEqual(loaded(), []);
    await walk(/contoso/, /^Job schedules$/);
    assert.deepEqual(loaded(), [{ kind: 'jobSchedules' }]);
    const executionInfo = { recentJob: { id: 'nightly:job-1' } };
    const read = snapshot()
      .with({ kind: 'jobSchedules' }, [{ id: 'nightly', state: 'active', executionInfo }])
      .withTaskCounts('nightly:job-1', { failed: 1 });
    store.snapshot = read.build();
    const schedule = provider.getTreeItem(await walk(/contoso/, /^Job schedules$/, /nightly/));
    assert.equal(schedule.description, 'last job job-1: 1 failed');
    assert.deepEqual(loaded().at(-1), { kind: 'scheduleJobs', scheduleId: 'nightly' });
    const jobs = { kind: 'scheduleJobs', scheduleId: 'nightly' } as const;
    store.snapshot = read.with(jobs, [{ id: 'nightly:job-1', state: 'active' }]).build();
    const job = await walk(/contoso/, /^Job schedules$/, /nightly/, /nightly:job-1/);
    assert.deepEqual(job.resource, { kind: 'job', accountId: known.account.id, jobId: 'nightly:job-1' });
  });

  test('a waiting task loads its dependencies and no files, and a task that ran loads its subtasks on request', async () => {
    const waiting = { id: 'join', state: 'active', dependsOn: { taskIds: ['part'] } } as const;
    const solved = { ...hostileTask, id: 'solve', multiInstanceSettings: { numberOfInstances: 2 } };
    store.snapshot = snapshot()
      .with({ kind: 'jobs' }, [{ id: 'frames' }])
      .withTaskCounts('frames', { active: 1, failed: 1 })
      .with({ kind: 'tasks', jobId: 'frames', group: 'active' }, [waiting])
      .with(failedTasks, [solved])
      .with({ kind: 'subtasks', jobId: 'frames', taskId: 'solve' }, [
        {
          id: 1,
          exitCode: 1,
          nodeInfo: { poolId: 'mpi', nodeId: 'tvmps_1', taskRootDirectory: 'workitems/f/solve/1' },
        },
      ])
      .build();
    const loaded = () => store.loaded.map(({ kind }) => kind).filter((kind) => kind !== 'pools' && kind !== 'jobs');
    await walk(/contoso/, /Jobs/, /frames/, /Waiting/, /join/);
    assert.deepEqual(loaded(), []);
    await walk(/contoso/, /Jobs/, /frames/, /Waiting/, /join/, /Waiting for/);
    assert.deepEqual(loaded(), ['dependencies']);
    await walk(/contoso/, /Jobs/, /frames/, /Failed/, /solve/, /Subtasks/);
    assert.deepEqual(loaded(), ['dependencies', 'taskFiles', 'nodes']);
    const subtask = await walk(/contoso/, /Jobs/, /frames/, /Failed/, /solve/, /Subtasks/, /Subtask 1/);
    assert.equal(provider.getTreeItem(subtask).contextValue, 'azureBatch.subtask;failed');
    assert.deepEqual(store.loaded.at(-1), {
      kind: 'nodeFiles',
      poolId: 'mpi',
      nodeId: 'tvmps_1',
      path: 'workitems/f/solve/1',
    });
  });

  test('a branch that failed to load shows the reason, and is not retried by a redraw', async () => {
    store.snapshot = snapshot().withError({ kind: 'pools' }, 'RequestTimedOut', 'No answer came in time.').build();
    const row = provider.getTreeItem(await walk(/contoso/, /Pools/, /Could not be loaded/));
    assert.equal(row.description, 'No answer came in time.');
    assert.equal(row.command?.command, 'azureBatch.explorer.retryLoad');
    await provider.getChildren(await walk(/contoso/, /Pools/));
    assert.equal(store.loaded.filter(({ kind }) => kind === 'pools').length, 0);
  });

  test('when a retried branch loads, all other failed branches of its account are retried', async () => {
    store.snapshot = snapshot().withError({ kind: 'pools' }, 'HostNotFound', 'No such host.').build();
    const row = await walk(/contoso/, /Pools/, /Could not be loaded/);
    const tryAgain = () => retryLoad({ accounts } as unknown as CommandServices, [row]);
    await tryAgain();
    assert.equal(store.reloads, 0, 'the account still cannot be reached');
    store.snapshot = snapshot().with({ kind: 'pools' }, []).build();
    await tryAgain();
    assert.equal(store.reloads, 1);
  });

  test('a click on an account that is not signed in starts the sign-in', async () => {
    store = new FakeStore({ ...known.account, authentication: 'microsoft' });
    accounts = new FakeAccounts(store);
    accounts.problem = new BatchError({ code: 'NotSignedIn', message: 'The session has ended.' });
    provider = makeProvider(accounts);
    const row = await walk(/contoso/, /Not signed in/);
    assert.equal(provider.getTreeItem(row).command?.command, 'azureBatch.account.signIn');
    assert.deepEqual(row.resource, { kind: 'account', accountId: known.account.id });
  });

  for (const [what, error, label, command] of [
    ['key does not fit', { status: 403, authentication: 'sharedKey' }, /The key is not valid/, 'account.enterKey'],
    ['key is gone', { authentication: 'sharedKey' }, /The key is missing/, 'account.enterKey'],
    ['Azure CLI is not signed in', { authentication: 'azureCli' }, /Not signed in/, 'account.azureCliLogin'],
    ['role is missing', { status: 403 }, /Not allowed/, 'explorer.retryLoad'],
  ] as const) {
    test(`an account whose ${what} shows that in its row, and a click fixes it`, async () => {
      accounts = new FakeAccounts(store);
      accounts.problem = new BatchError({
        code: 'AuthenticationFailed',
        message: 'Why.',
        ...('status' in error ? { status: error.status } : {}),
        ...('authentication' in error
          ? { wayIn: { accountId: known.account.id, authentication: error.authentication } }
          : {}),
      });
      provider = makeProvider(accounts);
      const row = provider.getTreeItem(await walk(/contoso/, label));
      assert.equal(row.command?.command, `azureBatch.${command}`);
      assert.equal(row.description, 'Why.');
    });
  }

  test('a branch whose rows VS Code requests counts as expanded', async () => {
    const asked: TreeNode[] = [];
    provider.onDidAsk((node) => asked.push(node));
    const job = await walk(/contoso/, /Jobs/, /frames/);
    assert.equal(asked.at(-1), job);
    assert.equal(asked.length, 3);
  });

  test('only rows whose text has changed are redrawn', async () => {
    const changed = new Promise((resolve) => provider.onDidChangeTreeData(resolve));
    const task = await walk(/contoso/, /Jobs/, /frames/, /Failed/, /frame/);
    store.announce([{ kind: 'jobs' }, failedTasks, { kind: 'nodes', poolId: 'never shown' }]);
    store.snapshot = withTask({ ...hostileTask, displayName: 'first of all' });
    store.announce([failedTasks]);
    assert.deepEqual(await changed, [task]);
  });
});
