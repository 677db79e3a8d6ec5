import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after } from 'node:test';
import { RealClock } from '../../src/simulator/clock.ts';
import { newVersion, RawClient } from '../conformance/rawClient.ts';
import { journeyWithSimulator } from './journey.ts';
import type { SimulatorProcess } from './simulatorProcess.ts';
import type { Workbench } from './workbench.ts';
import { addPoolAndJob, poolId, waitForNode } from './workload.ts';

const userName = 'inspector';
const folder = mkdtempSync(path.join(os.tmpdir(), 'azure-batch-troubleshooter-agent-'));
const keyPath = path.join(folder, 'id_ed25519');
const agentSocket = path.join(folder, 'agent.sock');
const skip = process.env['HAS_SSH'] === 'true' ? undefined : 'there is no ssh client on this machine';

let agent: number | undefined;

after(() => {
  if (agent !== undefined) process.kill(agent);
  rmSync(folder, { recursive: true, force: true });
});

journeyWithSimulator(
  'a node whose host key changed is told from one that was reimaged from here',
  { name: 'hostKey', env: { SSH_AUTH_SOCK: agentSocket }, skip },
  async (simulator) => {
    agent = startAgent();
    await addPoolAndJob(simulator);
    await addUser(simulator, await waitForReadyNode(simulator));
  },
  async (workbench, simulator) => {
    await workbench.expand('Pools', poolId, 'Idle');

    await connect(workbench);
    await useTerminal(workbench, 1);

    // Somebody else has the node set up anew, while the session lasts.
    const bootTime = (await waitForReadyNode(simulator)).lastBootTime;
    await reimageElsewhere(simulator);
    await workbench.toast(/node 1 \(.*\): The connection to the node was lost/).waitFor();
    await workbench.takePicture('ended');
    await workbench.runCommand('Notifications: Clear All Notifications');
    await addUser(simulator, await waitForReadyNode(simulator, bootTime));
    await connect(workbench);
    const changed = workbench.toast('answers with a different host key than before');
    await changed.waitFor();
    await workbench.takePicture('changed');
    await changed.locator('.monaco-button').filter({ hasText: 'Forget the Old Key…' }).click();
    await workbench.modal().filter({ hasText: 'SHA256:' }).waitFor();
    await workbench.takePicture('question');
    await workbench.answerModal('Forget and Connect');
    await pickLogin(workbench);
    await useTerminal(workbench, 2);
    await workbench.typeInTerminal('exit');
    // A menu that is open while the panel goes is closed.
    await workbench.page.locator('.terminal-wrapper.active').waitFor({ state: 'hidden' });

    // What was done from here is known to have changed the key.
    const before = (await waitForReadyNode(simulator)).lastBootTime;
    await reimageHere(workbench);
    await addUser(simulator, await waitForReadyNode(simulator, before));
    await workbench.expand('Pools', poolId, 'Idle');
    await connect(workbench);
    await useTerminal(workbench, 3);
    await workbench.takePicture('reimaged');
  },
);

/** An agent that holds the user's only key. Returns its process id. */
function startAgent(): number {
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', keyPath]);
  const told = execFileSync('ssh-agent', ['-a', agentSocket], { encoding: 'utf8' });
  execFileSync('ssh-add', ['-q', keyPath], { env: { ...process.env, SSH_AUTH_SOCK: agentSocket } });
  return Number(/SSH_AGENT_PID=(\d+)/.exec(told)?.[1]);
}

type ReadyNode = Awaited<ReturnType<typeof waitForNode>>;

/** The node once it is idle, started at another time than `bootTime`. */
function waitForReadyNode(simulator: SimulatorProcess, bootTime?: Date): Promise<ReadyNode> {
  return waitForNode(
    simulator,
    ({ state, lastBootTime }) => state === 'idle' && lastBootTime?.getTime() !== bootTime?.getTime(),
  );
}

async function addUser({ client }: SimulatorProcess, { id = '' }: ReadyNode): Promise<void> {
  const sshPublicKey = readFileSync(`${keyPath}.pub`, 'utf8').trim();
  await client.computeNode.addUser(poolId, id, { name: userName, sshPublicKey });
}

async function reimageElsewhere(simulator: SimulatorProcess): Promise<void> {
  const { id } = await waitForReadyNode(simulator);
  const client = new RawClient(simulator, new RealClock());
  await client.send(`POST /pools/${poolId}/nodes/${id}/reimage`, { version: newVersion, body: {} });
}

async function reimageHere(workbench: Workbench): Promise<void> {
  const { quickInput } = workbench;
  await workbench.chooseFromMenu(workbench.row('node 1'), 'Reimage Node', () => quickInput.waitForTitle('Reimage'));
  await quickInput.accept();
  await workbench.modal().filter({ hasText: 'Reimage node 1' }).waitFor();
  await workbench.answerModal('Reimage');
}

async function connect(workbench: Workbench): Promise<void> {
  await workbench.chooseFromMenu(workbench.row('node 1'), ['Connect', 'Connect to a Node with SSH'], () =>
    workbench.quickInput.waitForTitle(/Sign in to node .* as/),
  );
  await pickLogin(workbench);
}

/** As a user of whom nobody here knows how it proves who it is: the key is in the user's own agent. */
async function pickLogin(workbench: Workbench): Promise<void> {
  const { quickInput } = workbench;
  await quickInput.waitForTitle(/Sign in to node .* as/);
  await quickInput.choose('Sign in as an existing user…');
  await quickInput.answer(userName);
}

async function useTerminal(workbench: Workbench, visit: number): Promise<void> {
  await workbench.page.locator('.terminal-wrapper.active .xterm-rows').waitFor();
  await workbench.typeInTerminal(`echo "visit $((${visit} * 7)) of the node"`);
  await workbench.waitForTerminal(`visit ${visit * 7} of the node`);
}
