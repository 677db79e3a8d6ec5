import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { isOurs } from '../../src/app/commandId.ts';
import type { Resource } from '../../src/core/model/resource.ts';
import { toDocumentUri } from '../../src/extension/editors/documentUri.ts';
import { toNodeId } from '../../src/simulator/scenarios/scenario.ts';
import { answering } from './support/answers.ts';
import { eventually } from './support/eventually.ts';
import { showExplanationAsText } from './support/explanationText.ts';
import { listen } from './support/messages.ts';

const extensionId = 'batch-troubleshooter.azure-batch-troubleshooter';

suite('the failures of the sample account', () => {
  const changes = [vscode.languages.onDidChangeDiagnostics];
  const ours = (uri: vscode.Uri): readonly vscode.Diagnostic[] =>
    vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Azure Batch');
  const toUri = (path: string): vscode.Uri => vscode.Uri.from({ scheme: 'azurebatch', authority: 'sample', path });

  suiteSetup(async () => {
    await vscode.extensions.getExtension(extensionId)?.activate();
    await vscode.commands.executeCommand('azureBatch.account.openSample');
  });

  suiteTeardown(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  /** Finds the marked line of a program of the sample, with the text of the mark. */
  async function findMark(name: string): Promise<{ readonly text: string; readonly mark: vscode.Diagnostic }> {
    const [program] = await vscode.workspace.findFiles(name);
    assert.ok(program, `the workspace has no ${name}`);
    const mark = await eventually(`a mark in ${name}`, changes, () => ours(program)[0]);
    const document = await vscode.workspace.openTextDocument(program);
    return { text: document.lineAt(mark.range.start.line).text, mark };
  }

  test('the log of a failed start task is marked, with actions to explain the failure and to reboot the node', async () => {
    const nodes = Array.from({ length: 8 }, (_, index) => toNodeId('gpu-train', index));
    const logs = nodes.map((node) => toUri(`/pools/gpu-train/nodes/${node}/text/startup/stderr.txt/stderr.view.txt`));
    const documents = await Promise.all(logs.map((log) => vscode.workspace.openTextDocument(log)));
    const failed = documents.find((document) => document.getText().includes('command not found'));
    assert.ok(failed, 'no start task of the sample failed');
    const mark = await eventually('a mark in the log', changes, () => ours(failed.uri)[0]);
    assert.match(failed.lineAt(mark.range.start.line).text, /apt-get: command not found/);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      failed.uri,
      mark.range,
    );
    assert.deepEqual(actions.flatMap(({ command }) => command?.command ?? []).filter(isOurs), [
      'azureBatch.node.explain',
      'azureBatch.node.reboot',
    ]);
  });

  /** Lists the marked lines in the JSON of an item, with the quick fixes of the first. */
  async function listMarked(
    resource: Resource,
  ): Promise<{ readonly lines: readonly string[]; readonly marks: readonly vscode.Diagnostic[] }> {
    const document = await vscode.workspace.openTextDocument(toDocumentUri({ resource, document: 'json' }));
    const marks = await eventually(`marks in the JSON of a ${resource.kind}`, changes, () => {
      const found = ours(document.uri);
      return found.length > 0 ? found : undefined;
    });
    return { marks, lines: marks.map(({ range }) => document.lineAt(range.start.line).text.trim()) };
  }

  test('faulty properties of pools, nodes and jobs are marked in their JSON', async () => {
    const accountId = 'sample';
    const pool = await listMarked({ kind: 'pool', accountId, poolId: 'gpu-train' });
    assert.match(pool.lines[0] ?? '', /^"targetDedicatedNodes": 20/);
    assert.match(pool.marks[0]?.message ?? '', /^Pool gpu-train could not be resized: /);
    assert.equal(pool.marks[0]?.severity, vscode.DiagnosticSeverity.Error);
    const elastic = await listMarked({ kind: 'pool', accountId, poolId: 'elastic' });
    assert.match(elastic.lines[0] ?? '', /^"autoScaleFormula": /);
    const nodes = Array.from({ length: 8 }, (_, index) => toNodeId('gpu-train', index));
    const failed = nodes[3] ?? '';
    const node = await listMarked({ kind: 'node', accountId, poolId: 'gpu-train', nodeId: failed });
    assert.match(node.lines[0] ?? '', /^"(?:startTask|commandLine)": /);
    const offered = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      toDocumentUri({ resource: { kind: 'node', accountId, poolId: 'gpu-train', nodeId: failed }, document: 'json' }),
      node.marks[0]?.range.start,
    );
    const shown = offered.flatMap(({ contents }) => contents.map((one) => (typeof one === 'string' ? one : one.value)));
    assert.match(shown.join('\n'), /azureBatch\.node\.reboot/);
    const job = await listMarked({ kind: 'job', accountId, jobId: 'nightly' });
    assert.match(job.lines[0] ?? '', /^"(?:blobSource|httpUrl|resourceFiles)/);
  });

  test('stack frames in a log open the files of the workspace', async () => {
    const log = await vscode.workspace.openTextDocument(
      toUri('/jobs/train/tasks/shard-65/text/stderr.txt/stderr.view.txt'),
    );
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>('vscode.executeLinkProvider', log.uri);
    const [link] = links.filter(({ target }) => target?.path.endsWith('/train.py'));
    assert.ok(link?.target, log.getText());
    const [, number = ''] = /line (\d+)/.exec(log.getText(link.range)) ?? [];
    assert.match(link.target.fragment, new RegExp(`^L${number},`));
    assert.equal(vscode.workspace.getWorkspaceFolder(link.target)?.index, 0);
  });

  test('the source of tasks and of start tasks is marked', async () => {
    await vscode.commands.executeCommand('azureBatch.failures.focus');
    const weights = await findMark('train.py');
    assert.match(weights.mark.message, /weights\.pt|GPU/);
    const startTask = await findMark('prepare-node.sh');
    assert.match(startTask.text, /^apt-get/);
    assert.match(startTask.mark.message, /the start task failed here on/);
  });

  test('tabs have readable names before their pages are opened', async () => {
    const labels: Readonly<Record<string, string>> = {
      '/account.explanation.md': 'Account Overview',
      '/jobs/train/train.explanation.md': 'train',
      '/jobs/train/tasks/shard-65/shard-65.explanation.md': 'shard-65',
      '/pools/gpu-train/gpu-train.explanation.md': 'gpu-train',
    };
    for (const [path, label] of Object.entries(labels)) {
      // The editor names a page that is shown as text by its path, like a page that it has not restored yet.
      await vscode.commands.executeCommand('vscode.openWith', toUri(path), 'default');
      const { activeTab } = vscode.window.tabGroups.activeTabGroup;
      assert.equal(activeTab?.label, label);
      if (activeTab !== undefined) await vscode.window.tabGroups.close(activeTab);
    }
  });

  test('a job is explained by its causes in order of time, with the log of the first failure', async () => {
    const document = await vscode.workspace.openTextDocument(toUri('/jobs/train/train.explanation.md'));
    const text = document.getText();
    const [, causes = ''] = /\n## Causes, in chronological order\n\n([\s\S]*?)\n\n/.exec(text) ?? [];
    const counts = causes.split('\n').map((line) => Number(/^- (\d+) tasks? \(/.exec(line)?.[1]));
    // Tasks by cause: an invalid label, a missing module, the time limit, too little GPU memory, missing weights.
    assert.deepEqual(counts, [1, 1, 1, 3, 12], causes);
    assert.match(text, /^# 18 tasks in job train failed for 5 different reasons$/m);
    assert.match(text, /\n## The first failure\n\n- shard\\?-65 failed on [^\n]*\n\n`stderr\.txt`:\n\n```/);
    assert.match(text, /could not convert|invalid literal/, 'the log of the first failure');
    assert.doesNotMatch(text, /logs were not available/);
    assert.match(text, / \[Retry 12 Tasks: weights\.pt is missing…\]/);
    assert.doesNotMatch(text, /Retry All Failed Tasks…/, 'most of them fail again until their missing files are there');
  });

  test('a cause has its own explanation and retries exactly its tasks, and the account explains all causes', async () => {
    await vscode.commands.executeCommand('azureBatch.failures.focus');
    const waiting = /\n## Causes, greatest impact first\n\n(?=[^#]*nightly)(?=[^#]*gpu-train)/;
    const overview = await vscode.workspace.openTextDocument(toUri('/account.explanation.md'));
    await eventually('the causes of the account', [vscode.workspace.onDidChangeTextDocument], () =>
      [/weights\.pt is missing: 12 tasks/, waiting].every((told) => told.test(overview.getText()))
        ? overview
        : undefined,
    );
    assert.match(overview.getText(), /\n## Causes, greatest impact first\n\n- /);
    assert.match(
      overview.getText(),
      /\n## Pools\n\n- gpu-train \(need attention: 5, [^\n]*start task failed on 2 nodes/,
    );
    assert.match(overview.getText(), /\n## Jobs\n[^#]*\n- nightly \([^)]*waiting: \d+\): [^\n]*preparation task fails/);
    assert.match(overview.getText(), /\n## Quotas\n\n- dedicated cores \(used: \d+, free: \d+\)/);
    await answering({ choose: 'weights.pt is missing' }, async () => {
      await vscode.commands.executeCommand('azureBatch.failures.explain');
    });
    const main = (await showExplanationAsText()).document;
    assert.match(main.uri.path, /^\/causes\//);
    const text = main.getText();
    assert.match(text, /^# weights\.pt is missing: 12 tasks\n/);
    assert.match(text, /\n## Where\n\nBy job:\n\n- train \(failed with this cause: 12, succeeded: 40\)\n/);
    assert.match(text, /\nFailures over time, in steps of [^\n]+:\n\n- /);
    assert.match(text, /\n## Affected tasks\n\n- shard\\?-01 to shard\\?-12 \(12\)\n/);
    assert.match(
      text,
      /\n## Why these belong together\n\n- [^\n]+\n- (?:All 12 logs were read|The cause was found in \d+ of 12 logs)/,
    );
    assert.doesNotMatch(text, /without input/, 'their container may bring the weights by now');
    assert.match(text, /\n## The log of shard-\d+\n[^#]*FileNotFoundError/);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', main.uri);
    const retry = lenses.find(({ command }) => command?.command === 'azureBatch.failures.retry')?.command;
    assert.equal(retry?.title, 'Retry All 12 Tasks with This Cause…');
    const { questions, status, informations } = await listen(async () =>
      vscode.commands.executeCommand('azureBatch.failures.retry', ...(retry?.arguments ?? [])),
    );
    assert.match(questions[0]?.detail ?? '', /^12 tasks fail again unless the cause is fixed: weights\.pt is missing/m);
    // An action that took long ends with a notification.
    assert.match([...status, ...informations].join('\n'), /\b12 tasks were retried/);
  });

  test('a stuck job opens the log of its preparation task', async () => {
    const uri = toUri('/jobs/nightly/nightly.explanation.md');
    await vscode.workspace.openTextDocument(uri);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri);
    const open = lenses.find(({ command }) => command?.command === 'azureBatch.file.open');
    assert.match(open?.command?.title ?? '', /stderr\.txt/);
  });
});
