import assert from 'node:assert/strict';
import type { BatchServiceClient } from '@azure/batch';
import * as vscode from 'vscode';
import type { TaskResource } from '../../src/core/model/resource.ts';
import { toDocumentUri } from '../../src/extension/editors/documentUri.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { plantedSecrets } from '../produced/plantedSecrets.ts';
import { answering } from './support/answers.ts';
import { type Asked, askedBeside } from './support/askedBeside.ts';
import { closeEditors, openUntitled } from './support/editors.ts';
import { eventually } from './support/eventually.ts';
import { listen, untilTold } from './support/messages.ts';
import { addSampleAccount, type SampleAccount } from './support/sampleAccount.ts';

/**
 * The signature in the sample account's definitions, and one that a user enters: all files that tests leave on the disk
 * are searched for both.
 */
const oldSignature = 'c2FtcGxlLXNpZ25hdHVyZS1pcy1ub3QtdmFsaWQ';
const newSignature = plantedSecrets[0]?.secret ?? '';
const newUrl = `https://contosodata.blob.core.windows.net/outputs?sv=2022-11-02&sr=c&sp=w&se=2036-02-02T00%3A00%3A00Z&sig=${newSignature}%3D`;
const expired = ['shot-41', 'shot-42', 'shot-43', 'shot-44', 'shot-45', 'shot-46'];

const unchanged = /Only the ID was changed, so the same failure may occur again\./;

suite('correcting and resubmitting a task', () => {
  let sample: SampleAccount;
  let simulator: Simulator;
  let client: BatchServiceClient;
  let accountId: string;
  const task = (taskId: string) => ({ kind: 'task', accountId, jobId: 'encode', taskId });
  const run = async (command: string, ...args: unknown[]): Promise<unknown> =>
    vscode.commands.executeCommand(`azureBatch.${command}`, ...args);
  const changes = (): readonly { readonly operation?: string | undefined }[] =>
    simulator.requests.filter(({ method }) => method !== 'GET' && method !== 'HEAD');

  suiteSetup(async () => {
    sample = await addSampleAccount();
    ({ simulator, client, accountId } = sample);
  });

  suiteTeardown(() => sample.close());

  async function openDraft(name: string, ...tasks: readonly string[]): Promise<vscode.TextDocument> {
    await run('task.resubmit', task(tasks[0] ?? name), tasks.map(task));
    const document = vscode.workspace.textDocuments.find(
      ({ uri, isClosed }) => !isClosed && uri.scheme === 'untitled' && uri.path.endsWith(`/${name}.task.json`),
    );
    assert.ok(document, `${name} is not open`);
    return document;
  }

  /** Enters the new address with the quick fix that is offered at the faulty property. */
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
    let box: vscode.InputBoxOptions | undefined;
    const type = (options: vscode.InputBoxOptions): string => {
      box = options;
      return newUrl;
    };
    await answering({ type }, async () => vscode.commands.executeCommand(command, ...args));
    assert.match(String(await box?.validateInput?.(newUrl.replace('2036', '2026'))), /expired on/);
    assert.equal(await box?.validateInput?.(newUrl), undefined);
  }

  const submit = (
    { uri }: Pick<vscode.TextDocument, 'uri'>,
    target: string,
    answer: 'Submit' | 'Cancel' = 'Submit',
    type?: (options: vscode.InputBoxOptions) => string,
  ): Promise<Asked> => askedBeside([target, simulator.accountName, answer], () => run('definition.submit', uri), type);

  /** Returns the list of a submission's plan; the user then cancels, and nothing was changed. */
  async function showPlan({ uri }: Pick<vscode.TextDocument, 'uri'>, target: string): Promise<readonly string[]> {
    const before = changes().length;
    const choose = [target, simulator.accountName, 'Show the Plan'];
    let text = '';
    const see = (_title: string, rows: readonly vscode.QuickPickItem[]): void => {
      const has = (wanted: string): boolean => rows.some(({ label }) => label === wanted);
      if (!has('Cancel') || has('Show the Plan')) return;
      text = vscode.window.activeTextEditor?.document.getText() ?? '';
      choose.push('Cancel');
    };
    await answering({ choose, see }, () => listen(() => run('definition.submit', uri)));
    assert.match(text, /This is a dry run: nothing that makes changes has been sent\./);
    assert.equal(changes().length, before);
    return text.split('\n').filter((line) => /^(POST|PATCH|DELETE) \//.test(line));
  }

  test('the definition of a task opens without secrets, and is refused if it is unchanged', async () => {
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
    const { errors, asked } = await submit(document, 'The Same Job');
    assert.match(errors.join(), /Nothing was submitted\. Line \d+: The signature \(SAS\) expired/);
    assert.deepEqual([asked.length, changes().length], [0, before]);
  });

  test('a definition with a new signature is sent after confirmation, and the task succeeds', async () => {
    const before = changes().length;
    const document = await openDraft('shot-41-2', 'shot-41');
    await enterUrl(document);
    assert.ok(!document.getText().includes(newSignature), 'the new signature is shown');
    const declined = await submit(document, 'The Same Job', 'Cancel');
    assert.match(declined.asked[0]?.title ?? String(declined.errors), /Submit the task to job encode\?/);
    assert.equal(changes().length, before, 'nothing is sent');
    assert.match(vscode.window.tabGroups.activeTabGroup.activeTab?.label ?? '', /\(changes\)/);
    const { status, warnings } = await submit(document, 'The Same Job');
    assert.deepEqual([status, warnings], [['Task shot-41-2 was submitted.'], []]);
    assert.deepEqual(
      changes()
        .slice(before)
        .map(({ operation }) => operation),
      ['Task_AddCollection'],
    );
    const left = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.filter(({ isDirty }) => isDirty));
    assert.deepEqual(left, [], 'nothing is left to be saved of what was submitted');
  });

  test('a correction in one task is applied to all tasks of its cause, even in a new job', async () => {
    const others = expired.slice(1);
    const document = await openDraft('shot-42-2', ...others);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
    );
    assert.deepEqual(
      lenses.map(({ command }) => command?.title),
      ['Submit 5 Tasks to Batch…', 'Show Changes', 'Check Against simulated', 'Keep the Logs of Failing Tasks…'],
    );
    await enterUrl(document);
    const told = untilTold(/^All 5 tasks that you submitted have succeeded\.$/);
    const entered: string[] = [];
    // The first ID is taken, which is reported before any other question.
    const { asked, status } = await submit(document, 'A New Job…', 'Submit', ({ prompt = '', value = '' }) => {
      entered.push(prompt);
      return entered.length === 1 ? 'encode' : value === 'encode' ? 'encode-2' : value;
    });
    assert.deepEqual(entered, [
      'ID of the new job',
      'The account already has a job with the ID encode. Enter another ID.',
    ]);
    assert.match(asked[0]?.title ?? '', /Create job encode-2 and submit 5 tasks to it\?/);
    assert.doesNotMatch(asked[0]?.text ?? '', unchanged);
    assert.deepEqual(status, ['5 tasks were submitted.']);
    const list = JSON.stringify(await client.task.list('encode-2'));
    for (const id of others) assert.ok(list.includes(`"${id}-2"`), id);
    assert.equal(list.split(newSignature).length - 1, others.length, 'each is sent with the new signature');
    assert.ok(list.includes(oldSignature), 'the signatures of what was not edited are those that they had');
    await told;
    const first: TaskResource = { kind: 'task', accountId, jobId: 'encode', taskId: 'shot-43' };
    const page = toDocumentUri({ resource: first, document: 'explanation' });
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(page));
    assert.match(text, /Submitted again as shot-43-2 in job encode-2 and succeeded\./);
    const third = await openDraft('shot-42-2', ...others);
    await enterUrl(third);
    const again = await submit(third, 'The Same Job', 'Cancel');
    assert.match(
      again.asked[0]?.text ?? '',
      /5 of the tasks were already resubmitted, for example shot-4\d as shot-4\d-2 in/,
    );
    await closeEditors();
  });

  test('a proposed edit is made in the draft, at the cursor, and shown before it is sent', async () => {
    const before = changes().length;
    const resources = ['shard-61', 'shard-62'].map((taskId) => ({ kind: 'task', accountId, jobId: 'train', taskId }));
    const { status } = await listen(() => run('task.resubmit', resources[0], resources));
    assert.match(status.join(), /The proposed change has been applied: check it\./);
    const editor = vscode.window.activeTextEditor ?? assert.fail('no editor is active');
    const { document, selection } = editor;
    assert.match(document.uri.path, /\/shard-61-2\.task\.json$/);
    const line = document.lineAt(selection.active).text;
    assert.match(line, /"commandLine": ".* --batch-size 64"/);
    assert.equal(line.slice(selection.active.character), '64",');
    const { asked, errors } = await submit(document, 'The Same Job', 'Cancel');
    assert.match(asked[0]?.title ?? String(errors), /Submit 2 tasks to job train\?/);
    assert.doesNotMatch(asked[0]?.text ?? '', unchanged);
    assert.match(vscode.window.tabGroups.activeTabGroup.activeTab?.label ?? '', /\(changes\)/);
    assert.equal(changes().length, before);
    await closeEditors();
  });

  test('an address without a signature, or of another host, is used only after confirmation', async () => {
    const document = await openDraft('shot-41-3', 'shot-41');
    const before = document.getText();
    const [action] = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      findAddress(document),
    );
    const { command, arguments: args = [] } = action?.command ?? assert.fail();
    const said = await listen(
      () =>
        answering({ type: () => 'http://evil.example/outputs' }, async () =>
          vscode.commands.executeCommand(command, ...args),
        ),
      'cancel',
    );
    assert.match(said.questions[0]?.detail ?? '', /no SAS.*\n.*unencrypted.*\n.*evil\.example instead of contosodata/);
    assert.equal(document.getText(), before);
    await closeEditors();
  });

  function findAddress(document: vscode.TextDocument): vscode.Range {
    const at = document.positionAt(document.getText().indexOf('"https://') + 1);
    return new vscode.Range(at, at);
  }

  const open = async (content: unknown): Promise<vscode.TextDocument> =>
    (await openUntitled(JSON.stringify(content, undefined, 2), 'json')).document;
  const listLenses = async (document: vscode.TextDocument): Promise<readonly (string | undefined)[]> => {
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
    );
    return lenses.map(({ command }) => command?.title);
  };

  test('a definition has buttons, shows its plan and what it would change beside it, and is closed by nobody', async () => {
    const define = (priority: number) => ({ id: 'own-job', poolInfo: { poolId: 'cpu-render' }, priority });
    const document = await open(define(7));
    assert.deepEqual(await listLenses(document), ['Submit to Batch…', 'Check Against an Account…']);
    assert.deepEqual(await showPlan(document, ''), ['POST /jobs']);
    const { status, errors } = await submit(document, simulator.accountName);
    assert.deepEqual([status, errors], [['The definition of own-job was submitted.'], []]);
    const changed = await open(define(8));
    const { asked } = await submit(changed, simulator.accountName, 'Cancel');
    assert.match(vscode.window.tabGroups.activeTabGroup.activeTab?.label ?? '', /account ↔ this definition/);
    assert.match(asked[0]?.text ?? '', /^Cancel [^\n]*\nChange\n[\s\S]*These properties are replaced: priority\./);
    assert.ok(!document.isClosed && !changed.isClosed);
    await closeEditors();
  });

  test('other JSON and templates of the Azure CLI have no submit button, and a mistake is selected', async () => {
    assert.deepEqual(await listLenses(await open({ id: 'x', name: 'y' })), []);
    const taskFactory = { type: 'taskCollection', tasks: [] };
    const template = await open({ id: 'j', poolInfo: { poolId: 'p' }, taskFactory });
    assert.deepEqual(await listLenses(template), ['Show Why the Factory Creates No Tasks']);
    const document = await open({ id: 'own job!', poolInfo: { poolId: 'p' } });
    const { errors } = await submit(document, simulator.accountName);
    assert.match(errors.join(), /Nothing was submitted\. Line 2: /);
    const { selection } = vscode.window.activeTextEditor ?? assert.fail('no editor is active');
    assert.equal(document.getText(selection), 'own job!');
    await closeEditors();
  });
});
