import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { isOurs } from '../../src/app/commandId.ts';
import { type SimulatorProcess, startSimulatorProcess } from '../journeys/simulatorProcess.ts';
import { addPoolAndJob, isCompleted, isRunning, jobId, poolId, waitForTask } from '../journeys/workload.ts';
import { addAccount, removeAccount } from './support/account.ts';
import { withDrivenPick } from './support/drivenPick.ts';
import { eventually } from './support/eventually.ts';
import { showExplanationAsText } from './support/explanationText.ts';
import { listen } from './support/messages.ts';
import { setRefreshInterval } from './support/sampleAccount.ts';

/** A traceback in Python's format, whose innermost frame is line 3 of the program in the workspace. */
const traceback = [
  'Traceback (most recent call last):',
  '  File "/mnt/batch/tasks/workitems/render/job-1/frame-1/wd/train.py", line 3, in <module>',
  '    weights = open("weights.bin")',
  "FileNotFoundError: [Errno 2] No such file or directory: 'weights.bin'",
].join('\\n');
const markedLine = 2;
const megabyte = 1024 * 1024;

function toMarkdown(content: vscode.Hover['contents'][number]): string {
  return typeof content === 'string' ? content : content.value;
}

suite('a failed task in the editor', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'failure-'));
  const input = path.join(folder, 'input');
  let simulator: SimulatorProcess;
  let accountId: string;

  const toUri = (taskId: string, name: string): vscode.Uri =>
    vscode.Uri.from({ scheme: 'azurebatch', authority: accountId, path: `/jobs/${jobId}/tasks/${taskId}/${name}` });
  const toResource = (taskId: string) => ({ kind: 'task', accountId, jobId, taskId });
  const open = async (taskId: string, command: string): Promise<vscode.TextEditor> => {
    await vscode.commands.executeCommand(command, toResource(taskId));
    assert.ok(vscode.window.activeTextEditor, 'nothing was opened');
    return vscode.window.activeTextEditor;
  };
  const explain = async (taskId: string): Promise<vscode.TextEditor> => {
    await vscode.commands.executeCommand('azureBatch.task.explain', toResource(taskId));
    return showExplanationAsText();
  };
  const addTask = async (id: string, script: string): Promise<void> => {
    const program = path.join(folder, `${id}.sh`);
    writeFileSync(program, script);
    await simulator.client.task.add(jobId, { id, commandLine: `/bin/sh "${program}"` });
    await waitForTask(simulator, id, isCompleted);
  };

  /** Waits until the running program has written its first line. */
  const untilFirst = (document: vscode.TextDocument): Promise<unknown> =>
    eventually(
      'the first line',
      [vscode.workspace.onDidChangeTextDocument],
      () => document.getText() === 'first\n' || undefined,
    );

  const ours = (uri: vscode.Uri): readonly vscode.Diagnostic[] =>
    vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Azure Batch');

  suiteSetup(async () => {
    simulator = await startSimulatorProcess();
    await addPoolAndJob(simulator);
    await addTask(
      'frame-1',
      `echo started; test -e "${input}" || { printf '%b\\n' '${traceback.replaceAll("'", `'\\''`)}' >&2; exit 1; }`,
    );
    await simulator.client.task.add(jobId, {
      id: 'unfed',
      commandLine: '/bin/true',
      // A port on which nothing listens.
      resourceFiles: [{ httpUrl: 'http://127.0.0.1:9/inputs/a.exr', filePath: 'a.exr' }],
    });
    await waitForTask(simulator, 'unfed', isCompleted);
    await addTask('chatty', `yes '${'x'.repeat(999)}' | head -c ${2.5 * megabyte}; echo; echo the end; exit 3`);
    await addTask('steps', 'cd projects/tile-88\necho reprojecting\nsort points.csv\nexit 1\n');
    accountId = await addAccount(simulator);
  });

  suiteTeardown(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await removeAccount(accountId);
    await simulator.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('stderr opens as a log, at the marked line, and is read-only', async () => {
    const editor = await open('frame-1', 'azureBatch.task.openStderr');
    const { document } = editor;
    assert.equal(document.languageId, 'log');
    assert.match(document.getText(), /FileNotFoundError/);
    await eventually('the cursor on the marked line', [vscode.window.onDidChangeTextEditorSelection], () =>
      document.lineAt(editor.selection.active).text.includes('FileNotFoundError') ? true : undefined,
    );
    await assert.rejects(async () => vscode.workspace.fs.writeFile(document.uri, new Uint8Array()));
  });

  test('A9-28 a long log opens with its last mebibyte, says what is omitted, and shows more on request', async () => {
    const { document } = await open('chatty', 'azureBatch.task.openStdout');
    assert.match(document.lineAt(0).text, /^⋯ The first [\d,]+ bytes of this file are not shown/);
    assert.match(document.getText(), /the end\n$/);
    const shown = document.getText().length;
    assert.ok(shown <= megabyte + document.lineAt(0).text.length + 1);
    await vscode.commands.executeCommand('azureBatch.file.showEarlier', document.uri);
    await eventually('earlier lines', [vscode.workspace.onDidChangeTextDocument], () =>
      document.getText().length > shown + megabyte / 2 ? true : undefined,
    );
    await vscode.commands.executeCommand('azureBatch.file.showEarlier');
    await eventually('the first line', [vscode.workspace.onDidChangeTextDocument], () =>
      /^x{999}$/.test(document.lineAt(0).text) ? true : undefined,
    );
  });

  test('a missing file is explained in a sentence', async () => {
    const document = await vscode.workspace.openTextDocument(toUri('frame-1', 'text/wd/result.csv/result.view.csv'));
    assert.match(document.getText(), /^⋯ wd\/result\.csv doesn't exist: the task ended without writing it/);
  });

  test('the task is shown as JSON', async () => {
    const document = await vscode.workspace.openTextDocument(toUri('frame-1', 'task.json'));
    const task: unknown = JSON.parse(document.getText());
    assert.ok(typeof task === 'object' && task !== null && Reflect.get(task, 'id') === 'frame-1');
  });

  test('the explanation names the cause, and its actions are commands of the extension', async () => {
    const { document } = await explain('frame-1');
    assert.equal(document.languageId, 'markdown');
    assert.match(document.getText(), /weights\.bin/);
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      document.uri,
    );
    const commands = links.flatMap(({ target }) => (target?.scheme === 'command' ? [target.path] : []));
    assert.ok(commands.includes('azureBatch.task.retry'), commands.join());
    assert.ok(
      commands.every((command) => command.startsWith('azureBatch.')),
      commands.join(),
    );
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
    );
    assert.ok(lenses.some(({ command }) => command?.command === 'azureBatch.task.retry'));
  });

  test('the explanation of the account links a cause of one task to the explanation of the task', async () => {
    await vscode.commands.executeCommand('azureBatch.account.overview', { kind: 'account', accountId });
    const { document } = await showExplanationAsText();
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      document.uri,
    );
    assert.ok(!links.some(({ target }) => target?.path.startsWith('/causes/')), document.getText());
    const [link] = links.filter(({ range }) => document.getText(range).startsWith('projects/tile-88 is missing'));
    assert.ok(link?.target, links.map(({ range }) => document.getText(range)).join('\n'));
    const page = await vscode.workspace.openTextDocument(link.target);
    assert.match(page.lineAt(0).text, /^# \S+ failed: projects\/tile-88 is missing/);
  });

  test('A9-35 an open log follows its task with the cursor at its end, and stays when the task is deleted', async () => {
    const program = path.join(folder, 'growing.sh');
    const more = path.join(folder, 'more');
    writeFileSync(program, `echo first; while ! test -e "${more}"; do sleep 0.1; done; echo second; sleep 600`);
    await simulator.client.task.add(jobId, { id: 'growing', commandLine: `/bin/sh "${program}"` });
    await waitForTask(simulator, 'growing', isRunning);
    await vscode.commands.executeCommand('azureBatch.explorer.find', toResource('growing'));
    const { document } = await open('growing', 'azureBatch.task.openStdout');
    await untilFirst(document);
    writeFileSync(more, '');
    await eventually('the second line', [vscode.workspace.onDidChangeTextDocument], () =>
      document.getText() === 'first\nsecond\n' ? true : undefined,
    );
    await eventually('the cursor at the end', [vscode.window.onDidChangeTextEditorSelection], () =>
      vscode.window.activeTextEditor?.selection.active.line === 2 ? true : undefined,
    );
    await simulator.client.task.deleteMethod(jobId, 'growing');
    await eventually('why there is no more', [vscode.workspace.onDidChangeTextDocument], () =>
      /^first\nsecond\n⋯ stdout\.txt is gone: the task was deleted.*\n⋯ None of it was saved .*\n⋯ .* No more can be read\.\n$/.test(
        document.getText(),
      )
        ? true
        : undefined,
    );
  });

  test('a log of a task that is in no list is followed to its last byte, and again when the task runs again', async () => {
    const program = path.join(folder, 'again.sh');
    const end = path.join(folder, 'end-of-again');
    const third = path.join(folder, 'third');
    // The last output arrives together with the end of the task.
    writeFileSync(
      program,
      `if test -e "${third}"; then echo again; sleep 600; fi\n` +
        `echo first; while ! test -e "${end}"; do sleep 0.1; done; seq 20000; touch "${third}"; exit 7`,
    );
    await simulator.client.task.add(jobId, { id: 'again', commandLine: `/bin/sh "${program}"` });
    await waitForTask(simulator, 'again', isRunning);
    const { document } = await open('again', 'azureBatch.task.openStdout');
    await untilFirst(document);
    const editor = vscode.window.activeTextEditor;
    writeFileSync(end, '');
    const whole = `first\n${Array.from({ length: 20_000 }, (_, index) => `${index + 1}\n`).join('')}`;
    await eventually(
      'its last byte',
      [vscode.workspace.onDidChangeTextDocument],
      () => document.getText() === whole || undefined,
    );
    await eventually(
      'the cursor at the end',
      [vscode.window.onDidChangeTextEditorSelection],
      () => editor?.selection.active.line === 20_001 || undefined,
    );
    await waitForTask(simulator, 'again', isCompleted);
    editor?.revealRange(new vscode.Range(100, 0, 100, 0), vscode.TextEditorRevealType.AtTop);
    await simulator.client.task.reactivate(jobId, 'again');
    // After returning to the document, the user sees current output.
    await vscode.commands.executeCommand('workbench.action.files.newUntitledFile');
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await eventually('the next run below the first', [vscode.workspace.onDidChangeTextDocument], () => {
      const text = document.getText();
      return (
        (text.startsWith(whole) && /\n⋯ .* The text above is from before that\.\nagain\n$/.test(text)) || undefined
      );
    });
    assert.deepEqual(ours(document.uri), [], 'nothing of the first run is marked in the second');
    await simulator.client.task.deleteMethod(jobId, 'again');
  });

  test('a visible explanation follows its task to the end, and the cursor stays in its section', async () => {
    const program = path.join(folder, 'ending.sh');
    const end = path.join(folder, 'end');
    writeFileSync(program, `while ! test -e "${end}"; do sleep 0.1; done; echo "out of luck" >&2; exit 5`);
    await simulator.client.task.add(jobId, { id: 'ending', commandLine: `/bin/sh "${program}"` });
    await waitForTask(simulator, 'ending', isRunning);
    await setRefreshInterval(0.25);
    try {
      const editor = await explain('ending');
      const { document } = editor;
      assert.match(document.lineAt(0).text, /is running/);
      const findLine = (title: string): number => document.getText().split('\n').indexOf(title);
      const before = findLine('## What happened when');
      editor.selection = new vscode.Selection(before, 0, before, 0);
      writeFileSync(end, '');
      await eventually('the explanation of the end', [vscode.workspace.onDidChangeTextDocument], () =>
        /failed/.test(document.lineAt(0).text) ? true : undefined,
      );
      assert.notEqual(findLine('## What happened when'), before, 'the section stands elsewhere now');
      await eventually('the caret in its section', [vscode.window.onDidChangeTextEditorSelection], () =>
        editor.selection.active.line === findLine('## What happened when') ? true : undefined,
      );
    } finally {
      await setRefreshInterval(undefined);
    }
  });

  test('the faulty property is marked in the JSON, and the explanation opens it', async () => {
    const json = await vscode.workspace.openTextDocument(toUri('unfed', 'task.json'));
    const mark = await eventually(
      'a mark in the JSON',
      [vscode.languages.onDidChangeDiagnostics],
      () => ours(json.uri)[0],
    );
    assert.match(json.getText(mark.range), /^"http:\/\/127\.0\.0\.1:9/);
    const { document } = await explain('unfed');
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      document.uri,
      100,
    );
    const link = links.find(({ target }) => target?.path === json.uri.path);
    assert.equal(document.getText(link?.range), '`resourceFiles[0].httpUrl`');
    const { line, character } = mark.range.start;
    assert.equal(link?.target?.fragment, `L${line + 1},${character + 1}`);
  });

  test('a comparison finds a succeeded task, and shows lines that only the failed task wrote', async () => {
    await addTask('frame-2', 'echo started');
    await vscode.commands.executeCommand('azureBatch.explorer.refresh');
    await vscode.commands.executeCommand('azureBatch.task.compare', toResource('frame-1'));
    const { document } = await showExplanationAsText();
    assert.equal(
      document.uri.path,
      `/jobs/${jobId}/tasks/frame-1/compared-with/${jobId}/frame-2/frame-1.comparison.md`,
    );
    assert.match(document.getText(), /^# frame-1 failed, frame-2 succeeded\n/);
    assert.match(document.getText(), /- Exit code\n {2}- failed: `1`\n {2}- succeeded: `0`\n/);
    assert.match(document.getText(), /## Only the failed task wrote\n[\s\S]*FileNotFoundError/);
    assert.doesNotMatch(document.getText(), /\d \| started/);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
    );
    assert.deepEqual(
      lenses.map(({ command }) => command?.title),
      ['Compare with Another Task…', 'Properties Side by Side', 'Logs Side by Side', 'Explain'],
    );
  });

  test("the log and the user's own source are marked until a retry succeeds", async () => {
    const { document } = await open('frame-1', 'azureBatch.task.openStderr');
    const changes = [vscode.languages.onDidChangeDiagnostics];
    const inLog = await eventually('a mark in the log', changes, () => ours(document.uri)[0]);
    assert.match(document.lineAt(inLog.range.start.line).text, /FileNotFoundError/);
    const [program] = await vscode.workspace.findFiles('train.py');
    assert.ok(program, "the workspace is not the sample's");
    // Tasks of other open accounts may have failed in the same file.
    const ofTask = () => ours(program).filter(({ message }) => message.includes('frame-1'));
    const inSource = await eventually('a mark in the source', changes, () => ofTask()[0]);
    assert.equal(inSource.range.start.line, markedLine);
    assert.match(inSource.message, /\(failed here in task frame-1 on node \S/);
    assert.match(
      inSource.message,
      /\nThe file has changed since it ran: this line was “weights = open\("weights\.bin"\)”\.$/,
    );
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      inLog.range,
    );
    assert.deepEqual(actions.flatMap(({ command }) => command?.command ?? []).filter(isOurs), [
      'azureBatch.task.explain',
      'azureBatch.task.retry',
    ]);
    // VS Code offers no quick fixes in a read-only document; the line itself and its hover do instead.
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
    );
    const onLine = lenses.filter(({ range }) => range.start.line === inLog.range.start.line);
    assert.ok(onLine.some(({ command }) => command?.command === 'azureBatch.task.retry'));
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      inLog.range.start,
    );
    const texts = hovers.flatMap(({ contents }) => contents.map((content) => toMarkdown(content)));
    assert.ok(
      texts.some((text) => text.includes('(command:azureBatch.task.explain?')),
      texts.join('\n'),
    );

    const explanation = await vscode.workspace.openTextDocument(toUri('frame-1', 'frame-1.explanation.md'));
    await vscode.window.showTextDocument(explanation);
    writeFileSync(input, '');
    const { questions } = await listen(async () => {
      await vscode.commands.executeCommand('azureBatch.task.retry', toResource('frame-1'));
    });
    assert.match(questions[0]?.detail ?? '', /^The task fails again unless the cause is fixed: .*weights\.bin/m);
    await eventually('the marks are gone', changes, () =>
      ours(document.uri).length + ofTask().length === 0 ? true : undefined,
    );
    await eventually('the explanation follows', [vscode.workspace.onDidChangeTextDocument], () =>
      /weights\.bin/.test(explanation.lineAt(0).text) ? undefined : explanation,
    );
    await vscode.commands.executeCommand('azureBatch.kept.open', toResource('frame-1'));
    const attempts = await showExplanationAsText();
    assert.equal(attempts.document.uri.path, toUri('frame-1', 'frame-1.earlier-attempts.md').path);
    assert.match(attempts.document.getText(), /Exit code 1[\s\S]*FileNotFoundError/);
  });

  test('the report of an action opens as a page, with the same content as its text', async () => {
    await withDrivenPick(async (pick) => {
      const opened = vscode.commands.executeCommand('azureBatch.bulk.openReport');
      const row = await eventually('the action', [pick.onDidDraw], () =>
        pick.items.find(({ label }) => label === 'Retrying the task: frame-1'),
      );
      pick.choose(row);
      await opened;
    });
    const { document } = await showExplanationAsText();
    assert.match(document.uri.path, /^\/bulk\/\w+\/report\.md$/);
    assert.match(document.getText(), /^# Retrying the task: frame-1\n\n\*\*1 done\*\* · /);
    assert.match(document.getText(), /\n## 1 done\n\n- .*\n {2}- Job \S+ \(1\): frame-1\n$/);
  });

  test('the access of a pool opens as a page', async () => {
    await vscode.commands.executeCommand('azureBatch.pool.openAccess', { kind: 'pool', accountId, poolId });
    const { document } = await showExplanationAsText();
    assert.equal(document.uri.path, `/pools/${poolId}/${poolId}.access.md`);
    assert.match(document.getText(), /## Change who can sign in\n[\s\S]*```json\n\{\n {2}"endpointConfiguration"/);
  });

  test('the mark in a log links to follow-on failures, and the explanation shows them below the cause', async () => {
    const { document } = await open('steps', 'azureBatch.task.openStderr');
    const changes = [vscode.languages.onDidChangeDiagnostics];
    const mark = await eventually('a mark in the log', changes, () => ours(document.uri)[0]);
    assert.match(document.lineAt(mark.range.start.line).text, /cd to projects\/tile-88/);
    const lines = mark.relatedInformation?.map(({ location }) => document.lineAt(location.range.start.line).text);
    assert.match(lines?.join('\n') ?? '', /^sort: .*points\.csv.*$/);
    const explained = await explain('steps');
    assert.match(explained.document.getText(), /### Followed by 1 failure\n[\s\S]*points\.csv/);
  });

  test('marks are removed with their account', async () => {
    const { uri } = await vscode.workspace.openTextDocument(toUri('unfed', 'task.json'));
    const changes = [vscode.languages.onDidChangeDiagnostics];
    await eventually('a mark in the JSON', changes, () => ours(uri)[0]);
    await removeAccount(accountId);
    await eventually('no mark', changes, () => (ours(uri).length === 0 ? true : undefined));
  });
});
