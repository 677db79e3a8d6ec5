import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { toDocumentUri } from '../../src/extension/editors/documentUri.ts';
import { openUntitled } from './support/editors.ts';
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

  test('mistakes are marked in the open document, and a quick fix corrects one', async () => {
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

  test('a document that becomes a definition is marked while typing', async () => {
    const document = await open('empty.json', '{}');
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(0, 0, 1, 0), definition);
    await vscode.workspace.applyEdit(edit);
    await untilMarked(document, 'the typed definition is marked', (count) => count > 0);
  });

  test('a long definition that changes while it is checked has correct marks in the end', async () => {
    const tasks = Array.from({ length: 2_000 }, (_, index) => ({ id: `frame-${index}`, commandLine: 'render scene' }));
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

  test('marks are removed when the document is closed', async () => {
    const { document } = await openUntitled(definition, 'json');
    await untilMarked(document, 'the new document is marked', (count) => count > 0);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await untilMarked(document, 'its marks are gone', (count) => count === 0);
  });

  test('other JSON, and documents of an account, are not checked', async () => {
    const other = await open('package.json', '{"id": 1, "scripts": {"start": "node ."}}');
    const marked = await open('marked.json', definition);
    await untilMarked(marked, 'the definition opened after it is marked', (count) => count > 0);
    assert.deepEqual(ours(other), []);
  });

  const goTo = async (document: vscode.TextDocument, marker: string): Promise<readonly string[]> => {
    const found = await vscode.commands.executeCommand<vscode.Location[]>(
      'vscode.executeDefinitionProvider',
      document.uri,
      document.positionAt(document.getText().indexOf(marker)),
    );
    return found.map(
      ({ uri, range }) =>
        `${uri.path
          .split('/')
          .slice(uri.scheme === 'file' ? -1 : -2)
          .join('/')}:${range.start.line}:${range.start.character}`,
    );
  };
  const listed = `[
  { "id": "split", "commandLine": "split" },
  { "id": "join", "commandLine": "join", "dependsOn": { "taskIds": ["Split", "elsewhere"] } }
]
`;

  test('a dependency opens its task, and the pool of a job opens in its account', async () => {
    const tasks = await open('some.tasks.json', listed);
    assert.deepEqual(await goTo(tasks, 'plit", "else'), ['some.tasks.json:1:11']);
    assert.deepEqual(await goTo(tasks, 'elsewhere'), []);
    await vscode.commands.executeCommand('azureBatch.account.openSample');
    const job = await open('own.job.json', '{ "id": "own", "poolInfo": { "poolId": "gpu-train" } }\n');
    assert.deepEqual(await goTo(job, 'gpu-'), ['gpu-train/pool.json:0:0']);
    const target = { resource: { kind: 'job', accountId: 'sample', jobId: 'train' }, document: 'json' } as const;
    const shown = await vscode.workspace.openTextDocument(toDocumentUri(target));
    assert.deepEqual(await goTo(shown, 'gpu-train'), ['gpu-train/pool.json:0:0']);
  });

  test('an application opens in its account, with its versions', async () => {
    await vscode.commands.executeCommand('azureBatch.account.openSample');
    const packages = [{ applicationId: 'Blender', version: '4.2' }, { applicationId: 'maya' }];
    const text = JSON.stringify({ id: 't', commandLine: 'blender', applicationPackageReferences: packages });
    const task = await open('application.task.json', text);
    assert.deepEqual(await goTo(task, 'lender","version'), ['blender/application.json:0:0']);
    assert.deepEqual(await goTo(task, 'maya'), []);
    const target = { resource: { kind: 'account', accountId: 'sample' }, document: 'application' } as const;
    const find = (applicationId: string) =>
      vscode.workspace.openTextDocument(toDocumentUri({ ...target, applicationId }));
    assert.deepEqual(JSON.parse((await find('blender')).getText()).versions, ['4.1', '4.2']);
    await assert.rejects(async () => find('maya'), /maya/);
  });

  test('renaming the ID of a task renames its references, and an invalid ID is refused with the reason', async () => {
    const document = await open('renamed.tasks.json', listed);
    const rename = (marker: string, id: string): Thenable<vscode.WorkspaceEdit> =>
      vscode.commands.executeCommand(
        'vscode.executeDocumentRenameProvider',
        document.uri,
        document.positionAt(document.getText().indexOf(marker)),
        id,
      );
    await vscode.workspace.applyEdit(await rename('plit", "else', 'cut'));
    assert.equal(document.getText(), listed.replaceAll(/"split"(?=, "c)|"Split"/g, '"cut"'));
    await assert.rejects(async () => rename('cut"', 'JOIN'), /has the ID JOIN/);
    await assert.rejects(async () => rename('cut"', 'a/b'), /letters, digits/);
    await assert.rejects(async () => rename('elsewhere', 'x'), /Nothing in this file has the ID elsewhere/);
  });

  test('the first and the last task of a task factory are shown above the factory, and checked like any definition', async () => {
    const factory = {
      type: 'parametricSweep',
      parameterSets: [{ start: 1, end: 100_000 }],
      repeatTask: { commandLine: 'render {0:6} > out.txt' },
    };
    const text = JSON.stringify({ id: 'frames', poolInfo: { poolId: 'p' }, taskFactory: factory }, undefined, 2);
    const document = await open('sweep.job.json', text);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
    );
    const lens = lenses.find(({ command }) => command?.title === "Show the Factory's 100,000 Tasks");
    assert.ok(lens?.command, lenses.map(({ command }) => command?.title).join('\n'));
    assert.match(document.lineAt(lens.range.start.line).text, /"taskFactory"/);
    await untilMarked(document, 'the factory is marked', () => codesOf(document).join() === 'extension-only');
    assert.ok(!lenses.some(({ command }) => /^Submit/.test(command?.title ?? '')));
    await vscode.commands.executeCommand(lens.command.command, ...(lens.command.arguments ?? []));
    const shown = vscode.window.activeTextEditor?.document ?? assert.fail();
    assert.match(
      shown.getText(),
      /^\/\/ The factory creates 100,000 tasks\..*"render 100000 > out\.txt"\n {2}\}\n\]\n$/s,
    );
    const marks = await untilMarked(shown, 'the made tasks are marked', (count) => count > 0);
    assert.deepEqual([...new Set(marks.map(({ code }) => code))], ['shell-syntax']);
    assert.equal(marks.length, 10);
  });

  /** Completes with VS Code's own JSON service, which starts with the first JSON file. */
  const complete = async (document: vscode.TextDocument, marker: string): Promise<vscode.CompletionItem> => {
    const position = document.positionAt(document.getText().indexOf(marker));
    for (;;) {
      const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        position,
      );
      const found = items.find(({ label }) => label === 'vmSize');
      if (found !== undefined) return found;
    }
  };
  const textOf = (text: string | vscode.MarkdownString | undefined): string =>
    typeof text === 'object' ? text.value : (text ?? '');

  const machines =
    '"virtualMachineConfiguration": { "imageReference": { "publisher": "canonical", "offer": "ubuntu-24_04-lts", "sku": "server" }, "nodeAgentSKUId": "batch.node.ubuntu 24.04" }';

  test("a file with a definition's extension has completion, hover and comments", async () => {
    const document = await open('render.pool.json', '{\n  // for rendering\n  "id": "render"\n, \n}');
    assert.equal(document.languageId, 'jsonc');
    const item = await complete(document, '\n}');
    assert.match(
      textOf(item.documentation),
      /^The Azure VM size of the nodes\. .*Required · Example: `standard_d2s_v3`$/s,
    );
    const edit = new vscode.WorkspaceEdit();
    edit.insert(
      document.uri,
      document.positionAt(document.getText().indexOf('\n}')),
      `"vmSize": "standard_d2s_v5", "targetDedicatedNodes": 1, ${machines}, "resizeTimeout": "PT1M"`,
    );
    await vscode.workspace.applyEdit(edit);
    const at = document.positionAt(document.getText().indexOf('resizeTimeout'));
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      at,
    );
    const shown = hovers.flatMap(({ contents }) => contents.map((content) => textOf(content as vscode.MarkdownString)));
    assert.match(shown.join('\n'), /How long Batch tries to allocate nodes/);
    // The mistake has one entry, from this extension, and the comment another.
    const found = await untilMarked(document, 'the timeout is marked', (count) => count > 1);
    assert.deepEqual(
      found.map(({ code, severity }) => [code, severity]),
      [
        ['comments', vscode.DiagnosticSeverity.Information],
        ['out-of-range', vscode.DiagnosticSeverity.Error],
      ],
    );
    assert.deepEqual(
      vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source !== 'Azure Batch'),
      [],
    );
  });

  test('a file with another name has completion from the schema that it names', async () => {
    const text = '{\n  "$schema": "azurebatch:/schemas/pool.json",\n  "id": "render"\n,  \n}';
    await complete(await open('other.json', text), '\n}');
  });

  const fixesOf = async (document: vscode.TextDocument, { range }: vscode.Diagnostic): Promise<vscode.CodeAction[]> =>
    vscode.commands.executeCommand('vscode.executeCodeActionProvider', document.uri, range);
  const codesOf = (document: vscode.TextDocument) => ours(document).map(({ code }) => code);

  test('a check is disabled for one line by a comment, and permanently by a setting', async () => {
    const text = '{\n  "id": "t",\n  "commandLine": "a > b",\n  "displayName": "x"\n}';
    const document = await open('one.task.json', text);
    const [problem] = await untilMarked(document, 'the shell syntax is marked', (count) => count > 0);
    assert.ok(problem);
    const toComment = (await fixesOf(document, problem)).find(
      ({ title }) => title === 'Ignore this problem: add a comment',
    );
    assert.ok(toComment?.edit);
    await vscode.workspace.applyEdit(toComment.edit);
    assert.equal(document.lineAt(2).text, '  // batch-disable-next-line shell-syntax');
    await untilMarked(document, 'the line is not marked', () => codesOf(document).join() === 'comments');

    const [comment] = ours(document);
    assert.ok(comment);
    const turnOff = (await fixesOf(document, comment)).find(({ command }) => command !== undefined);
    assert.equal(turnOff?.title, 'Ignore this problem: never check for comments');
    try {
      await vscode.commands.executeCommand(turnOff.command?.command ?? '', ...(turnOff.command?.arguments ?? []));
      await untilMarked(document, 'comments are not marked', (count) => count === 0);
      const readRules = () => vscode.workspace.getConfiguration('azureBatch.definitions').get('rules');
      assert.deepEqual(readRules(), { comments: 'off' });
      // Does the same as the notification's button.
      await vscode.commands.executeCommand('azureBatch.definition.turnOffCheck', 'comments', null);
      assert.deepEqual(readRules(), {});
      await untilMarked(document, 'comments are marked once it is undone', (count) => count === 1);
    } finally {
      const definitions = vscode.workspace.getConfiguration('azureBatch.definitions');
      await definitions.update('rules', undefined, vscode.ConfigurationTarget.Workspace);
      const workspace = vscode.workspace.workspaceFolders?.[0]?.uri ?? assert.fail();
      await vscode.workspace.fs.delete(vscode.Uri.joinPath(workspace, '.vscode'), { recursive: true });
    }
    await untilMarked(document, 'comments are marked again', (count) => count === 1);
  });

  test('plain JSON has no quick fix that adds a comment', async () => {
    const document = await open('plain.json', '{ "id": "t", "commandLine": "a > b" }');
    const [problem] = await untilMarked(document, 'the shell syntax is marked', (count) => count > 0);
    assert.ok(problem);
    const titles = (await fixesOf(document, problem)).map(({ title }) => title);
    assert.ok(titles.includes('Ignore this problem: never check for shell-syntax'), titles.join());
    assert.ok(!titles.includes('Ignore this problem: add a comment'));
  });

  test('a property of an earlier version is an error if definitions are written for a later version', async () => {
    const text = `{ "id": "p", "vmSize": "standard_d2s_v5", "targetDedicatedNodes": 1, ${machines}, "certificateReferences": [] }`;
    const document = await open('old.json', text);
    await untilMarked(document, 'the property is marked', () => codesOf(document).join() === 'other-version');
    const definitions = vscode.workspace.getConfiguration('azureBatch.definitions');
    await definitions.update('apiVersion', '2025-06-01', vscode.ConfigurationTarget.Global);
    try {
      await untilMarked(document, 'it is an error', () => codesOf(document).join() === 'not-in-version');
    } finally {
      await definitions.update('apiVersion', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  test('a definition is checked against an account on request, and the result stays until the text changes', async () => {
    await vscode.commands.executeCommand('azureBatch.account.openSample');
    const text = '{\n  "id": "new",\n  "poolInfo": { "poolId": "no-such-pool" },\n  "priority": 1\n}';
    const document = await open('new.job.json', text);
    const lens = await eventually('a button to check it', [vscode.window.onDidChangeVisibleTextEditors], async () => {
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        document.uri,
        9,
      );
      return lenses.find(({ command }) => /^Check Against /.test(command?.title ?? ''));
    });
    assert.deepEqual(codesOf(document), [], 'nothing is asked silently');
    const check = () => vscode.commands.executeCommand(lens.command?.command ?? '', ...(lens.command?.arguments ?? []));
    await check();
    assert.deepEqual(codesOf(document), ['pool-not-found']);
    const edit = async (line: number, from: number, to: number, added: string) => {
      const change = new vscode.WorkspaceEdit();
      change.replace(document.uri, new vscode.Range(line, from, line, to), added);
      await vscode.workspace.applyEdit(change);
    };
    await edit(1, 2, 2, '"displayName": "x", ');
    await untilMarked(document, 'the mark stays', (count) => count === 1);
    const [mark] = ours(document);
    assert.equal(document.getText(mark?.range), '"no-such-pool"');
    await edit(2, 28, 30, 'xx');
    await untilMarked(document, 'the mark is gone with its text', (count) => count === 0);
    await check();
    assert.deepEqual(codesOf(document), ['pool-not-found']);
  });
});
