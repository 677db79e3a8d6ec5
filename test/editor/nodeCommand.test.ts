import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { toDocumentUri } from '../../src/extension/editors/documentUri.ts';
import { type SimulatorProcess, startSimulatorProcess } from '../journeys/simulatorProcess.ts';
import { waitFor } from '../journeys/workload.ts';
import { addAccount, removeAccount } from './support/account.ts';
import { showExplanationAsText } from './support/explanationText.ts';
import { answerAll, type Shown } from './support/watchedWindow.ts';

const poolId = 'pair';
const program = '/usr/bin/ssh';
const hasSsh = existsSync(program);

suite('commands on nodes, with the real ssh', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'azure-batch-troubleshooter-command-'));
  const usersPath = path.join(folder, 'users');
  const logsPath = path.join(folder, 'logs');
  const searchPath = process.env['PATH'];
  let simulator: SimulatorProcess;
  let accountId: string;
  let nodeIds: readonly string[];

  suiteSetup(async function () {
    if (!hasSsh) this.skip();
    // Records the user, and the paths of this run's log and key, and then runs ssh.
    const script = `#!/bin/sh\necho "$*" | sed -n 's/.* -l \\([^ ]*\\) .*/\\1/p' >> '${usersPath}'\necho "$2" >> '${logsPath}'\nexec ${program} -F /dev/null "$@"\n`;
    writeFileSync(path.join(folder, 'ssh'), script);
    chmodSync(path.join(folder, 'ssh'), 0o755);
    process.env['PATH'] = `${folder}${path.delimiter}${searchPath}`;
    simulator = await startSimulatorProcess();
    await simulator.client.pool.add({
      id: poolId,
      vmSize: 'standard_d2s_v3',
      targetDedicatedNodes: 2,
      virtualMachineConfiguration: {
        imageReference: { publisher: 'canonical', offer: '0001-com-ubuntu-server-jammy', sku: '22_04-lts' },
        nodeAgentSKUId: 'batch.node.ubuntu 22.04',
      },
    });
    const nodes = await waitFor(async () => {
      const idle = (await simulator.client.computeNode.list(poolId)).filter(({ state }) => state === 'idle');
      return idle.length === 2 ? idle : undefined;
    }, 'two nodes');
    nodeIds = nodes.map(({ id = '' }) => id);
    accountId = await addAccount(simulator);
  });

  suiteTeardown(async () => {
    process.env['PATH'] = searchPath;
    if (accountId !== undefined) await removeAccount(accountId);
    await simulator?.stop();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    rmSync(folder, { recursive: true, force: true });
  });

  interface Run {
    readonly text: string;
    readonly shown: Shown;
    /** Users of the SSH connections to the nodes. */
    readonly users: readonly string[];
  }

  async function runCommand(command: string, ...args: readonly unknown[]): Promise<Run> {
    rmSync(usersPath, { force: true });
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const shown = await answerAll(
      async () => vscode.commands.executeCommand('azureBatch.node.runCommand', ...args),
      ({ prompt = '', placeHolder = '' }) => (/Type the number/.test(prompt) ? placeHolder : command),
    );
    const users = existsSync(usersPath) ? readFileSync(usersPath, 'utf8').trimEnd().split('\n') : [];
    const isShown = vscode.window.tabGroups.activeTabGroup.activeTab !== undefined;
    const text = isShown ? (await showExplanationAsText()).document.getText() : shown.messages.join('\n');
    return { text, shown, users };
  }

  const toNode = (nodeId: string): unknown => ({ kind: 'node', accountId, poolId, nodeId });

  test("equal answers of a pool's nodes are shown once, and temporary users are removed", async () => {
    const { text, shown, users } = await runCommand('echo hello; echo oops >&2; exit 3', {
      kind: 'pool',
      accountId,
      poolId,
    });
    assert.match(text, /## 2 nodes with the same result: exit code 3/);
    assert.ok(shown.texts.includes('All nodes that can run it'), shown.texts.join('\n'));
    assert.match(text, /### stdout\n\n```text\nhello\n```\n\n### stderr\n\n```text\noops\n```/);
    assert.ok(shown.texts.some((line) => line.includes('Type the number of nodes')));
    assert.equal(users.length, 2, users.join());
    for (const user of users) {
      assert.match(user, /^run-[0-9a-f]{8}$/);
      for (const nodeId of nodeIds)
        await assert.rejects(simulator.client.computeNode.deleteUser(poolId, nodeId, user), { statusCode: 404 });
    }
    const [log = ''] = readFileSync(logsPath, 'utf8').split('\n');
    assert.match(path.basename(log), /^ssh-/);
    assert.equal(existsSync(path.dirname(log)), false, 'the key is left');
  });

  test('a single node runs the command without confirmation, and a node that accepts no users gives the reason', async () => {
    const [first = '', second = ''] = nodeIds;
    await simulator.client.computeNode.disableScheduling(poolId, second);
    await waitFor(
      async () => ((await simulator.client.computeNode.get(poolId, second)).state === 'offline' ? true : undefined),
      'the node to be offline',
    );
    const { text, shown } = await runCommand('echo password=hunter2hunter2', toNode(first));
    assert.match(text, /## 1 node: exit code 0/);
    assert.doesNotMatch(text, /hunter2/);
    assert.ok(!shown.texts.some((line) => line.includes('Type the number of nodes')));
    const both = await runCommand('echo hello', toNode(first), nodeIds.map(toNode));
    assert.match(both.text, /## 1 node: exit code 0[\s\S]*## 1 node: not run[\s\S]*this node is offline/);
    assert.ok(
      both.shown.texts.some((line) =>
        /^The node's shell .* 1 node is left out\. .*this node is offline.*\.$/.test(line),
      ),
      both.shown.texts.join('\n'),
    );
    const ofPool = await runCommand('echo hello', { kind: 'pool', accountId, poolId });
    assert.equal(ofPool.users.length, 1, 'a node that takes no user is not among those that are counted');
    assert.ok(!ofPool.shown.texts.some((line) => line.includes('Type the number')));
    assert.ok(
      vscode.workspace.textDocuments.every(({ isDirty }) => !isDirty),
      'closing the answers asks nothing',
    );
    await simulator.client.computeNode.enableScheduling(poolId, second);
  });

  test('the state of nodes is shown in a table, and on the page of each', async () => {
    await waitFor(async () => {
      const nodes = await simulator.client.computeNode.list(poolId);
      return nodes.every(({ state }) => state === 'idle') ? true : undefined;
    }, 'the node to be back');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const shown = await answerAll(
      async () =>
        vscode.commands.executeCommand('azureBatch.node.showVitalSigns', toNode(nodeIds[0] ?? ''), nodeIds.map(toNode)),
      () => '',
    );
    const isShown = vscode.window.tabGroups.activeTabGroup.activeTab !== undefined;
    const text = isShown ? (await showExplanationAsText()).document.getText() : '';
    assert.match(text, /# Node vital signs/, shown.messages.join('\n'));
    const [, ...said] = text.split('- Size: standard_d2s_v3\n');
    assert.equal(said.length, 2, text);
    for (const one of said)
      assert.match(one, /- Load: [\d.]+ on \d+ cores\n\s*- Memory used: [\d.]+ [GM]iB of [\d.]+ [GM]iB \(\d+%\)\n/);
    assert.match(text, /- PID: \d+\n\s*- Memory: /);
    const resource = { kind: 'node', accountId, poolId, nodeId: nodeIds[0] ?? '' } as const;
    const page = await vscode.workspace.openTextDocument(toDocumentUri({ resource, document: 'explanation' }));
    assert.match(page.getText(), /Vital signs, .*load [\d.]+ on \d+ cores · memory/);
  });

  for (const refused of ['LocalForward 8080 localhost:80', 'RemoteForward 2222 localhost:22', 'DynamicForward 1080'])
    test(`a user that was added for a refused connection is removed: ${refused}`, async () => {
      const [nodeId = ''] = nodeIds;
      const config = path.join(folder, 'forwarding-config');
      const own = `Host *\n  ${refused}\n`;
      writeFileSync(config, own);
      const settings = vscode.workspace.getConfiguration('remote.SSH');
      await settings.update('configFile', config, vscode.ConfigurationTarget.Global);
      const home = process.env['HOME'];
      process.env['HOME'] = folder;
      try {
        const { texts } = await answerAll(
          async () => vscode.commands.executeCommand('azureBatch.node.openRemoteSsh', toNode(nodeId)),
          ({ title = '', value = '' }) => (/user/i.test(title) ? 'refused' : value),
          /new SSH key/,
        );
        assert.match(texts.join('\n'), /No entry was added: for Remote-SSH, your SSH configuration would also forward/);
        assert.ok(texts.includes('The user refused was removed from the node.'), texts.join('\n'));
        await assert.rejects(simulator.client.computeNode.deleteUser(poolId, nodeId, 'refused'), { statusCode: 404 });
        assert.equal(readFileSync(config, 'utf8'), own);
      } finally {
        process.env['HOME'] = home;
        await settings.update('configFile', undefined, vscode.ConfigurationTarget.Global);
        // The first test that needs the key creates it.
        rmSync(path.join(folder, '.ssh'), { recursive: true, force: true });
      }
    });

  test('Remote-SSH finds the node by an entry that real ssh understands, and the entry is removed afterward', async () => {
    const node = toNode(nodeIds[0] ?? '');
    const config = path.join(folder, 'config');
    const file = path.join(folder, 'dotfiles-config');
    // A comment in Latin-1, as from an old editor.
    const own = Buffer.from('ServerAliveInterval 61\nHost work\n  HostName example.com\n# Schl\u00fcssel\n', 'latin1');
    writeFileSync(file, own);
    symlinkSync(file, config);
    const settings = vscode.workspace.getConfiguration('remote.SSH');
    await settings.update('configFile', config, vscode.ConfigurationTarget.Global);
    const home = process.env['HOME'];
    process.env['HOME'] = folder;
    const answer = (command: string, chosen?: RegExp): Promise<Shown> =>
      answerAll(
        async () => vscode.commands.executeCommand(`azureBatch.node.${command}`, node),
        ({ title = '', value = '' }) => (/user/i.test(title) ? 'inspector' : value),
        chosen,
      );
    try {
      const { messages } = await answer('openRemoteSsh', /new SSH key/);
      const key = path.join(folder, '.ssh/azure_batch_ed25519');
      assert.ok(
        messages.some((text) => text.includes(key) && text.includes('ssh-keygen -p')),
        messages.join('\n'),
      );
      assert.ok(messages.some((text) => text.includes(config) && text.includes(`${file}.before-azure-batch`)));
      const standIn = vscode.extensions.getExtension('ms-vscode-remote.remote-ssh');
      const calls: readonly { readonly host: string }[] = standIn?.exports.calls;
      const { host = '' } = calls.at(-1) ?? {};
      const inside = execFileSync(program, ['-F', config, host, 'echo inside'], { encoding: 'utf8' });
      assert.equal(inside, 'inside\n');
      for (const one of [file, `${file}.before-azure-batch`, key]) assert.equal(statSync(one).mode & 0o777, 0o600, one);
      assert.ok(lstatSync(config).isSymbolicLink());
      assert.deepEqual(readFileSync(`${file}.before-azure-batch`), own);
      assert.deepEqual(readFileSync(config).subarray(-own.length), own);
      const ofAnother = execFileSync(program, ['-F', config, '-G', 'work'], { encoding: 'utf8' });
      assert.match(ofAnother, /^serveraliveinterval 61$/m);
      const { texts } = await answer('removeSshEntries');
      assert.ok(texts.includes(host), texts.join('\n'));
      assert.deepEqual(readFileSync(config), own);

      chmodSync(file, 0o400);
      const refused = await answer('openRemoteSsh');
      assert.match(refused.texts.concat(refused.messages).join(), /dotfiles-config is read-only/);
      assert.ok(
        !refused.texts.some((text) => text.startsWith('Sign in to node')),
        'nothing is asked before it is told',
      );
      assert.deepEqual(readFileSync(config), own);
      chmodSync(file, 0o600);

      await answer('openRemoteSsh');
      const text = readFileSync(config, 'latin1');
      assert.match(text, / until 2/);
      writeFileSync(config, text.replace(/ until 2\S+/, ' until 2026-01-01T00:00:00.000Z'), 'latin1');
      await vscode.commands.executeCommand('workbench.action.closeSidebar');
      await vscode.commands.executeCommand('workbench.view.extension.azureBatch');
      await waitFor(
        async () => (readFileSync(config).equals(own) ? true : undefined),
        'the entry of a user who has expired to be gone',
      );

      await answer('openRemoteSsh');
      assert.notDeepEqual(readFileSync(config), own);
      await answer('removeUser');
      assert.deepEqual(readFileSync(config), own);
    } finally {
      process.env['HOME'] = home;
      await settings.update('configFile', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  test('if the Remote-SSH extension is missing, it is named, and no question is asked', async () => {
    const { getExtension } = vscode.extensions;
    Object.assign(vscode.extensions, { getExtension: () => undefined });
    try {
      const open = async (): Promise<unknown> =>
        vscode.commands.executeCommand('azureBatch.node.openRemoteSsh', toNode(nodeIds[0] ?? ''));
      const { texts } = await answerAll(open, () => '');
      assert.equal(texts.length, 1, texts.join('\n'));
      assert.match(texts[0] ?? '', /The Remote - SSH extension \(ms-vscode-remote\.remote-ssh\) isn't installed/);
    } finally {
      Object.assign(vscode.extensions, { getExtension });
    }
  });

  test('users added from here are listed, except those of missing nodes, and can be removed', async () => {
    const [first = '', second = ''] = nodeIds;
    for (const nodeId of [first, second]) {
      await answerAll(
        async () => vscode.commands.executeCommand('azureBatch.node.addUser', toNode(nodeId)),
        ({ title = '', value = '' }) => (/user/i.test(title) ? 'inspector' : value),
      );
    }
    const { pool, computeNode } = simulator.client;
    await pool.removeNodes(poolId, { nodeList: [second] });
    await waitFor(
      async () => ((await computeNode.list(poolId)).some(({ id }) => id === second) ? undefined : true),
      'the node to be gone',
    );
    const account = { kind: 'account', accountId };
    const remove = (): Promise<Shown> =>
      answerAll(
        async () => vscode.commands.executeCommand('azureBatch.node.removeAddedUsers', account),
        () => '',
      );
    const { texts } = await remove();
    assert.equal(texts.filter((text) => text === 'inspector').length, 1, texts.join('\n'));
    assert.ok(texts.some((text) => text.startsWith('expires ')));
    assert.ok(texts.includes('Remove 1 user from its node?'), texts.join('\n'));
    await assert.rejects(computeNode.deleteUser(poolId, first, 'inspector'), { statusCode: 404 });
    assert.ok((await remove()).texts.some((text) => /No users .* remain/.test(text)));
  });
});
