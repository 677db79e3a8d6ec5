import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { RealClock } from '../../src/simulator/clock.ts';
import { newVersion, RawClient } from '../conformance/rawClient.ts';
import { addAccountByKey } from './addAccount.ts';
import { type SimulatorProcess, startSimulatorProcess } from './simulatorProcess.ts';
import { Workbench } from './workbench.ts';
import { addPoolAndJob, poolId, waitForNode } from './workload.ts';

const skip = process.env['HAS_SSH'] === 'true' ? false : 'there is no ssh client on this machine';

/** User that the extension adds, with a key in a file of the home folder. */
const userName = 'inspector';
const home = mkdtempSync(path.join(os.tmpdir(), 'azure-batch-troubleshooter-home-'));
const keyPath = path.join(home, '.ssh/id_ed25519');

/** User whose authentication the extension doesn't know: its key is in the user's own agent. */
const strangerName = 'stranger';
const strangerKeyPath = path.join(home, 'stranger');
const agentSocket = path.join(home, 'agent.sock');

let agent: number | undefined;
let simulator: SimulatorProcess;
let workbench: Workbench;

async function prepare(): Promise<SimulatorProcess> {
  const started = await startSimulatorProcess();
  await addPoolAndJob(started);
  await waitForReadyNode(started);
  return started;
}

before(async () => {
  if (skip !== false) return;
  mkdirSync(path.dirname(keyPath));
  makeKey(keyPath);
  makeKey(strangerKeyPath);
  agent = startAgent();
  const env = { HOME: home, SSH_AUTH_SOCK: agentSocket };
  [simulator, workbench] = await Promise.all([prepare(), Workbench.start({ name: 'ssh', env })]);
  await addAccountByKey(workbench, simulator);
  await workbench.expand('Pools', poolId, 'Idle');
});

after(async () => {
  await workbench?.close();
  await simulator?.stop();
  if (agent !== undefined) process.kill(agent);
  rmSync(home, { recursive: true, force: true });
});

test('ssh runs a command on a node only while its user exists', { skip }, async () => {
  const login = await findLogin();
  assert.equal(tryToLogIn(login), 'refused');
  await addUser();
  assert.equal(tryToLogIn(login), 'let in');
  await connect();
  await workbench.quickInput.choose(userName);
  await useTerminal(6);
  await workbench.takePicture('terminal');
  await leaveTerminal();
  await runCommand();

  await removeUser();
  assert.equal(tryToLogIn(login), 'refused');
});

test('a changed host key is distinguished from a node reimaged from here', { skip }, async () => {
  await addStranger(await waitForReadyNode());
  await connectAsStranger();
  await useTerminal(1);

  // Another user reimages the node during the session.
  const bootTime = (await waitForReadyNode()).lastBootTime;
  await reimageElsewhere();
  await workbench.toast(/node 1 \(.*\): The connection to the node was lost/).waitFor();
  await workbench.takePicture('ended');
  await workbench.runCommand('Notifications: Clear All Notifications');
  await addStranger(await waitForReadyNode(simulator, bootTime));
  await connectAsStranger();
  const changed = workbench.toast('is responding with a different host key than before');
  await changed.waitFor();
  await workbench.takePicture('changed');
  await changed.locator('.monaco-button').filter({ hasText: 'Forget the Old Key…' }).click();
  await workbench.modal().filter({ hasText: 'SHA256:' }).waitFor();
  await workbench.takePicture('question');
  await workbench.answerModal('Forget and Connect');
  await pickStranger();
  await useTerminal(2);
  await leaveTerminal();

  // The reimage from here explains the new key.
  const before = (await waitForReadyNode()).lastBootTime;
  await reimageHere();
  await addStranger(await waitForReadyNode(simulator, before));
  await workbench.expand('Pools', poolId, 'Idle');
  await connectAsStranger();
  await useTerminal(3);
  await workbench.takePicture('reimaged');
});

interface LoginTarget {
  readonly address: string;
  readonly port: number;
}

async function findLogin(): Promise<LoginTarget> {
  const node = await waitForReadyNode();
  const { remoteLoginIPAddress, remoteLoginPort } = await simulator.client.computeNode.getRemoteLoginSettings(
    poolId,
    node.id ?? '',
  );
  return { address: remoteLoginIPAddress, port: remoteLoginPort };
}

/** Signs in to the node with an independent client that trusts only the product's key and asks nothing. */
function tryToLogIn({ address, port }: LoginTarget): 'let in' | 'refused' {
  const options = ['BatchMode=yes', 'IdentitiesOnly=yes', 'StrictHostKeyChecking=no', 'UserKnownHostsFile=/dev/null'];
  const list = options.flatMap((option) => ['-o', option]);
  const end = ['-F', '/dev/null', '-i', keyPath, '-p', String(port), '-l', userName, '--', address, 'exit 7'];
  const { status, stderr } = spawnSync('ssh', [...list, ...end], { encoding: 'utf8' });
  if (status === 7) return 'let in';
  assert.match(stderr, /Permission denied/);
  return 'refused';
}

async function addUser(): Promise<void> {
  const { quickInput } = workbench;
  await workbench.chooseFromMenu(workbench.row('node 1'), ['Connect', 'Add or Update a User'], () =>
    quickInput.waitForTitle('Add a user to node 1'),
  );
  await quickInput.filter('$(id)');
  await quickInput.message('must start with a letter').waitFor();
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

/** Runs a single command as a temporary user. */
async function runCommand(): Promise<void> {
  const { quickInput } = workbench;
  await workbench.chooseFromMenu(workbench.row('node 1'), ['Connect', 'Run Command on Nodes'], () =>
    quickInput.waitForTitle('Run a command on node 1'),
  );
  await workbench.takePicture('run-as');
  await quickInput.choose('A temporary ordinary user');
  await quickInput.message("The node's shell").waitFor();
  await quickInput.answer('echo "$((7 * 8)) at once"');
  await workbench.explanation.waitForText('56 at once');
  await workbench.takePicture('command');
  // VS Code does not ask to save the document.
  await workbench.runCommand('View: Close Editor');
  await workbench.page.locator('.tab').filter({ hasText: 'Responses from nodes' }).waitFor({ state: 'detached' });
}

async function removeUser(): Promise<void> {
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

function makeKey(file: string): void {
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file]);
}

/** Starts an agent that has only the stranger's key. Returns its process ID. */
function startAgent(): number {
  const said = execFileSync('ssh-agent', ['-a', agentSocket], { encoding: 'utf8' });
  execFileSync('ssh-add', ['-q', strangerKeyPath], { env: { ...process.env, SSH_AUTH_SOCK: agentSocket } });
  return Number(/SSH_AGENT_PID=(\d+)/.exec(said)?.[1]);
}

type ReadyNode = Awaited<ReturnType<typeof waitForNode>>;

/** Waits until the node is idle and was started at another time than `bootTime`. */
function waitForReadyNode(from = simulator, bootTime?: Date): Promise<ReadyNode> {
  return waitForNode(
    from,
    ({ state, lastBootTime }) => state === 'idle' && lastBootTime?.getTime() !== bootTime?.getTime(),
  );
}

async function addStranger({ id = '' }: ReadyNode): Promise<void> {
  const sshPublicKey = readFileSync(`${strangerKeyPath}.pub`, 'utf8').trim();
  await simulator.client.computeNode.addUser(poolId, id, { name: strangerName, sshPublicKey });
}

async function reimageElsewhere(): Promise<void> {
  const { id } = await waitForReadyNode();
  const client = new RawClient(simulator, new RealClock());
  await client.send(`POST /pools/${poolId}/nodes/${id}/reimage`, { version: newVersion, body: {} });
}

async function reimageHere(): Promise<void> {
  const { quickInput } = workbench;
  await workbench.chooseFromMenu(workbench.row('node 1'), ['Act', 'Reimage Node'], () =>
    quickInput.waitForTitle('Reimage'),
  );
  await quickInput.accept();
  await workbench.modal().filter({ hasText: 'Reimage node 1' }).waitFor();
  await workbench.answerModal('Reimage');
}

async function connect(): Promise<void> {
  await workbench.chooseFromMenu(workbench.row('node 1'), ['Connect', 'Connect to a Node with SSH'], () =>
    workbench.quickInput.waitForTitle(/Sign in to node .* as/),
  );
}

async function connectAsStranger(): Promise<void> {
  await connect();
  await pickStranger();
}

async function pickStranger(): Promise<void> {
  const { quickInput } = workbench;
  await quickInput.waitForTitle(/Sign in to node .* as/);
  await quickInput.choose('Sign in as an existing user…');
  await quickInput.answer(strangerName);
}

async function useTerminal(visit: number): Promise<void> {
  await workbench.page.locator('.terminal-wrapper.active .xterm-rows').waitFor();
  await workbench.typeInTerminal(`echo "visit $((${visit} * 7)) of the node"`);
  await workbench.waitForTerminal(`visit ${visit * 7} of the node`);
}

/** Ends the terminal. Waits until the panel is hidden, because hiding it closes an open menu. */
async function leaveTerminal(): Promise<void> {
  await workbench.typeInTerminal('exit');
  await workbench.page.locator('.terminal-wrapper.active').waitFor({ state: 'hidden' });
}
