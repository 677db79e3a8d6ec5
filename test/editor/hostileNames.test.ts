import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { isNight } from '../builders/nightly.ts';
import { addAccount, removeAccount } from './support/account.ts';
import { eventually } from './support/eventually.ts';
import { type HostileAccount, hostileNames, startHostileAccount } from './support/hostileAccount.ts';
import { answerAll, type Shown } from './support/watchedWindow.ts';

const extensionId = 'batch-troubleshooter.azure-batch-troubleshooter';
/** Invisible characters that change how text is shown or read. Line breaks are allowed in the details of questions. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
const userName = 'inspector';

suite('hostile names', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'azure-batch-troubleshooter-names-'));
  const marker = path.join(folder, 'marker');
  const argumentsPath = path.join(folder, 'arguments');
  const searchPath = process.env['PATH'];
  const names = hostileNames(marker);
  let account: HostileAccount;
  let accountId: string;

  suiteSetup(async () => {
    // Replaces ssh: writes the arguments of a terminal to a file, one per line.
    const script = `#!/bin/sh\ncase "$*" in *RequestTTY=yes*)\nfor argument; do printf '%s\\n' "$argument"; done > '${argumentsPath}'\nesac\n`;
    writeFileSync(path.join(folder, 'ssh'), script, { mode: 0o755 });
    process.env['PATH'] = `${folder}${path.delimiter}${searchPath}`;
    account = await startHostileAccount('127.0.0.1');
    accountId = await addAccount(account);
  });

  suiteTeardown(async () => {
    process.env['PATH'] = searchPath;
    await removeAccount(accountId);
    await account.close();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    rmSync(folder, { recursive: true, force: true });
  });

  const type =
    (name: string) =>
    ({ title = '', placeHolder = '', value = '' }: vscode.InputBoxOptions): string => {
      if (placeHolder === name) return name; // The question before a deletion requires the name itself.
      if (/user|log in/i.test(title)) return userName;
      return value === '' ? '1' : value;
    };

  function commandsOn(noun: string): readonly string[] {
    const contributed: readonly { readonly command: string }[] =
      vscode.extensions.getExtension(extensionId)?.packageJSON.contributes.commands ?? [];
    return contributed.map(({ command }) => command).filter((command) => command.startsWith(`azureBatch.${noun}.`));
  }

  /**
   * In nightly runs, each command gets each name; otherwise each gets one in turn, except that commands that start a
   * program get all.
   */
  const isWanted = (command: string, pair: number): boolean =>
    isNight || pair % names.length === 0 || command === 'azureBatch.node.connectSsh';

  async function runAll(noun: string, name: string): Promise<readonly Shown[]> {
    const resource = { accountId, poolId: name, nodeId: name, jobId: name, taskId: name, kind: noun };
    const shown = [];
    for (const [at, command] of commandsOn(noun).entries()) {
      if (!isWanted(command, at + names.indexOf(name))) continue;
      const run = async (): Promise<unknown> => vscode.commands.executeCommand(command, resource);
      shown.push(await answerAll(run, type(name)));
    }
    return shown;
  }

  function checkShown(shown: readonly Shown[]): void {
    for (const text of shown.flatMap(({ texts }) => texts)) {
      assert.doesNotMatch(text.replaceAll('\n', ''), unseen, `shown as it came: ${JSON.stringify(text)}`);
      assert.doesNotMatch(text, /Unexpected error/, `a name is no defect of ours: ${text}`);
    }
    for (const message of shown.flatMap(({ messages }) => messages)) {
      assert.doesNotMatch(message, /\]\(command:/, `a link in force: ${message}`);
    }
  }

  for (const noun of ['task', 'job', 'pool', 'node']) {
    test(`A9-20 names pass unchanged through every command on a ${noun}, are shown escaped, and never executed`, async () => {
      for (const name of names) {
        rmSync(argumentsPath, { force: true });
        const shown = await runAll(noun, name);
        checkShown(shown);
        const terminals = shown.flatMap((each) => each.terminals);
        assert.equal(terminals.length, noun === 'node' ? 1 : 0, `terminals opened for ${JSON.stringify(name)}`);
        for (const terminal of terminals) await checkTerminal(terminal);
      }
      assert.equal(existsSync(marker), false, 'a name was run as a command');
    });
  }

  /** Asserts that the program got exactly the listed arguments, none of them created by a name. */
  async function checkTerminal(terminal: vscode.Terminal): Promise<void> {
    const { shellPath, shellArgs } = terminal.creationOptions as vscode.TerminalOptions;
    assert.equal(shellPath, path.join(folder, 'ssh'));
    await eventually('ssh ends', [vscode.window.onDidCloseTerminal], () => terminal.exitStatus);
    const received = readFileSync(argumentsPath, 'utf8').trimEnd().split('\n');
    assert.deepEqual(received, shellArgs);
    assert.deepEqual(received.slice(-4), ['-l', userName, '--', '127.0.0.1']);
    const alias = received.find((argument) => argument.startsWith('HostKeyAlias='));
    assert.match(alias ?? '', /^HostKeyAlias=[a-z0-9._-]+$/);
  }

  test('A9-17 an invalid address opens neither a terminal nor a file', async () => {
    const lying = await startHostileAccount(`-oProxyCommand=touch ${marker}`);
    const lyingId = await addAccount(lying);
    const node = { kind: 'node', accountId: lyingId, poolId: 'p', nodeId: 'n' };
    try {
      for (const command of ['azureBatch.node.connectSsh', 'azureBatch.node.openRdp']) {
        const shown = await answerAll(async () => vscode.commands.executeCommand(command, node), type('none'));
        assert.deepEqual(shown.terminals, []);
        assert.ok(shown.texts.some((text) => /neither an IP address nor a host name|run Linux/.test(text)));
      }
      assert.equal(existsSync(marker), false);
    } finally {
      await removeAccount(lyingId);
      await lying.close();
    }
  });
});
