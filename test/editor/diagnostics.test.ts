import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { addAccount, removeAccount } from './support/account.ts';
import type { HostileAccount } from './support/hostileAccount.ts';
import { reportIssue } from './support/issueReporter.ts';
import { startLeakyAccount } from './support/leakyAccount.ts';
import { listen } from './support/messages.ts';

interface Diagnostics {
  readonly extension: { readonly id: string; readonly version: string };
  readonly editor: { readonly version: string; readonly remote?: string };
  readonly system: { readonly platform: string; readonly release: string };
  readonly accounts: readonly { readonly authentication: string }[];
  readonly settings: Readonly<Record<string, unknown>>;
  readonly lastRequests: readonly { readonly request: string; readonly answer: unknown }[];
}

suite('diagnostic information', () => {
  let account: HostileAccount;
  let accountId: string;

  suiteSetup(async () => {
    account = await startLeakyAccount();
    accountId = await addAccount(account);
  });

  suiteTeardown(async () => {
    await removeAccount(accountId);
    await account.close();
  });

  async function copy(): Promise<{ text: string; copied: Diagnostics }> {
    await vscode.commands.executeCommand('azureBatch.diagnostics.copy');
    const text = await vscode.env.clipboard.readText();
    return { text, copied: JSON.parse(text) };
  }

  test('the diagnostic information contains all versions, and how each account is signed in', async () => {
    const { copied } = await copy();
    const extension = vscode.extensions.getExtension('batch-troubleshooter.azure-batch-troubleshooter');
    assert.deepEqual(copied.extension, { id: extension?.id, version: extension?.packageJSON.version });
    assert.equal(copied.editor.version, vscode.version);
    assert.equal(copied.system.platform, process.platform);
    assert.ok(copied.accounts.some(({ authentication }) => authentication === 'sharedKey'));
  });

  test('the diagnostic information contains the last requests without names of the account or its items', async () => {
    const { text, copied } = await copy();
    assert.ok(
      copied.lastRequests.some(({ request, answer }) => request.startsWith('GET /jobs') && answer === 200),
      text,
    );
    assert.ok(!text.includes(accountId));
    // In a browser, VS Code names the remote by the host and port of its server.
    assert.match(copied.editor.remote ?? 'none', /^[a-z-]+$/);
  });

  test('an issue is reported through VS Code with the diagnostic information and without names', async () => {
    const opened: Readonly<Record<string, unknown>>[] = [];
    await reportIssue((options) => opened.push(options));
    const [reported] = opened;
    assert.equal(reported?.['extensionId'], 'batch-troubleshooter.azure-batch-troubleshooter');
    assert.match(String(reported['issueBody']), /^### What did you do\?/);
    const data = String(reported['data']);
    const copied: Diagnostics = JSON.parse(data.replace(/^```json\n/, '').replace(/```\n$/, ''));
    assert.equal(copied.editor.version, vscode.version);
    assert.ok(copied.lastRequests.some(({ request }) => request.startsWith('GET /jobs')));
    assert.ok(!JSON.stringify(reported).includes(accountId));
  });

  test('without an issue reporter, the diagnostic information is copied, with a notification', async () => {
    await vscode.env.clipboard.writeText('');
    const { informations, errors } = await listen(() =>
      reportIssue(() => {
        throw new Error('Unable to find issue reporting url');
      }),
    );
    assert.deepEqual(errors, []);
    assert.match(informations.join(), /find where to report issues .* was copied to the clipboard/);
    const copied: Diagnostics = JSON.parse(await vscode.env.clipboard.readText());
    assert.equal(copied.editor.version, vscode.version);
  });

  test('the diagnostic information contains every setting, but for text settings only if they are set', async () => {
    const configuration = vscode.workspace.getConfiguration('azureBatch');
    await configuration.update('ssh.path', '/home/anna/bin/ssh', vscode.ConfigurationTarget.Global);
    await configuration.update('refreshInterval', 77, vscode.ConfigurationTarget.Global);
    try {
      const { text, copied } = await copy();
      assert.equal(copied.settings['azureBatch.refreshInterval'], 77);
      assert.equal(copied.settings['azureBatch.ssh.path'], 'set');
      assert.doesNotMatch(text, /anna/);
    } finally {
      await configuration.update('ssh.path', undefined, vscode.ConfigurationTarget.Global);
      await configuration.update('refreshInterval', undefined, vscode.ConfigurationTarget.Global);
    }
    assert.equal((await copy()).copied.settings['azureBatch.ssh.path'], 'default');
  });
});
