import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { run as forget } from '../../src/app/actions/kept/forget.ts';
import { requireAttempt } from '../../src/app/actions/kept/listKept.ts';
import { Inspections } from '../../src/app/causes/inspections.ts';
import { JobCauses } from '../../src/app/causes/jobCauses.ts';
import { readAndRenderComparison } from '../../src/app/documents/comparison.ts';
import { FailureReader } from '../../src/app/evidence/failureReader.ts';
import { listKeptAttempts } from '../../src/app/evidence/keptAttempts.ts';
import type { TreeNode } from '../../src/app/rows/explorer/treeNode.ts';
import type { ComputeNode } from '../../src/core/model/computeNode.ts';
import { logNames } from '../../src/core/model/logEnd.ts';
import type { NodeResource, TaskResource } from '../../src/core/model/resource.ts';
import type { SavedAttempt } from '../../src/core/model/savedAttempt.ts';
import type { Task } from '../../src/core/model/task.ts';
import { fromDocumentPath } from '../../src/core/query/documentPath.ts';
import { toUnsavedLogs } from '../../src/core/remedy/bulk/inFull.ts';
import type { CommandServices } from '../../src/extension/commands/command.ts';
import { run as exportKept } from '../../src/extension/commands/kept/export.ts';
import { Explanations } from '../../src/extension/documents/explanations.ts';
import { toDocumentUri } from '../../src/extension/documentUri.ts';
import { ExplorerProvider } from '../../src/extension/views/explorer/explorerProvider.ts';
import { bundles } from '../../src/node/load.ts';
import { systemClock } from '../../src/service/clock.ts';
import { snapshot } from '../builders/snapshot.ts';
import { accountId } from '../fakes/contoso.ts';
import { pagesOf } from '../fakes/fakeBatchService.ts';
import { noCauses } from '../fakes/noCauses.ts';
import { noResubmissions } from '../fakes/noResubmissions.ts';
import { makeServices, type TestServices } from './support/commandServices.ts';
import { eventually } from './support/eventually.ts';
import { listen } from './support/messages.ts';

const resource: TaskResource = { kind: 'task', accountId, jobId: 'frames', taskId: 'frame-1' };
const nodeResource: NodeResource = { kind: 'node', accountId, poolId: 'cpu', nodeId: 'tvm-1' };
const signature = 'c2VjcmV0LXNpZ25hdHVyZS1vZi1hLXNhcy11cmwhISE%3D';
const failed: Task = {
  id: 'frame-1',
  state: 'completed',
  commandLine: `python render.py "https://data.blob.core.windows.net/in/a?sv=2024-11-04&sig=${signature}"`,
  executionInfo: {
    result: 'failure',
    exitCode: 1,
    endTime: '2026-11-20T09:00:00Z',
    failureInfo: { category: 'UserError', code: 'FailureExitCode' },
  },
};
const waiting: Task = { id: 'frame-1', state: 'active', commandLine: failed.commandLine ?? '' };
const attempt: SavedAttempt = {
  savedAt: '2026-11-20T09:14:00.123Z',
  action: 'retry',
  task: failed,
  logs: [
    { path: 'stderr.txt', text: "ModuleNotFoundError: No module named 'numpy'\n", leftOut: 12 },
    { path: 'stdout.txt', unread: { kind: 'absent', why: 'stdout.txt was cleaned up.' } },
  ],
};
const brokenNode: ComputeNode = {
  id: 'tvm-1',
  state: 'starttaskfailed',
  startTaskInfo: { exitCode: 127, startTime: '2026-11-20T09:00:00Z' },
};

suite('earlier attempts', () => {
  let services: TestServices;
  /** The row of the attempt, as commands get it. */
  let row: { readonly resource: TaskResource; readonly opens: object };
  const ends: (() => void)[] = [];

  setup(async () => {
    services = makeServices({ tasks: { getTask: async () => waiting } });
    ends.push(() => services.dispose());
    await services.journal.save(resource, attempt);
    await services.kept.save(nodeResource, {
      savedAt: '2026-11-20T09:20:00.000Z',
      action: 'azureBatch.node.reboot',
      resource: nodeResource,
      object: brokenNode,
      logs: [{ path: 'startup/stderr.txt', text: 'git: not found\n', leftOut: 0 }],
    });
    row = { resource, opens: { resource, document: 'attempt', savedAt: attempt.savedAt } };
  });

  teardown(() => {
    for (const end of ends.splice(0)) end();
  });

  const toActionName = (id: string): string => (id === 'azureBatch.node.reboot' ? 'Reboot Node' : id);
  const toServices = (): CommandServices => ({ ...services, toActionName }) as unknown as CommandServices;

  function openTree(): ExplorerProvider {
    const { store, accounts, journal, kept } = services;
    store.snapshot = snapshot(store.account)
      .with({ kind: 'pools' }, [{ id: 'cpu', state: 'active' }])
      .with({ kind: 'jobs' }, [{ id: 'frames', state: 'active' }])
      .withTaskCounts('frames', { active: 1 })
      .with({ kind: 'tasks', jobId: 'frames', group: 'active' }, [waiting])
      .with({ kind: 'nodes', poolId: 'cpu' }, [brokenNode])
      .build();
    const provider = new ExplorerProvider(
      accounts,
      new JobCauses(
        new Inspections({ read: () => assert.fail('no log has to be read') }),
        { diagnosis: () => assert.fail('nothing is told apart') },
        { now: Date.now },
      ),
      async () => [],
      (error) => assert.ifError(error),
      undefined,
      {
        list: (owner) => listKeptAttempts({ bundles, journal, kept }, owner, toActionName),
        onDidChange: (listener) => vscode.Disposable.from(journal.onDidChange(listener), kept.onDidChange(listener)),
      },
    );
    ends.push(() => provider.dispose());
    return provider;
  }

  /** The rows below the rows whose labels match, from the top down. */
  async function open(provider: ExplorerProvider, ...labels: readonly RegExp[]): Promise<readonly TreeNode[]> {
    let rows: readonly TreeNode[] = await provider.getChildren();
    for (const label of [/contoso/, ...labels]) {
      const found = rows.find((node) => label.test(String(provider.getTreeItem(node).label)));
      assert.ok(found, `no row ${label} among ${rows.map((node) => provider.getTreeItem(node).label)}`);
      rows = await provider.getChildren(found);
    }
    return rows;
  }

  test('are rows below their task, with their logs, and leave when they are forgotten', async () => {
    const provider = openTree();
    const toTexts = (rows: readonly TreeNode[]) =>
      rows.map((node) => {
        const { label, description, contextValue } = provider.getTreeItem(node);
        return [label, description, contextValue];
      });
    const ofTask = [/Jobs/, /frames/, /Waiting/, /^frame-1$/];
    assert.deepEqual(toTexts(await open(provider, ...ofTask))[0], ['Earlier attempts', '1', 'azureBatch.attempts']);
    const [shown] = await open(provider, ...ofTask, /^Earlier attempts$/);
    assert.ok(shown);
    const item = provider.getTreeItem(shown);
    assert.equal(item.label, 'exit code 1; then retried');
    assert.equal(item.contextValue, 'azureBatch.attempt;failed;ofTask');
    assert.equal(item.command?.command, 'azureBatch.kept.open');
    assert.deepEqual(requireAttempt([shown], 'task'), { resource, savedAt: attempt.savedAt });
    assert.deepEqual(toTexts(await open(provider, ...ofTask, /^Earlier attempts$/, /then retried/)), [
      ['stderr.txt', 'last 45 B', 'azureBatch.attemptLog'],
    ]);
    const drawn: (readonly TreeNode[] | undefined)[] = [];
    provider.onDidChangeTreeData((nodes) => drawn.push(nodes));
    const said = await listen(() => forget(toServices(), [shown]));
    assert.deepEqual(
      said.questions.map(({ message }) => message),
      ['Forget what was kept of frame-1?'],
    );
    assert.deepEqual(said.status, ['1 attempt was deleted from this computer.']);
    await eventually('the task is drawn anew', [provider.onDidChangeTreeData], () => drawn.length > 0 || undefined);
    assert.ok(!toTexts(await open(provider, ...ofTask)).some(([label]) => label === 'Earlier attempts'));
  });

  test('of a node are rows below it, and no disk is read for a row that nobody opened', async () => {
    const provider = openTree();
    let looks = 0;
    const { list } = services.kept;
    Object.assign(services.kept, {
      list: (of: NodeResource) => {
        looks += 1;
        return list.call(services.kept, of);
      },
    });
    await open(provider, /Pools/, /cpu/, /attention/i);
    assert.equal(looks, 0);
    const rows = await open(provider, /Pools/, /cpu/, /attention/i, /./, /^Kept before actions$/);
    assert.equal(looks, 1);
    assert.deepEqual(
      rows.map((node) => provider.getTreeItem(node).label),
      ['before “Reboot Node”'],
    );
  });

  test('explain themselves by what was kept, without a request to the service', async () => {
    const { accounts, journal, kept } = services;
    const reader = new FailureReader(bundles, systemClock);
    const explanations = new Explanations({
      accounts,
      bundles,
      clock: systemClock,
      journal,
      kept,
      resubmissions: noResubmissions,
      reader,
      causes: noCauses,
      toRemedyActions: (remedies) => {
        assert.deepEqual(remedies, [], 'nothing is done to what is past');
        return [];
      },
      findSource: async () => undefined,
      toActionName,
    });
    ends.push(
      () => reader.dispose(),
      () => explanations.dispose(),
    );
    const target = { resource, document: 'attempt', savedAt: attempt.savedAt } as const;
    const text = await explanations.render(target);
    assert.match(text, /^# .*numpy/);
    assert.match(text, /Saved .* \(exit code 1; then retried\)\. It may be different now\./);
    const explained = explanations.findExplained(toDocumentUri(target));
    assert.equal(explained?.name, 'frame-1, earlier');
    assert.deepEqual(
      explained?.looks.map(({ title }) => title),
      ['Open stderr.txt', 'Compare with Now', 'Explain as It Is Now', 'Export…'],
    );
    const ofNode = { resource: nodeResource, document: 'attempt', savedAt: '2026-11-20T09:20:00.000Z' } as const;
    assert.match(await explanations.render(ofNode), /^# .*start task[\s\S]*git: not found/i);
    await assert.rejects(explanations.render({ ...target, savedAt: '2026-01-01T00:00:00Z' }), /no longer kept/);
    // What was seen of the retry is written beside it.
    await journal.changeLast(
      resource,
      ({ action }) => action === 'retry',
      (one) => ({ ...one, effect: 'failedAgain' }),
    );
    assert.match(await explanations.render(target), /It may be different now\.[\s\S]{1,3}It failed again\./);
    // One of many, whose logs were not kept, says what was known then.
    const brief = { ...attempt, savedAt: '2026-11-20T09:40:00.000Z', logs: toUnsavedLogs(logNames) };
    await journal.save(resource, { ...brief, why: 'The module numpy is missing', fingerprint: 'numpy' });
    const ofBrief = await explanations.render({ ...target, savedAt: brief.savedAt });
    assert.match(ofBrief, /^# The module numpy is missing\n/);
    assert.doesNotMatch(ofBrief, /Read stderr|retry the task/i, 'what is not there to be read, and was done');
    for (const log of logNames)
      assert.ok(ofBrief.includes(`- \`${log}\`: This log was not saved. Of more than 200 items, `), ofBrief);
  });

  test('are compared with the task as it is now', async () => {
    const { store, journal, kept } = services;
    const other = { jobId: 'frames', taskId: 'frame-1' };
    const target = { resource, document: 'comparison', savedAt: attempt.savedAt, other } as const;
    assert.deepEqual(fromDocumentPath(accountId, toDocumentUri(target).path), target);
    const again = { ...failed, executionInfo: { ...failed.executionInfo, exitCode: 2 }, nodeInfo: { nodeId: 'tvm-1' } };
    Object.assign(store.service, { tasks: { getTask: async () => again, listTasks: () => pagesOf([]) } });
    const stderr = { path: 'stderr.txt', text: 'out of memory\n' };
    const reader = {
      read: async () => ({ resource, task: again, stderr, stdout: { path: 'stdout.txt', text: '' } }),
    };
    const text = await readAndRenderComparison(store, target, reader, { bundles, journal, kept });
    assert.match(text, /^# frame-1: an earlier attempt, and now\n/);
    assert.match(text, /## Only the earlier attempt wrote\n\n`stderr\.txt`:\n\n[\s\S]*numpy/);
    assert.match(text, /- earlier: `1`\n\s+- now: `2`/);
  });

  test('are exported to one file that reads well and holds no secret', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'export-'));
    ends.push(() => rmSync(folder, { recursive: true }));
    const file = path.join(folder, 'kept.md');
    const { showSaveDialog } = vscode.window;
    let suggested = '';
    Object.assign(vscode.window, {
      showSaveDialog: async ({ defaultUri }: vscode.SaveDialogOptions) => {
        suggested = defaultUri?.path.split('/').at(-1) ?? '';
        return vscode.Uri.file(file);
      },
    });
    try {
      const { status } = await listen(() => exportKept(toServices(), [row]));
      assert.deepEqual(status, ['What was kept was exported to kept.md.']);
    } finally {
      Object.assign(vscode.window, { showSaveDialog });
    }
    assert.equal(suggested, 'frame-1-kept.md');
    const text = readFileSync(file, 'utf8');
    assert.match(text, /^Exported .* from account contoso\n\n# Earlier attempts of frame\\?-1\n/);
    assert.match(text, /- Exit code 1\n[\s\S]*No module named 'numpy'[\s\S]*### Properties\n/);
    assert.ok(!text.includes(signature), text);
  });

  test('hostile arguments of links name no attempt', () => {
    for (const opens of [
      undefined,
      7,
      { document: 'attempt' },
      { ...row.opens, savedAt: 7 },
      { ...row.opens, resource: {} },
    ])
      assert.throws(() => requireAttempt([{ opens }], 'task'), /Select an earlier attempt/);
  });
});
