import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { run as exportKept } from '../../src/app/actions/kept/export.ts';
import { run as forget } from '../../src/app/actions/kept/forget.ts';
import { requireAttempt } from '../../src/app/actions/kept/listKept.ts';
import { Inspections } from '../../src/app/causes/inspections.ts';
import { JobCauses } from '../../src/app/causes/jobCauses.ts';
import { listKeptAttempts } from '../../src/app/evidence/keptAttempts.ts';
import type { TreeNode } from '../../src/app/rows/explorer/treeNode.ts';
import type { NodeResource } from '../../src/core/model/resource.ts';
import type { CommandServices } from '../../src/extension/commands/command.ts';
import { findPage } from '../../src/extension/commands/explanation/activePage.ts';
import { toDocumentUri } from '../../src/extension/editors/documentUri.ts';
import { saveText } from '../../src/extension/ui/saveText.ts';
import { ExplorerProvider } from '../../src/extension/views/explorer/explorerProvider.ts';
import { bundles } from '../../src/node/load.ts';
import {
  attempt,
  brokenNode,
  resource,
  row,
  saveAttempts,
  signature,
  toActionName,
  waiting,
} from '../builders/keptAttempts.ts';
import { snapshot } from '../builders/snapshot.ts';
import { makeServices, type TestServices } from './support/commandServices.ts';
import { eventually } from './support/eventually.ts';
import { listen } from './support/messages.ts';

suite('earlier attempts', () => {
  let services: TestServices;
  const ends: (() => void)[] = [];

  setup(async () => {
    services = makeServices({ tasks: { getTask: async () => waiting } });
    ends.push(() => services.dispose());
    await saveAttempts(services);
  });

  teardown(() => {
    for (const end of ends.splice(0)) end();
  });

  const toServices = (): CommandServices => ({ ...services, toActionName, saveText }) as unknown as CommandServices;

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

  /** Returns the rows below the rows whose labels match, from the top down. */
  async function open(provider: ExplorerProvider, ...labels: readonly RegExp[]): Promise<readonly TreeNode[]> {
    let rows: readonly TreeNode[] = await provider.getChildren();
    for (const label of [/contoso/, ...labels]) {
      const found = rows.find((node) => label.test(String(provider.getTreeItem(node).label)));
      assert.ok(found, `no row ${label} among ${rows.map((node) => provider.getTreeItem(node).label)}`);
      rows = await provider.getChildren(found);
    }
    return rows;
  }

  test('earlier attempts are rows below their task, with their logs, and disappear when they are deleted', async () => {
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
      ['Delete the saved evidence for frame-1?'],
    );
    assert.deepEqual(said.status, ['1 attempt was deleted from this computer.']);
    await eventually('the task is drawn anew', [provider.onDidChangeTreeData], () => drawn.length > 0 || undefined);
    assert.ok(!toTexts(await open(provider, ...ofTask)).some(([label]) => label === 'Earlier attempts'));
  });

  test('earlier attempts of a node are rows below the node, and collapsed rows read no files', async () => {
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
    const rows = await open(provider, /Pools/, /cpu/, /attention/i, /./, /^Saved evidence$/);
    assert.equal(looks, 1);
    assert.deepEqual(
      rows.map((node) => provider.getTreeItem(node).label),
      ['before “Reboot Node”'],
    );
  });

  test('earlier attempts are copied and shown as text like any explanation', () => {
    const uri = toDocumentUri({ resource, document: 'attempt', savedAt: attempt.savedAt });
    assert.equal(findPage([uri]), uri);
    assert.throws(() => findPage([toDocumentUri({ resource, document: 'json' })]), /Open a page first/);
  });

  test('earlier attempts are exported to one readable file without secrets', async () => {
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
      assert.deepEqual(status, ['The saved evidence was exported to kept.md.']);
    } finally {
      Object.assign(vscode.window, { showSaveDialog });
    }
    assert.equal(suggested, 'frame-1-kept.md');
    const text = readFileSync(file, 'utf8');
    assert.match(text, /^Exported .* from account contoso\n\n# Earlier attempts of frame\\?-1\n/);
    assert.match(text, /- Result: Exit code 1\n[\s\S]*No module named 'numpy'[\s\S]*### Properties\n/);
    assert.ok(!text.includes(signature), text);
  });
});
