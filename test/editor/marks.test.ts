import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Task } from '../../src/core/model/task.ts';
import { FailureDiagnostic } from '../../src/extension/problems/diagnostic.ts';
import { DocumentDiagnostics, type Marker } from '../../src/extension/problems/documentDiagnostics.ts';
import { accountId } from '../fakes/contoso.ts';
import { makeServices, type TestServices } from './support/commandServices.ts';

const task: Task = { id: 'frame-1', state: 'completed', executionInfo: { exitCode: 1, result: 'failure' } };

/** Resolves when what follows from answers that have come is done. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

suite('marks while the service is slow', () => {
  let services: TestServices;
  let diagnostics: DocumentDiagnostics;

  teardown(() => {
    diagnostics.dispose();
    services.dispose();
  });

  test('an answer that comes after a later one marks nothing', async () => {
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
        return [new FailureDiagnostic(new vscode.Range(0, 0, 0, 4), 'failed', 'bad-input', [], [])];
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
});
