import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startSimulator } from '../../src/simulator/simulator.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { plantedSecrets } from '../produced/plantedSecrets.ts';
import { addAccountByKey } from './addAccount.ts';
import { Workbench } from './workbench.ts';

/** Definitions that are corrected until their items succeed: of all tasks of a cause, of a job, and of a start task. */
let simulator: Simulator;
let workbench: Workbench;

const sas = `sv=2022-11-02&se=2036-02-02T00%3A00%3A00Z&sig=${plantedSecrets[0]?.secret ?? ''}%3D`;
const storage = 'https://contosodata.blob.core.windows.net';
const submitDefinition = 'Azure Batch: Submit Definition to Batch';

before(async () => {
  simulator = await startSimulator({ scenario: 'sample', speed: 30 });
  workbench = await Workbench.start({ name: 'corrections', settings: { 'azureBatch.refreshInterval': 5 } });
  await addAccountByKey(workbench, simulator);
});

after(async () => {
  await workbench.close();
  await simulator.close();
});

/** Chooses the quick fix that is offered at the cursor, on the faulty property. */
async function chooseQuickFix(title: string): Promise<void> {
  const { editor, page } = workbench;
  await editor.squiggles('warning').first().waitFor();
  const fix = page.locator('.action-widget .monaco-list-row').filter({ hasText: title });
  await workbench.repeatUntilShown(() => page.keyboard.press('Control+.'), fix);
  await workbench.takePicture('quick-fix');
  await page.keyboard.press('Enter');
}

/** Replaces a text in the focused editor, as a user does. */
async function replaceInEditor(from: string, to: string): Promise<void> {
  const { page } = workbench;
  await page.keyboard.press('Control+H');
  const widget = page.locator('.find-widget.visible');
  await widget.locator('.find-part textarea').fill(from);
  await widget.locator('.replace-part textarea').fill(to);
  await widget.locator('.replace-part textarea').press('Control+Alt+Enter');
  await page.keyboard.press('Escape');
  await workbench.editor.waitForLine(to);
}

test('the definitions of all tasks of a cause are corrected together, and the page and row of the cause show their success', async () => {
  const { editor, explanation, quickInput } = workbench;
  const cause = workbench.row(/^6 tasks · The SAS for out/);
  await workbench.chooseFromMenu(cause, 'Explain This Cause', () => explanation.waitForTitle('The SAS for out'));
  await workbench.takePicture('cause');
  await explanation.button('Fix and Resubmit All').click();
  await editor.waitForTab('shot-41-2.task.json');
  await editor.squiggles('warning').first().waitFor();
  await workbench.takePicture('task-at-fault');
  await chooseQuickFix('Enter a New URL');
  await quickInput.waitForTitle('New URL');
  await quickInput.answer(`${storage}/outputs?sr=c&sp=w&${sas}`);
  await editor.squiggles('warning').first().waitFor({ state: 'hidden' });
  await workbench.page.locator('.editor-actions .action-label[aria-label^="Submit Definition"]').first().click();
  await quickInput.choose('The Same Job');
  await quickInput.waitForTitle('Submit 6 tasks to job encode?');
  await workbench.takePicture('submit-question');
  await quickInput.choose(/^Submit/);
  await workbench.waitForStatus(/6 tasks were submitted/);
  await explanation.waitForText('6 of 6 tasks were submitted again');
  await explanation.waitForText('All 6 tasks were submitted again and succeeded.');
  await workbench.row(/^encode.*3 failed · 6 resolved/).waitFor();
  const resolved = '6 failed tasks resolved';
  await workbench.runCommand('Azure Batch: Focus on Failures View');
  await workbench.repeatUntilShown(() => workbench.page.keyboard.press('End'), workbench.row(resolved));
  await workbench.expand(resolved);
  const causeBelow = workbench.row(/^6 tasks · The SAS for out.*6 submitted again, succeeded/);
  await workbench.repeatUntilShown(() => workbench.page.keyboard.press('End'), causeBelow);
  await workbench.takePicture('cause-submitted-again');
  await explanation.button('Explain shot-41-2').click();
  await explanation.waitForTitle(/shot-41-2 .*succeeded/);
});

test('a job with a failing preparation task is cloned with the missing input, and its tasks start there', async () => {
  const { editor, explanation, quickInput } = workbench;
  const job = await workbench.expand('Jobs').then(() => workbench.row(/^nightly.*preparation task fails/));
  await workbench.chooseFromMenu(job, 'Explain Job', () => explanation.waitForTitle('nightly is stuck'));
  await workbench.takePicture('stuck-job');
  await explanation.button('Edit and Clone Job').click();
  await editor.waitForTab('nightly-2.job.json');
  await chooseQuickFix('Add a Resource File');
  await quickInput.waitForTitle('New URL');
  await quickInput.answer(`${storage}/inputs/model.tar.gz?sr=b&sp=r&${sas}`);
  await quickInput.waitForTitle('New resource file');
  assert.equal(await quickInput.value(), 'model.tar.gz');
  await quickInput.accept();
  await editor.waitForLine('"filePath": "model.tar.gz"');
  await workbench.takePicture('file-added');
  await workbench.runCommand(submitDefinition);
  await quickInput.choose('24 Tasks That Have Not Succeeded');
  await quickInput.choose(/^Disable/);
  await quickInput.waitForTitle('Create job nightly-2 and submit 24 tasks to it?');
  await workbench.takePicture('clone-question');
  await quickInput.choose(/^Create/);
  await workbench.waitForStatus(
    /The preparation task for job nightly-2 has succeeded, and the job's tasks are starting/,
  );
  await workbench.row(/^nightly-2.*(running|succeeded)/).waitFor();
  await workbench.takePicture('unstuck');
});

test('the start task of a pool is corrected, and its failed nodes come back', async () => {
  const { editor, explanation, page, quickInput } = workbench;
  await workbench.collapse('Jobs');
  await workbench.expand('Pools', 'gpu-train', 'Need attention');
  const node = workbench.row(/^node \d.*start task failed/);
  await workbench.chooseFromMenu(node, 'Explain Node', () => explanation.waitForText('apt-get'));
  await workbench.takePicture('node');
  await explanation.button('Edit Start Task').click();
  await editor.waitForTab('gpu-train.start-task.json');
  await editor.squiggles('warning').first().waitFor();
  await replaceInEditor('bash prepare-node.sh', "/bin/bash -c 'dnf install -y apt && bash prepare-node.sh'");
  await workbench.takePicture('start-task');
  // VS Code then shows the changes again once the definition is closed.
  await workbench.runCommand('View: Close Other Editors in Group');
  await workbench.runCommand(submitDefinition);
  await quickInput.choose('Reboot 2 Nodes Whose Start Task Failed');
  await quickInput.waitForTitle('Change the start task of pool gpu-train and reboot 2 nodes?');
  await workbench.takePicture('reboot-question');
  await quickInput.choose(/^Change and Reboot/);
  await workbench.waitForStatus(/All 2 nodes in pool gpu-train are back/);
  await page.locator('.tab').filter({ hasText: 'start-task.json' }).waitFor({ state: 'hidden' });
  await workbench.row(/^Need attention.*3/).waitFor();
  await workbench.takePicture('nodes-back');
  // A corrected definition can be corrected again.
  const pool = workbench.row(/^gpu-train/);
  await workbench.chooseFromMenu(pool, ['Change', 'Edit Start Task'], () =>
    editor.waitForTab('gpu-train.start-task.json'),
  );
  await editor.waitForLine('dnf install -y apt');
});
