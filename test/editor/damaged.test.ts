import assert from 'node:assert/strict';
import fc from 'fast-check';
import * as vscode from 'vscode';
import { Inspections } from '../../src/app/causes/inspections.ts';
import { JobCauses } from '../../src/app/causes/jobCauses.ts';
import type { TreeNode } from '../../src/app/rows/explorer/treeNode.ts';
import { readNode } from '../../src/core/model/computeNodeShape.ts';
import { readJob } from '../../src/core/model/jobShape.ts';
import { readPool } from '../../src/core/model/poolShape.ts';
import { readItems } from '../../src/core/model/shape.ts';
import { readTask } from '../../src/core/model/taskShape.ts';
import { ExplorerProvider } from '../../src/extension/views/explorer/explorerProvider.ts';
import type { AccountSnapshot } from '../../src/service/store/accountStore.ts';
import { damage, damages } from '../builders/damagedJson.ts';
import { snapshot } from '../builders/snapshot.ts';
import { type Answer, BatchServer, failure, json } from '../fakes/batchServer.ts';
import { FakeAccounts } from '../fakes/fakeAccounts.ts';
import { FakeStore } from '../fakes/fakeStore.ts';
import { addAccount, answerModals, removeAccount } from './support/account.ts';

/** Limits for what VS Code can draw quickly, regardless of what the service sends. */
const maxLabelLength = 1024;
const maxTooltipLength = 200_000;

const time = '2026-11-20T09:00:00Z';
const problem = { code: 'AllocationFailed', message: 'No room.', values: [{ name: 'Reason', value: 'quota' }] };
const failureInfo = {
  category: 'UserError',
  code: 'BlobNotFound',
  message: 'Gone.',
  details: [{ name: 'a', value: 'b' }],
};

/** Objects with all properties that a row shows. */
const world = {
  pools: [
    {
      id: 'p',
      displayName: 'render',
      state: 'active',
      allocationState: 'steady',
      vmSize: 'standard_d2s_v3',
      currentDedicatedNodes: 1,
      targetDedicatedNodes: 2,
      resizeErrors: [problem],
      autoScaleRun: { timestamp: time, results: '$a=1', error: problem },
    },
  ],
  nodes: [
    {
      id: 'n',
      state: 'starttaskfailed',
      schedulingState: 'enabled',
      stateTransitionTime: time,
      totalTasksRun: 3,
      recentTasks: [{ jobId: 'j', taskId: 't', taskState: 'completed', executionInfo: { exitCode: 1, endTime: time } }],
      startTaskInfo: { state: 'completed', exitCode: 1, failureInfo, result: 'failure' },
      errors: [problem],
    },
  ],
  jobs: [
    {
      id: 'j',
      state: 'active',
      creationTime: time,
      priority: 0,
      poolInfo: { poolId: 'p' },
      executionInfo: { startTime: time, schedulingError: problem, terminateReason: 'why' },
    },
  ],
  tasks: [
    {
      id: 't',
      state: 'completed',
      stateTransitionTime: time,
      commandLine: 'run',
      executionInfo: { startTime: time, endTime: time, exitCode: 1, result: 'failure', retryCount: 1, failureInfo },
      nodeInfo: { poolId: 'p', nodeId: 'n' },
    },
  ],
};

/** Returns the snapshot of an account that sent `sent`, and one undamaged object of each kind. */
function toKnown(sent: typeof world): AccountSnapshot {
  const untouched = { id: 'untouched' };
  const pools = readItems(readPool, [...sent.pools, untouched]);
  const nodes = readItems(readNode, [...sent.nodes, { ...untouched, state: 'idle' }]);
  const jobs = readItems(readJob, [...sent.jobs, untouched]);
  const tasks = readItems(readTask, [...sent.tasks, { ...untouched, state: 'completed' }]);
  return snapshot()
    .with({ kind: 'pools' }, pools.items, pools)
    .with({ kind: 'nodes', poolId: 'untouched' }, nodes.items, nodes)
    .with({ kind: 'jobs' }, jobs.items, jobs)
    .withTaskCounts('untouched', { succeeded: 2 })
    .with({ kind: 'tasks', jobId: 'untouched', group: 'succeeded' }, tasks.items, tasks)
    .build();
}

suite('damaged data', () => {
  suiteTeardown(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  test('A9-16 damaged data has rows with text labels and tooltips, and does not hide other rows', async () => {
    await fc.assert(
      fc.asyncProperty(damages(world, 8), async (changes) => {
        const known = toKnown(damage(world, changes));
        const store = new FakeStore(known.account, known);
        const causes = new JobCauses(
          new Inspections({ read: () => assert.fail('no log') }),
          { diagnosis: () => assert.fail('no diagnosis') },
          { now: Date.now },
        );
        const provider = new ExplorerProvider(new FakeAccounts(store), causes, async () => [], assert.ifError);
        try {
          const labels = await readAll(provider);
          const ids = ['pool', 'node', 'job', 'task'].map((kind) => `${kind}:untouched`);
          for (const id of ids) assert.ok(labels.has(id), `${id} is missing`);
        } finally {
          provider.dispose();
          store.dispose();
        }
      }),
      { numRuns: 100 },
    );
  });

  /** Returns the last segments of the IDs of all rows. */
  async function readAll(provider: ExplorerProvider, parent?: TreeNode): Promise<Set<string>> {
    const found = new Set<string>();
    for (const node of await provider.getChildren(parent)) {
      const item = await provider.resolveTreeItem(provider.getTreeItem(node), node);
      const { label, description = '', tooltip } = item;
      assert.ok(typeof label === 'string' && label.length <= maxLabelLength, node.id);
      assert.ok(typeof description === 'string' && description.length <= maxLabelLength, node.id);
      const text = tooltip instanceof vscode.MarkdownString ? tooltip.value : tooltip;
      assert.ok(typeof text === 'string' && text.length <= maxTooltipLength, node.id);
      found.add(node.id.slice(node.id.lastIndexOf('/') + 1));
      if (node.id.split('/').length < 8) for (const id of await readAll(provider, node)) found.add(id);
    }
    return found;
  }

  test('A9-16 damaged data is shown unchanged in a read-only document, and other data is explained', async () => {
    const half = { ...world.pools[0], state: null, vmSize: 7, resizeErrors: [null, problem] };
    const bodies: Readonly<Record<string, unknown>> = {
      '/pools': { value: [half, { displayName: 'no id\u202e' }] },
      '/pools/p': half,
      '/jobs': { value: [] },
      '/jobs/j': world.jobs[0],
      '/jobs/j/tasks/t': { ...world.tasks[0], outputFiles: [{ filePattern: null }] },
      '/nodecounts': { value: [] },
    };
    const answer: Answer = (response, request) => {
      const body = bodies[new URL(request.url, 'http://a').pathname];
      (body === undefined ? failure(404, 'ResourceNotFound') : json(body))(response, request);
    };
    const server = await BatchServer.start(answer);
    const accountId = await addAccount({ url: server.url, accountKey: Buffer.from('any key').toString('base64') });
    try {
      await vscode.commands.executeCommand('azureBatch.explorer.showDamaged', {
        target: { accountId, scope: { kind: 'pools' } },
      });
      const document = vscode.window.activeTextEditor?.document;
      assert.match(document?.uri.path ?? '', /damaged\.json$/);
      const { notShown, shownInPart } = JSON.parse(document?.getText() ?? '');
      assert.deepEqual([notShown[0].displayName, shownInPart[0].vmSize], ['no id\u202e', 7]);
      assert.ok(!document?.getText().includes('\u202e'), 'what is not seen is escaped');
      assert.equal(vscode.workspace.fs.isWritableFileSystem('azurebatch'), false);
      const open = async (name: string): Promise<string> =>
        (
          await vscode.workspace.openTextDocument(
            vscode.Uri.from({ scheme: 'azurebatch', authority: accountId, path: `/pools/p/${name}` }),
          )
        ).getText();
      assert.deepEqual(
        [JSON.parse(await open('pool.json')).vmSize, JSON.parse(await open('pool.json')).state],
        [7, null],
      );
      assert.match(await open('p.explanation.md'), /AllocationFailed/);
      const task = { kind: 'task', accountId, jobId: 'j', taskId: 't' };
      await answerModals(async () => vscode.commands.executeCommand('azureBatch.task.resubmit', task));
      assert.ok(
        server.requests.some(({ url }) => url.startsWith('/jobs/j/tasks/t?')),
        'the task was looked at',
      );
      assert.deepEqual(
        server.requests.filter(({ method }) => method !== 'GET'),
        [],
        'no copy that lacks something',
      );
    } finally {
      await removeAccount(accountId);
      await server[Symbol.asyncDispose]();
    }
  });
});
