import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './places.mjs';

/** Languages of the product in addition to English, by VS Code's names. */
export const languages = ['fr', 'nl', 'sv'];

/** Files of texts by `language`; without one, the English source. */
export const textFiles = {
  code: (language) => (language === undefined ? 'l10n/bundle.l10n.json' : `l10n/bundle.l10n.${language}.json`),
  manifest: (language) => (language === undefined ? 'package.nls.json' : `package.nls.${language}.json`),
};

/** Returns the texts of a file by key, without the comments for translators. */
export function readTexts(file, folder = root) {
  const entries = Object.entries(JSON.parse(readFileSync(path.join(folder, file), 'utf8')));
  return Object.fromEntries(entries.map(([key, text]) => [key, typeof text === 'string' ? text : text.message]));
}

/** Lists the texts that have no translation in a language, one per line: the file and the key. */
export function listUntranslated(folder = root) {
  return Object.values(textFiles).flatMap((toFile) => {
    const keys = Object.keys(readTexts(toFile(), folder));
    return languages.map(toFile).flatMap((file) => {
      const texts = readTexts(file, folder);
      return keys.filter((key) => !(key in texts)).map((key) => `${file}: ${key}`);
    });
  });
}

/**
 * Lists the keys of a manifest's translations that were made from an older English text: the keys don't contain the
 * English, so each translation records it.
 */
export function findStale(english, file, folder = root) {
  const entries = Object.entries(JSON.parse(readFileSync(path.join(folder, file), 'utf8')));
  return entries.filter(([key, { comment }]) => key in english && comment?.[0] !== english[key]).map(([key]) => key);
}
