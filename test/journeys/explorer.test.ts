import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { root } from '../workbench/places.ts';
import { findViolations } from './axe.ts';
import { findStale, pictureTexts, readSavedTexts } from './pictureTexts.ts';
import { walkSample } from './sampleWalk.ts';
import { walkSteps } from './walkthroughSteps.ts';
import { Workbench } from './workbench.ts';

/** A window with the programs of the sample account and two definitions, in which the extension was not used before. */
let workbench: Workbench;
const folder = mkdtempSync(path.join(os.tmpdir(), 'explorer-'));

before(async () => {
  cpSync(path.join(root, 'media/sample'), folder, { recursive: true });
  writeFileSync(path.join(folder, 'render.pool.json'), '');
  writeFileSync(
    path.join(folder, 'frame.task.json'),
    '{\n  "id": "frame-1",\n  "comandLine": "render",\n  "requiredSlots": 1\n}\n',
  );
  workbench = await Workbench.start({ name: 'explorer', workspaceFrom: folder });
});

after(async () => {
  await workbench.close();
  rmSync(folder, { recursive: true });
});

async function openFile(name: string): Promise<void> {
  const { editor, page, quickInput } = workbench;
  await page.keyboard.press('Control+P');
  await quickInput.filter(name);
  await quickInput.choose(name);
  await editor.waitForTab(name);
}

/** Chooses from the list of suggestions, which is shown when VS Code's JSON service has started. */
async function suggest(label: string): Promise<void> {
  const { page } = workbench;
  const row = page.locator('.suggest-widget .monaco-list-row').filter({ hasText: label }).first();
  await workbench.repeatUntilShown(async () => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Space');
  }, row);
  await row.click();
}

test('an empty file becomes a pool, with descriptions of its properties', async () => {
  const { editor, page } = workbench;
  await openFile('render.pool.json');
  await suggest('Pool of Linux nodes');
  const line = await editor.waitForLine('"vmSize": "standard_d2s_v3"');
  await page.keyboard.press('Escape');
  await workbench.takePicture('pool');
  await line.getByText('"vmSize"').hover();
  await page.locator('.monaco-hover').filter({ hasText: 'The Azure VM size of the nodes.' }).first().waitFor();
  await workbench.takePicture('hover');
});

test('a mistake is marked, and corrected by its quick fix', async () => {
  const { editor, page } = workbench;
  await openFile('frame.task.json');
  await editor.squiggles('error').first().waitFor();
  const line = await editor.waitForLine('"comandLine"');
  await line.getByText('"comandLine"').click();
  const fix = page.locator('.action-widget .monaco-list-row').filter({ hasText: 'Rename to "commandLine"' });
  await workbench.repeatUntilShown(() => page.keyboard.press('Control+.'), fix);
  await workbench.takePicture('fix');
  await fix.click();
  await editor.waitForLine('"commandLine": "render"');
  await editor.squiggles('error').first().waitFor({ state: 'hidden' });
});

test('the empty explorer opens the walkthrough', async () => {
  const { page } = workbench;
  await workbench.openContainer();
  await page.locator('.part.sidebar .welcome-view a').filter({ hasText: 'See how it works, step by step' }).click();
  await page.locator('.getting-started-step.expanded').filter({ hasText: 'Open the sample account' }).waitFor();
  await workbench.takePicture('walkthrough');
});

test('without an account the palette has no command that needs one', async () => {
  const { page, quickInput } = workbench;
  await page.keyboard.press('F1');
  await quickInput.filter('>Azure Batch: Sign In');
  await quickInput.entry('Azure Batch: Sign In').waitFor();
  await quickInput.filter('>Azure Batch: Explain Task');
  await quickInput.entry('Azure Batch: Explain Task').waitFor({ state: 'hidden' });
  await quickInput.cancel();
  await quickInput.box.waitFor({ state: 'hidden' });
});

test('the sample account leads from the welcome view to the cause of a failure, and a retry succeeds', async () => {
  await workbench.runCommand('File: Save All');
  // VS Code asks about files that are closed before they are saved.
  await workbench.page.locator('.tab.dirty').first().waitFor({ state: 'hidden' });
  await workbench.runCommand('View: Close All Editors');
  await walkSample(workbench);
  const shown = readSavedTexts(path.join(workbench.pictures, 'texts.json'));
  assert.deepEqual(findStale(readSavedTexts(pictureTexts), shown), [], 'docs/pictures is out of date: npm run picture');
  await workbench.runCommand('View: Hide Panel');
});

test('failures come first in the explorer, and the badge counts them', async () => {
  await workbench.runCommand('View: Close All Editors');
  await workbench.collapse('train');
  // Commands act on the selected row, which must not be a task's.
  await workbench.row('Pools').click();
  await workbench.expand('Pools');
  await workbench.row(/^sample.*failed/).waitFor();
  await workbench.row(/^gpu-train.*resize failed/).waitFor();
  await workbench.row(/^frames.*\d+ failed/).waitFor();
  await workbench.page.locator('.activitybar .badge-content').filter({ hasText: /^\d+$/ }).first().waitFor();
  await workbench.takePicture('opened');
});

test('a command from the palette asks for a task, and lists failed tasks first', async () => {
  const { quickInput } = workbench;
  await workbench.runCommand('Azure Batch: Explain Task');
  await quickInput.waitForTitle('Job in sample');
  await quickInput.choose(/^frames/);
  await quickInput.waitForTitle('Tasks in job frames');
  await quickInput.entry(/^frame-.*failed.*BlobNotFound/).waitFor();
  await workbench.takePicture('tasks');
  await quickInput.choose(/^frame-0001/);
  await workbench.editor.waitForTab(/^frame-0001$/);
  await workbench.explanation.waitForTitle('frame-0001 could not start');
});

test('a file of a task is found folder by folder', async () => {
  const { quickInput } = workbench;
  await workbench.runCommand('View: Close All Editors');
  await workbench.runCommand('Azure Batch: Open File');
  await quickInput.choose(/^train/);
  await quickInput.choose(/^shard-02/);
  await quickInput.waitForTitle('Files in shard-02');
  await workbench.takePicture('files');
  await quickInput.choose('stderr.txt');
  await workbench.editor.waitForTab('stderr.txt');
});

test('a long list shows its first page and loads more on request', async () => {
  const { page } = workbench;
  await workbench.expand(/^reports/, /^Succeeded\s*120/);
  const more = workbench.row('Load more');
  await workbench.runCommand('Azure Batch: Focus on Explorer View');
  await workbench.repeatUntilShown(() => page.keyboard.press('End'), more);
  await workbench.takePicture('load more');
  await more.click();
  await more.waitFor({ state: 'hidden' });
  // The replacement is then selected and revealed; before that, the tree would scroll back to it.
  await page.locator('.part.sidebar .monaco-list-row.selected').filter({ hasNotText: 'Load more' }).waitFor();
  await workbench.repeatUntilShown(() => page.keyboard.press('Home'), workbench.row(/^frames/));
});

test('a failed task has its cause in words, and its tooltip hides the signature of the address', async () => {
  const task = await workbench.expand(/^frames/, 'Failed').then(() => workbench.row(/^frame-.*BlobNotFound/));
  await task.waitFor();
  assert.match((await task.getAttribute('aria-label')) ?? '', /failed.*BlobNotFound/);
  const tooltip = workbench.page.locator('.monaco-hover:visible').filter({ hasText: 'BlobSource' });
  await workbench.repeatUntilShown(async () => {
    await workbench.page.mouse.move(700, 400);
    await task.hover();
  }, tooltip);
  assert.match((await tooltip.textContent()) ?? '', /sig=\[hidden\]/);
  await workbench.takePicture('tooltip');
});

test('failed tasks are below their cause, whose row explains it', async () => {
  const cause = workbench.row(/^lights\/input-.*exr is missing/);
  assert.match((await cause.getAttribute('aria-label')) ?? '', /\d+ failed tasks.*is missing/);
  assert.equal(await cause.getAttribute('aria-expanded'), 'true');
  await cause.locator('.actions .action-label[aria-label^="Fix and Resubmit"]').waitFor({ state: 'attached' });
  await workbench.pressRowButton(cause, 'Explain This Cause', () => workbench.explanation.waitForTitle('is missing'));
  await workbench.takePicture('cause in the explorer');
});

test('a click on a pool opens its page, and its menu opens its properties', async () => {
  const { editor, explanation } = workbench;
  const pool = workbench.row(/^gpu-train/);
  await workbench.openByClick(pool, /^gpu-train$/);
  await explanation.waitForText('quota');
  assert.equal(await pool.getAttribute('aria-expanded'), 'false', 'its twistie opens it');
  await workbench.chooseFromMenu(pool, ['Look', 'Properties'], () => editor.waitForTab('gpu-train · pool.json'));
  await workbench.openByClick(workbench.row(/^cpu-render/), /^cpu-render$/);
  await explanation.waitForTitle('cpu-render');
  await workbench.takePicture('pool');
});

test('nodes that need attention come first in their pool, and show their files', async () => {
  await workbench.expand(/^gpu-train/, 'Need attention');
  await workbench.expand(/^node \d.*start task failed/, /^Files/, /^startup/);
  await workbench.row('stderr.txt').waitFor();
  await workbench.takePicture('node files');
});

test('a preparation task shows its output on its node, and a schedule its next run', async () => {
  await workbench.page.getByRole('button', { name: 'Collapse All' }).first().click();
  await workbench.expand('sample', 'Job schedules');
  await workbench.row(/^weekly-archive.*next run Jan 1, 2036/).waitFor();
  await workbench.takePicture('job schedules');
  await workbench.collapse('Job schedules');
  await workbench.expand('Jobs', /^nightly/, 'Preparation and release tasks', /^node 1.*failed/, 'Preparation task');
  await workbench.openByClick(workbench.row('stderr.txt'), 'stderr.txt');
  await workbench.editor.waitForLine('model.tar.gz');
  await workbench.takePicture('preparation task');
});

test('failures are grouped by cause', async () => {
  await workbench.runCommand('Azure Batch: Focus on Failures View');
  const cause = workbench.row(/\d tasks · lights\/input-.*frames/);
  await cause.waitFor();
  await workbench.takePicture('causes');
  await workbench.pressRowButton(cause, 'Explain This Cause', () => workbench.explanation.waitForTitle('is missing'));
  await workbench.takePicture('explained cause');
});

/** Asserts that the open box shows its question and that axe-core finds no violation; closes the box. */
async function lookAtBox(title: string, entry: string, picture: string): Promise<void> {
  const { page, quickInput } = workbench;
  await quickInput.waitForTitle(title);
  await quickInput.entry(entry).waitFor();
  await workbench.takePicture(picture);
  assert.deepEqual(await findViolations(page, 'box'), []);
}

test('failures are filtered by checked rows, and the view shows this until the filter is cleared', async () => {
  const { page, quickInput } = workbench;
  const sidebar = page.locator('.part.sidebar');
  await workbench.runCommand('Azure Batch: Filter Failures');
  await lookAtBox('Show which failures?', 'Job train', 'filter');
  await quickInput.tick('Job train');
  await quickInput.acceptTicked();
  await sidebar.getByText(/^Filtered: job train/).waitFor();
  await workbench.row(/\d tasks · weights\.pt is missing/).waitFor();
  await workbench.row(/\d tasks · lights\/input-/).waitFor({ state: 'hidden' });
  await workbench.takePicture('filtered');
  await workbench.runCommand('Azure Batch: Show All Failures Again');
  await workbench.row(/\d tasks · lights\/input-/).waitFor();
});

test('a muted cause is at the end of the failures, with the end of its mute, until it is unmuted', async () => {
  const { page, quickInput } = workbench;
  const cause = workbench.row(/\d tasks · weights\.pt is missing/);
  await workbench.chooseFromMenu(cause, 'Mute This Cause', () => quickInput.waitForTitle('Mute where'));
  await lookAtBox('Mute where, and for how long?', 'For 7 days in the whole account', 'mute');
  await quickInput.choose('For 1 day in job train');
  await cause.waitFor({ state: 'hidden' });
  const foot = workbench.row('1 cause muted');
  await workbench.runCommand('Azure Batch: Focus on Failures View');
  await workbench.repeatUntilShown(() => page.keyboard.press('End'), foot);
  await workbench.expand('1 cause muted');
  await workbench.repeatUntilShown(
    () => page.keyboard.press('End'),
    workbench.row(/weights\.pt is missing.*job train · muted until/),
  );
  await workbench.takePicture('muted');
  await workbench.pressRowButton(foot, 'Unmute', () => foot.waitFor({ state: 'hidden' }));
});

test('places that were not searched are listed below the results of Find', async () => {
  const { quickInput } = workbench;
  await workbench.runCommand('Azure Batch: Find');
  await quickInput.waitForTitle('Find in all accounts');
  await quickInput.filter('shard');
  await quickInput.entry('There are more matches').waitFor();
  await lookAtBox('Find in all accounts', 'Not searched: tasks', 'find');
  await quickInput.cancel();
});

test('disabling a job asks about its running tasks', async () => {
  const { page, quickInput } = workbench;
  await workbench.runCommand('Azure Batch: Focus on Explorer View');
  const job = workbench.row('train');
  await workbench.repeatUntilShown(() => page.keyboard.press('Home'), workbench.row('Jobs'));
  // Expanded pools may leave no room for the row.
  await workbench.repeatUntilShown(() => page.keyboard.press('ArrowDown'), job);
  await workbench.chooseFromMenu(job, ['Act', 'Disable Job'], () => quickInput.waitForTitle('Disable job'));
  await lookAtBox('Disable job', 'Requeue', 'question');
  await quickInput.cancel();
});

test('an item is found in the explorer by its ID', async () => {
  const { quickInput } = workbench;
  await workbench.runCommand('Azure Batch: Find a Pool, Node, Job or Task');
  await quickInput.waitForTitle('Find in all accounts');
  await quickInput.filter('encode/');
  const id =
    (await quickInput
      .entry(/failed/)
      .locator('.label-name')
      .first()
      .textContent()) ?? '';
  await quickInput.filter(`encode/${id}`);
  const entry = quickInput.entry(new RegExp(`^${id}.*task · job encode · failed`));
  await workbench.takePicture('finding');
  assert.notEqual(id, '');
  await entry.click();
  const selected = workbench.page.locator('.part.sidebar .monaco-list-row.selected').filter({ hasText: id });
  await selected.waitFor();
  assert.match((await selected.getAttribute('aria-label')) ?? '', /failed/);
  await workbench.takePicture('found');
});

test('a command acts on the selected row or on the active page, and a destructive command names the item first', async () => {
  const { editor, explanation } = workbench;
  await workbench.runCommand('Azure Batch: Explain Job');
  await editor.waitForTab(/^encode$/);
  await explanation.waitForTitle(/job encode/);
  await workbench.runCommand('Azure Batch: Terminate Job…');
  await workbench
    .modal()
    .filter({ hasText: /Terminate job encode/ })
    .waitFor();
  await workbench.answerModal('Cancel');
});

test('each step of the walkthrough has a picture and working buttons that complete it', () => walkSteps(workbench));

test("the folder of the sample's programs opens with its account, at a marked line", async () => {
  const { editor, page, quickInput } = workbench;
  await workbench.runCommand('Azure Batch: Start a Simulator…');
  await quickInput.choose('Sample Account and Its Programs');
  await page.waitForURL(/media%2Fsample|media\/sample/);
  await workbench.row(/^sample.*failed/).waitFor();
  await editor.waitForTab('train.py');
  await workbench.toast('The line is marked').waitFor();
  await editor.squiggles('error').first().waitFor();
  await workbench.takePicture('sample folder');
});
