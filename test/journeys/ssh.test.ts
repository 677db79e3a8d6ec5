import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after } from 'node:test';
import { journeyWithSimulator } from './journey.ts';
import type { SimulatorProcess } from './simulatorProcess.ts';
import type { Workbench } from './workbench.ts';
import { addPoolAndJob, poolId, waitForNode } from './workload.ts';

const userName = 'inspector';
const home = mkdtempSync(path.join(os.tmpdir(), 'azure-batch-troubleshooter-home-'));
const keyPath = path.join(home, '.ssh/id_ed25519');

const skip = process.env['HAS_SSH'] === 'true' ? undefined : 'there is no ssh client on this machine';

after(() => rmSync(home, { recursive: true, force: true }));

journeyWithSimulator(
  'ssh runs a command on a node only while its user exists',
  { name: 'ssh', env: { HOME: home }, skip },
  async (simulator) => {
    mkdirSync(path.dirname(keyPath));
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', keyPath]);
    await addPoolAndJob(simulator);
    await waitForIdleNode(simulator);
  },
  async (workbench, simulator) => {
    const login = await findLogin(simulator);
    assert.equal(tryToLogIn(login), 'refused');
    await workbench.expand('Pools', poolId, 'Idle');
    await addUser(workbench);
    assert.equal(tryToLogIn(login), 'let in');
    await useTerminal(workbench);
    await runCommand(workbench);

    await removeUser(workbench);
    assert.equal(tryToLogIn(login), 'refused');
  },
);

interface LoginTarget {
  readonly address: string;
  readonly port: number;
}

const waitForIdleNode = (simulator: SimulatorProcess) => waitForNode(simulator, ({ state }) => state === 'idle');

async function findLogin(simulator: SimulatorProcess): Promise<LoginTarget> {
  const node = await waitForIdleNode(simulator);
  const { remoteLoginIPAddress, remoteLoginPort } = await simulator.client.computeNode.getRemoteLoginSettings(
    poolId,
    node.id ?? '',
  );
  return { address: remoteLoginIPAddress, port: remoteLoginPort };
}

/** What a second, independent client is told by the node: it trusts no key but ours and asks for nothing. */
function tryToLogIn({ address, port }: LoginTarget): 'let in' | 'refused' {
  const options = ['BatchMode=yes', 'IdentitiesOnly=yes', 'StrictHostKeyChecking=no', 'UserKnownHostsFile=/dev/null'];
  const list = options.flatMap((option) => ['-o', option]);
  const end = ['-F', '/dev/null', '-i', keyPath, '-p', String(port), '-l', userName, '--', address, 'exit 7'];
  const { status, stderr } = spawnSync('ssh', [...list, ...end], { encoding: 'utf8' });
  if (status === 7) return 'let in';
  assert.match(stderr, /Permission denied/);
  return 'refused';
}

async function addUser(workbench: Workbench): Promise<void> {
  const { quickInput } = workbench;
  await workbench.chooseFromMenu(workbench.row('node 1'), ['Connect', 'Add or Update a User'], () =>
    quickInput.waitForTitle('Add a user to node 1'),
  );
  await quickInput.filter('$(id)');
  await quickInput.message('starts with a letter').waitFor();
  await quickInput.answer(userName);
  await quickInput.waitForTitle('How the user signs in');
  await workbench.takePicture('proof');
  await quickInput.choose('id_ed25519');
  await quickInput.waitForTitle('What the user can do on the node');
  await quickInput.choose('Ordinary user');
  await quickInput.waitForTitle('When the user expires');
  await quickInput.choose('In one hour');
  await workbench.toast(`The user ${userName} can sign in`).waitFor();
  await workbench.takePicture('user-added');
}

async function useTerminal(workbench: Workbench): Promise<void> {
  await workbench.chooseFromMenu(workbench.row('node 1'), ['Connect', 'Connect to a Node with SSH'], () =>
    workbench.quickInput.waitForTitle(/Sign in to node .* as/),
  );
  await workbench.quickInput.choose(userName);
  await workbench.page.locator('.terminal-wrapper.active .xterm-rows').waitFor();
  await workbench.typeInTerminal('echo "$((6 * 7)) on the node"');
  await workbench.waitForTerminal('42 on the node');
  await workbench.takePicture('terminal');
}

/** A command by itself, as a user who is there for that alone. */
async function runCommand(workbench: Workbench): Promise<void> {
  const { quickInput } = workbench;
  await workbench.chooseFromMenu(workbench.row('node 1'), ['Connect', 'Run Command on Nodes'], () =>
    quickInput.waitForTitle('Run a command on node 1'),
  );
  await workbench.takePicture('run-as');
  await quickInput.choose('A temporary ordinary user');
  await quickInput.message('The shell of the node').waitFor();
  await quickInput.answer('echo "$((7 * 8)) at once"');
  await workbench.page.locator('.view-line').filter({ hasText: '56 at once' }).waitFor();
  await workbench.takePicture('command');
  // Nobody is asked whether to save it.
  await workbench.runCommand('View: Close Editor');
  await workbench.page.locator('.tab').filter({ hasText: 'Answers of nodes' }).waitFor({ state: 'detached' });
}

async function removeUser(workbench: Workbench): Promise<void> {
  const { quickInput } = workbench;
  await workbench.chooseFromMenu(workbench.row('node 1'), ['Connect', 'Remove a User'], () =>
    quickInput.waitForTitle('Remove a user from node 1'),
  );
  await quickInput.choose(userName);
  await workbench
    .modal()
    .filter({ hasText: `Remove the user ${userName} from node` })
    .waitFor();
  await workbench.takePicture('question');
  await workbench.answerModal('Remove');
  await workbench.waitForStatus(new RegExp(`The user ${userName} was removed`));
}
