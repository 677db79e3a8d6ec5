import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { renderExplanation } from '../../builders/renderExplanation.ts';
import { allCases } from './cases/allCases.ts';
import type { GoldenCase } from './cases/goldenCase.ts';

/** Golden texts are reviewed by people; `UPDATE_GOLDEN=1` updates them. */
const update = process.env['UPDATE_GOLDEN'] === '1';

/** Returns the folder of a language, optionally for one kind; English files are at the top. */
export function toFolder(language: string, kind = '.'): URL {
  return new URL(language === 'en' ? `./${kind}/` : `./${language}/${kind}/`, import.meta.url);
}

/** Compares a case in the language of the texts with its golden text. */
export function checkGolden(language: string, name: string, { explanation, context }: GoldenCase): void {
  const text = renderExplanation(explanation, { ...context, timeZone: 'UTC' });
  assert.doesNotMatch(text, /PLANTED/);
  checkText(toFolder(language), name, text);
}

/** Compares a text with the golden one in a folder. */
export function checkText(folder: URL, name: string, text: string): void {
  const file = new URL(`${name}.md`, folder);
  if (update) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, text);
  }
  assert.equal(text, readFileSync(file, 'utf8'));
}

/** Fails if a folder contains a text other than those in `names`; sources and folders of other texts may be in it. */
export function checkNoneLeftOver(folder: URL, names: readonly string[] = Object.keys(allCases)): void {
  const kept = readdirSync(folder).filter((name) => /\.(?!ts$)/.test(name));
  assert.deepEqual(kept.sort(), names.map((name) => `${name}.md`).sort());
}
