import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../workbench/places.ts';
import type { Workbench } from './workbench.ts';

/**
 * Texts in the pictures of the README, saved next to them. Pixels differ between machines, but texts of rows and pages
 * only if the product has changed.
 */
export const pictureTexts = path.join(root, 'docs/pictures/texts.json');

/** Share of the texts that must still be shown; the drawn rows depend on time and on a machine's fonts. */
const alike = 0.8;

/** Matches the time of a failure at the end of a row, which has a day only if that is not today. */
const times = /, (?:[A-Z]\p{L}+ # )?#:#(?: – (?:[A-Z]\p{L}+ # )?#:#)?(?:, still coming)?$/u;

/** Reads the current texts of the rows, and the headings and buttons of the active page, without numbers and times. */
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

/** Reads the texts that `npm run picture` saved. */
export function readSavedTexts(file: string): readonly string[] {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** Lists the texts of the pictures that are no longer shown, if there are too many for the pictures to be current. */
export function findStale(texts: readonly string[], shown: readonly string[]): readonly string[] {
  const gone = texts.filter((text) => !shown.includes(text));
  return texts.length - gone.length < texts.length * alike ? gone : [];
}
