import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { loadSimulator } from '../../src/extension/bundles/load.ts';
import { makeSmallWorld } from '../builders/smallWorld.ts';
import { addAccount, removeAccount } from './support/account.ts';
import { answering } from './support/answers.ts';
import { closeEditors } from './support/editors.ts';
import { listen } from './support/messages.ts';

suite('reports about an account to share', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'account-report-'));
  let simulator: Awaited<ReturnType<ReturnType<typeof loadSimulator>['startSimulator']>>;
  let accountId: string;

  suiteSetup(async () => {
    simulator = await loadSimulator().startSimulator({ scenario: makeSmallWorld(2, 2, 1) });
    accountId = await addAccount(simulator);
  });

  suiteTeardown(async () => {
    await removeAccount(accountId);
    await simulator.close();
    await closeEditors();
    rmSync(folder, { recursive: true, force: true });
  });

  const run = async (command: string) => vscode.commands.executeCommand(command, { kind: 'account', accountId });

  test("an account check opens as a report without the account's name", async () => {
    const said = await listen(() => run('azureBatch.account.check'), { choose: 'Read All' });
    assert.match(said.questions[0]?.message ?? '', /^Check account /);
    const { document } = vscode.window.activeTextEditor ?? {};
    assert.equal(document?.languageId, 'markdown');
    const report = document.getText();
    assert.match(report, /^# Azure Batch account check\n/);
    assert.match(report, /Editor: VS Code 1\./);
    assert.match(report, /\| Task_Get \| 200 \| \d+ \| \d+ \| as expected \|/);
    assert.ok(!report.includes(accountId) && !report.includes('Differences'), report);
  });

  test('an export is previewed before it is written, and a simulator started with it has the same content', async () => {
    const file = path.join(folder, 'exported.json');
    const { showSaveDialog } = vscode.window;
    Object.assign(vscode.window, { showSaveDialog: async () => vscode.Uri.file(file) });
    try {
      await answering({ choose: 'Replace IDs' }, async () => {
        const said = await listen(() => run('azureBatch.account.exportScenario'), { choose: 'Save…' });
        const [{ detail = '' } = {}] = said.questions;
        assert.match(detail, /^Pools: \d+, nodes: \d+, jobs: \d+, job schedules: \d+\nTasks: \d+, failed: \d+/);
        assert.match(detail, /IDs and storage names are replaced\./);
        assert.match(said.status.join(), /The scenario was saved\./);
      });
    } finally {
      Object.assign(vscode.window, { showSaveDialog });
    }
    const { parseScenario, startSimulator } = loadSimulator();
    const again = await startSimulator({ scenario: parseScenario(readFileSync(file, 'utf8'), file) });
    try {
      assert.deepEqual(again.controls.status.jobs, simulator.controls.status.jobs);
    } finally {
      await again.close();
    }
  });

  test('an exported scenario can be read in an editor without being written to a file', async () => {
    await answering({ choose: 'Replace IDs' }, async () => {
      await listen(() => run('azureBatch.account.exportScenario'), { choose: 'Show the Scenario' });
    });
    const { document } = vscode.window.activeTextEditor ?? {};
    assert.equal(document?.languageId, 'json');
    assert.ok(document.isUntitled && JSON.parse(document.getText()).jobs.length > 0);
  });
});
