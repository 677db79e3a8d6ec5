import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { eventually } from './support/eventually.ts';

const definition = `{
  "id": "frame-1",
  "comandLine": "echo $AZ_BATCH_TASK_ID", // misspelt
  "resourceFiles": []
}
`;

suite('definitions of the user', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'definitions-'));

  suiteSetup(() => vscode.extensions.getExtension('batch-troubleshooter.azure-batch-troubleshooter')?.activate());

  teardown(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  suiteTeardown(() => rmSync(folder, { recursive: true, force: true }));

  const open = async (name: string, text: string): Promise<vscode.TextDocument> => {
    const file = path.join(folder, name);
    writeFileSync(file, text);
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(file));
    await vscode.window.showTextDocument(document);
    return document;
  };
  const ours = ({ uri }: vscode.TextDocument): readonly vscode.Diagnostic[] =>
    vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Azure Batch');
  const untilMarked = (document: vscode.TextDocument, what: string, isRight: (count: number) => boolean) =>
    eventually(what, [vscode.languages.onDidChangeDiagnostics], () =>
      isRight(ours(document).length) ? ours(document) : undefined,
    );

  test('mistakes are marked in the open document, and a quick fix puts one right', async () => {
    const document = await open('task.jsonc', definition);
    const problems = await untilMarked(document, 'the misspelt property is marked', (count) => count > 0);
    const misspelt = problems.find(({ message }) => /comandLine/.test(message));
    assert.ok(misspelt, problems.map(({ message }) => message).join('\n'));
    assert.equal(typeof misspelt.code, 'string');
    assert.equal(misspelt.range.start.line, 2);

    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      misspelt.range,
    );
    const fix = actions.find(({ edit }) => edit?.has(document.uri));
    assert.ok(fix?.edit, actions.map(({ title }) => title).join('\n'));
    await vscode.workspace.applyEdit(fix.edit);
    assert.match(document.getText(), /"commandLine": "echo/);
    await untilMarked(document, 'the fixed property is not marked', () =>
      ours(document).every(({ message }) => !/comandLine/.test(message)),
    );
  });

  test('a document that becomes a definition is marked while it is typed', async () => {
    const document = await open('empty.json', '{}');
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(0, 0, 1, 0), definition);
    await vscode.workspace.applyEdit(edit);
    await untilMarked(document, 'the typed definition is marked', (count) => count > 0);
  });

  test('a long definition that is typed in while it is looked at is marked as it reads in the end', async () => {
    const tasks = Array.from({ length: 10_000 }, (_, index) => ({ id: `frame-${index}`, commandLine: 'render scene' }));
    const document = await open(
      'tasks.json',
      JSON.stringify([...tasks, { id: 'last', comandLine: 'x' }], undefined, 1),
    );
    await untilMarked(document, 'the misspelt property at the end is marked', (count) => count === 1);
    for (const text of [' ', '{"id": "first",', ' "comandLine": "x"},']) {
      const edit = new vscode.WorkspaceEdit();
      edit.insert(document.uri, document.positionAt(document.getText().indexOf('\n')), text);
      await vscode.workspace.applyEdit(edit);
    }
    const [first, last] = await untilMarked(document, 'both misspelt properties are marked', (count) => count === 2);
    assert.equal(first?.range.start.line, 0);
    assert.match(document.lineAt(last?.range.start.line ?? 0).text, /comandLine/);
  });

  test('marks go when the document is closed', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'json', content: definition });
    await vscode.window.showTextDocument(document);
    await untilMarked(document, 'the new document is marked', (count) => count > 0);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await untilMarked(document, 'its marks are gone', (count) => count === 0);
  });

  test('other JSON, and what an account shows, is left alone', async () => {
    const other = await open('package.json', '{"id": 1, "scripts": {"start": "node ."}}');
    const marked = await open('marked.json', definition);
    await untilMarked(marked, 'the definition opened after it is marked', (count) => count > 0);
    assert.deepEqual(ours(other), []);
  });
});
