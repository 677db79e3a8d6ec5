import assert from 'node:assert/strict';
import type { SimulatorProcess } from './simulatorProcess.ts';
import type { Workbench } from './workbench.ts';
import { isCompleted, jobId, poolId, waitForTask } from './workload.ts';

/** Task of the job that runs until it is ended. */
export const taskId = 'endless';

/** A question about an irreversible action: where it is opened, and the choices before it. */
interface Destroying {
  readonly name: string;
  readonly row: string;
  readonly menu: string | readonly [menu: string, label: string];
  readonly choose?: RegExp;
  /** Texts to type first, by the titles of the boxes. */
  readonly typed?: readonly (readonly [title: string, answer: string])[];
  readonly question: string;
}

const ofJobs: readonly Destroying[] = [
  { name: 'requeue', row: taskId, menu: ['Act', 'Requeue'], question: `Requeue running task ${taskId}?` },
  { name: 'terminate-task', row: taskId, menu: 'Terminate Task', question: `Terminate task ${taskId}?` },
  { name: 'delete-task', row: taskId, menu: 'Delete Task', question: `Delete task ${taskId}?` },
  { name: 'terminate-job', row: jobId, menu: 'Terminate Job', question: `Terminate job ${jobId}?` },
  {
    name: 'disable-job',
    row: jobId,
    menu: ['Act', 'Disable Job'],
    choose: /^Terminate/,
    question: `Disable job ${jobId}?`,
  },
];

const ofPools: readonly Destroying[] = [
  { name: 'reboot', row: 'node 1', menu: 'Reboot Node', choose: /^Requeue/, question: 'Reboot node 1' },
  { name: 'reimage', row: 'node 1', menu: ['Act', 'Reimage Node'], choose: /^Requeue/, question: 'Reimage node 1' },
  {
    name: 'remove-node',
    row: 'node 1',
    menu: 'Remove Node',
    choose: /^Task completion/,
    question: 'Remove node 1',
  },
  {
    name: 'take-offline',
    row: 'node 1',
    menu: ['Act', 'Take Node Offline'],
    choose: /^Terminate/,
    question: 'Take node 1',
  },
  {
    name: 'resize',
    row: poolId,
    menu: 'Resize Pool',
    typed: [
      ['Dedicated nodes', '0'],
      ['Spot (low-priority) nodes', '0'],
    ],
    choose: /^Requeue/,
    question: `Resize pool ${poolId} in account`,
  },
  { name: 'remove-account', row: 'simulated', menu: 'Remove Account', question: 'from the explorer?' },
];

/** Asserts that Enter alone never confirms an irreversible action on running items; ends the task afterward. */
export async function pressEnterEverywhere(workbench: Workbench, simulator: SimulatorProcess): Promise<void> {
  const before = await listChanges(simulator);
  await workbench.expand('Jobs', jobId, 'Running');
  for (const asked of ofJobs) await pressEnterOnly(workbench, asked);
  await pressEnterOnTypedName(workbench);
  // Both jobs and pools have a branch of running tasks.
  await workbench.collapse('Jobs');
  await workbench.expand('Pools', poolId, 'Running');
  for (const asked of ofPools) await pressEnterOnly(workbench, asked);
  await workbench.collapse('Pools');
  await workbench.expand('Jobs', jobId, 'Running');
  assert.deepEqual(await listChanges(simulator), before);
  assert.equal((await simulator.client.task.get(jobId, taskId)).state, 'running');
  await confirmBesideList(workbench);
  await waitForTask(simulator, taskId, isCompleted);
}

/** Lists the requests that may have changed something. */
async function listChanges({ client, url }: SimulatorProcess): Promise<readonly string[]> {
  const { bodyAsText } = await client.sendRequest({ method: 'GET', url: `${url}/$simulator/requests` });
  const { value }: { value: { method: string; path: string }[] } = JSON.parse(bodyAsText ?? '');
  return value.flatMap(({ method, path }) => (['GET', 'HEAD'].includes(method) ? [] : [`${method} ${path}`]));
}

async function open(workbench: Workbench, { row, menu, choose, typed, question }: Destroying): Promise<void> {
  const { quickInput } = workbench;
  const modal = workbench.modal().filter({ hasText: question });
  const asksFirst = choose !== undefined;
  await workbench.chooseFromMenu(workbench.row(row), menu, () =>
    asksFirst ? quickInput.box.waitFor() : modal.waitFor(),
  );
  for (const [title, answer] of typed ?? []) {
    await quickInput.waitForTitle(title);
    await quickInput.answer(answer);
  }
  if (choose !== undefined) await quickInput.choose(choose);
  await modal.waitFor();
}

/** Presses Enter at the question, and again at the following step. */
async function pressEnterOnly(workbench: Workbench, asked: Destroying): Promise<void> {
  const { page, quickInput } = workbench;
  await open(workbench, asked);
  assert.match(await page.evaluate('document.activeElement.textContent'), /^Show (the List|Details)$/, asked.name);
  await workbench.takePicture(asked.name);
  await quickInput.accept();
  await quickInput.entry('Nothing changes.').waitFor();
  await workbench.takePicture(`${asked.name}-list`);
  await quickInput.accept();
  await quickInput.box.waitFor({ state: 'hidden' });
  await open(workbench, asked);
  await quickInput.cancel();
  await workbench.modal().waitFor({ state: 'hidden' });
}

/** Asserts that deleting a job requires its name: Enter only shows what to type. */
async function pressEnterOnTypedName(workbench: Workbench): Promise<void> {
  const { quickInput } = workbench;
  const question = workbench.modal().filter({ hasText: `Delete job ${jobId}?` });
  await workbench.chooseFromMenu(workbench.row(jobId), 'Delete Job', () => question.waitFor());
  await workbench.answerModal('Delete…');
  await quickInput.waitForTitle('Delete job');
  await quickInput.accept();
  await quickInput.message(`Type ${jobId} to confirm.`).waitFor();
  await workbench.takePicture('delete-job');
  await quickInput.cancel();
}

async function confirmBesideList(workbench: Workbench): Promise<void> {
  const { quickInput } = workbench;
  const terminate = ofJobs.find(({ name }) => name === 'terminate-task');
  assert.ok(terminate);
  await open(workbench, terminate);
  await quickInput.accept();
  await quickInput.choose('Applies only to what the list shows');
  await workbench.waitForStatus(/Task \S+ was terminated/);
}
