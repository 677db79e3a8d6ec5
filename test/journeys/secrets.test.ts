import { canary } from '../produced/canary.ts';
import { plantedCommands, plantedSecrets, plantedSetting, plantedText } from '../produced/plantedSecrets.ts';
import { journeyWithSimulator } from './journey.ts';
import { addPoolAndJob, isCompleted, jobId, poolId, waitForTask } from './workload.ts';

/** Prints what it was given, each secret within an error, and fails; on a node where it has failed before it succeeds. */
const printSecrets = `/bin/sh -c '${[
  'printf "%s\\n" "$PLANT_TEXT" | sed "s/^/Error: /" >&2',
  'mkdir "$AZ_BATCH_NODE_SHARED_DIR/$AZ_BATCH_TASK_ID" 2>/dev/null && exit 3',
  'exit 0',
].join('; ')}'`;

/* What is shown and written here is searched for the secrets when all journeys have ended. */
journeyWithSimulator(
  'A9-46 a task full of secrets is looked into and retried',
  { name: 'secrets' },
  async (simulator) => {
    await addPoolAndJob(simulator);
    await simulator.client.task.add(jobId, {
      id: canary,
      commandLine: `${printSecrets} ; ${plantedCommands}`,
      environmentSettings: [plantedSetting, { name: 'PLANT_TEXT', value: plantedText }],
    });
    await simulator.client.task.add(jobId, {
      id: 'plant-unfed',
      commandLine: printSecrets,
      resourceFiles: plantedSecrets.slice(0, 2).map(({ text }) => ({ httpUrl: text, filePath: 'plant' })),
    });
    await waitForTask(simulator, canary, isCompleted);
  },
  async (workbench) => {
    await workbench.expand('Jobs', jobId, 'Failed');
    const task = workbench.row(canary);
    await task.hover();
    await workbench.takePicture('failed');
    await workbench.chooseFromMenu(task, 'Explain', () => workbench.explanation.waitForText('Why'));
    await workbench.takePicture('explanation');
    await workbench.runCommand('View: Close All Editors');
    await workbench.collapse('Jobs');
    await workbench.expand('Pools', poolId);
    await workbench.collapse('Pools');
    await workbench.expand('Jobs');
    await workbench.pressRowButton(task, 'Retry', () => workbench.waitForStatus(/Task \S+ runs again/));
    // Its row leaves the group for good.
    await task.waitFor({ state: 'hidden' });
    await workbench.takePicture('retried');
    await workbench.runCommand('Azure Batch: Show Log');
    await workbench.page.locator('.part.panel .view-line').first().waitFor();
    await workbench.takePicture('log');
  },
);
