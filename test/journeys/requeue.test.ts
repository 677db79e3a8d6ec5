import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addAccountByKey } from './addAccount.ts';
import { pressEnterEverywhere, taskId } from './questions.ts';
import { type SimulatorProcess, startSimulatorProcess } from './simulatorProcess.ts';
import { Workbench } from './workbench.ts';
import { addPoolAndJob, isRunning, jobId, poolId, startedAfter, waitForTask } from './workload.ts';

let simulator: SimulatorProcess;
let workbench: Workbench;

before(async () => {
  [simulator, workbench] = await Promise.all([startSimulatorProcess(), Workbench.start({ name: 'requeue' })]);
  await addPoolAndJob(simulator);
  await simulator.client.task.add(jobId, { id: taskId, commandLine: "/bin/sh -c 'echo started; sleep 600'" });
  await waitForTask(simulator, taskId, isRunning);
  await addAccountByKey(workbench, simulator);
});

after(async () => {
  await workbench.close();
  await simulator.stop();
});

test('a running task is requeued and starts again', async () => {
  const running = await waitForTask(simulator, taskId, isRunning);
  await workbench.expand('Jobs', jobId, 'Running');
  await workbench.chooseFromMenu(workbench.row(taskId), 'Requeue', () =>
    workbench
      .modal()
      .filter({ hasText: `Requeue running task ${taskId}?` })
      .waitFor(),
  );
  await workbench.takePicture('question');
  await workbench.answerModal('Requeue');
  await workbench.waitForStatus(/is waiting to run again/);
  await waitForTask(simulator, taskId, startedAfter(running));
  await workbench.takePicture('runs-again');
});

test('a node is rebooted and its running task goes back to the queue', async () => {
  const running = await waitForTask(simulator, taskId, isRunning);
  // Both jobs and pools have a branch of running tasks.
  await workbench.collapse('Jobs');
  await workbench.expand('Pools', poolId, 'Running');
  await workbench.chooseFromMenu(workbench.row('node 1'), 'Reboot', () => workbench.quickInput.waitForTitle('Reboot'));
  await workbench.takePicture('choices');
  await workbench.quickInput.choose(/requeue/i);
  await workbench.modal().filter({ hasText: 'Reboot node 1' }).waitFor();
  await workbench.answerModal('Reboot');
  await workbench.waitForStatus(/is rebooting/);
  // A reboot requeues without counting: Batch counts preemptions, not recoveries.
  await waitForTask(simulator, taskId, startedAfter(running));
  await workbench.takePicture('rebooted');
});

test('a reason to wait that ends leaves the page, and the reading position stays', async () => {
  const { editor, explanation, page } = workbench;
  await page.setViewportSize({ width: 1400, height: 500 });
  const [laterId, waitingId] = ['later', 'next'];
  await waitForTask(simulator, taskId, isRunning);
  await simulator.client.job.add({ id: laterId, poolInfo: { poolId } });
  await simulator.client.task.add(laterId, { id: waitingId, commandLine: '/bin/true' });
  await simulator.client.job.disable(laterId, 'wait');
  await workbench.runCommand('Azure Batch: Refresh');
  await workbench.collapse('Pools');
  await workbench.expand('Jobs', laterId, 'Waiting');
  await workbench.chooseFromMenu(workbench.row(waitingId), 'Explain', () => editor.waitForTab(waitingId));
  const reasons = explanation.main.locator('.reason');
  await reasons.filter({ hasText: 'is disabled' }).waitFor();
  const read = reasons
    .filter({ hasText: "All of the pool's slots are in use" })
    .getByText('No usable node in the pool');
  const frame = await explanation.findFrame();
  await read.evaluate((one) => one.scrollIntoView());
  const before = await read.boundingBox();
  assert.ok(await frame.evaluate<boolean>('scrollY > 0'));
  await workbench.takePicture('two reasons');
  await simulator.client.job.enable(laterId);
  await workbench.runCommand('Azure Batch: Refresh');
  await reasons.filter({ hasText: 'is disabled' }).waitFor({ state: 'detached' });
  await workbench.takePicture('one reason');
  const after = await explanation.main.getByText('No usable node in the pool').boundingBox();
  const moved = Math.abs((after?.y ?? Infinity) - (before?.y ?? 0));
  assert.ok(moved < 1, `it moved by ${moved} pixels`);
});

test('A9-41 Enter alone never confirms an irreversible action, whatever the question', async () => {
  await workbench.runCommand('View: Close All Editors');
  await workbench.page.setViewportSize({ width: 1400, height: 900 });
  await waitForTask(simulator, taskId, isRunning);
  await pressEnterEverywhere(workbench, simulator);
});
