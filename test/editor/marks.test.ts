import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Task } from '../../src/core/model/task.ts';
import { FailureDiagnostic } from '../../src/extension/problems/diagnostic.ts';
import { DocumentDiagnostics, type Marker } from '../../src/extension/problems/documentDiagnostics.ts';
import { accountId } from '../fakes/contoso.ts';
import { makeServices, type TestServices } from './support/commandServices.ts';

const task: Task = { id: 'frame-1', state: 'completed', executionInfo: { exitCode: 1, result: 'failure' } };

/** Resolves after the effects of received answers. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

suite('marks while the service is slow', () => {
  let services: TestServices;
  let diagnostics: DocumentDiagnostics;

  teardown(() => {
    diagnostics.dispose();
    services.dispose();
  });

  test('an answer that arrives after a newer one marks nothing', async () => {
    const document = await vscode.workspace.openTextDocument({ content: 'what failed' });
    const answers: ((task: Task) => void)[] = [];
    services = makeServices({
      tasks: { getTask: () => new Promise<Task>((resolve) => answers.push(resolve)) },
    });
    const marked: string[] = [];
    const marker: Marker = {
      name: 'marks under test',
      findSubject: (each) =>
        each === document ? { kind: 'task', accountId, jobId: 'frames', taskId: 'frame-1' } : undefined,
      async mark({ state }) {
        marked.push(`exit code ${state.exitCode}`);
        return [new FailureDiagnostic(new vscode.Range(0, 0, 0, 4), 'failed', 'bad-input', [])];
      },
    };
    const accountsChanged = new vscode.EventEmitter<void>();
    const all = [...services.accounts.all];
    const accounts = {
      all,
      onDidChangeAccounts: accountsChanged.event,
      onDidChangeData: services.accounts.onDidChangeData,
      getStore: (id: string) => services.accounts.getStore(id),
    };
    diagnostics = new DocumentDiagnostics(marker, accounts, services.log);
    const asked = async (count: number): Promise<void> => {
      while (answers.length < count) await settled();
    };
    await asked(1);
    accountsChanged.fire();
    await asked(2);
    answers[1]?.({ ...task, state: 'running', executionInfo: {} });
    await settled();
    answers[0]?.(task);
    await settled();
    assert.deepEqual(marked, []);

    accountsChanged.fire();
    await asked(3);
    all.splice(0);
    accountsChanged.fire();
    answers[2]?.(task);
    await settled();
    assert.deepEqual(marked, []);
    assert.deepEqual(diagnostics.findProblems(document.uri), []);
  });

  test('a missing log is not marked before it is known whether the task is still failed', async () => {
    const document = await vscode.workspace.openTextDocument({ content: 'what failed\n' });
    const answers: ((task: Task) => void)[] = [];
    services = makeServices({ tasks: { getTask: () => new Promise<Task>((resolve) => answers.push(resolve)) } });
    const marker: Marker = {
      name: 'marks under test',
      findSubject: (each) =>
        each === document ? { kind: 'task', accountId, jobId: 'frames', taskId: 'frame-1' } : undefined,
      mark: async () => [new FailureDiagnostic(new vscode.Range(0, 0, 0, 11), 'failed', 'bad-input', [])],
    };
    diagnostics = new DocumentDiagnostics(marker, services.accounts, services.log);
    while (answers.length < 1) await settled();
    answers[0]?.(task);
    while (diagnostics.findProblems(document.uri).length === 0) await settled();
    const replace = async (range: vscode.Range, text: string): Promise<number> => {
      const edit = new vscode.WorkspaceEdit();
      edit.replace(document.uri, range, text);
      await vscode.workspace.applyEdit(edit);
      return diagnostics.findProblems(document.uri).length;
    };
    assert.equal(await replace(new vscode.Range(1, 0, 1, 0), 'more\n'), 1, 'what was added below changes nothing');
    assert.equal(await replace(new vscode.Range(0, 0, 0, 11), 'another run'), 0);
  });
});
