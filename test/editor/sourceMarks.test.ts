import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { explainLog } from '../../src/core/diagnosis/explainLog.ts';
import { WorkspaceFiles } from '../../src/extension/editors/workspaceFiles.ts';
import { chooseSource } from '../../src/extension/problems/chooseSource.ts';
import type { FailurePlace } from '../../src/extension/problems/failurePlace.ts';
import { SourceMarks } from '../../src/extension/problems/sourceMarks.ts';
import { accountId } from '../fakes/contoso.ts';
import { MemoryMemento } from '../fakes/memoryMemento.ts';
import { silentLog } from '../fakes/silentLog.ts';
import { eventually } from './support/eventually.ts';

const line = 'rows = load("rows.csv")';

function toPlace(taskId: string, nodeId: string): FailurePlace {
  const log = explainLog(
    [
      'Traceback (most recent call last):',
      `  File "/mnt/batch/tasks/workitems/j/job-1/${taskId}/wd/ambiguous.py", line 2, in <module>`,
      `    ${line}`,
      "FileNotFoundError: [Errno 2] No such file or directory: 'rows.csv'",
    ].join('\n'),
    { exitCode: 1 },
  );
  assert.ok(log);
  const resource = { kind: 'task', accountId, jobId: 'j', taskId } as const;
  return {
    resource,
    node: { id: nodeId, name: nodeId },
    file: { ...resource, kind: 'taskFile', path: 'stderr.txt' },
    log,
    isWhole: true,
    repair: undefined,
  };
}

suite('marks in the source', () => {
  const changes = [vscode.languages.onDidChangeDiagnostics];
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? assert.fail();
  const state = new MemoryMemento() as unknown as vscode.Memento;
  const uris = ['one', 'two'].map((name) => vscode.Uri.joinPath(folder, `marked-${name}`, 'ambiguous.py'));
  const [one = folder, two = folder] = uris;
  const disposables: vscode.Disposable[] = [];
  const make = (ask: (files: WorkspaceFiles, path: string) => Promise<void>): SourceMarks => {
    const files = new WorkspaceFiles(state);
    const marks = new SourceMarks(files, silentLog, (path) => ask(files, path));
    disposables.push(
      files,
      marks,
      files.onDidChange(() => marks.redraw()),
    );
    return marks;
  };

  suiteSetup(async () => {
    // The executed line is now two lines further down in one file, and missing in the other.
    await vscode.workspace.fs.writeFile(one, new TextEncoder().encode(`import os\n\n\n${line}\n`));
    await vscode.workspace.fs.writeFile(two, new TextEncoder().encode('import os\nrows = read()\n'));
  });

  suiteTeardown(async () => {
    for (const disposable of disposables) disposable.dispose();
    for (const uri of uris) await vscode.workspace.fs.delete(vscode.Uri.joinPath(uri, '..'), { recursive: true });
  });

  test('if several files match, the user is asked once, and the mark follows changes in the chosen file', async () => {
    const asked: string[] = [];
    const { showInformationMessage, showQuickPick } = vscode.window;
    Object.assign(vscode.window, {
      showInformationMessage: async (message: string, ...buttons: readonly string[]) => {
        asked.push(message);
        return buttons[0];
      },
      showQuickPick: async (items: readonly vscode.QuickPickItem[]) =>
        items.find(({ label }) => /marked-one/.test(label)),
    });
    try {
      const marks = make(chooseSource);
      for (const [taskId, nodeId] of [
        ['a', 'n1'],
        ['b', 'n2'],
        ['c', 'n2'],
      ] as const)
        marks.add(toPlace(taskId, nodeId));
      const mark = await eventually('a mark in the chosen file', changes, () => {
        const [found] = marks.findProblems(one);
        return found?.failed.length === 3 ? found : undefined;
      });
      assert.equal(mark.range.start.line, 3);
      assert.match(
        mark.message,
        /\(failed here in 3 tasks on 2 nodes: a, b, and c\)\nThe file has changed since it ran: this was line 2\.$/,
      );
      assert.deepEqual(marks.findProblems(two), []);
      assert.deepEqual(asked.length, 1, asked.join('\n'));
      assert.match(asked[0] ?? '', /^Tasks failed in ambiguous\.py, and several files/);
    } finally {
      Object.assign(vscode.window, { showInformationMessage, showQuickPick });
    }
  });

  test('the choice is remembered, and a saved file is checked again', async () => {
    const marks = make(async () => assert.fail('it was chosen before'));
    marks.add(toPlace('a', 'n1'));
    const mark = await eventually('a mark without a question', changes, () => marks.findProblems(one)[0]);
    assert.match(mark.message, /\(failed here in task a on node n1\)/);
    const document = await vscode.workspace.openTextDocument(one);
    const edit = new vscode.WorkspaceEdit();
    edit.delete(one, new vscode.Range(1, 0, 3, 0));
    await vscode.workspace.applyEdit(edit);
    await document.save();
    await eventually('the mark where the line is again', changes, () => {
      const [now] = marks.findProblems(one);
      return now?.range.start.line === 1 && !now.message.includes('changed') ? now : undefined;
    });
  });
});
