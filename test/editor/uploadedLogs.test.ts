import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import * as vscode from 'vscode';
import { loadSimulator } from '../../src/extension/bundles/load.ts';
import { toDocumentUri } from '../../src/extension/editors/documentUri.ts';
import { completedTask, smallWorld } from '../../src/simulator/scenarios/causes/smallWorld.ts';
import { failed } from '../../src/simulator/scenarios/runs.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { addAccount, answerModals, removeAccount } from './support/account.ts';
import { closeEditors } from './support/editors.ts';
import { eventually } from './support/eventually.ts';

const words = 'ValueError: case-7.txt: row 18 has 5 cells, expected 6\n';
const signature = 'sv=2022-11-02&sr=c&sp=r&se=2036-01-01&sig=c2VjcmV0';

suite('a log that its task uploaded before the node was gone', () => {
  let storage: Server;
  const asked: { readonly query: string; readonly authorization: string | undefined }[] = [];
  let simulator: Simulator;
  let accountId: string;

  suiteSetup(async () => {
    storage = createServer(({ method, url = '', headers }, response) => {
      asked.push({ query: url.split('?')[1] ?? '', authorization: headers.authorization });
      const isThere = url.startsWith('/account/logs/nightly/stderr.txt');
      response.writeHead(isThere ? 200 : 404, {
        'content-length': isThere ? words.length : 0,
        'last-modified': new Date().toUTCString(),
      });
      response.end(isThere && method === 'GET' ? words : undefined);
    });
    await new Promise<void>((resolve) => storage.listen(0, '127.0.0.1', resolve));
    const bound = storage.address();
    assert.ok(bound !== null && typeof bound !== 'string');
    const containerUrl = `http://127.0.0.1:${bound.port}/account/logs?${signature}`;
    const outputFile = {
      filePattern: '../std*.txt',
      destination: { container: { containerUrl, path: 'nightly' } },
      uploadOptions: { uploadCondition: 'taskcompletion' },
    };
    const scenario = smallWorld('uploaded', 'A task uploaded its logs, and its node has left the pool.', {
      job: { tasks: [completedTask('t', failed(1, 4000), { nodeGone: true, body: { outputFiles: [outputFile] } })] },
    });
    simulator = await loadSimulator().startSimulator({ scenario });
    accountId = await addAccount(simulator);
  });

  suiteTeardown(async () => {
    await closeEditors();
    await removeAccount(accountId);
    await simulator.close();
    storage.close();
  });

  test('the uploaded log opens at its own address after access to storage is allowed, and explains its task', async () => {
    const task = { kind: 'task', accountId, jobId: 'job', taskId: 't' } as const;
    const uri = toDocumentUri({ resource: { ...task, kind: 'taskFile', path: 'stderr.txt' }, document: 'text' });
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    assert.match(document.getText(), /its node has left the pool\.\n⋯ The task uploads it to 127\.0\.0\.1:\d+/);
    assert.equal(asked.length, 0, 'nothing was sent before it was allowed');
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri);
    const command = lenses.find(({ command: one }) => one?.command === 'azureBatch.task.readFromStorage')?.command;
    assert.ok(command, 'the log has a button that asks');

    const questions = await answerModals(async () => {
      await vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
    });
    assert.match(questions[0] ?? '', /^Read task files for .+ from 127\.0\.0\.1:\d+\?$/);
    const text = await eventually('the log is read again', [vscode.workspace.onDidChangeTextDocument], () =>
      document.getText().includes(words) ? document.getText() : undefined,
    );
    assert.match(text, /^⋯ The node no longer has this file\. The task uploaded this copy to /);
    assert.ok(asked.every(({ query, authorization }) => query === signature && authorization === undefined));

    const page = toDocumentUri({ resource: task, document: 'explanation' });
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(page));
    await eventually('the page quotes the copy', [vscode.workspace.onDidChangeTextDocument], () =>
      vscode.workspace.textDocuments.find(
        (one) => one.uri.toString() === page.toString() && one.getText().includes(words.trim()),
      ),
    );
  });
});
