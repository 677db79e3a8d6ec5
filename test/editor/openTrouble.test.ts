import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { loadSimulator } from '../../src/extension/bundles/load.ts';
import { toDocumentUri } from '../../src/extension/editors/documentUri.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { makeSmallWorld } from '../builders/smallWorld.ts';
import { addAccount, removeAccount } from './support/account.ts';
import { eventually } from './support/eventually.ts';
import { listen } from './support/messages.ts';
import { setRefreshInterval } from './support/sampleAccount.ts';

suite("documents that can't be read", () => {
  let simulator: Simulator;
  let accountId: string;

  suiteSetup(async () => {
    simulator = await loadSimulator().startSimulator({ scenario: makeSmallWorld(1, 2, 0), speed: 100 });
    accountId = await addAccount(simulator);
    await setRefreshInterval(0.25);
  });

  suiteTeardown(async () => {
    await setRefreshInterval(undefined);
    await removeAccount(accountId);
    await simulator.close();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  const changes = [vscode.workspace.onDidChangeTextDocument, vscode.workspace.onDidOpenTextDocument];
  const says = (uri: vscode.Uri, words: RegExp): Promise<unknown> =>
    eventually(`${uri.path} says ${words}`, changes, () =>
      vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri.toString() && words.test(one.getText())),
    );

  for (const [status, code, first] of [
    [403, 'AccountIsDisabled', /is disabled/i],
    [500, 'InternalError', /500 InternalError/],
  ] as const) {
    test(`a page that is opened while the service returns ${code} shows the error, and is completed when the account answers again`, async () => {
      const body = JSON.stringify({ code, message: { lang: 'en-US', value: 'It is ill.' } });
      const taskId = status === 403 ? 'f0' : 'f1';
      const resource = { kind: 'task', accountId, jobId: 'broken', taskId } as const;
      const uri = toDocumentUri({ resource, document: 'explanation' });
      simulator.addFault({ operation: '*', nthCall: 1, times: 1000, status, body });
      try {
        await vscode.commands.executeCommand('vscode.open', uri, { preview: false });
        await says(uri, first);
      } finally {
        simulator.clearFaults();
      }
      await says(uri, new RegExp(`^# ${taskId} failed`));
    });
  }

  test("task.openStderr includes the service's reason in its message", async () => {
    const body = JSON.stringify({ code: 'AccountIsDisabled', message: { lang: 'en-US', value: 'It is disabled.' } });
    simulator.addFault({ operation: '*', nthCall: 1, times: 100, status: 403, body });
    try {
      const { errors } = await listen(async () =>
        vscode.commands.executeCommand('azureBatch.task.openStderr', {
          kind: 'task',
          accountId,
          jobId: 'broken',
          taskId: 'f0',
        }),
      );
      assert.equal(errors.length, 1);
      assert.doesNotMatch(errors[0] ?? '', /Unexpected|azurebatch:/);
      assert.match(errors[0] ?? '', /disabled/i);
    } finally {
      simulator.clearFaults();
    }
  });
});
