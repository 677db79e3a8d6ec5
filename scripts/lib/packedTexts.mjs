import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, crc32 } from 'node:zlib';
import { Failure } from './failure.mjs';
import { languages as ours, readTexts, textFiles } from './languages.mjs';

const compress = promisify(brotliCompress);

/**
 * Writes the translations of the code in `folder`/l10n as they ship, to `folder`/dist/l10n. Their English is in the code
 * already and is as long as they are, so that a number of four bytes stands for each: its CRC-32, little-endian, in
 * `english.crc32`. A language is `<language>.json.br`: its texts in that order, empty where one is missing, in Brotli.
 * `src/extension/texts.ts` reads both.
 */
export async function packTexts(folder, languages = ours) {
  const place = path.join(folder, 'dist/l10n');
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place, { recursive: true });
  const english = Object.keys(readTexts(textFiles.code(), folder));
  writeFileSync(path.join(place, 'english.crc32'), toNumbers(english));
  const packLanguage = async (language) => {
    const texts = readTexts(textFiles.code(language), folder);
    const packed = await pack(JSON.stringify(english.map((key) => texts[key] ?? '')));
    writeFileSync(path.join(place, `${language}.json.br`), packed);
  };
  await Promise.all(languages.map(packLanguage));
}

function toNumbers(english) {
  const byNumber = new Map();
  for (const text of english) {
    const number = crc32(text);
    const other = byNumber.get(number);
    if (other !== undefined)
      throw new Failure(
        'Packing texts',
        `“${text}” and “${other}” have the same number`,
        'word one of them otherwise.',
      );
    byNumber.set(number, text);
  }
  const bytes = Buffer.alloc(byNumber.size * 4);
  let at = 0;
  for (const number of byNumber.keys()) at = bytes.writeUInt32LE(number, at);
  return bytes;
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
