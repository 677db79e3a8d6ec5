import assert from 'node:assert/strict';
import path from 'node:path';
import { root } from '../workbench/places.ts';
import { findViolations } from './axe.ts';
import { journey } from './journey.ts';
import type { Workbench } from './workbench.ts';

/** No walk needs more presses of one key to come somewhere. */
const maxPresses = 40;
/** A key that has moved no focus after this time was lost. */
const lostAfterMs = 10_000;
/** The focus was lost once in seven first openings before: more of them are tried at night. */
const openings = process.env['NIGHTLY'] === undefined ? 2 : 7;

/** Runs in the page: returns a screen reader's text for the focused element. */
const focused = `(() => {
  const element = document.activeElement;
  const active = document.getElementById(element?.getAttribute('aria-activedescendant') ?? '') ?? element;
  return active?.getAttribute('aria-label') ?? active?.textContent ?? '';
})()`;

/** Waits until the focused element has this text. */
async function waitForFocus({ page }: Workbench, pattern: RegExp): Promise<void> {
  await page.waitForFunction(`${pattern}.test(${focused})`);
}

/**
 * Presses a key until the focused element is announced like `pattern`. A page that is drawn meanwhile may take a key, so
 * the key is pressed again if the focus stays where it is.
 */
async function pressUntil({ page }: Workbench, key: string, pattern: RegExp): Promise<void> {
  for (let press = 0; press < maxPresses; press += 1) {
    const before = await page.evaluate<string>(focused);
    if (pattern.test(before)) return;
    await page.keyboard.press(key);
    const moved = page.waitForFunction(`${focused} !== ${JSON.stringify(before)}`, undefined, { timeout: lostAfterMs });
    await moved.catch(() => undefined);
  }
  assert.fail(`${key} leads to nothing that is spoken like ${pattern}`);
}

/**
 * Opens the extension's container for the first time in a window, whose text without an account gets and keeps the
 * focus.
 */
async function openByKeyboard(workbench: Workbench): Promise<void> {
  const { page } = workbench;
  await page.keyboard.press('F1');
  await workbench.quickInput.filter('>View: Show Azure Batch');
  await workbench.quickInput.entry('View: Show Azure Batch').waitFor();
  await page.keyboard.press('Enter');
  await waitForFocus(workbench, /^Welcome$/);
  // It says something else as soon as the accounts are known.
  await page.locator('.part.sidebar .welcome-view .monaco-button').first().waitFor();
  assert.equal(await page.evaluate(focused), 'Welcome');
}

/** Opens the container in this way, then another one, and reloads the window, except after the last time. */
async function openAgainAndAgain(workbench: Workbench): Promise<void> {
  for (let opening = 1; opening < openings; opening += 1) {
    await openByKeyboard(workbench);
    await workbench.runCommand('View: Show Explorer');
    await workbench.page
      .locator('.part.sidebar .composite.title')
      .filter({ hasText: /^explorer/i })
      .waitFor();
    await workbench.open();
  }
}

journey(
  'by keyboard alone what is said has the focus each time a window opens it, and a failure is found, explained and retried',
  { name: 'keyboard', workspaceFrom: path.join(root, 'media/sample') },
  async (workbench) => {
    const { editor, explanation, page } = workbench;
    await openAgainAndAgain(workbench);
    await openByKeyboard(workbench);
    await pressUntil(workbench, 'Tab', /Open the Sample Account/);
    await page.keyboard.press('Enter');
    await workbench.row('train').waitFor();
    await editor.waitForTab('Overview of sample');
    // A page takes the focus once it is drawn.
    await explanation.waitForText('Why');
    await workbench.runCommand('Azure Batch: Focus on Explorer View');

    await pressUntil(workbench, 'F8', /^job train, \d+ failed, /);
    await page.keyboard.press('ArrowRight');
    await workbench.row('shard-01').waitFor();
    await pressUntil(workbench, 'F8', /^task shard-01, failed, exit code 1, node \d+, /);
    await workbench.takePicture('next-failure');
    assert.deepEqual(await findViolations(page), []);

    await workbench.repeatUntilShown(() => page.keyboard.press('Shift+F1'), editor.frontTab(/^shard-01$/));
    await explanation.waitForText('Why');
    const log = editor.frontTab('shard-01 · stderr.txt');
    await workbench.repeatUntilShown(() => page.keyboard.press('Control+Shift+F1'), log);
    await editor.waitForLine(/FileNotFoundError/);
    await page.keyboard.press('Shift+F2');
    // The question says that it fails again, and Enter retries.
    const question = workbench.modal().filter({ hasText: 'The task fails again unless the cause is fixed' });
    await question.getByRole('button', { name: 'Retry', exact: true }).press('Enter');
    await workbench.waitForStatus(/Task \S+ was retried\./);
    await workbench.row('shard-02').and(page.locator('.selected')).waitFor();
    await workbench.takePicture('retried');
  },
);
