import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../workbench/places.ts';
import type { Workbench } from './workbench.ts';

/**
 * The picture of the README, and beside it what can be read in it. Pixels differ from machine to machine; what rows say
 * does so only when the product has changed.
 */
export interface Overview {
  /** SHA-256 of the picture that the texts belong to. */
  readonly picture: string;
  readonly texts: readonly string[];
}

export const overviewPicture = path.join(root, 'docs/overview.png');
const overviewTexts = path.join(root, 'docs/overview.json');

/** Part of the texts of the picture that must still be there: which rows are drawn hangs on time and on a machine's fonts. */
const alike = 0.8;

/** When something failed, as rows end: a day stands there only where it is not today's. */
const times = /, (?:[A-Z]\p{L}+ # )?#:#(?: – (?:[A-Z]\p{L}+ # )?#:#)?(?:, still coming)?$/u;

/** What the rows of our views and of the Problems panel say now, without numbers and times. */
export async function readTexts({ page }: Workbench): Promise<readonly string[]> {
  const rows = page.locator('.part.sidebar .monaco-list-row, .markers-panel .monaco-list-row');
  const texts = await rows.evaluateAll((all) =>
    all.map((row) => row.getAttribute('aria-label') ?? row.textContent ?? ''),
  );
  return [...new Set(texts.map((text) => text.replace(/\d+/g, '#').trim().replace(times, '')))]
    .filter((text) => text !== '')
    .sort();
}

/** Keeps beside a picture what can be read in it. */
export function writeOverview(picture: string, texts: readonly string[]): void {
  const overview: Overview = { picture: hashOf(picture), texts };
  writeFileSync(path.join(path.dirname(picture), 'overview.json'), `${JSON.stringify(overview, undefined, 2)}\n`);
}

/** What the README's picture shows. */
export function readOverview(): Overview {
  return JSON.parse(readFileSync(overviewTexts, 'utf8'));
}

export function hashOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

/** What of the picture is no longer shown, when that is too much for the picture to stand for the product. */
export function findStale({ texts }: Overview, shown: readonly string[]): readonly string[] {
  const gone = texts.filter((text) => !shown.includes(text));
  return texts.length - gone.length < texts.length * alike ? gone : [];
}
