import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { fromDocumentUri } from '../../src/extension/editors/documentUri.ts';
import { answering } from './support/answers.ts';
import { closeEditors, openUntitled } from './support/editors.ts';
import { eventually } from './support/eventually.ts';
import { listen } from './support/messages.ts';

const lost = 'Reading mesh.vtk\nFATAL: cannot open mesh.vtk: No such file or directory\n';

suite('logs that are explained without an account', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'azure-batch-troubleshooter-given-'));
  const log = vscode.Uri.file(path.join(folder, 'night.log'));

  suiteSetup(() => {
    writeFileSync(log.fsPath, lost);
    writeFileSync(path.join(folder, 'pool.json'), '{"id": "p", "vmSize": "standard_d2_v3"}');
  });
  teardown(closeEditors);
  suiteTeardown(() => rmSync(folder, { recursive: true, force: true }));

  const explain = async (...args: unknown[]) => vscode.commands.executeCommand('azureBatch.log.explain', ...args);

  /** Returns the text of the page that was opened last. */
  async function readPage(): Promise<string> {
    return (await vscode.workspace.openTextDocument(await findPage())).getText();
  }

  const findPage = (isMeant: (uri: vscode.Uri) => boolean = () => true) =>
    eventually('a page is open', [vscode.window.tabGroups.onDidChangeTabs], () => {
      const { input } = vscode.window.tabGroups.activeTabGroup.activeTab ?? {};
      const shown = input instanceof vscode.TabInputCustom ? input.uri : undefined;
      return shown !== undefined && fromDocumentUri(shown)?.document === 'answers' && isMeant(shown)
        ? shown
        : undefined;
    });

  const countMarks = (count: number) =>
    eventually(
      `${count} marks`,
      [vscode.languages.onDidChangeDiagnostics],
      () => vscode.languages.getDiagnostics(log).length === count || undefined,
    );

  test('a mark says what to do, leads to its page, and stays until the page is closed', async () => {
    await explain(log, [log]);
    await readPage();
    await countMarks(1);
    const [problem] = vscode.languages.getDiagnostics(log);
    assert.match(problem?.message ?? '', /^night failed: mesh\.vtk is missing\nWhat to do: /);
    const document = await vscode.workspace.openTextDocument(log);
    await vscode.window.showTextDocument(document, { preview: false });
    const fixes = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      log,
      new vscode.Range(1, 0, 1, 1),
    );
    const titles = fixes.map(({ title }) => title);
    assert.deepEqual(titles, ['Show the Explanation', 'Wrong Cause?']);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await countMarks(1);
    await closeEditors();
    await countMarks(0);
  });

  test('a line that two pages explain has one mark of each', async () => {
    await explain(log, [log]);
    const first = await findPage();
    await explain(log, [log]);
    await findPage((uri) => uri.toString() !== first.toString());
    await countMarks(2);
  });

  test('an entered exit code and system are shown on a page that replaces the first one', async () => {
    await explain(log, [log]);
    const before = await findPage();
    await answering({ type: () => '137', choose: ['Windows'] }, () => explain(before.toString()));
    const after = await findPage((uri) => uri.toString() !== before.toString());
    const text = (await vscode.workspace.openTextDocument(after)).getText();
    assert.match(text, /You entered: exit code 137, Windows\./);
    assert.equal(vscode.window.tabGroups.activeTabGroup.tabs.length, 1, 'the first page is closed');
    await countMarks(1);
  });

  test('a file is explained on a page, and its line with the reason is marked until the file changes', async () => {
    await explain(log, [log]);
    const text = await readPage();
    assert.match(text, /^# night failed: mesh\.vtk is missing/);
    assert.match(text, /Explained without the account/);
    const [problem] = vscode.languages.getDiagnostics(log);
    assert.match(problem?.message ?? '', /mesh\.vtk is missing/);
    assert.equal(problem?.range.start.line, 1);
    const document = await vscode.workspace.openTextDocument(log);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), 'x');
    await vscode.workspace.applyEdit(edit);
    await eventually(
      'the mark is gone',
      [vscode.languages.onDidChangeDiagnostics],
      () => vscode.languages.getDiagnostics(log).length === 0 || undefined,
    );
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  test('the selected text and the clipboard are offered, and explained without a file name', async () => {
    const editor = await openUntitled(`before\n${lost}`);
    editor.selection = new vscode.Selection(1, 0, 3, 0);
    await vscode.env.clipboard.writeText('Segmentation fault (core dumped)');
    const offered: string[] = [];
    const see = (_: string, rows: readonly vscode.QuickPickItem[]): void => {
      for (const { label } of rows) offered.push(label);
    };
    await answering({ choose: ['The Selected Text'], see }, () => explain());
    assert.match(await readPage(), /^# The program failed: mesh\.vtk is missing/);
    await closeEditors();
    await answering({ choose: ['The Text in the Clipboard'], see }, () => explain());
    assert.match(await readPage(), /Segmentation fault/);
    for (const label of ['The File in the Editor', 'Files…', 'Folder…']) assert.ok(offered.includes(label), label);
  });

  test('lines of the selected text are counted in their file, and marked there', async () => {
    const editor = await vscode.window.showTextDocument(log);
    editor.selection = new vscode.Selection(1, 0, 2, 0);
    await answering({ choose: ['The Selected Text'] }, () => explain());
    assert.match(await readPage(), /night\.log, line 2/);
    assert.equal(vscode.languages.getDiagnostics(log)[0]?.range.start.line, 1);
  });

  test('a page that is drawn again reads its file again, so that its mark stays at the line', async () => {
    await explain(log, [log]);
    const page = await findPage();
    await countMarks(1);
    writeFileSync(log.fsPath, `a new line\n${lost}`);
    const rules = vscode.Uri.file(path.join(folder, 'azure-batch.rules.json'));
    const team = vscode.workspace.getConfiguration('azureBatch');
    writeFileSync(rules.fsPath, JSON.stringify([{ match: 'cannot open', title: 'Our mesh', step: 'Fetch it.' }]));
    try {
      await team.update('rules', rules.fsPath, vscode.ConfigurationTarget.Global);
      await eventually(
        'the mark is at the line of the new text',
        [vscode.languages.onDidChangeDiagnostics],
        () => vscode.languages.getDiagnostics(log)[0]?.range.start.line === 2 || undefined,
      );
      const shown = await vscode.workspace.openTextDocument(page);
      await eventually(
        'the page has the new title',
        [vscode.workspace.onDidChangeTextDocument],
        () => /Our mesh/.test(shown.getText()) || undefined,
      );
    } finally {
      await team.update('rules', undefined, vscode.ConfigurationTarget.Global);
      writeFileSync(log.fsPath, lost);
    }
  });

  test('the line of a log too large to be read whole is marked where it is', async () => {
    const big = vscode.Uri.file(path.join(folder, 'big.log'));
    writeFileSync(big.fsPath, `${'still solving\n'.repeat(350_000)}${lost}${'cleaning up\n'.repeat(7)}`);
    await explain(big, [big]);
    assert.match(await readPage(), /mesh\.vtk/);
    await eventually(
      'the line is marked',
      [vscode.languages.onDidChangeDiagnostics],
      () => vscode.languages.getDiagnostics(big)[0]?.range.start.line === 350_001 || undefined,
    );
  });

  test('logs of the same name in several folders are refused', async () => {
    const other = path.join(mkdtempSync(path.join(folder, 'other-')), 'night.log');
    writeFileSync(other, lost);
    const { errors } = await listen(() => explain(log, [log, vscode.Uri.file(other)]));
    assert.match(errors.join('\n'), /logs of several programs/);
  });

  test('JSON that is no failure is refused with what to do, and no page opens', async () => {
    const { errors } = await listen(() => explain(vscode.Uri.file(path.join(folder, 'pool.json'))));
    assert.match(errors.join('\n'), /To check a definition, open it in an editor/);
    assert.equal(vscode.window.tabGroups.activeTabGroup.activeTab, undefined);
  });
});
