import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { loadSimulator } from '../../src/extension/load.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { makeSmallWorld } from '../builders/smallWorld.ts';
import { addAccount, removeAccount } from './support/account.ts';
import { listen } from './support/messages.ts';

suite('documents that can’t be read', () => {
  let simulator: Simulator;
  let accountId: string;

  suiteSetup(async () => {
    simulator = await loadSimulator().startSimulator({ scenario: makeSmallWorld(1, 1, 0), speed: 100 });
    accountId = await addAccount(simulator);
  });

  suiteTeardown(async () => {
    await removeAccount(accountId);
    await simulator.close();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  for (const command of ['task.openStderr', 'task.explain']) {
    test(`${command} tells the service’s reason in its sentence`, async () => {
      const body = JSON.stringify({ code: 'AccountIsDisabled', message: { lang: 'en-US', value: 'It is disabled.' } });
      simulator.addFault({ operation: '*', nthCall: 1, times: 100, status: 403, body });
      try {
        const { errors } = await listen(async () =>
          vscode.commands.executeCommand(`azureBatch.${command}`, {
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
  }
});
