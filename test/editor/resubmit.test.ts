import assert from 'node:assert/strict';
import { BatchServiceClient, BatchSharedKeyCredentials } from '@azure/batch';
import * as vscode from 'vscode';
import { loadSimulator } from '../../src/extension/load.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { plantedSecrets } from '../produced/plantedSecrets.ts';
import { addAccount, removeAccount } from './support/account.ts';
import { answering } from './support/answers.ts';
import { closeEditors } from './support/editors.ts';
import { eventually } from './support/eventually.ts';
import { listen, type Said, untilTold } from './support/messages.ts';

/**
 * The signature that the sample account has in its definitions, and one that a user enters: all that tests leave on the
 * disk is searched for it.
 */
const oldSignature = 'c2FtcGxlLXNpZ25hdHVyZS1pcy1ub3QtdmFsaWQ';
const newSignature = plantedSecrets[0]?.secret ?? '';
const newUrl = `https://contosodata.blob.core.windows.net/outputs?sv=2022-11-02&sr=c&sp=w&se=2036-02-02T00%3A00%3A00Z&sig=${newSignature}%3D`;
const expired = ['shot-41', 'shot-42', 'shot-43', 'shot-44', 'shot-45', 'shot-46'];

const unchanged = /^Nothing but the ID was changed, so the same failure may come again\.$/m;

suite('a task is corrected and submitted once more', () => {
  let simulator: Simulator;
  let client: BatchServiceClient;
  let accountId: string;
  const task = (taskId: string) => ({ kind: 'task', accountId, jobId: 'encode', taskId });
  const run = async (command: string, ...args: unknown[]): Promise<unknown> =>
    vscode.commands.executeCommand(`azureBatch.${command}`, ...args);
  const settings = () => vscode.workspace.getConfiguration('azureBatch');
  const changes = (): readonly { readonly operation?: string | undefined }[] =>
    simulator.requests.filter(({ method }) => method !== 'GET' && method !== 'HEAD');

  suiteSetup(async () => {
    await settings().update('refreshInterval', 5, vscode.ConfigurationTarget.Global);
    simulator = await loadSimulator().startSimulator({ scenario: 'sample', speed: 50 });
    accountId = await addAccount(simulator);
    const { accountName, accountKey, url } = simulator;
    client = new BatchServiceClient(new BatchSharedKeyCredentials(accountName, accountKey), url);
  });

  suiteTeardown(async () => {
    await removeAccount(accountId);
    await simulator.close();
    await closeEditors();
    await settings().update('refreshInterval', undefined, vscode.ConfigurationTarget.Global);
  });

  async function openDraft(name: string, ...tasks: readonly string[]): Promise<vscode.TextDocument> {
    await run('task.resubmit', task(tasks[0] ?? name), tasks.map(task));
    const document = vscode.workspace.textDocuments.find(
      ({ uri, isClosed }) => !isClosed && uri.scheme === 'untitled' && uri.path.endsWith(`/${name}.task.json`),
    );
    assert.ok(document, `${name} is not open`);
    return document;
  }

  /** Enters the new address by the quick fix that is offered at the property at fault. */
  async function enterUrl(document: vscode.TextDocument): Promise<void> {
    const fault = await eventually('the property at fault is marked', [vscode.languages.onDidChangeDiagnostics], () =>
      vscode.languages
        .getDiagnostics(document.uri)
        .find(({ severity }) => severity === vscode.DiagnosticSeverity.Warning),
    );
    assert.match(document.lineAt(fault.range.start.line).text, /"containerUrl"/);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      fault.range,
    );
    const action = actions.find(({ title }) => title === 'Enter a New URL…');
    assert.ok(action?.command, actions.map(({ title }) => title).join('\n'));
    const { command, arguments: args = [] } = action.command;
    await answering({ type: () => newUrl }, async () => vscode.commands.executeCommand(command, ...args));
  }

  const submit = async (document: vscode.TextDocument, choose: string, answer?: 'cancel'): Promise<Said> => {
    let said: Said | undefined;
    await answering({ choose, type: ({ value = '' }) => value }, async () => {
      said = await listen(() => run('definition.submit', document.uri), answer);
    });
    return said ?? assert.fail();
  };

  test('its definition opens without secrets, and as it is it is refused', async () => {
    const before = changes().length;
    const document = await openDraft('shot-41-2', 'shot-41');
    const definition: Record<string, unknown> = JSON.parse(document.getText());
    assert.deepEqual(Object.keys(definition).sort(), [
      'commandLine',
      'constraints',
      'id',
      'outputFiles',
      'requiredSlots',
      'resourceFiles',
      'userIdentity',
    ]);
    assert.ok(!document.getText().includes(oldSignature), 'a signature is shown');
    const { errors, questions } = await submit(document, 'The Same Job');
    assert.match(errors.join(), /Nothing was submitted\. Line \d+: The signature \(SAS\) expired/);
    assert.deepEqual([questions.length, changes().length], [0, before]);
  });

  test('one in which nothing was corrected may fail again, as the question says', async () => {
    const before = changes().length;
    const document = await openDraft('shot-21-2', 'shot-21');
    const { questions } = await submit(document, 'The Same Job', 'cancel');
    assert.match(questions[0]?.detail ?? '', unchanged);
    assert.equal(changes().length, before);
    await closeEditors();
  });

  test('with a new signature it is sent once it is confirmed, and succeeds', async () => {
    const before = changes().length;
    const document = await openDraft('shot-41-2', 'shot-41');
    await enterUrl(document);
    assert.ok(!document.getText().includes(newSignature), 'the new signature is shown');
    const declined = await submit(document, 'The Same Job', 'cancel');
    assert.match(declined.questions[0]?.message ?? '', /Submit the task to job encode\?/);
    assert.equal(changes().length, before, 'nothing is sent');
    assert.match(vscode.window.tabGroups.activeTabGroup.activeTab?.label ?? '', /what was changed/);
    const { status, warnings } = await submit(document, 'The Same Job');
    assert.deepEqual([status, warnings], [['The task was submitted.'], []]);
    assert.deepEqual(
      changes()
        .slice(before)
        .map(({ operation }) => operation),
      ['Task_AddCollection'],
    );
    await closeEditors();
  });

  test('what is corrected in one task is corrected in all of its cause, in a new job as well', async () => {
    const others = expired.slice(1);
    const document = await openDraft('shot-42-2', ...others);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
    );
    assert.deepEqual(
      lenses.map(({ command }) => command?.title),
      ['Submit 5 Tasks to Batch…', 'Show Changes'],
    );
    await enterUrl(document);
    const told = untilTold(/^All 5 tasks that you submitted have succeeded\.$/);
    const { questions, status } = await submit(document, 'A New Job…');
    assert.match(questions[0]?.message ?? '', /Create job encode-2 and submit 5 tasks to it\?/);
    assert.doesNotMatch(questions[0]?.detail ?? '', unchanged);
    assert.deepEqual(status, ['5 tasks were submitted.']);
    const list = JSON.stringify(await client.task.list('encode-2'));
    for (const id of others) assert.ok(list.includes(`"${id}-2"`), id);
    assert.equal(list.split(newSignature).length - 1, others.length, 'each is sent with the new signature');
    assert.ok(list.includes(oldSignature), 'the signatures of what was not edited are those that they had');
    await told;
    await closeEditors();
  });
});
