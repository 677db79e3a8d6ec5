import { toVisible } from './escape.ts';

/** One word for a POSIX shell, whatever is in it. */
export function quoteForShell(word: string): string {
  return /^[\w-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/**
 * The same for a command that people paste into a terminal, which would obey what is unseen in it: that is escaped byte by
 * byte, as bash and zsh read it.
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
