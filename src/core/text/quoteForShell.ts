import { toVisible, toVisibleLines } from './escape.ts';

/** Quotes any text as one word for a POSIX shell. */
export function quoteForShell(word: string): string {
  return /^[\w-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/**
 * Quotes text for a command that people paste into a terminal, which would obey invisible characters: these are escaped
 * byte by byte, as bash and zsh parse them.
 */
export function quoteForTerminal(word: string): string {
  if (toVisible(word) === word) return quoteForShell(word);
  const written = [...word].map((character) => {
    if (toVisible(character) !== character) return [...new TextEncoder().encode(character)].map(toOctal).join('');
    return /['\\]/.test(character) ? `\\${character}` : character;
  });
  return `$'${written.join('')}'`;
}

/**
 * Quotes text as one word for a script of any POSIX shell that people review before they run it: invisible characters
 * are printed by number, except for line breaks and tabs, which stay.
 */
export function quoteForScript(word: string): string {
  if (/^[\w./:=-]+$/.test(word)) return word;
  const written = [...word].map((character) => {
    if (character === "'") return String.raw`'\''`;
    if (toVisibleLines(character) === character) return character;
    return `'"$(printf '${[...new TextEncoder().encode(character)].map(toOctal).join('')}')"'`;
  });
  return `'${written.join('')}'`;
}

/**
 * Quotes text as one operand for a PowerShell script that people review before they run it. PowerShell also ends strings
 * at typographic quotes.
 */
export function quoteForPowerShell(word: string): string {
  const written = [...word].map((character) => {
    if (/['\u2018-\u201b]/.test(character)) return character + character;
    if (toVisibleLines(character) === character) return character;
    return [...character.split('')].map((unit) => `' + [char]${unit.charCodeAt(0)} + '`).join('');
  });
  return written.some((part) => part.startsWith("' + ")) ? `('${written.join('')}')` : `'${written.join('')}'`;
}

function toOctal(byte: number): string {
  return `\\${byte.toString(8).padStart(3, '0')}`;
}
