import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { out, root } from './places.ts';
import { readTexts } from './texts.ts';

/**
 * A language that nobody speaks: every text accented, longer by two fifths and in brackets. What is shown without
 * accents was never a text for translators; what is shown without its last bracket is cut.
 */

const plain = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const accented = [...'áƀçďéƒĝĥíĵķļɱñöþɋŕšţüṽŵẋýžÁƁÇĎÉƑĜĤÍĴĶĻḾÑÖÞɊŔŠŢÜṼŴẊÝŽ'];

/** What a translator leaves as it is: places for values, targets of links, code, icons and addresses. */
const kept = /(\{[^{}]*\}|\]\([^()]*\)|`[^`]*`|\$\([\w~-]+\)|https?:\/\/[^\s)]+)/;

/** A line: what makes it a heading or an item, and what makes it a link alone, which VS Code may draw as a button. */
const markup = /^(#+ |- |\d+\. |\[(?=[^[\]]*\]\([^()]*\)$))?(.*?)((?<=^\[[^[\]]*)\]\([^()]*\))?$/;

/**
 * VS Code takes the pseudo-locale for this one. Times and numbers in it have Greek letters, and so are told from those
 * that are not formatted in the user's language.
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

/** `text` as it is shown in the pseudo-locale, line by line. */
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
  // Copies: VS Code knows by its path which extension a module belongs to.
  for (const name of ['package.json', 'package.nls.json', 'dist', 'media'])
    cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
  // "Azure Batch" is a name in every language.
  const isName = (key: string): boolean => key === 'view.container';
  writePseudo('package.nls.json', path.join(folder, `package.nls.${pseudoLanguage}.json`), isName);
  writePseudo('l10n/bundle.l10n.json', path.join(folder, `l10n/bundle.l10n.${pseudoLanguage}.json`));
  return folder;
}
