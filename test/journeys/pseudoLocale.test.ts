import assert from 'node:assert/strict';
import { accent, makePseudoExtension, pseudoLanguage } from '../workbench/pseudoLocale.ts';
import { journey } from './journey.ts';
import { findUntranslated } from './sampleData.ts';
import { Seen } from './shownTexts.ts';
import type { Workbench } from './workbench.ts';

journey(
  'every text is translated, and none is cut, in a language with longer words',
  {
    name: 'pseudoLocale',
    extensions: [makePseudoExtension()],
    language: pseudoLanguage,
    // A line of a document is one text.
    settings: { '[markdown]': { 'editor.wordWrap': 'off' }, 'window.menuBarVisibility': 'hidden' },
  },
  async (workbench) => {
    const seen = new Seen(workbench);
    await lookAtViews(workbench, seen);
    await lookAtDocuments(workbench, seen);
    await lookAtQuestions(workbench, seen);
    await lookAtPicks(workbench, seen);
    await workbench.expand('gpu-train', new RegExp(accent('Need attention')));
    await seen.look('nodes', 'row');
    assert.ok(seen.shown.length > 100, `the walk came by ${seen.shown.length} texts only`);
    assert.deepEqual(findUntranslated(seen.shown), [], 'texts that are not translated');
    assert.deepEqual(seen.cut, [], 'texts that are cut');
  },
);

async function lookAtViews(workbench: Workbench, seen: Seen): Promise<void> {
  const { page } = workbench;
  await workbench.openContainer();
  const open = page.locator('.part.sidebar .welcome-view .monaco-button').first();
  await open.waitFor();
  await seen.look('welcome', 'view');
  await open.click();
  await workbench.toast(accent('The sample account is open')).waitFor();
  await seen.look('opened', 'view', 'row', 'notification');
  await workbench.expand('train', new RegExp(accent('failed')));
  await workbench.row('shard-01').waitFor();
  await seen.look('failures', 'view', 'row');
  await hover(workbench, /^shard-01/, 'Command line');
  await seen.look('hover', 'hover');
  await checkTooltip(workbench);
  await seen.look('hover of a cause', 'hover');
}

async function hover(workbench: Workbench, row: RegExp, shows: string): Promise<void> {
  const shown = workbench.page.locator('.monaco-hover:visible').filter({ hasText: accent(shows) });
  await workbench.repeatUntilShown(async () => {
    await workbench.page.mouse.move(700, 400);
    await workbench.row(row).hover();
  }, shown);
}

/** A row that is cut in the narrow view is whole in its tooltip. */
async function checkTooltip(workbench: Workbench): Promise<void> {
  const row = /input-.*\.exr/;
  await hover(workbench, row, 'What to do');
  const whole = [];
  for (const part of ['.label-name', '.label-description'])
    whole.push(await workbench.row(row).locator(part).textContent());
  const tooltip = (await workbench.page.locator('.monaco-hover:visible').first().textContent()) ?? '';
  assert.ok(tooltip.startsWith(whole.join(' · ')), `${tooltip}\ndoes not begin with\n${whole.join(' · ')}`);
}

async function lookAtDocuments(workbench: Workbench, seen: Seen): Promise<void> {
  const { editor, page } = workbench;
  const failed = workbench.row('shard-01');
  await failed.click({ button: 'right' });
  await page.locator('.monaco-menu .action-item').first().waitFor();
  await seen.look('menu', 'menu');
  await page.keyboard.press('Escape');
  await workbench.chooseFromMenu(failed, accent('Explain Task'), () =>
    workbench.explanation.waitForText(accent('Why')),
  );
  await seen.lookAtPage('explanation page');
  await workbench.explanation.button(accent('Show as Text')).click();
  await editor.waitForLine(accent('Why'));
  await seen.look('explanation', 'document');
}

async function lookAtQuestions(workbench: Workbench, seen: Seen): Promise<void> {
  const ask = () => workbench.modal().waitFor();
  await workbench.chooseFromMenu(workbench.row('shard-01'), accent('Delete Task'), ask);
  await seen.look('question', 'question');
  await workbench.page.keyboard.press('Escape');
  await workbench.modal().waitFor({ state: 'hidden' });
}

async function lookAtPicks(workbench: Workbench, seen: Seen): Promise<void> {
  const { editor, page, quickInput } = workbench;
  // With a pool in front, a command on tasks has to ask which.
  await workbench.row('gpu-train').click();
  await editor.waitForTab(/^gpu-train$/);
  await page.keyboard.press('F1');
  await quickInput.filter('>Azure Batch: ');
  await quickInput.entry(accent('Add an Account by Key')).waitFor();
  await seen.look('palette', 'palette');
  // VS Code finds a command by its English title too.
  await quickInput.filter('>Azure Batch: Delete Task');
  await quickInput.choose(accent('Delete Task'));
  await quickInput.entry('frames').waitFor();
  await seen.look('jobs', 'pick');
  await quickInput.choose('frames');
  await quickInput.entry('frame-0001').waitFor();
  await seen.look('tasks', 'pick');
  await quickInput.cancel();
}
