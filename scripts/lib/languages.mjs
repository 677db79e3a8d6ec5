import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './places.mjs';

/** The languages that the product speaks beside English, by VS Code's names of them. */
export const languages = ['fr', 'nl', 'sv'];

/** The files of texts, by what `language` is; without one, the English that is translated. */
export const textFiles = {
  code: (language) => (language === undefined ? 'l10n/bundle.l10n.json' : `l10n/bundle.l10n.${language}.json`),
  manifest: (language) => (language === undefined ? 'package.nls.json' : `package.nls.${language}.json`),
};

/** The texts of a file by their keys; what is said about them to translators is left out. */
export function readTexts(file, folder = root) {
  const entries = Object.entries(JSON.parse(readFileSync(path.join(folder, file), 'utf8')));
  return Object.fromEntries(entries.map(([key, text]) => [key, typeof text === 'string' ? text : text.message]));
}

/** The texts that are English in another language too, a line each: the file and the key. */
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
 * The keys of those texts of a manifest that were made from another English text than there is now: its texts have keys of
 * their own, so each translation says of which English it is one.
 */
export function findStale(english, file, folder = root) {
  const entries = Object.entries(JSON.parse(readFileSync(path.join(folder, file), 'utf8')));
  return entries.filter(([key, { comment }]) => key in english && comment?.[0] !== english[key]).map(([key]) => key);
}
