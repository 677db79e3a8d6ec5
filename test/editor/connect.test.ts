import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { type SimulatorProcess, startSimulatorProcess } from '../journeys/simulatorProcess.ts';
import { addPoolAndJob, poolId, waitFor, waitForNode } from '../journeys/workload.ts';
import { addAccount, removeAccount } from './support/account.ts';
import { answering } from './support/answers.ts';
import { eventually } from './support/eventually.ts';
import { type HostileAccount, startHostileAccount } from './support/hostileAccount.ts';
import { listen } from './support/messages.ts';
import { answerAll, type Shown } from './support/watchedWindow.ts';

const settings = 'azureBatch';
const sshPath = 'ssh.path';

/** Replaces ssh: writes its arguments to a file, one per line, and then runs `rest`. */
const fakeSsh = (argumentsPath: string, rest: string): string =>
  `#!/bin/sh\nfor argument; do printf '%s\\n' "$argument"; done > "${argumentsPath}"\n${rest}\n`;

suite('connecting to a node', () => {
  // A home directory with characters that a shell would interpret.
  const folder = path.join(
    mkdtempSync(path.join(os.tmpdir(), 'azure-batch-troubleshooter-connect-')),
    `a & b 100% it's`,
  );
  const program = path.join(folder, 'ssh');
  const argumentsPath = path.join(folder, 'arguments');
  const searchPath = process.env['PATH'];
  let account: HostileAccount;
  let accountId: string;

  suiteSetup(async () => {
    mkdirSync(folder);
    account = await startHostileAccount('127.0.0.1');
    accountId = await addAccount(account);
  });

  teardown(async () => {
    process.env['PATH'] = searchPath;
    await vscode.workspace.getConfiguration(settings).update(sshPath, undefined, vscode.ConfigurationTarget.Global);
  });

  suiteTeardown(async () => {
    await removeAccount(accountId);
    await account.close();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    rmSync(path.dirname(folder), { recursive: true, force: true });
  });

  async function run(command: string, nodeId = 'n', chosen?: RegExp): Promise<Shown> {
    const node = { kind: 'node', accountId, poolId: 'p', nodeId };
    return answerAll(
      async () => vscode.commands.executeCommand(command, node),
      ({ title = '', value = '' }) => (/user|log in/i.test(title) ? 'inspector' : value),
      chosen,
    );
  }

  function install(rest: string): void {
    writeFileSync(program, fakeSsh(argumentsPath, rest), { mode: 0o755 });
    process.env['PATH'] = `${folder}${path.delimiter}${searchPath}`;
  }

  test('A9-39 if no ssh program is found, the way to install one is shown and no terminal opens', async () => {
    process.env['PATH'] = folder;
    rmSync(program, { force: true });
    const shown = await run('azureBatch.node.connectSsh');
    assert.deepEqual(shown.terminals, []);
    assert.ok(
      shown.messages.some((text) => /Install OpenSSH.*azureBatch\.ssh\.path/.test(text)),
      shown.messages.join(),
    );
  });

  test("A9-39 a setting that isn't a program is named, and no other program is run instead", async () => {
    install('');
    const missing = path.join(folder, 'missing');
    await vscode.workspace.getConfiguration(settings).update(sshPath, missing, vscode.ConfigurationTarget.Global);
    const shown = await run('azureBatch.node.connectSsh');
    assert.deepEqual(shown.terminals, []);
    assert.ok(
      shown.messages.some((text) =>
        /setting azureBatch\.ssh\.path does not contain the full path of a program/.test(text),
      ),
    );
  });

  for (const shell of ['fish', 'pwsh', 'bash']) {
    test(`A9-39 ssh gets its arguments unchanged, whether ${shell} is the terminal's shell or not`, async () => {
      install('');
      const terminal = vscode.workspace.getConfiguration('terminal.integrated');
      const profile = { path: path.join(folder, 'no-such-shell'), args: ['-c'] };
      const target = vscode.ConfigurationTarget.Global;
      const platform = process.platform === 'darwin' ? 'osx' : 'linux';
      await terminal.update(`profiles.${platform}`, { [shell]: profile }, target);
      await terminal.update(`defaultProfile.${platform}`, shell, target);
      try {
        const { terminals } = await run('azureBatch.node.connectSsh');
        const [opened] = terminals;
        assert.ok(opened);
        const { shellPath, shellArgs } = opened.creationOptions as vscode.TerminalOptions;
        await eventually('ssh ends', [vscode.window.onDidCloseTerminal], () => opened.exitStatus);
        assert.equal(shellPath, program);
        assert.deepEqual(readFileSync(argumentsPath, 'utf8').trimEnd().split('\n'), shellArgs);
      } finally {
        await terminal.update(`defaultProfile.${platform}`, undefined, target);
        await terminal.update(`profiles.${platform}`, undefined, target);
      }
    });
  }

  const alias = `$(printf '%s\\n' "$@" | sed -n 's/^HostKeyAlias=//p')`;
  const failures: readonly (readonly [printed: string, told: RegExp])[] = [
    [
      `Host key for ${alias} has changed and you have requested strict checking.`,
      /a different host key than before.*forget the old key/,
    ],
    ['ssh: connect to host 127.0.0.1 port 22: Connection refused', /Nothing is responding.*\(Connection refused\)/],
    ['config: line 3: Bad configuration option: hosst', /cannot use its configuration.*hosst/],
  ];
  for (const [printed, told] of failures) {
    test(`a message that ssh prints before the login is shown, and no terminal opens: ${told.source}`, async () => {
      install(`echo "${printed}" >&2; exit 255`);
      const shown = await run('azureBatch.node.connectSsh');
      assert.deepEqual(shown.terminals, []);
      assert.ok(
        shown.messages.some((text) => told.test(text)),
        shown.messages.join('\n'),
      );
    });
  }

  test('a node is taken offline after the user is added, and after the connection, bringing the node back online is offered', async () => {
    install('');
    const offered = new vscode.EventEmitter<readonly string[]>();
    const before = account.requests.length;
    const shown = await run('azureBatch.node.connectSsh', 'withoutUser', /Take the node offline first/);
    const [terminal] = shown.terminals;
    assert.ok(terminal, shown.messages.join('\n'));
    const changes = account.requests.slice(before).filter((request) => !request.startsWith('GET'));
    assert.deepEqual(
      changes.map((request) => request.replace(/\?.*/, '')),
      ['users', 'disablescheduling'].map((verb) => `POST /pools/p/nodes/withoutUser/${verb}`),
    );
    const { showInformationMessage } = vscode.window;
    Object.assign(vscode.window, {
      showInformationMessage: async (text: string, ...buttons: readonly string[]) => offered.fire([text, ...buttons]),
    });
    try {
      const seen: (readonly string[])[] = [];
      offered.event((message) => seen.push(message));
      const message = await eventually('it is offered', [offered.event], () => seen[0]);
      assert.match(message.join(), /offline.*Bring Node Online/);
    } finally {
      Object.assign(vscode.window, { showInformationMessage });
      offered.dispose();
    }
  });

  const inTerminal: readonly (readonly [what: string, printed: string, told: RegExp])[] = [
    [
      'a login that is refused',
      'inspector@127.0.0.1: Permission denied (publickey).',
      /doesn't accept the user inspector.*Add or Update a User…$/,
    ],
    [
      "a node that isn't responding",
      'ssh: connect to host 127.0.0.1 port 22: Connection timed out',
      /Nothing is responding.*network security rule.*Connect Again,Show Access to the Pool$/,
    ],
  ];
  for (const [what, printed, expected] of inTerminal) {
    test(`a problem in the terminal is reported with a fix after the terminal has closed: ${what}`, async () => {
      // The probe of the node has no log, but the terminal does.
      install(`if [ "$1" = -E ]; then echo "${printed}" > "$2"; exit 255; fi`);
      const told = new vscode.EventEmitter<void>();
      const messages: string[] = [];
      const { showErrorMessage } = vscode.window;
      Object.assign(vscode.window, {
        showErrorMessage: async (...texts: readonly string[]) => {
          messages.push(texts.join());
          told.fire();
        },
      });
      try {
        const shown = await run('azureBatch.node.connectSsh');
        assert.equal(shown.terminals.length, 1);
        assert.match(await eventually('it is told', [told.event], () => messages[0]), expected);
      } finally {
        Object.assign(vscode.window, { showErrorMessage });
        told.dispose();
      }
    });
  }
});

suite('a user for an offline node', () => {
  let simulator: SimulatorProcess;
  let accountId: string;

  suiteSetup(async () => {
    simulator = await startSimulatorProcess();
    await addPoolAndJob(simulator);
    accountId = await addAccount(simulator);
  });

  suiteTeardown(async () => {
    await removeAccount(accountId);
    await simulator.stop();
  });

  test('after a question, a user is added while the offline node is briefly online', async () => {
    const { computeNode } = simulator.client;
    const { id: nodeId = '' } = await waitForNode(simulator, ({ state }) => state === 'idle');
    await computeNode.disableScheduling(poolId, nodeId);
    await waitForNode(simulator, ({ state }) => state === 'offline');
    const node = { kind: 'node', accountId, poolId, nodeId };
    const { texts } = await answerAll(
      async () => vscode.commands.executeCommand('azureBatch.node.addUser', node),
      ({ title = '', value = '' }) => (/user/i.test(title) ? 'inspector' : value),
    );
    assert.ok(texts.includes('Bring the node online for a moment?'), texts.join('\n'));
    assert.ok(
      texts.some((text) => /The user inspector can sign in/.test(text)),
      texts.join('\n'),
    );
    await waitForNode(simulator, ({ state }) => state === 'offline');
    await computeNode.enableScheduling(poolId, nodeId);
    await waitForNode(simulator, ({ state }) => state === 'idle');
    const { questions } = await listen(
      () =>
        answering({ choose: 'inspector' }, async () =>
          vscode.commands.executeCommand('azureBatch.node.removeUser', node),
        ),
      'cancel',
    );
    assert.equal(questions.length, 1);
    await computeNode.deleteUser(poolId, nodeId, 'inspector'); // Rejects if there is no such user, because the removal was declined.
  });

  test('the question about an offline node comes before questions about the user', async () => {
    const { computeNode } = simulator.client;
    const { id: nodeId = '' } = await waitForNode(simulator, ({ state }) => state === 'idle');
    await computeNode.disableScheduling(poolId, nodeId);
    await waitForNode(simulator, ({ state }) => state === 'offline');
    const question = 'Bring the node online for a moment?';
    const asked: string[] = [];
    await answerAll(
      async () => {
        const answered = vscode.window.showWarningMessage;
        Object.assign(vscode.window, {
          showWarningMessage: async (...parts: readonly string[]) => {
            asked.push(parts[0] ?? '');
            return parts[0] === question ? undefined : Reflect.apply(answered, vscode.window, parts);
          },
        });
        await vscode.commands.executeCommand('azureBatch.node.addUser', { kind: 'node', accountId, poolId, nodeId });
      },
      ({ title = '' }) => {
        asked.push(title);
        return 'inspector';
      },
    );
    assert.deepEqual(asked, [question]);
    await computeNode.enableScheduling(poolId, nodeId);
    await waitForNode(simulator, ({ state }) => state === 'idle');
  });

  test('adding a user is refused immediately on a node that accepts none, and a failed removal is explained', async () => {
    const { computeNode, pool } = simulator.client;
    const { vmSize = '', virtualMachineConfiguration = assert.fail() } = await pool.get(poolId);
    const startTask = { commandLine: '/bin/false', waitForSuccess: true };
    const brokenPool = 'broken';
    await pool.add({ id: brokenPool, vmSize, targetDedicatedNodes: 1, virtualMachineConfiguration, startTask });
    const { id: nodeId = '' } = await waitFor(
      async () => (await computeNode.list(brokenPool)).find(({ state }) => state === 'starttaskfailed'),
      'the start task to fail',
    );
    const node = { kind: 'node', accountId, poolId: brokenPool, nodeId };
    const run = (command: string): Promise<Shown> =>
      answerAll(
        async () => vscode.commands.executeCommand(`azureBatch.node.${command}`, node),
        () => 'inspector',
      );
    const added = await run('addUser');
    assert.match(added.messages.join(), /adds users only while a node is idle or running.*start task failed/);
    assert.ok(!added.texts.includes('Name of the user on the node'), added.texts.join('\n'));
    assert.match(
      (await run('removeUser')).messages.join(),
      /removes users only.*start task failed.*let the user expire/,
    );
  });
});
