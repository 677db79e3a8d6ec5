import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { languages as ours, readTexts, textFiles } from './languages.mjs';

const compress = promisify(brotliCompress);

/**
 * Writes what the code in `folder` says as it ships, to `folder`/dist/l10n: for English and for each language a
 * `<language>.json.br`, its texts as a list in the order of l10n/bundle.l10n.json, in Brotli. Bundles ask for a text by its
 * place in that list (`numberedTexts.mjs`); what a language has no text for is in English. `src/extension/texts.ts` reads
 * them.
 */
export async function packTexts(folder, languages = ours) {
  const place = path.join(folder, 'dist/l10n');
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place, { recursive: true });
  const english = readTexts(textFiles.code(), folder);
  const packOne = async (language, texts) => {
    const list = Object.entries(english).map(([key, text]) => texts[key] ?? text);
    writeFileSync(path.join(place, `${language}.json.br`), await pack(JSON.stringify(list)));
  };
  await Promise.all([
    packOne('en', {}),
    ...languages.map((language) => packOne(language, readTexts(textFiles.code(language), folder))),
  ]);
}

/** What packs the texts of `folder` when they have changed: a place in an older list may be that of another text. */
export function keepPacked(folder, languages = ours) {
  let packed;
  return async () => {
    const files = [textFiles.code(), ...languages.map(textFiles.code)];
    const texts = files.map((file) => readFileSync(path.join(folder, file), 'utf8')).join('\n');
    if (texts === packed) return;
    packed = texts;
    await packTexts(folder, languages);
  };
}

function pack(text) {
  const bytes = Buffer.from(text);
  return compress(bytes, {
    params: {
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
}

// Of another folder, and other languages: `node scripts/lib/packedTexts.mjs FOLDER LANGUAGE…`
if (process.argv[1] === import.meta.filename) await packTexts(process.argv[2], process.argv.slice(3));
