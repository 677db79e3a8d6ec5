import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after } from 'node:test';
import { journeyWithSimulator } from './journey.ts';
import { addPoolAndJob, hasSucceeded, isCompleted, jobId, waitForTask } from './workload.ts';

/** A program that really runs, fails on an input that is missing, gets it, and succeeds when it is retried. */
const folder = mkdtempSync(path.join(os.tmpdir(), 'azure-batch-troubleshooter-input-'));
const input = path.join(folder, 'frame-1.exr');
const taskId = 'frame-1';

after(() => rmSync(folder, { recursive: true, force: true }));

journeyWithSimulator(
  'a program that lacks its input is explained, gets it, and is retried from the tree',
  { name: 'real-workload' },
  async (simulator) => {
    await addPoolAndJob(simulator);
    await simulator.client.task.add(jobId, {
      id: taskId,
      commandLine: `/bin/sh -c 'echo reading input; cat "${input}" > picture && echo rendered'`,
    });
    await waitForTask(simulator, taskId, isCompleted);
  },
  async (workbench, simulator) => {
    await workbench.expand('Jobs', jobId, 'Failed');
    const failed = workbench.row(taskId);
    await failed.filter({ hasText: 'exit code 1' }).waitFor();
    await workbench.takePicture('failed-task');

    await workbench.chooseFromMenu(failed, 'Explain', () =>
      workbench.explanation.waitForText('No such file or directory'),
    );
    await workbench.takePicture('explanation');

    await workbench.pressRowButton(failed, 'Open stderr.txt', () => workbench.editor.waitForTab('stderr.txt'));
    await workbench.editor.waitForLine('No such file or directory');
    await workbench.takePicture('stderr');

    writeFileSync(input, 'pixels');
    const question = workbench.modal().filter({ hasText: 'The task fails again unless its cause is fixed' });
    await workbench.pressRowButton(failed, 'Retry', () => question.waitFor());
    await workbench.answerModal('Retry');
    await waitForTask(simulator, taskId, hasSucceeded);
    await workbench.expand('Succeeded');
    await workbench.row(taskId).waitFor();
    await workbench.takePicture('succeeded');
  },
);
