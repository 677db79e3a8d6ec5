import assert from 'node:assert/strict';
import path from 'node:path';
import { isNight } from '../builders/nightly.ts';
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

const dayMs = 24 * 60 * 60_000;

/**
 * Each run shows all screens in one language, a different one each day, and the nightly run shows them in all. The
 * pseudo-locale, which has longer words, is one of the languages.
 */
const all = [pseudoLanguage, ...languages];
const chosen = isNight ? all : all.slice(Math.floor(Date.now() / dayMs) % all.length).slice(0, 1);

for (const language of chosen) {
  const isPseudo = language === pseudoLanguage;
  journey(
    `in the language ${language}${isPseudo ? ', the pseudo-locale' : ''}, every text of the screens is translated, none is cut, and every page is accessible in each theme`,
    {
      ...walked,
      name: `languages/${language}`,
      language,
      ...(isPseudo ? { extensions: [makePseudoExtension()] } : {}),
    },
    async (workbench) => {
      let looks: readonly Look[] | undefined;
      const shown = screens.filter(({ isWritten }) => !(isPseudo && isWritten));
      const seen = await walk(workbench, language, shown, async ({ isResized }, text) => {
        looks ??= await walkThemes(workbench, text);
        await checkLooks(workbench, looks);
        if (isResized) await checkSizes(workbench, text);
      });
      assert.ok(seen.shown.length > 400, `the walk came by ${seen.shown.length} texts only`);
      const left = isPseudo ? findUntranslated(seen.shown) : findEnglish(seen.shown);
      assert.deepEqual(left, [], 'texts that are not translated');
    },
  );
}

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
