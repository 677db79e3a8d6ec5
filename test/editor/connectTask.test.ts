import assert from 'node:assert/strict';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { type SimulatorProcess, startSimulatorProcess } from '../journeys/simulatorProcess.ts';
import { addPoolAndJob, hasSucceeded, jobId, poolId, waitFor, waitForTask } from '../journeys/workload.ts';
import { addAccount, removeAccount } from './support/account.ts';
import { answerAll, type Shown } from './support/watchedWindow.ts';

const program = '/usr/bin/ssh';
const taskId = 'frame-1';

suite('connecting to a task, with the real ssh', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'azure-batch-troubleshooter-task-'));
  const searchPath = process.env['PATH'];
  let simulator: SimulatorProcess;
  let accountId: string;
  let directory: string;

  suiteSetup(async function () {
    if (!existsSync(program)) this.skip();
    install('ssh', `exec ${program} -F '${path.join(folder, 'config')}' "$@"`);
    // Replaces this computer's `sudo`, which may ask for a password.
    install('sudo', 'exit 1');
    writeFileSync(path.join(folder, 'config'), '');
    process.env['PATH'] = `${folder}${path.delimiter}${searchPath}`;
    simulator = await startSimulatorProcess('--lenient');
    await addPoolAndJob(simulator);
    const commandLine = `/bin/sh -c "pwd > '${path.join(folder, 'directory')}'"`;
    await simulator.client.task.add(jobId, { id: taskId, commandLine });
    await waitForTask(simulator, taskId, hasSucceeded);
    directory = readFileSync(path.join(folder, 'directory'), 'utf8').trim();
    assert.match(directory, /\/workitems\/render\/job-1\/frame-1\/wd$/);
    accountId = await addAccount(simulator);
  });

  suiteTeardown(async () => {
    process.env['PATH'] = searchPath;
    if (accountId !== undefined) await removeAccount(accountId);
    await simulator?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  function install(name: string, script: string): void {
    writeFileSync(path.join(folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(path.join(folder, name), 0o755);
  }

  function connect(way: RegExp, port = '', ofJob = jobId, prepare = (): void => undefined): Promise<Shown> {
    const home = process.env['HOME'];
    process.env['HOME'] = folder;
    return answerAll(
      async () => {
        const { executeCommand } = vscode.commands;
        prepare();
        return executeCommand('azureBatch.task.connect', { kind: 'task', accountId, jobId: ofJob, taskId });
      },
      ({ title = '', value = '' }) =>
        /Port of the node/.test(title) ? port : /user/i.test(title) ? 'inspector' : value,
      new RegExp(`${way.source}|new SSH key`),
    ).finally(() => {
      process.env['HOME'] = home;
    });
  }

  async function readOnceWritten(name: string): Promise<string> {
    const file = path.join(folder, name);
    await waitFor(async () => (existsSync(file) && readFileSync(file, 'utf8').endsWith('\n') ? true : undefined), name);
    return readFileSync(file, 'utf8').trim();
  }

  test('a terminal starts in the working directory of the task, as an administrator who was added for it', async () => {
    const { terminals, texts } = await connect(/Open a Terminal$/);
    const [terminal] = terminals;
    assert.ok(terminal, texts.join('\n'));
    assert.ok(texts.includes(`Task: ${taskId}`));
    assert.ok(texts.some((text) => /Sign in to node .* as an administrator/.test(text)));
    assert.ok(!texts.includes('What the user can do on the node'), 'what is decided is not asked');
    terminal.sendText(`pwd > '${path.join(folder, 'where')}'; exit`);
    assert.equal(await readOnceWritten('where'), directory);
  });

  test('a port of the node is reached from this computer while the terminal is open', async () => {
    const server = createServer((_, response) => response.end('from the node')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    try {
      const { terminals, messages } = await connect(/Forward a Port/, String(port));
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(messages.join('\n'))?.[0] ?? assert.fail(messages.join('\n'));
      assert.notEqual(address, `http://127.0.0.1:${port}`, 'that port is taken here');
      const answer = await waitFor(
        () =>
          fetch(address).then(
            (response) => response.text(),
            () => undefined,
          ),
        'the port to be forwarded',
      );
      assert.equal(answer, 'from the node');
      terminals[0]?.dispose();
    } finally {
      server.close();
    }
  });

  test("no other forwarding in the user's configuration reaches the node", async () => {
    writeFileSync(path.join(folder, 'config'), 'Host *\n  RemoteForward 2222 localhost:22\n');
    try {
      const { terminals, texts } = await connect(/Forward a Port/, '8888');
      assert.deepEqual(terminals, []);
      assert.match(texts.join('\n'), /No port was forwarded: .*remoteforward 2222 \[localhost\]:22/);
      // Without an answer, the forwardings are unknown.
      install('ssh', `case "$*" in *-G*) exit 255;; esac; exec ${program} -F '${path.join(folder, 'config')}' "$@"`);
      const unknown = await connect(/Forward a Port/, '8888');
      assert.deepEqual(unknown.terminals, []);
      assert.match(unknown.texts.join('\n'), /Nothing was opened, because ssh didn't report/);
    } finally {
      install('ssh', `exec ${program} -F '${path.join(folder, 'config')}' "$@"`);
      writeFileSync(path.join(folder, 'config'), '');
    }
  });

  test('Remote-SSH opens the directory by its path on the node', async () => {
    const settings = vscode.workspace.getConfiguration('remote.SSH');
    const config = path.join(folder, 'remote-config');
    await settings.update('configFile', config, vscode.ConfigurationTarget.Global);
    const { executeCommand } = vscode.commands;
    const opened: unknown[] = [];
    const stub = async (command: string, ...args: readonly unknown[]): Promise<unknown> =>
      command === 'vscode.openFolder' ? opened.push(...args) : executeCommand(command, ...args);
    Object.assign(vscode.commands, { executeCommand: stub });
    try {
      const { texts } = await connect(/Open in Remote-SSH/);
      const [uri, options] = opened;
      assert.ok(uri instanceof vscode.Uri, texts.join('\n'));
      assert.deepEqual(options, { forceNewWindow: true });
      assert.equal(uri.path, directory);
      assert.match(uri.authority, /^ssh-remote\+batch-cpu-/);
      assert.ok(readFileSync(config, 'utf8').includes(`Host ${uri.authority.replace('ssh-remote+', '')}\n`));
      const entry = readFileSync(config, 'utf8');
      writeFileSync(config, `Host *\n  DynamicForward 1080\n${entry}`);
      const lends = await connect(/Open in Remote-SSH/);
      assert.equal(opened.length, 2, 'no window is opened');
      assert.match(lends.texts.join('\n'), /No entry was added: .*dynamicforward 1080/);
      assert.ok(readFileSync(config, 'utf8').endsWith(entry), 'nothing was written');
      writeFileSync(config, entry);
      rmSync(directory, { recursive: true });
      const gone = await connect(/Open in Remote-SSH/);
      assert.equal(opened.length, 2, 'no window is opened');
      assert.match(gone.texts.join('\n'), /inspector can't open the task's working directory/);
    } finally {
      Object.assign(vscode.commands, { executeCommand });
      await settings.update('configFile', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  test('a failed connection is retried to the same task', async () => {
    writeFileSync(path.join(folder, 'config'), 'Host *\n  ProxyCommand /bin/false\n');
    const { showErrorMessage } = vscode.window;
    const { executeCommand } = vscode.commands;
    const again: unknown[] = [];
    try {
      await connect(/Open a Terminal$/, '', jobId, () => {
        Object.assign(vscode.window, { showErrorMessage: async () => 'Connect Again' });
        Object.assign(vscode.commands, {
          executeCommand: async (command: string, ...args: readonly unknown[]) =>
            /\.(task\.connect|node\.\w+Ssh)$/.test(command)
              ? again.push(command, ...args)
              : executeCommand(command, ...args),
        });
      });
      await waitFor(async () => (again.length > 0 ? true : undefined), 'the second attempt');
      assert.deepEqual(again, ['azureBatch.task.connect', { kind: 'task', accountId, jobId, taskId }]);
    } finally {
      Object.assign(vscode.commands, { executeCommand });
      Object.assign(vscode.window, { showErrorMessage });
      writeFileSync(path.join(folder, 'config'), '');
    }
  });

  test("a task that never ran, or ran on Windows, shows why it can't be connected to", async () => {
    await simulator.client.job.add({ id: 'later', poolInfo: { poolId } });
    await simulator.client.job.disable('later', 'wait');
    await simulator.client.task.add('later', { id: taskId, commandLine: 'true' });
    const never = await connect(/Open a Terminal$/, '', 'later');
    assert.match(never.texts.join('\n'), /The task hasn't run on a node yet/);
    assert.deepEqual(never.terminals, []);
    await simulator.client.pool.add({
      id: 'windows',
      vmSize: 'standard_d2s_v3',
      targetDedicatedNodes: 1,
      virtualMachineConfiguration: {
        imageReference: { publisher: 'microsoftwindowsserver', offer: 'windowsserver', sku: '2022-datacenter-g2' },
        nodeAgentSKUId: 'batch.node.windows amd64',
      },
    });
    await simulator.client.job.add({ id: 'there', poolInfo: { poolId: 'windows' } });
    await simulator.client.task.add('there', { id: taskId, commandLine: 'cmd /c ver' });
    await waitFor(async () => (await simulator.client.task.get('there', taskId)).nodeInfo?.nodeId, 'a node of Windows');
    const windows = await connect(/Open a Terminal$/, '', 'there');
    assert.match(
      windows.texts.join('\n'),
      /runs Windows, where no terminal.* in workitems\\there\\job-1\\frame-1\\wd, usually below D:/,
    );
    assert.deepEqual(windows.terminals, []);
  });
});
