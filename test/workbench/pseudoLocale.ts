import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { out, root } from './places.ts';
import { readTexts } from './texts.ts';

/**
 * An artificial language: every text has accents, is longer by two fifths, and is in brackets. Shown texts without
 * accents were never passed to translators; those without their closing bracket are cut off.
 */

const plain = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const accented = [...'áƀçďéƒĝĥíĵķļɱñöþɋŕšţüṽŵẋýžÁƁÇĎÉƑĜĤÍĴĶĻḾÑÖÞɊŔŠŢÜṼŴẊÝŽ'];

/** Parts that translators keep: placeholders, link targets, code, icons and URLs. */
const kept = /(\{[^{}]*\}|\]\([^()]*\)|`[^`]*`|\$\([\w~-]+\)|https?:\/\/[^\s)]+)/;

/**
 * Splits a line into its text and its markup: of a heading, an item, or a separate link, which VS Code may draw as a
 * button.
 */
const markup = /^(#+ |- |\d+\. |\[(?=[^[\]]*\]\([^()]*\)$))?(.*?)((?<=^\[[^[\]]*)\]\([^()]*\))?$/;

/**
 * Language that VS Code uses for the pseudo-locale. Its times and numbers have Greek letters, which distinguishes them
 * from unformatted ones.
 */
export const pseudoLanguage = 'el';

function accent(text: string): string {
  return text
    .split(kept)
    .map((part, index) =>
      index % 2 === 1 ? part : part.replace(/[a-z]/gi, (letter) => accented[plain.indexOf(letter)] ?? letter),
    )
    .join('');
}

/** Returns `text` in the pseudo-locale, line by line. */
export function toPseudo(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      if (!/[a-z]/i.test(line)) return line;
      const [, before = '', words = '', after = ''] = markup.exec(line) ?? [];
      const filler = '····· '.repeat(Math.ceil((words.length * 0.4) / 6)).trim();
      return `${before}⟦${accent(words)} ${filler}⟧${after}`;
    })
    .join('\n');
}

function writePseudo(source: string, file: string, isName: (key: string) => boolean = () => false): void {
  const translated = Object.entries(readTexts(source)).map(([key, text]) => [key, isName(key) ? text : toPseudo(text)]);
  writeFileSync(file, JSON.stringify(Object.fromEntries(translated)));
}

/** Makes a copy of the built extension that is translated into the pseudo-locale, and returns its folder. */
export function makePseudoExtension(): string {
  const folder = path.join(out, 'pseudoLocale');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(path.join(folder, 'l10n'), { recursive: true });
  // Copies are needed because VS Code finds the extension of a module by the module's path.
  for (const name of ['package.json', 'package.nls.json', 'dist', 'media'])
    cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
  // "Azure Batch" is a name in every language.
  const isName = (key: string): boolean => key === 'view.container';
  writePseudo('package.nls.json', path.join(folder, `package.nls.${pseudoLanguage}.json`), isName);
  writePseudo('l10n/bundle.l10n.json', path.join(folder, `l10n/bundle.l10n.${pseudoLanguage}.json`));
  return folder;
}
