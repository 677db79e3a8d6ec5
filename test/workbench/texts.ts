import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './places.ts';

/** VS Code's names of the languages with texts, except English. */
export const languages: readonly string[] = readdirSync(path.join(root, 'l10n'))
  .map((file) => /^bundle\.l10n\.(.+)\.json$/.exec(file)?.[1])
  .filter((language) => language !== undefined);

type Texts = Readonly<Record<string, string>>;

/** Returns the texts of a file by key, without the comments for translators. */
export function readTexts(file: string): Texts {
  const texts: Readonly<Record<string, string | { readonly message: string }>> = JSON.parse(
    readFileSync(path.join(root, file), 'utf8'),
  );
  return Object.fromEntries(
    Object.entries(texts).map(([key, text]) => [key, typeof text === 'string' ? text : text.message]),
  );
}

/** Texts of the code in a language; English when undefined. */
export const readTextsIn = (language: string | undefined): Texts =>
  readTexts(language === undefined ? 'l10n/bundle.l10n.json' : `l10n/bundle.l10n.${language}.json`);
