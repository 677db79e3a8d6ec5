import assert from 'node:assert/strict';
import path from 'node:path';
import { capitalize } from '../../src/core/text/locale.ts';
import { root } from '../workbench/places.ts';
import { languages } from '../workbench/texts.ts';
import { journey } from './journey.ts';
import { findEnglish } from './sampleData.ts';
import { Seen } from './shownTexts.ts';
import { checkSizes } from './themes.ts';
import { Translated } from './translated.ts';
import type { Workbench } from './workbench.ts';

for (const language of languages)
  journey(
    `the sample leads from its welcome to a retry and to the settings in the language ${language}`,
    {
      name: `languages/${language}`,
      workspaceFrom: path.join(root, 'media/sample'),
      language,
      settings: { 'window.menuBarVisibility': 'hidden' },
    },
    async (workbench) => {
      const seen = new Seen(workbench);
      const texts = new Translated(language);
      await openSample(workbench, texts, seen);
      await explainAndRetry(workbench, texts, seen);
      await askForCause(workbench, texts, seen);
      await lookAtSettings(workbench, texts, seen);
      await lookAtWalkthrough(workbench, texts, seen);
      assert.ok(seen.shown.length > 150, `the walk came by ${seen.shown.length} texts only`);
      assert.deepEqual(findEnglish(seen.shown), [], 'texts that are in English');
      assert.deepEqual(seen.cut, [], 'texts that are cut');
    },
  );

async function openSample(workbench: Workbench, texts: Translated, seen: Seen): Promise<void> {
  await workbench.openContainer();
  const open = workbench.page.locator('.part.sidebar .welcome-view .monaco-button').first();
  await open.waitFor();
  await seen.look('welcome', 'view');
  await open.click();
  await workbench.toast(texts.begin('The sample account is open')).waitFor();
  await seen.look('opened', 'view', 'row', 'notification');
  await workbench.runCommand('Notifications: Clear All Notifications');
}

async function explainAndRetry(workbench: Workbench, texts: Translated, seen: Seen): Promise<void> {
  const { editor, explanation, page } = workbench;
  const heading = capitalize(texts.say('failed/State of several tasks: heads them, or names their number'));
  await workbench.expand(texts.say('Jobs'), 'train', heading);
  const failed = workbench.row('shard-01');
  await failed.waitFor();
  await seen.look('failed', 'view', 'row');
  await seen.listen();
  await failed.click({ button: 'right' });
  await page.locator('.monaco-menu .action-item').first().waitFor();
  await seen.look('menu', 'menu');
  await page.keyboard.press('Escape');
  await workbench.chooseFromMenu(failed, texts.say('Explain Task'), () => explanation.waitForTitle('weights.pt'));
  await explanation.waitForText(texts.say('Why'));
  await seen.lookAtPage('explanation');
  await checkSizes(workbench, texts.say('Why'));
  await workbench.pressRowButton(failed, texts.say('Open stderr.txt'), () => editor.waitForTab('stderr.txt'));
  await editor.waitForLine(/FileNotFoundError/);
  await editor.squiggles('error').first().waitFor();
  await seen.look('log', 'row');
  await workbench.pressRowButton(failed, texts.say('Retry Task…'), () => workbench.modal().waitFor());
  await seen.look('question', 'question');
  await workbench.answerModal(texts.say('Retry'));
  await workbench.waitForStatus(texts.begin('The task runs again.'));
  await workbench.row('shard-02').and(page.locator('.selected')).waitFor();
}

async function askForCause(workbench: Workbench, texts: Translated, seen: Seen): Promise<void> {
  const cause = workbench.row(/input-.*\.exr/);
  await cause.waitFor();
  // Before a page is opened: one that takes the focus closes a menu.
  await workbench.chooseFromMenu(cause, texts.say('Retry All Tasks of This Cause…'), () => workbench.modal().waitFor());
  await seen.look('question of a bulk', 'question');
  await workbench.page.keyboard.press('Escape');
  await workbench.modal().waitFor({ state: 'hidden' });
  await workbench.chooseFromMenu(cause, texts.say('Explain This Cause'), () =>
    workbench.explanation.waitForTitle(/input-.*\.exr/),
  );
  await seen.lookAtPage('cause');
}

async function lookAtSettings(workbench: Workbench, texts: Translated, seen: Seen): Promise<void> {
  const { page } = workbench;
  await workbench.runCommand('Preferences: Open Settings (UI)');
  await page
    .locator('.settings-editor .search-container .inputarea, .settings-editor .search-container textarea')
    .first()
    .waitFor();
  await page.keyboard.type('@ext:batch-troubleshooter.azure-batch-troubleshooter');
  const [first = ''] = texts.say('setting.readOnly').split(/[.`]/);
  await page.locator('.settings-editor .setting-item-description').filter({ hasText: first }).waitFor();
  await seen.look('settings', 'settings');
}

/** Its pictures are of the product in the language. */
async function lookAtWalkthrough(workbench: Workbench, texts: Translated, seen: Seen): Promise<void> {
  await workbench.runCommand('Azure Batch: Open Walkthrough');
  await workbench.page.getByText(texts.say('Get to Know Azure Batch Troubleshooter')).first().waitFor();
  const picture = workbench.page
    .frameLocator('iframe.webview.ready:visible')
    .last()
    .frameLocator('iframe#active-frame');
  await picture
    .locator('svg text')
    .filter({ hasText: texts.say('Explorer') })
    .first()
    .waitFor();
  await seen.look('walkthrough', 'walkthrough');
}
