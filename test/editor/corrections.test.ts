import assert from 'node:assert/strict';
import type { BatchServiceClient } from '@azure/batch';
import * as vscode from 'vscode';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { plantedSecrets } from '../produced/plantedSecrets.ts';
import { answering } from './support/answers.ts';
import { type Asked, askedBeside } from './support/askedBeside.ts';
import { closeEditors } from './support/editors.ts';
import { eventually } from './support/eventually.ts';
import { listen, untilTold } from './support/messages.ts';
import { addSampleAccount, type SampleAccount } from './support/sampleAccount.ts';

/** Text that the user enters; all files that tests leave on disk are searched for it. */
const signature = plantedSecrets[0]?.secret ?? '';
const sas = `sv=2022-11-02&sr=b&sp=r&se=2036-02-02T00%3A00%3A00Z&sig=${signature}%3D`;

suite('a start task and a preparation task are corrected', () => {
  let sample: SampleAccount;
  let simulator: Simulator;
  let client: BatchServiceClient;
  let accountId: string;
  const run = async (command: string, ...args: unknown[]): Promise<unknown> =>
    vscode.commands.executeCommand(`azureBatch.${command}`, ...args);
  const changes = (): readonly (string | undefined)[] =>
    simulator.requests.filter(({ method }) => method !== 'GET' && method !== 'HEAD').map(({ operation }) => operation);

  suiteSetup(async () => {
    sample = await addSampleAccount();
    ({ simulator, client, accountId } = sample);
  });

  suiteTeardown(() => sample.close());

  async function listFailed(): Promise<readonly string[]> {
    const nodes = await client.computeNode.list('gpu-train', {
      computeNodeListOptions: { filter: "state eq 'starttaskfailed'" },
    });
    return nodes.map(({ id = '' }) => id);
  }

  async function openDraft(resource: object): Promise<vscode.TextDocument> {
    await run('pool.editStartTask', resource);
    const document = vscode.window.activeTextEditor?.document;
    assert.match(document?.uri.path ?? '', /\/gpu-train\.start-task\.json$/);
    return document ?? assert.fail();
  }

  async function edit(document: vscode.TextDocument, from: string, to: string): Promise<void> {
    const at = document.getText().indexOf(from);
    assert.ok(at >= 0, document.getText());
    const change = new vscode.WorkspaceEdit();
    change.replace(document.uri, new vscode.Range(document.positionAt(at), document.positionAt(at + from.length)), to);
    await vscode.workspace.applyEdit(change);
  }

  const listUnsaved = (): readonly vscode.Tab[] =>
    vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.filter(({ isDirty }) => isDirty));

  const submit = (
    document: vscode.TextDocument,
    choose: string,
    answer: 'Cancel' | 'Change and Reboot' = 'Change and Reboot',
    command = 'pool.changeStartTask',
  ): Promise<Asked> => askedBeside([choose, answer], () => run(command, document.uri));

  const rebootFailed = 'Reboot 2 Nodes Whose Start Task Failed';

  test('the page of a failed node offers the correction, which opens at the faulty place, without secrets', async () => {
    const [nodeId = ''] = await listFailed();
    const node = { kind: 'node', accountId, poolId: 'gpu-train', nodeId };
    await run('node.explain', node);
    await eventually('the explanation offers it', [vscode.workspace.onDidChangeTextDocument], () =>
      vscode.workspace.textDocuments.find(
        (document) => document.uri.scheme === 'azurebatch' && document.getText().includes('Edit Start Task…'),
      ),
    );
    const document = await openDraft(node);
    assert.deepEqual(Object.keys(JSON.parse(document.getText())), ['startTask']);
    assert.doesNotMatch(document.getText(), /c2FtcGxl/, 'a signature is shown');
    const fault = vscode.languages.getDiagnostics(document.uri)[0];
    assert.match(fault?.message ?? '', /apt-get/);
    assert.match(document.lineAt(fault?.range.start.line ?? 0).text, /"commandLine": "bash prepare-node\.sh"/);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
    );
    assert.deepEqual(
      lenses.map(({ command }) => command?.title),
      ['Change the Pool and Reboot Nodes…', 'Show Changes'],
    );
  });

  test('an invalid change is refused before any request is sent, and a declined change sends nothing', async () => {
    const before = changes().length;
    const document = await openDraft({ kind: 'pool', accountId, poolId: 'gpu-train' });
    await edit(document, '"waitForSuccess": true', '"waitForSuccess": 1');
    const edited = document.getText();
    const back = eventually('the definition as it was opened', [vscode.workspace.onDidChangeTextDocument], () =>
      document.getText().includes('"waitForSuccess": true') ? true : undefined,
    );
    await vscode.commands.executeCommand('undo');
    await back;
    const opened = document.getText();
    await vscode.commands.executeCommand('undo');
    await eventually('the text to come back', [vscode.workspace.onDidChangeTextDocument], () =>
      document.getText() === opened ? true : undefined,
    );
    await edit(document, '"waitForSuccess": true', '"waitForSuccess": 1');
    assert.equal(document.getText(), edited);
    const { errors } = await submit(document, rebootFailed);
    assert.match(errors.join(), /Nothing was submitted\. Line \d+:/);
    await edit(document, '"waitForSuccess": 1', '"waitForSuccess" true');
    const cut = await submit(document, rebootFailed);
    assert.match(cut.errors.join(), /Nothing was submitted\. Line [2-9]\d*: The definition is not valid JSON\./);
    await edit(document, '"waitForSuccess" true', '"waitForSuccess": true');
    const { asked } = await submit(document, rebootFailed, 'Cancel');
    const [question] = asked;
    assert.equal(question?.title, 'Change the start task of pool gpu-train and reboot 2 nodes?');
    assert.match(question?.text ?? '', /^Change and Reboot\nCancel /, 'Enter does what can be got back');
    assert.match(question?.text ?? '', /^The start task is the same as before\.$/m);
    assert.match(question?.text ?? '', /^Nodes that join the pool from now on run the new start task\.$/m);
    assert.match(question?.text ?? '', /^3 nodes keep the old start task until they restart\.$/m);
    const likewise = await submit(document, rebootFailed, 'Cancel', 'definition.submit');
    assert.deepEqual([likewise.errors, likewise.asked], [[], asked], 'what submits any definition does the same');
    assert.equal(changes().length, before);
    await closeEditors();
  });

  const cloneJob = async (id: string): Promise<vscode.TextDocument> => {
    await run('job.clone', { kind: 'job', accountId, jobId: 'nightly' });
    const document = vscode.window.activeTextEditor?.document;
    assert.match(document?.uri.path ?? '', new RegExp(`/${id}\\.job\\.json$`));
    return document ?? assert.fail();
  };

  const create = (document: vscode.TextDocument, old: string, answer: 'Create' | 'Cancel' = 'Create'): Promise<Asked> =>
    askedBeside(['24 Tasks That Have Not Succeeded', old, answer], () => run('definition.submit', document.uri));

  /** Adds a file with the quick fix that is offered at the faulty list. */
  async function addResourceFile(document: vscode.TextDocument, url: string): Promise<void> {
    const fault = vscode.languages.getDiagnostics(document.uri)[0] ?? assert.fail('nothing is marked');
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      fault.range,
    );
    const { command } = actions.find(({ title }) => title === 'Add a Resource File…') ?? {};
    const marks = vscode.languages
      .getDiagnostics(document.uri)
      .map(({ message, range }) => `${range.start.line}: ${message}`);
    assert.ok(command, [...actions.map(({ title }) => title), ...marks].join('\n'));
    const type = ({ value = '', title }: vscode.InputBoxOptions): string => (title === 'New URL' ? url : value);
    await answering({ type }, async () =>
      vscode.commands.executeCommand(command.command, ...(command.arguments ?? [])),
    );
  }

  test('with the missing input the preparation task succeeds, tasks of the job start, and the stuck job is disabled', async () => {
    const document = await cloneJob('nightly-2');
    await addResourceFile(document, `https://contosodata.blob.core.windows.net/inputs/model.tar.gz?${sas}`);
    assert.doesNotMatch(document.getText(), new RegExp(signature), 'the signature that was entered is shown');
    assert.deepEqual(vscode.languages.getDiagnostics(document.uri), [], 'what was corrected is no longer marked');
    const before = changes().length;
    const told = untilTold(
      /^The preparation task for job nightly-2 has succeeded, and the job's tasks are starting\.$/,
    );
    const { status } = await create(document, 'Disable');
    assert.deepEqual(status, [
      'The definition of nightly-2 was submitted.',
      '24 tasks were submitted.',
      'Job nightly is being disabled.',
    ]);
    assert.deepEqual(changes().slice(before), ['Job_Add', 'Task_AddCollection', 'Job_Disable']);
    await told;
    const { resourceFiles = [] } = (await client.job.get('nightly-2')).jobPreparationTask ?? {};
    assert.deepEqual(
      resourceFiles.map(({ filePath }) => filePath),
      ['prepare-nightly.sh', 'model.tar.gz'],
    );
    assert.match(resourceFiles[0]?.httpUrl ?? '', /sig=c2FtcGxl/, 'the signature is the one that it had');
    assert.match(resourceFiles[1]?.httpUrl ?? '', new RegExp(signature));
    assert.deepEqual(listUnsaved(), []);
    assert.match((await client.job.get('nightly')).state ?? '', /disabl/);
    await closeEditors();
  });

  const pool = () => ({ kind: 'pool', accountId, poolId: 'elastic' });

  const toMark = (): vscode.Diagnostic | undefined =>
    vscode.languages.getDiagnostics(
      vscode.window.activeTextEditor?.document.uri ?? assert.fail('no editor is open'),
    )[0];

  test("a formula is marked at the service's error, has completion, and is not used while it fails", async () => {
    await run('pool.enableAutoscale', pool());
    assert.match(toMark()?.message ?? '', /Undefined symbol/, 'what the service found wrong before is marked at once');
    const opened = vscode.window.activeTextEditor?.document.uri ?? assert.fail('no formula is open');
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', opened);
    const titles = lenses.map(({ command }) => command?.title ?? '');
    assert.ok(
      titles.some((title) => /^Last Run .*: failed: Undefined symbol: \$PendingTask/.test(title)),
      titles.join('\n'),
    );
    await run('pool.showAutoscaleRuns', opened);
    const runs = vscode.workspace.textDocuments.find(({ uri }) => uri.path.endsWith('/Autoscale runs.txt'));
    assert.match(runs?.getText() ?? '', /pool elastic, newest first[\s\S]*The formula failed: Undefined symbol/);
    assert.equal(runs?.isDirty, false);
    await run('pool.evaluateAutoscale', pool());
    const document = vscode.workspace.textDocuments.find(({ uri }) => uri.path.endsWith('/elastic.autoscale'));
    assert.ok(document);
    assert.equal(document.languageId, 'azure-batch-autoscale');
    const results = vscode.workspace.textDocuments.find(({ uri }) => uri.path.endsWith('/Formula results.txt'));
    assert.deepEqual([results?.isDirty, results?.isUntitled], [false, false], 'closing the results asks nothing');
    const [mark] = vscode.languages.getDiagnostics(document.uri);
    assert.match(mark?.message ?? '', /The formula failed: Undefined symbol: \$PendingTask/);
    assert.equal(document.getText(mark?.range), '$PendingTask');
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      mark?.range.end,
    );
    assert.ok(items.some(({ label }) => label === '$PendingTasks'));
    const { errors, asked } = await askedBeside([], () => run('pool.enableAutoscale', document.uri));
    assert.match(errors.join(), /The formula failed: Undefined symbol/);
    const likewise = await listen(() => run('definition.submit', document.uri));
    assert.deepEqual(likewise.errors, errors, 'what submits any definition does the same');
    assert.deepEqual([asked.length, changes().includes('Pool_EnableAutoScale')], [0, false]);
  });
});
