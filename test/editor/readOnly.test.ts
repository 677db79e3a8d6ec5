import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Resource } from '../../src/core/model/resource.ts';
import { loadSimulator } from '../../src/extension/bundles/load.ts';
import { settings } from '../../src/extension/settings/settings.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { makeSmallWorld } from '../builders/smallWorld.ts';
import { addAccount, removeAccount } from './support/account.ts';
import { answering } from './support/answers.ts';
import { listen } from './support/messages.ts';

const extensionId = 'batch-troubleshooter.azure-batch-troubleshooter';

/**
 * Lists the IDs of all commands that change something in Azure, or open a definition to submit, from the table of
 * commands.
 */
function listChanging(): readonly string[] {
  const extension = vscode.extensions.getExtension(extensionId);
  const {
    effects,
    needs,
  }: { readonly effects: ReadonlyMap<string, string>; readonly needs: ReadonlyMap<string, string> } = require(
    path.join(extension?.extensionPath ?? '', 'dist/commands.cjs'),
  );
  const preparing = ['task.resubmit', 'failures.resubmit', 'job.clone', 'pool.editStartTask'];
  for (const name of preparing) assert.ok(needs.has(`azureBatch.${name}`), name);
  return [...effects].filter(([id, effect]) => effect !== 'reads' || needs.has(id)).map(([id]) => id);
}

suite('read-only mode', () => {
  let simulator: Simulator;
  let accountId: string;
  let things: readonly Resource[];
  const setSetting = (value: boolean | undefined): Thenable<void> =>
    vscode.workspace.getConfiguration('azureBatch').update('readOnly', value, vscode.ConfigurationTarget.Global);
  const run = async (command: string, ...args: unknown[]): Promise<unknown> =>
    vscode.commands.executeCommand(`azureBatch.${command}`, ...args);
  const changes = (): readonly string[] =>
    simulator.requests
      .filter(({ method }) => method !== 'GET' && method !== 'HEAD')
      .map(({ method, path: target }) => `${method} ${target}`);

  suiteSetup(async () => {
    simulator = await loadSimulator().startSimulator({ scenario: makeSmallWorld(2, 2, 1), speed: 100 });
    accountId = await addAccount(simulator);
    const node: Resource = { kind: 'node', accountId, poolId: 'idle', nodeId: 'n' };
    things = [
      { kind: 'account', accountId },
      { kind: 'pool', accountId, poolId: 'idle' },
      node,
      { kind: 'job', accountId, jobId: 'broken' },
      { kind: 'jobSchedule', accountId, scheduleId: 's' },
      { kind: 'task', accountId, jobId: 'broken', taskId: 'f0' },
    ];
  });

  suiteTeardown(async () => {
    await setSetting(undefined);
    await removeAccount(accountId);
    await simulator.close();
  });

  /** Calls every changing command on everything, and on `others`, and confirms everything. */
  async function tryAll(reason: RegExp, ...others: readonly unknown[][]): Promise<void> {
    const ids = listChanging();
    assert.ok(ids.length >= 25, String(ids.length));
    for (const id of ids) {
      for (const args of [...others, ...things.map((thing) => [thing])]) {
        const said = await listen(() => answering({}, async () => vscode.commands.executeCommand(id, ...args)));
        const what = `${id} of ${JSON.stringify(args)}`;
        assert.deepEqual([said.questions, said.errors.length], [[], 1], what);
        assert.match(said.errors[0] ?? '', reason, what);
      }
    }
    assert.deepEqual(changes(), []);
  }

  test('with the setting, every changing command is refused with the reason, and no request is sent', async () => {
    await setSetting(true);
    await tryAll(/^Nothing can be changed because the “azureBatch\.readOnly” setting is on\.$/, []);
    const { showErrorMessage } = vscode.window;
    const buttons: string[] = [];
    Object.assign(vscode.window, {
      showErrorMessage: async (_message: string, ...all: string[]) => void buttons.push(...all),
    });
    try {
      await run('task.delete', things[5]);
    } finally {
      Object.assign(vscode.window, { showErrorMessage });
    }
    assert.deepEqual(buttons, ['Open Settings']);
    await setSetting(undefined);
  });

  test('a read-only account refuses changes in the same way until changes are allowed again', async () => {
    await run('account.makeReadOnly', { kind: 'account', accountId });
    await tryAll(/^Account simulated is read-only\. To make changes, select Allow Changes in its menu\.$/);
    await run('account.allowChanges', { kind: 'account', accountId });
    const { questions } = await listen(() => run('task.delete', things[5]), 'cancel');
    assert.equal(questions.length, 1, 'what may be changed is asked about');
  });

  test('a workspace can enable read-only mode, but not disable it', () => {
    const { getConfiguration } = vscode.workspace;
    const read = (values: object): boolean => {
      Object.assign(vscode.workspace, { getConfiguration: () => ({ inspect: () => values }) });
      return settings.isReadOnly;
    };
    try {
      assert.equal(read({ globalValue: true, workspaceValue: false, workspaceFolderValue: false }), true);
      assert.equal(read({ globalValue: false, workspaceValue: true }), true);
      assert.equal(read({ defaultValue: false }), false);
    } finally {
      Object.assign(vscode.workspace, { getConfiguration });
    }
  });

  test('the retry key shows the required role before any question', () => {
    const extension = vscode.extensions.getExtension(extensionId);
    const { needs }: { readonly needs: ReadonlyMap<string, string> } = require(
      path.join(extension?.extensionPath ?? '', 'dist/commands.cjs'),
    );
    assert.equal(needs.get('azureBatch.row.retry'), 'changeJobs');
  });
});
