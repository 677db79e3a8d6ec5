import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { renderExplanation } from '../../builders/renderExplanation.ts';
import { matchGolden } from '../matchGolden.ts';
import { allCases } from './cases/allCases.ts';
import type { GoldenCase } from './cases/goldenCase.ts';

/** The tests that write the golden texts of cases. */
const ofCases = 'test/golden test/languages src/core/diagnosis/goldenTexts.test.ts';

/** Returns the folder of a language, optionally for one kind; English files are at the top. */
export function toFolder(language: string, kind = '.'): URL {
  return new URL(language === 'en' ? `./${kind}/` : `./${language}/${kind}/`, import.meta.url);
}

/** Compares a case in the language of the texts with its golden text. */
export function checkGolden(language: string, name: string, { explanation, context }: GoldenCase): void {
  const text = renderExplanation(explanation, { ...context, timeZone: 'UTC' });
  assert.doesNotMatch(text, /PLANTED/);
  checkText(toFolder(language), name, text, ofCases);
}

/** Compares a text with the golden one in a folder, which `tests` write. */
export function checkText(folder: URL, name: string, text: string, tests: string): void {
  matchGolden(new URL(`${name}.md`, folder), text, tests);
}

/** Fails if a folder contains a text other than those in `names`; sources and folders of other texts may be in it. */
export function checkNoneLeftOver(folder: URL, names: readonly string[] = Object.keys(allCases)): void {
  const kept = readdirSync(folder).filter((name) => /\.(?!ts$)/.test(name));
  assert.deepEqual(kept.sort(), names.map((name) => `${name}.md`).sort());
}
