import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../workbench/places.ts';
import { readTexts } from './pictureTexts.ts';
import type { Workbench } from './workbench.ts';

/** Task of the sample account that the walk fixes: the weights of a model were missing in storage, and exist now. */
export const sampleTask = { jobId: 'train', taskId: 'shard-01' } as const;
/** The next task, which failed in the same way. */
const nextTaskId = 'shard-02';
const sourceFile = 'train.py';
const failingCall = 'state = torch.load(path';
const source = readFileSync(path.join(root, 'media/sample', sourceFile), 'utf8').split('\n');
const failingLine = source.findIndex((line) => line.includes(failingCall)) + 1;

/** Callback for each step of the walk. */
export type Tell = (step: string) => void;

/**
 * The main journey, read from the page step by step: welcome view → failed task → cause → log with its diagnostic →
 * mark in the user's own source → retry → success. The open folder contains the programs of the sample account.
 */
export async function walkSample(workbench: Workbench, tell: Tell = () => undefined): Promise<void> {
  const { editor, page, quickInput } = workbench;
  await workbench.openContainer();
  const open = page
    .locator('.part.sidebar .welcome-view .monaco-button')
    .filter({ hasText: 'Open the Sample Account' });
  await open.waitFor();
  await workbench.takePicture('welcome');
  await open.click();
  await workbench.row('sample').waitFor();
  await editor.waitForTab('Overview of sample');
  await workbench.explanation.waitForText('weights.pt');
  await workbench.takePicture('overview');
  tell('the sample account is open, with the overview of what is wrong');

  await workbench.expand('Jobs', sampleTask.jobId, 'Failed');
  const failed = workbench.row(sampleTask.taskId);
  await failed.filter({ hasText: 'exit code 1' }).waitFor();
  await workbench.takePicture('failed-task');
  tell('a task has failed with exit code 1');

  await workbench.chooseFromMenu(failed, 'Explain', () => workbench.explanation.waitForTitle('weights.pt'));
  // Until all logs are read, causes show a minimum number of tasks.
  await page.locator('.part.sidebar .monaco-list-row[aria-label^="at least"]').first().waitFor({ state: 'hidden' });
  await workbench.takePicture('explanation');
  const texts = await readTexts(workbench);
  writeFileSync(path.join(workbench.pictures, 'texts.json'), `${JSON.stringify(texts, undefined, 2)}\n`);
  tell('its explanation names the file that is missing');

  await workbench.pressRowButton(failed, 'Open stderr.txt', () => editor.waitForTab('stderr.txt'));
  await editor.waitForLine(/FileNotFoundError/);
  await editor.squiggles('error').first().waitFor();
  await workbench.runCommand('Notifications: Clear All Notifications');
  const problems = await workbench.problems(/weights\.pt/);
  await problems.first().waitFor();
  await workbench.takePicture('log');
  tell('its log opens at the end, and the line that matters is in the Problems panel');

  await page.keyboard.press('Control+P');
  await quickInput.filter(`${sourceFile}:${failingLine}`);
  await quickInput.choose(sourceFile);
  await editor.waitForTab(sourceFile);
  await editor.waitForLine(failingCall);
  await editor.squiggles('error').first().waitFor();
  await workbench.takePicture('source');
  tell('the line of the source that failed on the node is marked');

  const question = workbench
    .modal()
    .filter({ hasText: 'The task fails again unless the cause is fixed: weights.pt is missing.' });
  await workbench.pressRowButton(failed, 'Retry', () => question.waitFor());
  await workbench.takePicture('retry-question');
  await workbench.answerModal('Retry');
  await workbench.waitForStatus(/Task \S+ was retried/);
  await workbench.row(nextTaskId).and(page.locator('.selected')).waitFor();
  tell('the task is retried after a question that says what it lacks, and the next one is selected');
  await workbench.collapse('Failed', 'Pools');
  await workbench.expand('Succeeded');
  await workbench.row(sampleTask.taskId).waitFor();
  await workbench.takePicture('succeeded');
  tell('it has succeeded');

  await workbench.expand(sampleTask.taskId, 'Earlier attempts');
  const attempt = workbench.row('exit code 1; then retried');
  await attempt.waitFor();
  await attempt.click();
  await workbench.explanation.waitForText(/Saved .* It may be different now\./);
  await workbench.explanation.waitForTitle('weights.pt');
  await workbench.takePicture('earlier-attempt');
  tell('why it failed before is still below it');
}
