import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { findPageViolations } from './axe.ts';
import type { Workbench } from './workbench.ts';

/** A light one, a dark one and both of high contrast, with the class by which a page knows which it has. */
const themes = [
  ['Light Modern', 'vscode-light'],
  ['Dark High Contrast', 'vscode-high-contrast'],
  ['Light High Contrast', 'vscode-high-contrast-light'],
  ['Dark Modern', 'vscode-dark'],
] as const;

/** Runs in a page: how VS Code told it to look. */
const readLook = 'JSON.stringify([document.documentElement.style.cssText, document.body.className])';

/** How a page is told to look by a theme. */
export interface Look {
  readonly theme: string;
  readonly style: string;
}

/**
 * Chooses one theme after the other and takes a picture of the page that `show` brings forward. Gives how it looked in each,
 * for pages that need not be opened anew to be looked at in each.
 */
export async function walkThemes(workbench: Workbench, show: () => Promise<void>): Promise<readonly Look[]> {
  const looks: Look[] = [];
  for (const [theme, kind] of themes) {
    await workbench.runCommand('Preferences: Color Theme');
    await workbench.quickInput.filter(theme);
    await workbench.quickInput.choose(theme);
    await show();
    const frame = await workbench.explanation.findFrame();
    await frame.locator(`body.${kind}`).waitFor();
    looks.push({ theme, style: await frame.evaluate<string>(readLook) });
    await workbench.takePicture(`in ${theme}`);
  }
  assert.equal(new Set(looks.map(({ style }) => style)).size, themes.length, 'themes look alike');
  return looks;
}

/** Gives a page the look of a theme as VS Code does it. */
export async function wearLook(frame: Frame, { style }: Look): Promise<void> {
  await frame.evaluate(`[document.documentElement.style.cssText, document.body.className] = ${style}`);
}

/** Asserts that the page on the screen is whole in a narrow part of the window and enlarged; `text` is at its end. */
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
