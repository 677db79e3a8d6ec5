import { after, before, test } from 'node:test';
import { addAccountByKey } from './addAccount.ts';
import { type SimulatorProcess, startSimulatorProcess } from './simulatorProcess.ts';
import { Workbench } from './workbench.ts';
import { addPoolAndJob, isRunning, jobId, poolId, startedAfter, waitForTask } from './workload.ts';

const taskId = 'endless';

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
    workbench.modal().filter({ hasText: 'Requeue the running task?' }).waitFor(),
  );
  await workbench.takePicture('question');
  await workbench.answerModal('Requeue');
  await workbench.waitForStatus(/waits to run again/);
  await waitForTask(simulator, taskId, startedAfter(running));
  await workbench.takePicture('runs-again');
});

test('a node is rebooted and its running task goes back to the queue', async () => {
  const running = await waitForTask(simulator, taskId, isRunning);
  // Jobs and pools both have a branch of what runs.
  await workbench.collapse('Jobs');
  await workbench.expand('Pools', poolId, 'Running');
  await workbench.chooseFromMenu(workbench.row('node 1'), 'Reboot', () => workbench.quickInput.waitForTitle('Reboot'));
  await workbench.takePicture('choices');
  await workbench.quickInput.choose(/requeue/i);
  await workbench.modal().filter({ hasText: 'Reboot this node?' }).waitFor();
  await workbench.answerModal('Reboot');
  await workbench.waitForStatus(/is rebooting/);
  // A reboot requeues without counting: Batch counts what users take away, not what recovers.
  await waitForTask(simulator, taskId, startedAfter(running));
  await workbench.takePicture('rebooted');
});
