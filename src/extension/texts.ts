import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress, crc32 } from 'node:zlib';
import type { Texts } from '../core/text/configureText.ts';
import type { Log } from './log.ts';

const decompress = promisify(brotliDecompress);

/**
 * What the product says in a language, out of the files that `scripts/lib/packedTexts.mjs` writes and describes. For
 * English, which is in the code, nothing is read; it is spoken when nothing can be read.
 */
export async function readTexts(
  language: string,
  folder: string,
  log: Pick<Log, 'info' | 'warn'>,
): Promise<Texts | undefined> {
  if (/^en\b/.test(language)) return undefined;
  try {
    return await unpackTexts(language, folder);
  } catch (error) {
    const text = `there are no texts in the language ${language}, and English is spoken: ${String(error)}`;
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') log.info(text);
    else log.warn(text);
    return undefined;
  }
}

async function unpackTexts(language: string, folder: string): Promise<Texts> {
  const [numbers, packed] = await Promise.all([
    readFile(join(folder, 'english.crc32')),
    readFile(join(folder, `${language}.json.br`)),
  ]);
  const texts: unknown = JSON.parse((await decompress(packed)).toString());
  if (!isListOfTexts(texts) || texts.length * 4 !== numbers.length) throw new Error('the file is damaged');
  return findByNumber(new Map(texts.map((text, index) => [numbers.readUInt32LE(index * 4), text])));
}

const isListOfTexts = (texts: unknown): texts is readonly string[] =>
  Array.isArray(texts) && texts.every((text) => typeof text === 'string');

/** Texts that are asked for by their English. An empty one counts as not translated. */
function findByNumber(byNumber: ReadonlyMap<number, string>): Texts {
  const known: Record<string, string> = Object.create(null);
  const find = (english: string): string => (known[english] ??= byNumber.get(crc32(english)) ?? '');
  return new Proxy<Texts>(known, { get: (_known, english) => find(String(english)) });
}
