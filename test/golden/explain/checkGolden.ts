import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { renderExplanation } from '../../../src/core/diagnosis/report/renderExplanation.ts';
import { allCases } from './cases/allCases.ts';
import type { GoldenCase } from './cases/goldenCase.ts';

/** Golden texts are what people read; `UPDATE_GOLDEN=1` writes them anew. */
const update = process.env['UPDATE_GOLDEN'] === '1';

/** Where those of a language are; those in English stand above the others. */
const toFolder = (language: string): URL => new URL(language === 'en' ? './' : `./${language}/`, import.meta.url);

/** Compares how a case reads in the language of the texts with what is kept of it. */
export function checkGolden(language: string, name: string, { explanation, context }: GoldenCase): void {
  const text = renderExplanation(explanation, { ...context, timeZone: 'UTC' });
  assert.doesNotMatch(text, /PLANTED/);
  const file = new URL(`${name}.md`, toFolder(language));
  if (update) {
    mkdirSync(toFolder(language), { recursive: true });
    writeFileSync(file, text);
  }
  assert.equal(text, readFileSync(file, 'utf8'));
}

/** Fails when a text is kept that no case has. */
export function checkNoneLeftOver(language: string): void {
  const kept = readdirSync(toFolder(language)).filter((name) => name.endsWith('.md'));
  const made = Object.keys(allCases).map((name) => `${name}.md`);
  assert.deepEqual(kept.sort(), made.sort());
}
