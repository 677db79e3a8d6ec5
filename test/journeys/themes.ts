import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { findFaintTexts, findPageViolations } from './axe.ts';
import { readDrawn } from './explanationPage.ts';
import type { Workbench } from './workbench.ts';

/** A light theme, a dark one, and both with high contrast, each with the class that VS Code sets on a page. */
const themes = [
  ['Light Modern', 'vscode-light'],
  ['Dark High Contrast', 'vscode-high-contrast'],
  ['Light High Contrast', 'vscode-high-contrast-light'],
  ['Dark Modern', 'vscode-dark'],
] as const;

/** Runs in a page: reads the appearance that VS Code gave it. */
const readLook = 'JSON.stringify([document.documentElement.style.cssText, document.body.className])';

/** Appearance that a theme gives a page. */
export interface Look {
  readonly theme: string;
  readonly style: string;
}

/** Chooses a theme by its name, as a user does. */
export async function chooseTheme(workbench: Workbench, theme: string): Promise<void> {
  await workbench.runCommand('Preferences: Color Theme');
  await workbench.quickInput.filter(theme);
  await workbench.quickInput.choose(theme);
}

/**
 * Switches through the themes and takes a picture of the visible page, which ends with `text`. Returns the appearance
 * of each, so that other pages can be checked without reopening them.
 */
export async function walkThemes(workbench: Workbench, text: string): Promise<readonly Look[]> {
  const looks: Look[] = [];
  for (const [theme, kind] of themes) {
    await chooseTheme(workbench, theme);
    await workbench.explanation.waitForText(text);
    const frame = await workbench.explanation.findFrame();
    await frame.locator(`body.${kind}`).waitFor();
    looks.push({ theme, style: await frame.evaluate<string>(readLook) });
    await workbench.takePicture(`in ${theme}`);
  }
  assert.equal(new Set(looks.map(({ style }) => style)).size, themes.length, 'themes look alike');
  return looks;
}

/** Asserts that the visible page has no accessibility violation in any of the looks. */
export function checkLooks(workbench: Workbench, looks: readonly Look[]): Promise<void> {
  return readDrawn(async () => checkFrame(await workbench.explanation.findFrame(), looks));
}

async function checkFrame(frame: Frame, looks: readonly Look[]): Promise<void> {
  const own = { theme: 'its own look', style: await frame.evaluate<string>(readLook) };
  assert.deepEqual(await findPageViolations(frame), []);
  for (const look of looks.filter(({ style }) => style !== own.style)) {
    await wearLook(frame, look);
    assert.deepEqual(await findFaintTexts(frame), [], look.theme);
  }
  await wearLook(frame, own);
}

/** Applies the look of a theme to a page, as VS Code does. */
async function wearLook(frame: Frame, { style }: Look): Promise<void> {
  await frame.evaluate(`[document.documentElement.style.cssText, document.body.className] = ${style}`);
}

/**
 * Asserts that the visible page, which ends with `text`, is complete in a narrow part of the window and when enlarged.
 */
export async function checkSizes(workbench: Workbench, text: string): Promise<void> {
  const { page, explanation } = workbench;
  await workbench.runCommand('View: Close Primary Side Bar');
  const size = page.viewportSize() ?? { width: 1400, height: 900 };
  for (const [name, width, height] of [
    ['at 300 pixels', 350, 900],
    ['at 200 percent', 700, 450],
  ] as const) {
    await page.setViewportSize({ width, height });
    await explanation.waitForText(text);
    const frame = await explanation.findFrame();
    assert.deepEqual(await findPageViolations(frame), [], name);
    const isWide = await frame.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth');
    assert.equal(isWide, false, `${name} it is scrolled to the side`);
    await workbench.takePicture(name);
  }
  await page.setViewportSize(size);
  await workbench.openContainer();
}
