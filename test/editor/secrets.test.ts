import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { canary } from '../produced/canary.ts';
import { plantedText, wanted } from '../produced/plantedSecrets.ts';
import { findSecrets } from '../produced/scan.ts';
import { addAccount, removeAccount } from './support/account.ts';
import type { HostileAccount } from './support/hostileAccount.ts';
import { reportIssue } from './support/issueReporter.ts';
import { startLeakyAccount } from './support/leakyAccount.ts';
import { listen } from './support/messages.ts';
import { answerAll, type Shown } from './support/watchedWindow.ts';

suite('an account full of secrets', () => {
  let account: HostileAccount;
  let accountId: string;

  suiteSetup(async () => {
    account = await startLeakyAccount();
    accountId = await addAccount(account);
  });

  suiteTeardown(async () => {
    await removeAccount(accountId);
    await account.close();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  const owners = [
    `jobs/${canary}/tasks/${canary}`,
    `jobs/${canary}`,
    `pools/${canary}`,
    `pools/${canary}/nodes/${canary}`,
  ];

  function check(texts: readonly string[], what: string): void {
    assert.ok(
      texts.some((text) => text.includes('plant-')),
      `nothing was shown: ${what}`,
    );
    assert.deepEqual(findSecrets([{ file: what, text: texts.join('\n') }], wanted), []);
  }

  for (const owner of owners) {
    const noun = owner.split('/').at(-2)?.slice(0, -1) ?? '';
    test(`A9-46 no secret is shown in the documents of a ${noun}`, async () => {
      for (const name of [`${noun}.json`, `${noun === 'node' ? canary.slice(0, 14) : canary}.explanation.md`]) {
        const uri = vscode.Uri.from({ scheme: 'azurebatch', authority: accountId, path: `/${owner}/${name}` });
        const document = await vscode.workspace.openTextDocument(uri);
        await vscode.window.showTextDocument(document);
        check([uri.path, document.getText()], uri.path);
      }
    });
  }

  const run = (command: string, ...args: readonly unknown[]): Promise<Shown> =>
    answerAll(
      async () => vscode.commands.executeCommand(command, ...args),
      ({ value = '' }) => value || '1',
    );
  const taskOf = (taskId: string) => ({ kind: 'task', accountId, jobId: canary, taskId });
  const place = () => ({ accountId, jobId: canary, poolId: canary, nodeId: canary });

  test('A9-46 no secret is shown in the questions and reports of a partly refused retry', async () => {
    const tasks = [taskOf(canary), taskOf('plant-other')];
    const { texts } = await run('azureBatch.task.retry', tasks[0], tasks);
    check(texts, 'retry');
    assert.ok(account.requests.some((request) => request.includes('plant-other/reactivate')));
  });

  for (const [command, kind] of [
    ['azureBatch.node.reboot', 'node'],
    ['azureBatch.job.disable', 'job'],
    ['azureBatch.pool.resize', 'pool'],
    ['azureBatch.task.terminate', 'task'],
  ] as const) {
    test(`A9-46 no secret is shown when ${command} is refused`, async () => {
      const { texts } = await run(command, { ...place(), kind, taskId: canary });
      assert.deepEqual(findSecrets([{ file: command, text: texts.join('\n') }], wanted), []);
    });
  }

  test('A9-46 no secret is written to exports of saved evidence', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'azure-batch-troubleshooter-secrets-'));
    const { showSaveDialog } = vscode.window;
    const file = path.join(folder, 'kept.md');
    Object.assign(vscode.window, { showSaveDialog: async () => vscode.Uri.file(file) });
    try {
      await run('azureBatch.task.retry', taskOf(canary), [taskOf(canary)]);
      await run('azureBatch.kept.export', taskOf(canary));
      const exported = readFileSync(file, 'utf8');
      assert.ok(exported.includes(canary));
      check([exported], 'exported');
    } finally {
      Object.assign(vscode.window, { showSaveDialog });
      rmSync(folder, { recursive: true });
    }
  });

  test('A9-46 no definition is opened with a secret, which VS Code would keep on the disk', async () => {
    const { texts } = await run('azureBatch.task.resubmit', taskOf(canary));
    const drafts = vscode.workspace.textDocuments.filter(({ isUntitled }) => isUntitled).map((each) => each.getText());
    assert.ok(drafts.some((text) => text.includes('"commandLine"')));
    check([...texts, ...drafts], 'definition');
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  test('A9-46 no secret is copied', async () => {
    await run('azureBatch.diagnostics.copy');
    check([canary, await vscode.env.clipboard.readText()], 'clipboard');
    await run('azureBatch.resource.copyId', taskOf(canary));
    assert.equal(await vscode.env.clipboard.readText(), canary);
    for (const kind of ['task', 'job', 'pool', 'node']) {
      await run('azureBatch.resource.copyForSupport', { ...place(), taskId: canary, kind });
      check([await vscode.env.clipboard.readText()], `copied for support: ${kind}`);
    }
  });

  test('A9-46 definitions, commands, scripts, and templates are copied without secrets, and the secrets are counted', async () => {
    const { showQuickPick } = vscode.window;
    try {
      for (const kind of ['task', 'job', 'pool']) {
        const forms = ['Definition', 'az batch Command', 'Python', ...(kind === 'pool' ? ['ARM JSON'] : [])];
        for (const form of forms) {
          Object.assign(vscode.window, {
            showQuickPick: async (items: readonly vscode.QuickPickItem[]) => items.find(({ label }) => label === form),
          });
          const { status } = await listen(async () => {
            await vscode.commands.executeCommand('azureBatch.resource.copyAs', { ...place(), taskId: canary, kind });
          });
          const copied = await vscode.env.clipboard.readText();
          check([copied], `copied as ${form}: ${kind}`);
          const hidden = copied.split('<secret>').length - 1;
          assert.ok(hidden > 0, `${form}: ${kind}`);
          assert.match(status.join(), new RegExp(`${hidden} secrets? (was|were) left out of the copy`));
        }
      }
    } finally {
      Object.assign(vscode.window, { showQuickPick });
    }
  });

  test("A9-46 no secret is included in an issue, or in the text that is copied if the issue can't be reported", async () => {
    // The latest refused request is in both reports.
    await run('azureBatch.task.terminate', { ...place(), kind: 'task', taskId: canary });
    const reported: string[] = [];
    await reportIssue((options) => reported.push(JSON.stringify(options)));
    assert.match(reported.join(), /(GET|POST) \/jobs/);
    check([canary, 'plant-', ...reported], 'issue');
    await vscode.env.clipboard.writeText('');
    await reportIssue(() => {
      throw new Error(`Unable to find issue reporting url of ${plantedText}`);
    });
    const copied = await vscode.env.clipboard.readText();
    assert.match(copied, /(GET|POST) \/jobs/);
    check(['plant-', copied], 'clipboard in place of an issue');
  });
});
