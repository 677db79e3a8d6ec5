import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import type { Texts } from '../core/text/configureText.ts';
import type { Log } from './log.ts';

type TextLog = Pick<Log, 'info' | 'warn'>;

/**
 * What the product says, and whether that is in the editor's language. Bundles ask for a text by its place in a list, or by
 * `place|English` (`scripts/lib/numberedTexts.mjs`).
 */
export interface Speech {
  readonly texts: Texts;
  readonly isTranslated: boolean;
}

/**
 * What the product says in the editor's language, out of the list that `scripts/lib/packedTexts.mjs` writes and describes.
 * It is read with the first text that is in it alone. Without one, or where it is damaged, English is spoken.
 */
export function openTexts(language: string, folder: string, log: TextLog): Speech {
  const spoken = findSpoken(language, folder);
  const isTranslated = spoken !== undefined && spoken !== 'en';
  if (spoken === undefined) log.info(`there are no texts in the language ${language}, and English is spoken`);
  let list: readonly string[] | undefined;
  const find = (asked: string): string | undefined => {
    const [, place = asked, english] = /^(\d+)\|(.*)$/s.exec(asked) ?? [];
    if (english !== undefined && !isTranslated) return english;
    list ??= readTexts(isTranslated ? [spoken, 'en'] : ['en'], folder, log);
    return list[Number(place)] ?? english;
  };
  return { texts: new Proxy<Texts>({}, { get: (_texts, asked) => find(String(asked)) }), isTranslated };
}

/** The language itself, or the one that it is a variant of, as VS Code chooses the texts of the manifest. */
function findSpoken(language: string, folder: string): string | undefined {
  if (/^en\b/.test(language)) return 'en';
  return [language, language.replace(/-.*/, '')].find((each) => existsSync(fileOf(each, folder)));
}

const fileOf = (language: string, folder: string): string => join(folder, `${language}.json.br`);

/** The texts in the first of the languages whose list can be read; none where no list can. */
function readTexts(languages: readonly string[], folder: string, log: TextLog): readonly string[] {
  for (const language of languages)
    try {
      return unpackTexts(fileOf(language, folder));
    } catch (error) {
      log.warn(`the texts in the language ${language} can’t be read: ${String(error)}`);
    }
  return [];
}

function unpackTexts(file: string): readonly string[] {
  const texts: unknown = JSON.parse(brotliDecompressSync(readFileSync(file)).toString());
  if (!isListOfTexts(texts)) throw new Error('the file is damaged');
  return texts;
}

const isListOfTexts = (texts: unknown): texts is readonly string[] =>
  Array.isArray(texts) && texts.every((text) => typeof text === 'string');
