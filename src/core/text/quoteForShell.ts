import { toVisible } from './escape.ts';

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

function toOctal(byte: number): string {
  return `\\${byte.toString(8).padStart(3, '0')}`;
}
