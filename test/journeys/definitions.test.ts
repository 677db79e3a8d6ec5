import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Workbench } from './workbench.ts';

/** A definition in a window in which the extension was not used: no view was opened, and no account added. */
let workbench: Workbench;
const folder = mkdtempSync(path.join(os.tmpdir(), 'definitions-'));

before(async () => {
  writeFileSync(path.join(folder, 'render.pool.json'), '');
  writeFileSync(
    path.join(folder, 'frame.task.json'),
    '{\n  "id": "frame-1",\n  "comandLine": "render",\n  "requiredSlots": 1\n}\n',
  );
  workbench = await Workbench.start({ name: 'definitions', workspaceFrom: folder });
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

/** The row of a list of suggestions, which is shown once VS Code's service of JSON has started. */
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
