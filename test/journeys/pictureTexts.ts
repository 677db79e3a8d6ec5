import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../workbench/places.ts';
import type { Workbench } from './workbench.ts';

/**
 * What can be read in the pictures of the README, beside them. Pixels differ from machine to machine; what rows and pages
 * say does so only when the product has changed.
 */
export const pictureTexts = path.join(root, 'docs/pictures/texts.json');

/** Part of the texts that must still be there: which rows are drawn depends on time and on a machine's fonts. */
const alike = 0.8;

/** When something failed, as rows end: a day is there only where it is not today's. */
const times = /, (?:[A-Z]\p{L}+ # )?#:#(?: – (?:[A-Z]\p{L}+ # )?#:#)?(?:, still coming)?$/u;

/** What the rows of our views, and the headings and buttons of the page in front, say now, without numbers and times. */
export async function readTexts({ page, explanation }: Workbench): Promise<readonly string[]> {
  const rows = page.locator('.part.sidebar .monaco-list-row');
  const texts = await rows.evaluateAll((all) =>
    all.map((row) => row.getAttribute('aria-label') ?? row.textContent ?? ''),
  );
  const { main } = explanation;
  texts.push(...(await main.getByRole('heading').allInnerTexts()), ...(await main.getByRole('button').allInnerTexts()));
  return [...new Set(texts.map((text) => text.replace(/\d+/g, '#').trim().replace(times, '')))]
    .filter((text) => text !== '')
    .sort();
}

/** Texts as `npm run picture` saved them. */
export function readSavedTexts(file: string): readonly string[] {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** What of the pictures is no longer shown, when that is too much for them to stand for the product. */
export function findStale(texts: readonly string[], shown: readonly string[]): readonly string[] {
  const gone = texts.filter((text) => !shown.includes(text));
  return texts.length - gone.length < texts.length * alike ? gone : [];
}
