import assert from 'node:assert/strict';
import path from 'node:path';
import { root } from '../workbench/places.ts';
import { makePseudoExtension, pseudoLanguage } from '../workbench/pseudoLocale.ts';
import { languages } from '../workbench/texts.ts';
import { journey } from './journey.ts';
import { findEnglish, findUntranslated } from './sampleData.ts';
import { type Screen, screens, type Walk } from './screens.ts';
import { Seen } from './shownTexts.ts';
import { checkLooks, checkSizes, type Look, walkThemes } from './themes.ts';
import { Translated } from './translated.ts';
import type { Workbench } from './workbench.ts';

const walked = {
  name: '',
  workspaceFrom: path.join(root, 'media/sample'),
  settings: {
    // A line of a document is one text.
    '[markdown]': { 'editor.wordWrap': 'off' },
    'window.menuBarVisibility': 'hidden',
  },
};

const isNight = process.env['NIGHTLY'] !== undefined;
/** Beside the pseudo-locale, which goes by all else, these screens are shown in one language; at night all in all of them. */
const byDay: ReadonlySet<string> = new Set([
  'welcome',
  'refusal',
  'opened',
  'failures',
  'page of a task',
  'settings',
  'walkthrough',
]);
const fewestTexts = isNight ? 150 : 90;

for (const language of isNight ? languages : languages.slice(0, 1))
  journey(
    `the screens from the welcome to the settings are in the language ${language}, and whole`,
    { ...walked, name: `languages/${language}`, language },
    async (workbench) => {
      const shown = screens.filter(({ name, only }) => only !== 'pseudo-locale' && (isNight || byDay.has(name)));
      const seen = await walk(workbench, language, shown, async ({ isResized }, text) => {
        if (isNight && isResized) await checkSizes(workbench, text);
      });
      assert.ok(seen.shown.length > fewestTexts, `the walk came by ${seen.shown.length} texts only`);
      assert.deepEqual(findEnglish(seen.shown), [], 'texts that are in English');
    },
  );

journey(
  'in a language with longer words every text of the screens is translated, none is cut, and no page is hard to see or to hear in a theme',
  { ...walked, name: 'languages/pseudo', extensions: [makePseudoExtension()], language: pseudoLanguage },
  async (workbench) => {
    let looks: readonly Look[] | undefined;
    const shown = screens.filter(({ only }) => only !== 'translations');
    const seen = await walk(workbench, pseudoLanguage, shown, async ({ isResized }, text) => {
      looks ??= await walkThemes(workbench, text);
      await checkLooks(workbench, looks);
      if (isResized) await checkSizes(workbench, text);
    });
    assert.ok(seen.shown.length > 400, `the walk came by ${seen.shown.length} texts only`);
    assert.deepEqual(findUntranslated(seen.shown), [], 'texts that are not translated');
  },
);

/** Visits the screens, checks each page, and returns the texts, none of which is cut off. */
async function walk(
  workbench: Workbench,
  language: string,
  shown: readonly Screen[],
  lookAtPage: (screen: Screen, text: string) => Promise<void>,
): Promise<Seen> {
  const seen = new Seen(workbench);
  const way: Walk = { workbench, texts: new Translated(language) };
  for (const screen of shown) {
    await screen.show(way);
    const text = screen.page?.(way);
    if (text !== undefined) await workbench.explanation.waitForText(text);
    await seen.look(screen.name, screen.holds);
    if (text !== undefined) await lookAtPage(screen, text);
    await screen.leave?.(way);
  }
  assert.deepEqual(seen.cut, [], 'texts that are cut');
  return seen;
}
