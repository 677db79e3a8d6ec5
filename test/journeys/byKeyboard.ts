import assert from 'node:assert/strict';
import type { Workbench } from './workbench.ts';

/** Maximum number of presses of one key; no walk needs more. */
const maxPresses = 40;
/** After this time, a key that has not moved the focus counts as lost. */
const lostAfterMs = 10_000;
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
 * Presses a key until the focused element is announced like `pattern`. A page that is drawn at that moment may take a
 * key, so the key is pressed again if the focus has not moved.
 */
export async function pressUntil({ page }: Workbench, key: string, pattern: RegExp): Promise<void> {
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
 * Opens the extension's container for the first time in a window. Without an account, the container's text gets and
 * keeps the focus.
 */
export async function openByKeyboard(workbench: Workbench): Promise<void> {
  const { page } = workbench;
  await page.keyboard.press('F1');
  await workbench.quickInput.filter('>View: Show Azure Batch');
  await workbench.quickInput.entry('View: Show Azure Batch').waitFor();
  await page.keyboard.press('Enter');
  await waitForFocus(workbench, /^Welcome$/);
  // The text changes when the accounts are known.
  await page.locator('.part.sidebar .welcome-view .monaco-button').first().waitFor();
  assert.equal(await page.evaluate(focused), 'Welcome');
}
