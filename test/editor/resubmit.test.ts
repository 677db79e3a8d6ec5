import assert from 'node:assert/strict';
import type { BatchServiceClient } from '@azure/batch';
import * as vscode from 'vscode';
import type { TaskResource } from '../../src/core/model/resource.ts';
import { toDocumentUri } from '../../src/extension/documentUri.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { plantedSecrets } from '../produced/plantedSecrets.ts';
import { answering } from './support/answers.ts';
import { type Asked, askedBeside } from './support/askedBeside.ts';
import { closeEditors } from './support/editors.ts';
import { eventually } from './support/eventually.ts';
import { listen, untilTold, watchProgress } from './support/messages.ts';
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

  test('the question warns that an uncorrected definition may fail again', async () => {
    const before = changes().length;
    const document = await openDraft('shot-21-2', 'shot-21');
    const { asked, errors } = await submit(document, 'The Same Job', 'Cancel');
    assert.match(asked[0]?.text ?? String(errors), unchanged);
    assert.equal(changes().length, before);
    await closeEditors();
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
    assert.match(status.join(), /The proposed change, which is likely to help, has been applied: check it\./);
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

  const open = async (content: unknown): Promise<vscode.TextDocument> => {
    const document = await vscode.workspace.openTextDocument({
      language: 'json',
      content: typeof content === 'string' ? content : JSON.stringify(content, undefined, 2),
    });
    await vscode.window.showTextDocument(document);
    return document;
  };
  const listLenses = async (document: vscode.TextDocument): Promise<readonly (string | undefined)[]> => {
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
    );
    return lenses.map(({ command }) => command?.title);
  };

  test("a pool, a job and a schedule are created from the user's definitions", async () => {
    const pool = {
      id: 'own-pool',
      vmSize: 'standard_d2s_v3',
      virtualMachineConfiguration: {
        imageReference: { publisher: 'canonical', offer: 'ubuntu-24_04-lts', sku: 'server', version: 'latest' },
        nodeAgentSKUId: 'batch.node.ubuntu 24.04',
      },
      targetDedicatedNodes: 1,
    };
    const job = { id: 'own-job', poolInfo: { poolId: 'own-pool' }, priority: 7 };
    const schedule = {
      id: 'own-schedule',
      schedule: { recurrenceInterval: 'P1D' },
      jobSpecification: { poolInfo: { poolId: 'own-pool' } },
    };
    const before = changes().length;
    for (const definition of [pool, job, schedule]) {
      const document = await open(definition);
      if (definition === pool) assert.deepEqual(await showPlan(document, ''), ['POST /pools']);
      assert.deepEqual(await listLenses(document), ['Submit to Batch…', 'Check Against an Account…'], definition.id);
      const { asked, status, errors } = await submit(document, simulator.accountName);
      assert.deepEqual(
        [asked.length, status, errors],
        [1, [`The definition of ${definition.id} was submitted.`], []],
        definition.id,
      );
      if (definition === pool) assert.match(asked[0]?.text ?? '', /1 node is created, and you're charged for it/);
    }
    assert.deepEqual(
      changes()
        .slice(before)
        .map(({ operation }) => operation),
      ['Pool_Add', 'Job_Add', 'JobSchedule_Add'],
    );
    assert.equal((await client.job.get('own-job')).priority, 7);
    await closeEditors();
  });

  test('an existing item is compared with the definition, and after confirmation changed as far as the service allows', async () => {
    const before = changes().length;
    const document = await open({ id: 'own-job', poolInfo: { poolId: 'own-pool' }, priority: 8 });
    const { asked, errors } = await submit(document, simulator.accountName, 'Cancel');
    assert.match(vscode.window.tabGroups.activeTabGroup.activeTab?.label ?? '', /account ↔ this definition/);
    assert.match(asked[0]?.title ?? String(errors), /^Change own-job in account /);
    assert.match(asked[0]?.text ?? '', /^Cancel [^\n]*\nChange\n[\s\S]*These properties are replaced: priority\./);
    assert.match(asked[0]?.text ?? '', /First, the current properties are saved on this computer\./);
    assert.equal(changes().length, before);
    assert.deepEqual(await showPlan(document, ''), ['PATCH /jobs/own-job']);
    const done = await askedBeside([simulator.accountName, 'Change'], () => run('definition.submit', document.uri));
    assert.deepEqual([done.status, done.errors], [['The definition of own-job was submitted.'], []]);
    const sent = simulator.requests.map(({ operation }) => operation);
    assert.ok(sent.lastIndexOf('Job_Get', sent.lastIndexOf('Job_Patch')) > sent.lastIndexOf('Job_Add'), 'read first');
    const resource = { kind: 'job', accountId, jobId: 'own-job' } as const;
    const bytes = await vscode.workspace.fs.readFile(toDocumentUri({ resource, document: 'attempts' }));
    assert.match(new TextDecoder().decode(bytes), /^## Before “Submit Definition to Batch”[\s\S]*"priority": 7/m);
    assert.equal((await client.job.get('own-job')).priority, 8);
    const again = await submit(document, simulator.accountName);
    assert.match(again.errors.join(), /already has own-job as defined here/);
    const schedule = await open({
      id: 'own-schedule',
      schedule: { recurrenceInterval: 'PT12H' },
      jobSpecification: { poolInfo: { poolId: 'own-pool' } },
    });
    await askedBeside([simulator.accountName, 'Change'], () => run('definition.submit', schedule.uri));
    assert.deepEqual(
      changes()
        .slice(before)
        .map(({ operation }) => operation),
      ['Job_Patch', 'JobSchedule_Patch'],
    );
    await closeEditors();
  });

  test('if there are several definitions, existing items are named and skipped, and the others are submitted', async () => {
    const before = changes().length;
    const define = (id: string) => ({ id, poolInfo: { poolId: 'own-pool' }, priority: 3 });
    const document = await open([define('own-job'), define('own-job-2')]);
    const { asked, status, errors } = await submit(document, simulator.accountName);
    assert.match(asked[0]?.title ?? String(errors), /^Create 1 job in account /);
    assert.match(asked[0]?.text ?? '', /own-job: The account already has it\. Submit it separately to change it\./);
    assert.deepEqual([status, errors], [['The definition of own-job-2 was submitted.'], []]);
    assert.deepEqual(
      changes()
        .slice(before)
        .map(({ operation }) => operation),
      ['Job_Add'],
    );
    const again = await submit(document, simulator.accountName);
    assert.match(again.errors.join(), /Nothing was submitted: the account already has own-job, own-job-2\./);
    assert.equal((await client.job.get('own-job')).priority, 8, 'it is as it was');
    await closeEditors();
  });

  test('an unchangeable item is deleted and recreated only after its name is typed', async () => {
    const before = changes().length;
    const document = await open({
      id: 'own-job',
      poolInfo: { poolId: 'own-pool' },
      onTaskFailure: 'noAction',
      jobPreparationTask: { commandLine: 'true' },
    });
    const create = (name: string): Promise<Asked> =>
      askedBeside(
        [simulator.accountName, 'Delete and Create Again…'],
        () => run('definition.submit', document.uri),
        () => name,
      );
    const { asked, errors } = await submit(document, simulator.accountName, 'Cancel');
    assert.match(asked[0]?.title ?? String(errors), /^Delete own-job in account .* and create it again\?$/);
    assert.match(asked[0]?.text ?? '', /Batch doesn't allow these properties to be changed: jobPreparationTask\./);
    assert.deepEqual(await showPlan(document, ''), ['DELETE /jobs/own-job', 'POST /jobs']);
    await create('own');
    assert.equal(changes().length, before, 'the name was not typed whole');
    const { creationTime } = await client.job.get('own-job');
    const done = await create('own-job');
    assert.deepEqual(done.status, ['Job own-job is being deleted.', 'The definition of own-job was submitted.']);
    assert.deepEqual(done.errors, []);
    assert.deepEqual(
      changes()
        .slice(before)
        .map(({ operation }) => operation),
      ['Job_Delete', 'Job_Add'],
    );
    const again = await client.job.get('own-job');
    assert.equal(again.jobPreparationTask?.commandLine, 'true');
    assert.ok(Number(again.creationTime) > Number(creationTime), 'it is another one');
    const resource = { kind: 'job', accountId, jobId: 'own-job' } as const;
    const bytes = await vscode.workspace.fs.readFile(toDocumentUri({ resource, document: 'attempts' }));
    assert.match(new TextDecoder().decode(bytes), /^## Before “Delete Job”/m);
    await closeEditors();
  });

  test('a pool and a job schedule are recreated in the same way', async () => {
    const before = changes().length;
    const pool = {
      id: 'own-pool',
      vmSize: 'standard_d4s_v3',
      virtualMachineConfiguration: {
        imageReference: { publisher: 'canonical', offer: 'ubuntu-24_04-lts', sku: 'server', version: 'latest' },
        nodeAgentSKUId: 'batch.node.ubuntu 24.04',
      },
      targetDedicatedNodes: 0,
    };
    const schedule = {
      id: 'own-schedule',
      displayName: 'Twice a day',
      schedule: { recurrenceInterval: 'PT12H' },
      jobSpecification: { poolInfo: { poolId: 'own-pool' } },
    };
    for (const [definition, fixed, deleted] of [
      [pool, 'vmSize, targetDedicatedNodes', `Pool ${pool.id} is being deleted.`],
      [schedule, 'displayName', `Job schedule ${schedule.id} is being deleted.`],
    ] as const) {
      const document = await open(definition);
      const { asked, status, errors } = await askedBeside(
        [simulator.accountName, 'Delete and Create Again…'],
        () => run('definition.submit', document.uri),
        () => definition.id,
      );
      assert.match(
        asked[0]?.text ?? String(errors),
        new RegExp(`Batch doesn't allow these properties to be changed:\\s${fixed.replaceAll(' ', '\\s')}\\.`),
      );
      assert.deepEqual(
        [status, errors],
        [[deleted, `The definition of ${definition.id} was submitted.`], []],
        definition.id,
      );
    }
    assert.deepEqual(
      changes()
        .slice(before)
        .map(({ operation }) => operation),
      ['Pool_Delete', 'Pool_Add', 'JobSchedule_Delete', 'JobSchedule_Add'],
    );
    assert.equal((await client.pool.get('own-pool')).vmSize, 'standard_d4s_v3');
    assert.equal((await client.jobSchedule.get('own-schedule')).displayName, 'Twice a day');
    await closeEditors();
  });

  test('after confirmation, a task replaces the task with the same ID, which is saved before its deletion', async () => {
    await client.task.add('encode', { id: 'one', commandLine: 'false' });
    const { creationTime } = await client.task.get('encode', 'one');
    const before = changes().length;
    const document = await open({ id: 'one', commandLine: 'true' });
    const earlier = simulator.requests.length;
    const { asked } = await submit(document, 'encode', 'Cancel');
    assert.equal(asked[0]?.title, 'Delete task one in job encode and add it again?');
    const read = simulator.requests.slice(earlier).filter(({ operation }) => operation === 'Task_Get');
    assert.equal(read.length, 1, 'the task is read once');
    const text = asked[0]?.text ?? '';
    assert.match(
      text,
      /^Cancel [^\n]*\nDelete and Add Again\n[\s\S]*^First, the properties, the end of the logs, and /m,
    );
    assert.deepEqual(await showPlan(document, 'encode'), [
      'DELETE /jobs/encode/tasks/one',
      'POST /jobs/encode/addtaskcollection: 1 task',
    ]);
    assert.equal(changes().length, before);
    const done = await askedBeside(['encode', simulator.accountName, 'Delete and Add Again'], () =>
      run('definition.submit', document.uri),
    );
    assert.deepEqual(done.status, ['Task one was deleted.', 'Task one was submitted.']);
    assert.deepEqual([done.errors, done.warnings], [[], []]);
    assert.deepEqual(
      changes()
        .slice(before)
        .map(({ operation }) => operation),
      ['Task_Delete', 'Task_AddCollection'],
    );
    const again = await client.task.get('encode', 'one');
    assert.equal(again.commandLine, 'true');
    assert.ok(Number(again.creationTime) > Number(creationTime), 'it is another one');
    const resource = { kind: 'task', accountId, jobId: 'encode', taskId: 'one' } as const;
    const bytes = await vscode.workspace.fs.readFile(toDocumentUri({ resource, document: 'attempts' }));
    assert.match(new TextDecoder().decode(bytes), /"commandLine": "false"/);
    await closeEditors();
  });

  test('if it is unknown whether an item was deleted, the known facts and next steps are shown', async () => {
    const document = await open({
      id: 'own-job',
      poolInfo: { poolId: 'own-pool' },
      onTaskFailure: 'noAction',
      jobPreparationTask: { commandLine: 'echo' },
    });
    const watch = watchProgress((title) => {
      if (/^Waiting until own-job/.test(title)) simulator.addFault({ operation: 'Job_Get', status: 400 });
    });
    const before = changes().length;
    const { errors } = await askedBeside(
      [simulator.accountName, 'Delete and Create Again…'],
      () => run('definition.submit', document.uri),
      () => 'own-job',
    );
    watch.dispose();
    simulator.clearFaults();
    assert.match(
      errors.join(),
      /Batch has accepted the deletion of own-job\. Whether it's already gone is unknown.* Its definition is still open: /,
    );
    assert.deepEqual(
      changes()
        .slice(before)
        .map(({ operation }) => operation),
      ['Job_Delete'],
    );
    assert.ok(!document.isClosed);
    const isThere = (): Promise<boolean> =>
      client.job.get('own-job').then(
        () => true,
        () => false,
      );
    while (await isThere());
    await client.job.add({ id: 'own-job', poolInfo: { poolId: 'own-pool' }, onTaskFailure: 'noaction' });
    await closeEditors();
  });

  test("an item that was deleted but can't be recreated is reported, and the editor with its definition stays open", async () => {
    const document = await open({
      id: 'own-job',
      poolInfo: { poolId: 'own-pool' },
      onTaskFailure: 'noAction',
      jobPreparationTask: { commandLine: 'false' },
    });
    simulator.addFault({ operation: 'Job_Add', nthCall: 1, times: 1, status: 400 });
    const { warnings } = await askedBeside(
      [simulator.accountName, 'Delete and Create Again…'],
      () => run('definition.submit', document.uri),
      () => 'own-job',
    );
    simulator.clearFaults();
    assert.match(warnings.join('\n'), /own-job was deleted but not created again\. Its definition is still open/);
    assert.equal(vscode.window.activeTextEditor?.document ?? document, document);
    assert.ok(!document.isClosed);
    await assert.rejects(client.job.get('own-job'), { statusCode: 404 });
    await closeEditors();
  });

  test('a list of tasks is sent in collections of 100, and refused tasks are reported', async () => {
    await client.task.add('encode', { id: 'own-7', commandLine: 'false' });
    const before = changes().length;
    const tasks = Array.from({ length: 121 }, (_, index) => ({ id: `own-${index}`, commandLine: 'true' }));
    const document = await open({ value: tasks });
    assert.deepEqual(await listLenses(document), [
      'Submit 121 Tasks to Batch…',
      'Check Against an Account…',
      'Keep the Logs of Failing Tasks…',
    ]);
    const path = 'POST /jobs/encode/addtaskcollection';
    assert.deepEqual(await showPlan(document, 'encode'), [`${path}: 100 tasks`, `${path}: 21 tasks`]);
    const { warnings } = await submit(document, 'encode');
    assert.match(warnings.join(), /^120 tasks were submitted\. 1 of 121 tasks could not be submitted\. own-7: /);
    assert.deepEqual(
      changes()
        .slice(before)
        .map(({ operation }) => operation),
      ['Task_AddCollection', 'Task_AddCollection'],
    );
    await closeEditors();
  });

  test('a draft that is restored after a reload shows that it applies only to its own task', async () => {
    const uri = vscode.Uri.file('/restored.task.json').with({ scheme: 'untitled' });
    const edit = new vscode.WorkspaceEdit();
    edit.insert(uri, new vscode.Position(0, 0), '{"id": "shot-41-9", "commandLine": "true"}');
    await vscode.workspace.applyEdit(edit);
    const { asked } = await submit(await vscode.workspace.openTextDocument(uri), 'encode', 'Cancel');
    assert.match(asked[0]?.text ?? '', /only this task is\s+submitted, not others with the same cause\./);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
    await closeEditors();
  });

  test('other JSON has no buttons, and other mistakes are shown before any question', async () => {
    assert.deepEqual(await listLenses(await open({ id: 'x', name: 'y' })), []);
    const document = await open({ id: 'own job!', poolInfo: { poolId: 'p' } });
    const { errors, asked } = await submit(document, simulator.accountName);
    assert.match(errors.join(), /Nothing was submitted\. Line 2: /);
    assert.equal(asked.length, 0);
    await closeEditors();
  });

  test('a template of the Azure CLI has no submit button, and is not submitted like its result', async () => {
    const document = await open({
      id: 'j',
      poolInfo: { poolId: 'p' },
      taskFactory: { type: 'taskCollection', tasks: [] },
    });
    assert.deepEqual(await listLenses(document), ['Show Why the Factory Creates No Tasks']);
    const { errors, asked } = await submit(document, simulator.accountName);
    assert.match(errors.join(), /This is a template for the Azure Batch CLI extensions\./);
    assert.equal(asked.length, 0);
    await closeEditors();
  });
});
