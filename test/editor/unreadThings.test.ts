import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Resource } from '../../src/core/model/resource.ts';
import type { DocumentTarget } from '../../src/core/places/documentPath.ts';
import { loadSimulator } from '../../src/extension/bundles/load.ts';
import { toDocumentUri } from '../../src/extension/editors/documentUri.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { makeSmallWorld } from '../builders/smallWorld.ts';
import { addAccount, removeAccount } from './support/account.ts';
import { closeEditors } from './support/editors.ts';
import { listen } from './support/messages.ts';

/** A refusal is returned once; `test/service` covers other faults, which are retried after a pause. */
const refusal = {
  status: 403,
  body: JSON.stringify({ code: 'AuthorizationPermissionMismatch', message: { value: 'You may not see this.' } }),
};

suite('data that the service refuses', () => {
  let simulator: Simulator;
  let accountId: string;
  const task = (taskId: string): Resource => ({ kind: 'task', accountId, jobId: 'broken', taskId });
  const readText = async (target: DocumentTarget): Promise<string> =>
    new TextDecoder().decode(await vscode.workspace.fs.readFile(toDocumentUri(target)));
  const refuse = (...operations: readonly string[]): void => {
    for (const operation of operations) simulator.addFault({ operation, ...refusal });
  };
  /** Injects refusals before the account is added, since its watchers read logs and show what they have read. */
  const openAccount = async (...operations: readonly string[]): Promise<void> => {
    simulator = await loadSimulator().startSimulator({ scenario: makeSmallWorld(1, 3, 0), speed: 100 });
    refuse(...operations);
    accountId = await addAccount(simulator);
  };

  teardown(async () => {
    await removeAccount(accountId);
    await simulator.close();
  });

  suiteTeardown(closeEditors);

  test('several retries before the question appears ask only once, and ask again after the question was canceled', async () => {
    await openAccount('ComputeNode_Get', 'File_ListFromTask', 'File_GetPropertiesFromTask', 'File_GetFromTask');
    const retry = async (): Promise<unknown> => vscode.commands.executeCommand('azureBatch.task.retry', task('f1'));
    for (const presses of [3, 1]) {
      const all = Array.from({ length: presses }, () => () => retry().catch(() => undefined));
      const { questions } = await listen(() => Promise.all(all.map((press) => press())), 'cancel');
      assert.equal(questions.length, 1, questions.map(({ message }) => message).join());
    }
  });

  test('a log that may not be read opens with the reason, and is not described as gone', async () => {
    await openAccount('File_GetPropertiesFromTask', 'File_GetFromTask', 'File_ListFromTask');
    const resource = { kind: 'taskFile', accountId, jobId: 'broken', taskId: 'f2', path: 'stderr.txt' } as const;
    await assert.rejects(readText({ resource, document: 'content' }), (error) => {
      assert.ok(error instanceof vscode.FileSystemError);
      assert.deepEqual([error.code, /You may not see this/.test(error.message)], ['NoPermissions', true]);
      return true;
    });
  });
});
