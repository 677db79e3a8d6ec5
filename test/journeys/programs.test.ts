import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { toVisible } from '../../src/core/text/escape.ts';
import { canary } from '../produced/canary.ts';
import { plantedCommands, plantedSecrets, plantedSetting, plantedText } from '../produced/plantedSecrets.ts';
import { addAccountByKey } from './addAccount.ts';
import { pressEnterEverywhere, taskId } from './questions.ts';
import { type SimulatorProcess, startSimulatorProcess } from './simulatorProcess.ts';
import { Workbench } from './workbench.ts';
import {
  addPoolAndJob,
  hasSucceeded,
  isCompleted,
  isRunning,
  jobId,
  poolId,
  startedAfter,
  waitForTask,
} from './workload.ts';

/**
 * Real programs: one without its input, one whose output looks like page elements, one that prints secrets, and one that
 * runs until it is ended.
 */
const folder = mkdtempSync(path.join(os.tmpdir(), 'azure-batch-troubleshooter-input-'));
const input = path.join(folder, 'frame-1.exr');
const lackingId = 'frame-1';

const hostileId = 'hostile';
/** Task that prints the same text in the middle of a line of 100 kB. */
const longId = 'long';
/** Task that prints progress and colors, as for a terminal. */
const colouredId = 'coloured';
/** Host that distinguishes these requests from all others of a workbench. */
const bait = 'bait.invalid';
/** Invisible characters that reverse the following text. */
const unseen = '\u202e\u200b';
const wickedLine = `Error: ${unseen}<img src=https://${bait}/a onerror=alert(1)><a href=https://${bait}/b>b</a><script>c</script>[d](command:workbench.action.quit)`;

/** Program that prints its secrets in errors and fails; it succeeds on a node where it failed before. */
const printSecrets = `/bin/sh -c '${[
  'printf "%s\\n" "$PLANT_TEXT" | sed "s/^/Error: /" >&2',
  'mkdir "$AZ_BATCH_NODE_SHARED_DIR/$AZ_BATCH_TASK_ID" 2>/dev/null && exit 3',
  'exit 0',
].join('; ')}'`;

const tasks = [
  {
    id: lackingId,
    commandLine: `/bin/sh -c 'echo reading input; cat "${input}" > picture && echo rendered'`,
  },
  {
    id: hostileId,
    commandLine: `/bin/sh -c 'printf "%s\\n" "$WICKED" >&2; exit 3'`,
    environmentSettings: [{ name: 'WICKED', value: wickedLine }],
  },
  {
    id: longId,
    commandLine: `/bin/sh -c 'pad() { head -c 50000 /dev/zero | tr "\\0" "$1" >&2; }; pad a; printf " %s " "$WICKED" >&2; pad b; exit 3'`,
    environmentSettings: [{ name: 'WICKED', value: wickedLine }],
  },
  {
    id: colouredId,
    commandLine: `/bin/sh -c 'printf "tile  10 percent\\rtile 100 percent\\n\\033[31mValueError: row 18 has 5 cells\\033[0m\\nplain words\\n" >&2; exit 3'`,
  },
  {
    id: canary,
    commandLine: `${printSecrets} ; ${plantedCommands}`,
    environmentSettings: [plantedSetting, { name: 'PLANT_TEXT', value: plantedText }],
  },
  {
    id: 'plant-unfed',
    commandLine: printSecrets,
    resourceFiles: plantedSecrets.slice(0, 2).map(({ text }) => ({ httpUrl: text, filePath: 'plant' })),
  },
];

let simulator: SimulatorProcess;
let workbench: Workbench;

async function prepare(): Promise<SimulatorProcess> {
  const started = await startSimulatorProcess();
  await addPoolAndJob(started);
  for (const task of tasks) await started.client.task.add(jobId, task);
  for (const { id } of tasks) await waitForTask(started, id, isCompleted);
  return started;
}

before(async () => {
  [simulator, workbench] = await Promise.all([prepare(), Workbench.start({ name: 'programs' })]);
  await addAccountByKey(workbench, simulator);
  await workbench.expand('Jobs', jobId, 'Failed');
});

after(async () => {
  await workbench.close();
  await simulator.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Browser message after a document's policy blocked something, in any frame. */
const violation = /Content Security Policy/;

/** Runs in a page: effects of text that became markup, and the policy directive that prevents each. */
const planted = [
  [`Object.assign(document.createElement('img'), { src: 'https://${bait}/planted' })`, 'default-src'],
  [`Object.assign(document.createElement('script'), { textContent: '0' })`, 'script-src'],
] as const;

const reddish = 'ValueError: row 18 has 5 cells';

/** Runs in a page: checks the colour of a line, which the editor may draw before its decorations. */
function isFirstSpanRed(text: string): boolean {
  const lines = [...document.querySelectorAll('.view-line')];
  const line = lines.find(({ textContent }) => textContent?.replaceAll('\u00a0', ' ').includes(text));
  const span = line?.querySelector('span span');
  const [r = 0, g = 0, b = 0] = span ? (getComputedStyle(span).color.match(/\d+/g) ?? []).map(Number) : [];
  return r > 120 && r > 1.5 * g && r > 1.5 * b;
}

test("a log has the program's colors, a button for the raw text, and a key for fixes", async () => {
  const { editor, page, quickInput } = workbench;
  await workbench.pressRowButton(workbench.row(colouredId), 'Open stderr.txt', () => editor.waitForTab(/stderr/));
  await editor.waitForLine('tile 100 percent');
  await editor.waitForLine(reddish);
  await page.waitForFunction(isFirstSpanRed, reddish);
  await editor.squiggles('error').first().waitFor();
  await workbench.takePicture('coloured');
  await page.keyboard.press('Control+.');
  await quickInput.entry('Explain This Failure').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.codelens-decoration a', { hasText: 'Show Raw Text' }).first().click();
  await editor.waitForLine(/tile\s+10\spercent\u240dtile/);
  await workbench.takePicture('raw');
  await page.locator('.codelens-decoration a', { hasText: 'Show Readable Text' }).first().click();
  await editor.waitForLine(/^tile\s100\spercent/);
});

test('A9-18 program output creates no element, link or request in a page', async () => {
  const { editor, explanation, page } = workbench;
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  // The browser reports violations itself: VS Code rewrites a frame after its first scripts, removing listeners.
  const violations: string[] = [];
  page.on('console', (message) => violation.test(message.text()) && violations.push(message.text()));
  const count = (selector: string): Promise<number> => explanation.main.locator(selector).count();
  for (const id of [hostileId, longId]) {
    await workbench.chooseFromMenu(workbench.row(id), 'Explain', () => editor.waitForTab(id));
    await explanation.waitForTitle(id);
    const said = await explanation.waitForText('What to do');
    assert.ok(said.includes(toVisible(wickedLine)), said);
    const frame = await explanation.findFrame();
    assert.deepEqual([await count('img, script, iframe, [onerror]'), await count(`a[href*="${bait}"]`)], [0, 0]);
    assert.equal(await count('a:not([href^="https://learn.microsoft.com/"])'), 0);
    assert.deepEqual(violations, []);
    const isWide = await frame.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth');
    assert.equal(isWide, false, `the page of ${id} is scrolled to the side`);
    await workbench.takePicture(id);
  }
  assert.deepEqual(
    asked.filter((url) => url.includes(bait)),
    [],
  );
  // Proves that a violation would have been noticed.
  const frame = await explanation.findFrame();
  for (const [element, directive] of planted) {
    const noticed = page.waitForEvent('console', (message) => violation.test(message.text()));
    await frame.evaluate(`void document.querySelector('main').append(${element})`);
    assert.match((await noticed).text(), new RegExp(`["']${directive} `));
  }
  assert.equal(violations.length, planted.length, violations.join(' · '));
});

test('a task without its input file is explained, gets the file, and is retried from the tree', async () => {
  const failed = workbench.row(lackingId);
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
  const question = workbench.modal().filter({ hasText: 'The task fails again unless the cause is fixed' });
  await workbench.pressRowButton(failed, 'Retry', () => question.waitFor());
  await workbench.answerModal('Retry');
  await waitForTask(simulator, lackingId, hasSucceeded);
  await workbench.expand('Succeeded');
  await workbench.row(lackingId).waitFor();
  await workbench.takePicture('succeeded');
  await workbench.collapse('Succeeded');
});

/** All shown and written texts here are searched for the secrets after all journeys. */
test('A9-46 a task full of secrets is diagnosed and retried', async () => {
  const task = workbench.row(canary);
  await task.hover();
  await workbench.takePicture('secrets');
  await workbench.chooseFromMenu(task, 'Explain', () => workbench.explanation.waitForTitle(canary));
  await workbench.takePicture('secrets explained');
  await workbench.runCommand('View: Close All Editors');
  await workbench.collapse('Jobs');
  await workbench.expand('Pools', poolId);
  await workbench.collapse('Pools');
  await workbench.expand('Jobs');
  await workbench.pressRowButton(task, 'Retry', () =>
    workbench.waitForStatus(new RegExp(`Task ${canary} was retried`)),
  );
  // The row leaves the group for good.
  await task.waitFor({ state: 'hidden' });
  await workbench.takePicture('secrets retried');
  await workbench.runCommand('Azure Batch: Show Log');
  await workbench.page.locator('.part.panel .view-line').first().waitFor();
  await workbench.takePicture('log');
});

test('a running task is requeued and starts again', async () => {
  await simulator.client.task.add(jobId, { id: taskId, commandLine: "/bin/sh -c 'echo started; sleep 600'" });
  const running = await waitForTask(simulator, taskId, isRunning);
  await workbench.runCommand('View: Hide Panel');
  await workbench.runCommand('Azure Batch: Refresh');
  await workbench.collapse('Failed');
  await workbench.expand('Jobs', jobId, 'Running');
  await workbench.chooseFromMenu(workbench.row(taskId), ['Act', 'Requeue'], () =>
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

test('when a reason to wait ends, it disappears from the page, and the reading position stays', async () => {
  const { editor, explanation, page } = workbench;
  await page.setViewportSize({ width: 1400, height: 500 });
  const [laterId, waitingId] = ['later', 'next'];
  await waitForTask(simulator, taskId, isRunning);
  await simulator.client.job.add({ id: laterId, poolInfo: { poolId } });
  await simulator.client.task.add(laterId, { id: waitingId, commandLine: '/bin/true' });
  await simulator.client.job.disable(laterId, 'wait');
  await workbench.runCommand('Azure Batch: Refresh');
  await workbench.collapse('Pools');
  await workbench.expand('Jobs');
  await workbench.collapse(jobId);
  await workbench.expand(laterId, 'Waiting');
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
