import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { readTexts, textFiles } from './languages.mjs';
import { root } from './places.mjs';
import { replaceTexts } from './textCalls.mjs';

/** What stands for each text: its place in the lists, and with `inEnglish` the text after it. */
function toStandIns(inEnglish) {
  const english = Object.entries(readTexts(textFiles.code()));
  return new Map(english.map(([key, text], place) => [key, inEnglish ? `${place}|${text}` : String(place)]));
}

/**
 * Bundler plugin: a bundle has none of the texts that it says, but their places in the lists that `packedTexts.mjs` writes,
 * of which that of the editor's language is read with the first text that is said. `inEnglish` is for the bundle that is
 * loaded at start: it has its English itself, and reads no list for that. A text that is not in l10n/bundle.l10n.json yet
 * stays as it is.
 */
export const numberedTexts = ({ inEnglish }) => ({
  name: 'numbered-texts',
  setup(build) {
    let known;
    build.onStart(() => {
      known = toStandIns(inEnglish);
    });
    build.onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, async ({ path: file }) => ({
      contents: replaceTexts(await readFile(file, 'utf8'), known),
      loader: 'ts',
      watchFiles: [path.join(root, textFiles.code())],
    }));
  },
});
