import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ShownText } from '../../src/core/files/shownText.ts';
import { withoutSequences } from '../../src/core/text/terminal.ts';
import { loadSimulator } from '../../src/extension/bundles/load.ts';
import { GrowingLogs } from '../../src/extension/documents/growingLogs.ts';
import { LogColours } from '../../src/extension/documents/logColours.ts';
import { toDocumentUri } from '../../src/extension/editors/documentUri.ts';
import { completedTask, smallWorld } from '../../src/simulator/scenarios/causes/smallWorld.ts';
import { failed, succeeded } from '../../src/simulator/scenarios/runs.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { assertLinear } from '../builders/assertLinear.ts';
import { MemoryMemento } from '../fakes/memoryMemento.ts';
import { addAccount, removeAccount } from './support/account.ts';
import { answering } from './support/answers.ts';
import { closeEditors } from './support/editors.ts';
import { eventually } from './support/eventually.ts';

const cause = "ModuleNotFoundError: No module named 'numpy'";
const coloured = [
  'epoch 1  10%\repoch 1  55%\repoch 1 100%',
  '\u001b[1mTraceback (most recent call last):\u001b[0m',
  '  File "/mnt/wd/mean.py", line 2, in <module>',
  '    import numpy',
  `\u001b[31m${cause}\u001b[0m`,
];

/** Output of a script that continues after its first failure. */
const staged = [
  '+ curl -fsS -o data.csv https://example.com/data.csv',
  'curl: (6) Could not resolve host: example.com',
  '+ python3 mean.py',
  'Traceback (most recent call last):',
  '  File "/mnt/wd/mean.py", line 8, in main',
  '    rows = open("data.csv")',
  '  File "/mnt/wd/mean.py", line 12, in <module>',
  '    main()',
  "FileNotFoundError: [Errno 2] No such file or directory: 'data.csv'",
  '+ ./upload.sh',
  'bash: ./upload.sh: No such file or directory',
  'command failed with exit code 127',
  '',
];

const uri = vscode.Uri.parse('azurebatch://account/jobs/job/tasks/t/text/stderr.txt/stderr.view.txt');

suite('opened logs', () => {
  let simulator: Simulator;
  let accountId: string;

  suiteSetup(async () => {
    const why = `Traceback (most recent call last):\n  File "mean.py", line 2, in <module>\n${cause}\n`;
    const scenario = smallWorld('logs', 'Tasks that failed.', {
      job: {
        tasks: [
          completedTask('coloured', failed(1, 4000, { stderr: `${coloured.join('\n')}\n` })),
          completedTask('staged', failed(127, 4000, { stderr: staged.join('\n') })),
          completedTask(
            'row-1',
            succeeded(4000, { stderr: '09:14:07 INFO reading row-1.csv\n09:14:08 INFO 7 rows\n' }),
          ),
          completedTask('row-2', failed(1, 4000, { stderr: `09:20:55 INFO reading row-2.csv\n${cause}\n` })),
          completedTask('far', failed(1, 4000, { stderr: `${why}${'INFO cleaning up\n'.repeat(90_000)}` })),
          completedTask('said-elsewhere', failed(1, 4000, { stdout: why, stderr: 'INFO ended\n' })),
        ],
      },
    });
    simulator = await loadSimulator().startSimulator({ scenario });
    accountId = await addAccount(simulator);
  });

  suiteTeardown(async () => {
    await removeAccount(accountId);
    await simulator.close();
  });

  teardown(closeEditors);

  const toFile = (taskId: string, path: string) =>
    ({ kind: 'taskFile', accountId, jobId: 'job', taskId, path }) as const;
  const open = async (taskId: string, path: 'stdout' | 'stderr'): Promise<vscode.TextEditor> => {
    const command = path === 'stdout' ? 'azureBatch.task.openStdout' : 'azureBatch.task.openStderr';
    await vscode.commands.executeCommand(command, { kind: 'task', accountId, jobId: 'job', taskId });
    return vscode.window.activeTextEditor ?? assert.fail('no editor is open');
  };
  const toUri = (taskId: string, path: string) => toDocumentUri({ resource: toFile(taskId, path), document: 'text' });
  const listLenses = async (uri: vscode.Uri): Promise<readonly vscode.CodeLens[]> =>
    vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri);
  const findMark = (uri: vscode.Uri): Promise<vscode.Diagnostic> =>
    eventually('a mark', [vscode.languages.onDidChangeDiagnostics], () => vscode.languages.getDiagnostics(uri)[0]);

  test('opened logs show readable text, marked at the line of the cause, and the raw text on request', async () => {
    const editor = await open('coloured', 'stderr');
    const { document } = editor;
    assert.equal(document.getText(), `epoch 1 100%\n${withoutSequences(coloured.slice(1).join('\n'))}\n`);
    const { range } = await findMark(document.uri);
    assert.equal(document.getText(range), cause);
    assert.equal(editor.selection.active.line, 4, 'it opens where the cause is');

    const titles = (await listLenses(document.uri)).map(({ command }) => command?.title);
    assert.ok(titles.includes('Show Raw Text'), titles.join());
    await vscode.commands.executeCommand('azureBatch.file.toggleRaw', toFile('coloured', 'stderr.txt'));
    await eventually(
      'all that was written',
      [vscode.workspace.onDidChangeTextDocument],
      () => document.lineAt(4).text === coloured[4] || undefined,
    );
    assert.equal(document.lineAt(0).text, 'epoch 1  10%\u240depoch 1  55%\u240depoch 1 100%');
    assert.equal((await findMark(document.uri)).range.start.line, 4, 'lines keep their numbers');
    await eventually(
      'the cursor before the same word',
      [vscode.window.onDidChangeTextEditorSelection],
      () => editor.selection.active.isEqual(new vscode.Position(4, '\u001b[31m'.length)) || undefined,
    );
    await vscode.commands.executeCommand('azureBatch.file.toggleRaw', toFile('coloured', 'stderr.txt'));
    await eventually(
      'what people read',
      [vscode.workspace.onDidChangeTextDocument],
      () => document.lineAt(4).text === cause || undefined,
    );
  });

  test('opened logs show enough lines to see why their task failed, and open at these lines', async () => {
    const editor = await open('far', 'stderr');
    const { range } = await findMark(editor.document.uri);
    assert.equal(editor.document.getText(range), cause);
    await eventually(
      'the cursor at the cause',
      [vscode.window.onDidChangeTextEditorSelection],
      () => editor.selection.active.line === range.start.line || undefined,
    );
  });

  test('logs that followed their end do so again after a reload', async () => {
    const { document } = await open('staged', 'stderr');
    const editor = await vscode.window.showTextDocument(document);
    const before = document.lineCount - 3;
    editor.selection = new vscode.Selection(before, 0, before, 0);
    const key = document.uri.toString();
    for (const [lineCount, line] of [
      [before, before],
      [before + 1, document.lineCount - 1],
    ] as const) {
      const state = new MemoryMemento();
      await state.update('azureBatch.logsAtEnd', { [key]: lineCount });
      const following = new GrowingLogs({
        clock: { now: Date.now },
        announce: () => undefined,
        mayHaveMore: () => false,
        findShown: () => undefined,
        followIntervalMs: 60_000,
        workspaceState: state,
        accounts: { all: [{ id: accountId }], onDidChangeData: () => ({ dispose: () => undefined }) } as never,
      });
      await eventually(
        'the cursor where it belongs',
        [vscode.window.onDidChangeTextEditorSelection],
        () => editor.selection.active.line === line || undefined,
      );
      following.dispose();
    }
  });

  test('opened logs link from the first and the last line to the other log if that shows the cause', async () => {
    const editor = await open('said-elsewhere', 'stderr');
    const { uri, lineCount } = editor.document;
    const mark = await findMark(uri);
    assert.equal(mark.severity, vscode.DiagnosticSeverity.Hint, 'it is no problem of this log');
    assert.match(mark.message, /^Cause in stdout\.txt: .*numpy/);
    assert.equal(editor.selection.active.line, lineCount - 1, 'a log without the cause opens at its end');
    const leads = (await listLenses(uri)).filter(({ command }) => command?.title.includes('Cause in stdout.txt'));
    assert.deepEqual(
      leads.map(({ range }) => range.start.line),
      [0, lineCount - 1],
    );
    const { command = '', arguments: args = [] } = leads[0]?.command ?? {};
    await vscode.commands.executeCommand(command, ...args);
    const shown = vscode.window.activeTextEditor;
    assert.equal(shown?.document.uri.toString(), toUri('said-elsewhere', 'stdout.txt').toString());
    await findMark(shown?.document.uri ?? uri);
    assert.equal(shown?.document.lineAt(shown.selection.active.line).text, cause);
  });

  test('opened logs have an outline with the cause in its stage, and can fold stages and stack traces', async () => {
    const { document } = await open('staged', 'stderr');
    await findMark(document.uri);
    const flatten = (symbols: readonly vscode.DocumentSymbol[], depth = 0): readonly string[] =>
      symbols.flatMap(({ name, kind, range, children }) => [
        `${'  '.repeat(depth)}${vscode.SymbolKind[kind]} ${range.start.line}-${range.end.line} ${name}`,
        ...flatten(children, depth + 1),
      ]);
    const list = async (): Promise<readonly string[]> =>
      flatten(
        await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
          'vscode.executeDocumentSymbolProvider',
          document.uri,
        ),
      );
    const symbols = await list();
    assert.match(symbols[0] ?? '', /^Module 0-1 curl -fsS -o data\.csv/);
    assert.match(symbols[1] ?? '', /^ {2}Event 1-1 .*example\.com/, symbols.join('\n'));
    assert.match(symbols[2] ?? '', /^Module 2-8 python3 mean\.py$/);
    assert.ok(
      symbols.some((symbol) => /^ {2,4}Array 3-7 Traceback/.test(symbol)),
      symbols.join('\n'),
    );
    const folds = await vscode.commands.executeCommand<vscode.FoldingRange[]>(
      'vscode.executeFoldingRangeProvider',
      document.uri,
    );
    const ranges = folds.map(({ start, end }) => `${start}-${end}`);
    for (const range of ['0-1', '2-8', '3-7']) assert.ok(ranges.includes(range), ranges.join());
  });

  test('opened logs offer fixes for the marked failure by keyboard and in their title bar', async () => {
    const editor = await open('staged', 'stderr');
    await findMark(editor.document.uri);
    let seen: readonly string[] = [];
    const see = (_title: string, rows: readonly vscode.QuickPickItem[]): void => {
      seen = rows.map(({ label }) => label);
    };
    await answering({ choose: 'Explain This Failure', see }, async () =>
      vscode.commands.executeCommand('azureBatch.file.showActions', { pressedIn: 'document' }),
    );
    assert.deepEqual(seen, ['Explain This Failure', 'Retry Task staged']);
    const { activeTab } = vscode.window.tabGroups.activeTabGroup;
    assert.ok(activeTab?.input instanceof vscode.TabInputCustom, 'its page is open');
    assert.match(activeTab.input.uri.path, /\/staged\.explanation\.md$/);

    const other = await open('staged', 'stdout');
    const { message } = await findMark(other.document.uri);
    await answering({ choose: message }, async () => vscode.commands.executeCommand('azureBatch.file.showActions'));
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), editor.document.uri.toString());
  });

  test('opened logs are compared with those of a succeeded task, without the usual differences between runs', async () => {
    await vscode.commands.executeCommand('azureBatch.task.compareLogs', toFile('row-2', 'stderr.txt'));
    const { activeTab } = vscode.window.tabGroups.activeTabGroup;
    assert.equal(activeTab?.label, 'stderr.txt: row-1 ↔ row-2');
    assert.ok(activeTab.input instanceof vscode.TabInputTextDiff);
    const { original, modified } = activeTab.input;
    const read = async (shown: vscode.Uri): Promise<readonly string[]> =>
      (await vscode.workspace.openTextDocument(shown)).getText().split('\n');
    const [left, right] = [await read(original), await read(modified)];
    assert.match(left[0] ?? '', /^⋯ Times and IDs are shown as \*/);
    assert.equal(left[0], right[0]);
    assert.equal(left[1], right[1], 'the times and the names of files differ');
    assert.match(left[1] ?? '', /INFO reading/);
    assert.deepEqual([left[2], right[2]], ['09:14:08 INFO 7 rows', cause]);
  });

  test('both logs of one task can be open side by side', async () => {
    await vscode.commands.executeCommand('azureBatch.task.openBothLogs', {
      kind: 'task',
      accountId,
      jobId: 'job',
      taskId: 'row-2',
    });
    const shown = vscode.window.visibleTextEditors.map(({ document, viewColumn }) => [
      viewColumn,
      /\/text\/(\w+)\.txt/.exec(document.uri.path)?.[1],
    ]);
    assert.deepEqual(shown.sort(), [
      [1, 'stdout'],
      [2, 'stderr'],
    ]);
    await vscode.commands.executeCommand('workbench.action.closeAllGroups');
  });

  test('codes in opened logs are explained', async () => {
    const { document } = await open('staged', 'stderr');
    const hover = async (word: string): Promise<string> => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        document.positionAt(document.getText().lastIndexOf(word)),
      );
      return hovers.flatMap(({ contents }) => contents.map((one) => (one as vscode.MarkdownString).value)).join('\n');
    };
    assert.match(await hover('127'), /^\*\*127.*\*\*\n\n\S.*\./);
    assert.match(await hover('2] No'), /\*\*ENOENT \(2\)\*\*\n\nA file or folder was not found\./);
    assert.equal(await hover('upload'), '');
  });

  test('opened logs show the colors of the program in the visible part', () => {
    const text = `plain\n${'\u001b[38;5;208mx\u001b[0m \u001b[1;4mbold\u001b[m\n'.repeat(1000)}\u001b[41mred\nred\u001b[49m\n`;
    const notice = '⋯ ours\n';
    const shown = new ShownText(
      { bytes: new TextEncoder().encode(text), start: 0, encoding: 'utf-8', text, lead: 0 },
      { notices: notice },
    );
    const lines = shown.text.split('\n');
    const read = ({ start, end }: vscode.Range) => lines[start.line]?.slice(start.character, end.character) ?? '';
    const colours = new LogColours(() => shown);
    const list = (first: number, last: number) =>
      [...colours.list(uri, [new vscode.Range(first, 0, last, 0)])].map(([key, { ranges }]) => ({
        key: JSON.parse(key),
        texts: new Set(ranges.map(read)),
        lines: ranges.map(({ start }) => start.line),
      }));
    const [orange, bold, ...others] = list(0, 10);
    assert.deepEqual(orange?.key, [{ type: 'table', index: 208 }, null, []]);
    assert.deepEqual([...(orange?.texts ?? [])], ['x']);
    assert.deepEqual(bold?.key, [null, null, ['bold', 'underline']]);
    assert.deepEqual([...(bold?.texts ?? [])], ['bold']);
    assert.deepEqual(others, []);
    assert.deepEqual([orange?.lines[0], orange?.lines.at(-1)], [2, 110], 'no more than a margin around the screen');
    const red = list(1001, 1004).find(({ texts }) => texts.has('red'));
    assert.deepEqual(red?.lines, [1002, 1003], 'a colour holds until another is set');
    colours.dispose();
  });

  test('opened logs are colored in linear time, even if the output is hostile', () => {
    assertLinear((size) => {
      const text = '\u001b[31mx'.repeat(size / 8);
      const bytes = new TextEncoder().encode(text);
      const shown = new ShownText({ bytes, start: 0, encoding: 'utf-8', text, lead: 0 });
      const colours = new LogColours(() => shown);
      const runs = [...colours.list(uri, [new vscode.Range(0, 0, 0, 10)]).values()].flatMap(({ ranges }) => ranges);
      assert.ok(runs.length <= 2000, `${runs.length} runs`);
      colours.dispose();
    }, 'colours');
  });
});
