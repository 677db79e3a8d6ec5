import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Inspections } from '../../src/app/causes/inspections.ts';
import { JobCauses } from '../../src/app/causes/jobCauses.ts';
import type { FailureReading } from '../../src/app/evidence/failureReader.ts';
import type { KeptAttempt } from '../../src/app/evidence/keptAttempts.ts';
import { toLinkTarget, toRowOf } from '../../src/app/rows/explorer/linkedRow.ts';
import { locateRow } from '../../src/app/rows/explorer/locate.ts';
import { type ExplorerPlace, type TreeNode, TreeNodes } from '../../src/app/rows/explorer/treeNode.ts';
import * as diagnosis from '../../src/core/diagnosis/diagnosis.ts';
import type { Resource, TaskResource } from '../../src/core/model/resource.ts';
import type { Task } from '../../src/core/model/task.ts';
import { isByResourceId, parseAddress, toLink } from '../../src/core/places/address.ts';
import { loadSimulator } from '../../src/extension/bundles/load.ts';
import { findActiveDocument } from '../../src/extension/editors/shownDocuments.ts';
import { ExplorerProvider } from '../../src/extension/views/explorer/explorerProvider.ts';
import { systemClock } from '../../src/service/clock.ts';
import { LiveAccountStore } from '../../src/service/store/liveAccountStore.ts';
import { SteppedClock } from '../../src/simulator/clock.ts';
import type { Scenario } from '../../src/simulator/scenarios/scenario.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { makeSmallWorld } from '../builders/smallWorld.ts';
import { connectTo, toAccount } from '../fakes/connect.ts';
import { FakeAccounts } from '../fakes/fakeAccounts.ts';
import { addAccount, removeAccount } from './support/account.ts';
import { closeEditors } from './support/editors.ts';
import { listen } from './support/messages.ts';

suite('links', () => {
  let simulator: Simulator;
  let accountId: string;
  let failed: Resource;

  suiteSetup(async () => {
    simulator = await loadSimulator().startSimulator({
      scenario: makeSmallWorld(1, 1, 0),
      speed: 100,
      accountName: 'linked',
    });
    accountId = await addAccount(simulator);
    failed = { kind: 'task', accountId, jobId: 'broken', taskId: 'f0' };
  });

  suiteTeardown(async () => {
    await removeAccount(accountId);
    await simulator.close();
  });

  teardown(closeEditors);

  async function copyLink(...args: readonly unknown[]): Promise<string> {
    await vscode.commands.executeCommand('azureBatch.resource.copyLink', ...args);
    return vscode.env.clipboard.readText();
  }

  const open = (text: string, answer: Parameters<typeof listen>[1] = 'cancel'): ReturnType<typeof listen> =>
    listen(async () => vscode.commands.executeCommand('azureBatch.account.openUrl', text), answer);

  const pathInFront = (): string | undefined => findActiveDocument()?.path;

  test('links to a failed task, a job, and a file open the explanation of the task, the job, and the file', async () => {
    const link = await copyLink(failed);
    assert.equal(
      link,
      `${vscode.env.uriScheme}://batch-troubleshooter.azure-batch-troubleshooter/open/${accountId}/jobs/broken/tasks/f0`,
    );
    const { questions, errors } = await open(link);
    assert.deepEqual([questions, errors], [[], []]);
    assert.equal(pathInFront(), '/jobs/broken/tasks/f0/f0.explanation.md');
    await open(await copyLink({ ...failed, kind: 'taskFile', path: 'stderr.txt' }));
    assert.equal(pathInFront(), '/jobs/broken/tasks/f0/text/stderr.txt/stderr.view.txt');
    assert.match(
      await copyLink(),
      /\/jobs\/broken\/tasks\/f0\/files\/stderr\.txt$/,
      'the link of its text is that of the file',
    );
    await open(await copyLink({ kind: 'pool', accountId, poolId: 'idle' }));
    assert.equal(pathInFront(), '/pools/idle/idle.explanation.md');
    await open(await copyLink({ kind: 'account', accountId }));
    assert.equal(pathInFront(), '/account.explanation.md');
  });

  test('links of several items are one per line, and the link of a document opens the document', async () => {
    const pool: Resource = { kind: 'pool', accountId, poolId: 'idle' };
    const lines = (await copyLink({ resource: failed }, [{ resource: failed }, { resource: pool }])).split('\n');
    assert.deepEqual(
      lines.map((line) => line.replace(/.*\/open\/[^/]+/, '')),
      ['/jobs/broken/tasks/f0', '/pools/idle'],
    );
    await vscode.commands.executeCommand('azureBatch.resource.openProperties', failed);
    const link = await copyLink();
    await closeEditors();
    await open(link);
    assert.equal(pathInFront(), '/jobs/broken/tasks/f0/task.json');
  });

  test('the link of a group opens the explanation of its parent', async () => {
    const pool: Resource = { kind: 'pool', accountId, poolId: 'idle' };
    const nodes = new TreeNodes();
    const places: readonly ExplorerPlace[] = [
      { kind: 'pools' },
      { kind: 'pool', poolId: 'idle' },
      { kind: 'nodeGroup', poolId: 'idle', group: 'idle' },
    ];
    const row = places.reduce((above, place) => nodes.child(above, place), nodes.root(accountId));
    const link = await copyLink(row);
    assert.match(link, /\/pools\/idle\/rows\/nodeGroup:idle$/);
    const { errors } = await open(link);
    assert.deepEqual([errors, pathInFront()], [[], '/pools/idle/idle.explanation.md']);
    assert.match(await copyLink(row, [row, { resource: pool }]), /nodeGroup:idle\n.*\/pools\/idle$/, 'each as it is');
  });

  test('a link to evidence saved on another computer opens the current item, with a note', async () => {
    const opens = { resource: failed, document: 'attempt', savedAt: '2026-11-20T09:14:00.123Z' };
    const row = { id: 'attempt', resource: failed, place: { kind: 'attempt' }, opens };
    const { informations, errors } = await open(await copyLink(row));
    assert.deepEqual(
      [informations, errors],
      [["This evidence for f0 isn't saved on this computer, so the link shows the item as it is now."], []],
    );
    assert.equal(pathInFront(), '/jobs/broken/tasks/f0/f0.explanation.md');
  });

  /**
   * Follows the links of the first two rows of each kind below each row, and returns the kinds whose links lead back.
   */
  async function followLinks(to: Simulator, kept?: KeptAttempt): Promise<ReadonlySet<string>> {
    const { accountName, accountKey, url } = to;
    const credential = { kind: 'sharedKey', accountName, key: accountKey } as const;
    const { service } = connectTo(url, { credential, clock: systemClock });
    const store = new LiveAccountStore(toAccount(url), service, systemClock);
    const accounts = new FakeAccounts(store);
    const read = async (_store: unknown, resource: TaskResource, task: Task): Promise<FailureReading> => ({
      resource,
      task,
      stdout: { path: 'stdout.txt', unread: { kind: 'absent', why: 'not read' } },
      stderr: { path: 'stderr.txt', unread: { kind: 'absent', why: 'not read' } },
    });
    const provider = new ExplorerProvider(
      accounts,
      new JobCauses(new Inspections({ read }), { diagnosis: () => diagnosis }, { now: Date.now }),
      async () => [],
      assert.ifError,
      () => undefined,
      { list: async () => (kept === undefined ? [] : [kept]), onDidChange: () => ({ dispose: () => undefined }) },
    );
    /** Returns the rows below a row, recursively. */
    const walk = async (above?: TreeNode): Promise<readonly TreeNode[]> => {
      const kinds = new Map<string, number>();
      const below = (await provider.getChildren(above)).filter(({ place: { kind } }) => {
        kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
        return (kinds.get(kind) ?? 0) <= (kind === 'job' ? 50 : 2);
      });
      const inner: TreeNode[] = [];
      for (const node of below) inner.push(node, ...(provider.toRow(node).children === 'none' ? [] : await walk(node)));
      return inner;
    };
    // Tasks change their state in the meantime.
    const withoutGroups = ({ id }: TreeNode): string => id.replace(/taskGroup:\w+\/task/, 'task');
    const led = new Set<string>();
    try {
      for (const node of await walk()) {
        const target = toLinkTarget(node);
        const address = target && parseAddress(toLink('vscode', target));
        if (address === undefined || isByResourceId(address)) continue;
        const { resource, row, document } = address;
        led.add(node.place.kind);
        const finding = locateRow(resource, row ?? toRowOf(document ?? resource), accounts, provider);
        if (node.place.kind === 'missingTask') {
          await assert.rejects(finding, /does not exist/);
          continue;
        }
        const found = await finding;
        // The same task, job, or file may be in several places.
        const isOnce = !/\/(recentTask|dependency):|\/(jobSchedule|jobTask|subtask):.*\//.test(node.id);
        if (isOnce) assert.equal(withoutGroups(found), withoutGroups(node));
        else assert.deepEqual(found.resource, node.resource, node.id);
      }
      return led;
    } finally {
      provider.dispose();
      store.dispose();
      await to.close();
    }
  }

  test('the link of every row of the explorer reveals that row', async () => {
    // Time stands still while a link is followed, because a group could disappear otherwise.
    const clock = new SteppedClock(Date.now());
    const sample = await loadSimulator().startSimulator({ scenario: 'sample', clock });
    await clock.advance(20_000);
    const led = await followLinks(sample);
    assert.deepEqual([...led].sort(), [
      'account',
      'job',
      'jobSchedule',
      'jobSchedules',
      'jobTask',
      'jobs',
      'node',
      'nodeFile',
      'nodeFiles',
      'nodeGroup',
      'pool',
      'pools',
      'preparation',
      'preparationNode',
      'recentTask',
      'recentTasks',
      'task',
      'taskCause',
      'taskFile',
      'taskGroup',
    ]);
  });

  test('links of subtasks, dependencies and saved evidence reveal their rows, too', async () => {
    const { pools, ...rest } = makeSmallWorld(2, 0, 0);
    const mpi = { id: 'mpi', commandLine: 'solve', multiInstanceSettings: { numberOfInstances: 2 } };
    const scenario: Scenario = {
      ...rest,
      pools: pools.map((pool) => ({
        ...pool,
        body: { ...pool.body, taskSlotsPerNode: 1, enableInterNodeCommunication: true },
      })),
      jobs: [
        {
          body: { id: 'parts', poolInfo: { poolId: 'idle' }, usesTaskDependencies: true },
          tasks: [
            { body: mpi, state: 'active', outcomes: [{ durationMs: 1000, exitCode: 1 }] },
            { body: { id: 'join', commandLine: 'join', dependsOn: { taskIds: ['mpi', 'gone'] } }, state: 'active' },
          ],
        },
      ],
    };
    const clock = new SteppedClock(Date.now());
    const parts = await loadSimulator().startSimulator({ scenario, clock });
    await clock.advance(20_000);
    const log = { path: 'stderr.txt', text: 'no' };
    const task = { id: 'mpi', state: 'completed' } as const;
    const led = await followLinks(parts, {
      savedAt: '2026-11-20T09:14:00.123Z',
      title: 'exit code 1',
      logs: [log],
      of: { task },
    });
    for (const kind of [
      'attempts',
      'attempt',
      'attemptLog',
      'subtasks',
      'subtask',
      'dependencies',
      'dependency',
      'missingTask',
    ])
      assert.ok(led.has(kind), `${kind} is not among ${[...led].join(', ')}`);
  });

  test('a URL of the service and a Resource Manager ID open the same item', async () => {
    await open(`${simulator.url}/jobs/broken/tasks/f0?api-version=2024-07-01.20.0`);
    assert.equal(pathInFront(), '/jobs/broken/tasks/f0/f0.explanation.md');
    await closeEditors();
    const group = '/subscriptions/0000-1/resourceGroups/rg/providers/Microsoft.Batch/batchAccounts';
    const page = `https://portal.azure.com/#@contoso/resource${group}/${simulator.accountName}/jobs/broken/tasks/f0`;
    const { questions } = await open(page);
    assert.match(
      questions.map(({ message }) => message).join(),
      /^Is the Batch account linked .*the address refers to\?$/,
    );
    assert.equal(pathInFront(), undefined, 'nobody tells the id of an account with a key');
    await open(page, { choose: `Open ${accountId}` });
    assert.equal(pathInFront(), '/jobs/broken/tasks/f0/f0.explanation.md');
  });

  test('a row of the Azure Resources view links to its account', async () => {
    const id = `/subscriptions/0000-1/resourceGroups/rg/providers/Microsoft.Batch/batchAccounts/${simulator.accountName}`;
    for (const row of [{ id: '/not/this', resource: { id } }, { id }]) {
      const { questions, errors } = await listen(
        async () => vscode.commands.executeCommand('azureBatch.account.openResource', row),
        { choose: `Open ${accountId}` },
      );
      assert.deepEqual([questions.length, errors], [1, []]);
      assert.equal(pathInFront(), '/account.explanation.md');
      await closeEditors();
    }
    const { errors } = await listen(async () =>
      vscode.commands.executeCommand('azureBatch.account.openResource', { id: 'x' }),
    );
    assert.match(errors.join(), /Select a Batch account/);
  });

  test('missing items are reported, and ambiguous text is refused with the accepted forms', async () => {
    const gone = await open(`${simulator.url}/jobs/frames/tasks/1`);
    assert.match(
      gone.errors.join(),
      /^The account .* doesn't contain the task “1” in job “frames”\. It was deleted, or never existed there\.$/,
    );
    const hostile = await open('vscode://batch-troubleshooter.azure-batch-troubleshooter/delete/x/jobs/broken');
    assert.match(hostile.errors.join(), /doesn't refer to anything in Azure Batch\. You can open a URL such as/);
    const home = await open('https://portal.azure.com/#home');
    assert.match(home.errors.join(), /doesn't name a Batch account/);
    assert.equal(pathInFront(), undefined);
  });

  test('a link to an unknown account asks a question that names the host, and without an answer nothing changes', async () => {
    const { questions, errors } = await open('https://contoso.westeurope.batch.azure.com/jobs/frames');
    assert.deepEqual(errors, []);
    assert.deepEqual(questions, [
      {
        message: 'Add the Batch account contoso to the explorer?',
        detail: [
          'The address leads to an account that is not in the explorer.',
          '',
          'Host: contoso.westeurope.batch.azure.com',
          'Leads to: /jobs/frames',
          '',
          'The host belongs to Azure Batch. Nothing is sent there before you sign in or enter a key.',
        ].join('\n'),
        buttons: ['Sign In', 'Use a Key'],
      },
    ]);
    const foreign = await open('https://contoso.batch.azure.com.evil.example/jobs/frames');
    assert.match(foreign.questions[0]?.message ?? '', /contoso\.batch\.azure\.com\.evil\.example/);
    assert.match(foreign.questions[0]?.detail ?? '', /isn't an Azure Batch host\. Continue only if you know/);
    assert.equal(pathInFront(), undefined);
  });

  test('Enter does not confirm a host outside Azure Batch', async () => {
    const { showInputBox, createQuickPick, createInputBox } = vscode.window;
    const asked: string[] = [];
    const refuse = (): never => {
      asked.push('asked on');
      throw new vscode.CancellationError();
    };
    Object.assign(vscode.window, { showInputBox: refuse, createQuickPick: refuse, createInputBox: refuse });
    try {
      const { questions } = await open('https://contoso.batch.azure.com.evil.example/jobs/frames', 'enter');
      assert.deepEqual([questions.length, asked], [1, []]);
    } finally {
      Object.assign(vscode.window, { showInputBox, createQuickPick, createInputBox });
    }
  });
});
