import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { BatchServiceModels } from '@azure/batch';
import * as vscode from 'vscode';
import { type SimulatorProcess, startSimulatorProcess } from '../journeys/simulatorProcess.ts';
import { waitFor } from '../journeys/workload.ts';
import { addAccount, removeAccount } from './support/account.ts';
import { eventually } from './support/eventually.ts';
import { showExplanationAsText } from './support/explanationText.ts';
import { answerAll, type Shown } from './support/watchedWindow.ts';

const hiddenPool = 'hidden';

const linux = {
  imageReference: { publisher: 'canonical', offer: '0001-com-ubuntu-server-jammy', sku: '22_04-lts' },
  nodeAgentSKUId: 'batch.node.ubuntu 22.04',
};
const windows = {
  imageReference: { publisher: 'microsoftwindowsserver', offer: 'windowsserver', sku: '2022-datacenter' },
  nodeAgentSKUId: 'batch.node.windows amd64',
};

suite('access to nodes and their pools', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'azure-batch-troubleshooter-access-'));
  const searchPath = process.env['PATH'];
  let simulator: SimulatorProcess;
  let accountId: string;
  let nodeId: string;
  let address: string;

  suiteSetup(async () => {
    writeFileSync(path.join(folder, 'ssh'), '#!/bin/sh\nexit 0\n', { mode: 0o755 });
    process.env['PATH'] = `${folder}${path.delimiter}${searchPath}`;
    // The simulator cannot run Windows programs, and this test runs none.
    simulator = await startSimulatorProcess('--lenient');
    const node = await addPool(hiddenPool, linux, {
      publicIPAddressConfiguration: { provision: 'nopublicipaddresses' },
    });
    [nodeId, address] = [node.id ?? '', node.ipAddress ?? ''];
    accountId = await addAccount(simulator);
  });

  suiteTeardown(async () => {
    process.env['PATH'] = searchPath;
    await removeAccount(accountId);
    await simulator.stop();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    rmSync(folder, { recursive: true, force: true });
  });

  /** Adds a pool of one node, and waits for the node. */
  async function addPool(
    id: string,
    virtualMachineConfiguration: BatchServiceModels.VirtualMachineConfiguration,
    networkConfiguration: BatchServiceModels.NetworkConfiguration = {},
  ): Promise<BatchServiceModels.ComputeNode> {
    const { pool, computeNode } = simulator.client;
    await pool.add({
      id,
      vmSize: 'standard_d2s_v3',
      targetDedicatedNodes: 1,
      networkConfiguration,
      virtualMachineConfiguration,
    });
    return waitFor(async () => (await computeNode.list(id)).find(({ state }) => state === 'idle'), 'the node');
  }

  /** Connects, and gives this answer to the question about the private address. */
  async function connect(answer: RegExp): Promise<Shown> {
    const { showWarningMessage } = vscode.window;
    const shown = answerAll(
      async () => {
        const answered = vscode.window.showWarningMessage;
        Object.assign(vscode.window, {
          showWarningMessage: async (text: string, options: vscode.MessageOptions, ...buttons: readonly string[]) => {
            const chosen = buttons.find((button) => answer.test(button));
            await Reflect.apply(answered, vscode.window, [text, options, ...buttons]);
            return chosen;
          },
        });
        await vscode.commands.executeCommand('azureBatch.node.connectSsh', {
          kind: 'node',
          accountId,
          poolId: hiddenPool,
          nodeId,
        });
      },
      ({ title = '', value = '' }) => (/user|sign in/i.test(title) ? 'inspector' : value),
      /existing user/,
    );
    try {
      return await shown;
    } finally {
      Object.assign(vscode.window, { showWarningMessage });
    }
  }

  test("if there is no public address, a terminal connects to the private one on request, through the user's own proxy", async () => {
    const { terminals, messages } = await connect(/Connect to the Private Address/);
    assert.ok(
      messages.some((text) => text.includes('no public IP addresses')),
      messages.join('\n'),
    );
    assert.ok(messages.some((text) => text.includes(`${address}, port 22`) && text.includes('ProxyJump')));
    const [terminal] = terminals;
    assert.ok(terminal, messages.join('\n'));
    const { shellArgs } = terminal.creationOptions as vscode.TerminalOptions;
    assert.deepEqual(shellArgs?.slice(-6), ['-p', '22', '-l', 'inspector', '--', address]);
    await eventually('ssh ends', [vscode.window.onDidCloseTerminal], () => terminal.exitStatus);
  });

  test("the private address can be copied instead, and the pool's access opened", async () => {
    assert.deepEqual((await connect(/Copy the Private Address/)).terminals, []);
    assert.equal(await vscode.env.clipboard.readText(), address);
    assert.deepEqual((await connect(/Show Access/)).terminals, []);
    const text = (await showExplanationAsText()).document.getText();
    assert.match(text, /# Access to pool hidden/);
    assert.match(text, /no public IP addresses/);
  });

  test('the endpoints for SSH are copied, with a rule for the allowed sources', async () => {
    const pool = { kind: 'pool', accountId, poolId: hiddenPool };
    await answerAll(
      async () => vscode.commands.executeCommand('azureBatch.pool.copyEndpoints', pool),
      () => '203.0.113.0/24',
      /address or a range/,
    );
    const { inboundNATPools } = JSON.parse(await vscode.env.clipboard.readText());
    assert.deepEqual(
      inboundNATPools.map(({ backendPort }: { backendPort: number }) => backendPort),
      [22],
    );
    assert.deepEqual(inboundNATPools[0].networkSecurityGroupRules[0].sourceAddressPrefix, '203.0.113.0/24');
  });

  test('a user for Remote Desktop is added while connecting, and the file states where the extension runs', async () => {
    const { id = '' } = await addPool('desks', windows);
    const node = { kind: 'node', accountId, poolId: 'desks', nodeId: id };
    let file: vscode.Uri | undefined;
    const { messages, terminals } = await answerAll(
      async () => {
        file = await vscode.commands.executeCommand<vscode.Uri>('azureBatch.node.openRdp', node);
      },
      ({ title = '', value = '' }) => (/user/i.test(title) ? 'inspector' : value),
    );
    assert.ok(file, messages.join('\n'));
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
    assert.match(text, /^full address:s:127\.0\.0\.1:\d+\r\nusername:s:\.\\inspector\r\n/);
    assert.doesNotMatch(text, /password/i);
    assert.ok(
      messages.some((message) => message.includes('save its text on your computer')),
      messages.join('\n'),
    );
    assert.deepEqual(terminals, []);
    await simulator.client.computeNode.deleteUser('desks', id, 'inspector'); // Rejects if there is no such user.
    const ssh = await answerAll(
      async () => vscode.commands.executeCommand('azureBatch.node.connectSsh', node),
      () => 'inspector',
    );
    assert.ok(ssh.messages.some((message) => /run Windows/.test(message)));
    const desks = { kind: 'pool', accountId, poolId: 'desks' };
    const command = await answerAll(
      async () => vscode.commands.executeCommand('azureBatch.node.runCommand', desks),
      () => 'dir',
    );
    assert.ok(command.messages.some((message) => /don't accept commands over SSH/.test(message)));
  });
});
