/// <reference lib="dom" />
import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import sharp from 'sharp';
import { root } from '../workbench/places.ts';
import { Film } from './film.ts';
import { sampleTask } from './sampleWalk.ts';
import { widenSideBar } from './sideBar.ts';
import { Workbench } from './workbench.ts';

/**
 * Creates the pictures of the README in `docs/pictures` from the real workbench with the sample account: an animated
 * one from a failed task to its success, and stills of steps in between.
 */
const pictures = path.join(root, 'docs/pictures');

/** Durations in milliseconds for content that is understood immediately, and for text. */
const glance = 1800;
const read = 3500;

/** Sizes of the animated picture, and of stills of pages, which are cropped at the end of a section. */
const wide = { width: 1360, height: 760 };
const tall = { width: 1360, height: 1000 };
/** Pixels below the last line of a still. */
const margin = 12;

/** URL of existing weights, with a fake signature. */
const weights =
  'https://contosodata.blob.core.windows.net/models?sr=c&sp=rl&sv=2022-11-02&se=2036-02-02T00%3A00%3A00Z&sig=AAAA';

const workbench = await Workbench.start({
  name: 'gallery',
  workspaceFrom: path.join(root, 'media/sample'),
  settings: {
    'azureBatch.refreshInterval': 5,
    'breadcrumbs.enabled': false,
    // Every address would be underlined, so the mark would not stand out.
    'editor.links': false,
    'editor.minimap.enabled': false,
    'editor.wordWrap': 'on',
    'workbench.layoutControl.enabled': false,
  },
});
mkdirSync(pictures, { recursive: true });
try {
  await takePictures();
} catch (error) {
  await workbench.takePicture('failed');
  throw error;
} finally {
  await workbench.close();
}

async function saveStill(name: string, of: Locator, most = Number.POSITIVE_INFINITY): Promise<void> {
  const file = path.join(pictures, `${name}.png`);
  const picture = sharp(await of.screenshot());
  const { width = 0, height = 0 } = await picture.metadata();
  await picture
    .extract({ left: 0, top: 0, width, height: Math.min(height, most) })
    .png({ palette: true, effort: 10 })
    .toFile(file);
  report(file);
}

/** Saves the beginning of the visible page, down to the end of a row, so that nothing is cut. */
async function savePage(name: string, editors: Locator): Promise<void> {
  const { main } = workbench.explanation;
  const page = await main.boundingBox();
  if (!page) throw new Error('no page is on the screen');
  // Elements are measured from the top of their frame.
  const frameTop = page.y - (await main.evaluate((element) => element.getBoundingClientRect().top));
  const rows = await measureRows(main.locator('h1, h2, h3, p, li, tr, summary, figure, code, button, text'));
  await saveWhole(
    name,
    editors,
    rows.map(({ top, bottom }) => ({ top: frameTop + top, bottom: frameTop + bottom })),
  );
}

interface Row {
  readonly top: number;
  readonly bottom: number;
}

function measureRows(rows: Locator): Promise<readonly Row[]> {
  return rows.evaluateAll((all) =>
    all.map((row) => row.getBoundingClientRect()).map(({ top, bottom }) => ({ top, bottom })),
  );
}

/** Saves the beginning of a part of the screen, down to the end of a row, so that nothing is cut. */
async function saveWhole(name: string, of: Locator, rows: readonly Row[]): Promise<void> {
  const part = await of.boundingBox();
  if (!part) throw new Error(`there is nothing to take for ${name}`);
  const bottom = part.y + part.height;
  const isCut = (y: number): boolean => rows.some((row) => row.top < y && y < row.bottom);
  const end = Math.max(...rows.map((row) => row.bottom).filter((y) => y <= bottom && !isCut(y)));
  const next = Math.min(bottom, ...rows.map(({ top }) => top).filter((y) => y >= end));
  await saveStill(name, of, Math.floor(Math.min(end + margin, next) - part.y));
}

function report(file: string): void {
  console.log(`  took ${path.relative(root, file)}, ${(statSync(file).size / 1000).toFixed(0)} kB`);
}

async function takePictures(): Promise<void> {
  const { editor, explanation, page, quickInput } = workbench;
  const { jobId, taskId } = sampleTask;
  const editors = page.locator('.part.editor');
  const clear = (): Promise<void> => workbench.runCommand('Notifications: Clear All Notifications');
  const film = new Film(workbench);

  await page.setViewportSize(tall);
  await workbench.openContainer();
  await widenSideBar(page, 600);
  await workbench.runCommand('Azure Batch: Open the Sample Account');
  await explanation.waitForTitle('failures in account sample');
  await clear();
  // Until all logs are read, causes show a minimum number of tasks.
  await workbench.row(/≥/).waitFor({ state: 'hidden' });
  await explanation.button('Refresh').click();
  await explanation.waitForTitle('failures in account sample');
  await explanation.main.getByRole('heading', { level: 1 }).scrollIntoViewIfNeeded();
  await savePage('overview', editors);
  await page.setViewportSize(wide);

  await workbench.collapse('Pools');
  await page.locator('.pane-header').filter({ hasText: 'Failures' }).click();
  await workbench.expand('Jobs', jobId, 'Failed');
  const failed = workbench.row(taskId);
  await film.take(glance, failed);
  await workbench.openByClick(failed, new RegExp(`^${taskId}$`));
  await explanation.waitForTitle('weights.pt');
  await page.setViewportSize(tall);
  await savePage('failure', editors);
  const question = workbench.modal();
  await explanation.button('Retry All').click();
  await question.waitFor();
  await saveStill('retry', question);
  await workbench.answerModal('Cancel');
  await page.setViewportSize(wide);
  const log = explanation.button('Open stderr.txt');
  await film.take(read, log);
  await log.click();
  await editor.waitForTab('stderr.txt');
  await editor.squiggles('error').first().waitFor();
  await film.take(read);

  await workbench.runCommand('View: Close Editor');
  await explanation.waitForTitle('weights.pt');
  const fix = explanation.button('Fix and Resubmit');
  await film.take(glance, fix);
  await fix.click();
  await editor.waitForTab(`${taskId}-2.task.json`);
  const mark = editor.squiggles('warning').first();
  await mark.waitFor();
  const toast = workbench.toast('Correct it');
  await toast.waitFor();
  await toast.waitFor({ state: 'hidden' });
  // A hover is half as wide as the window.
  await widenSideBar(page, 360);
  await workbench.runCommand('Go to Next Problem (Error, Warning, Info)');
  await page.keyboard.press('Escape');
  await editors.hover();
  await page.mouse.wheel(0, -2000);
  await page.mouse.move(0, 0);
  await workbench.runCommand('Show or Focus Hover');
  await page.locator('.monaco-hover:visible').filter({ hasText: 'weights.pt is missing' }).waitFor();
  await saveWhole('definition', editors, await measureRows(page.locator('.view-line')));
  await page.keyboard.press('Escape');
  await widenSideBar(page, 600);
  await film.take(glance, mark);
  const quickFix = page.locator('.action-widget .monaco-list-row').filter({ hasText: 'Enter a New URL' });
  await workbench.repeatUntilShown(() => page.keyboard.press('Control+.'), quickFix);
  await film.take(glance, quickFix);
  await page.keyboard.press('Enter');
  await quickInput.waitForTitle('New URL');
  await quickInput.answer(weights);
  await mark.waitFor({ state: 'hidden' });
  const submit = page.locator('.editor-actions .action-label[aria-label^="Submit Definition"]').first();
  await film.take(glance, submit);
  await submit.click();
  await quickInput.choose('The Same Job');
  const confirm = quickInput.entry(/^Submit/);
  await confirm.waitFor();
  await film.take(read, confirm);
  await quickInput.choose(/^Submit/);
  await explanation.waitForText(/Submitted again as .*succeeded/);
  await clear();
  await film.take(read);
  const file = path.join(pictures, 'tour.gif');
  await film.write(file);
  report(file);
}
