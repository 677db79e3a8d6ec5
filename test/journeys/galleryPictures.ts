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
 * Makes the pictures of the README in `docs/pictures`, of the real workbench on the sample account: a moving one from a
 * failed task to its success, and stills of what is seen on the way.
 */
const pictures = path.join(root, 'docs/pictures');

/** Milliseconds for what is understood at once, and for what has to be read. */
const glance = 1800;
const read = 3500;

/** Weights that are there; the signature is that of nobody. */
const weights =
  'https://contosodata.blob.core.windows.net/models?sr=c&sp=rl&sv=2022-11-02&se=2036-02-02T00%3A00%3A00Z&sig=AAAA';

const workbench = await Workbench.start({
  name: 'gallery',
  workspaceFrom: path.join(root, 'media/sample'),
  settings: {
    'azureBatch.refreshInterval': 5,
    'breadcrumbs.enabled': false,
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

async function saveStill(name: string, of: Locator): Promise<void> {
  const file = path.join(pictures, `${name}.png`);
  await sharp(await of.screenshot())
    .png({ palette: true, effort: 10 })
    .toFile(file);
  report(file);
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

  await page.setViewportSize({ width: 1360, height: 760 });
  await workbench.openContainer();
  await widenSideBar(page, 600);
  await workbench.runCommand('Azure Batch: Open the Sample Account');
  await explanation.waitForTitle('failures in account sample');
  await clear();
  // While logs are still read, causes say of how many tasks they are at least.
  await workbench.row(/≥/).waitFor({ state: 'hidden' });
  await explanation.button('Refresh').click();
  await explanation.main.filter({ hasText: /≥/ }).waitFor({ state: 'hidden' });
  await explanation.main.getByRole('heading', { level: 1 }).scrollIntoViewIfNeeded();
  await saveStill('overview', editors);

  await workbench.collapse('Pools');
  await page.locator('.pane-header').filter({ hasText: 'Failures' }).click();
  await workbench.expand('Jobs', jobId, 'Failed');
  const failed = workbench.row(taskId);
  await film.take(glance, failed);
  await workbench.openByClick(failed, new RegExp(`^${taskId}$`));
  await explanation.waitForTitle('weights.pt');
  await saveStill('failure', editors);
  const log = explanation.button('Open stderr.txt');
  await film.take(read, log);
  await log.click();
  await editor.waitForTab('stderr.txt');
  await editor.squiggles('error').first().waitFor();
  await film.take(read);

  const question = workbench.modal();
  await workbench.pressRowButton(failed, 'Retry', () => question.waitFor());
  await saveStill('retry', question);
  await workbench.answerModal('Cancel');

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
  await saveStill('definition', editors);
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
