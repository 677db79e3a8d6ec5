/**
 * Splits a command line into program and arguments. Batch starts the program itself, "not in a shell" (Batch
 * documentation: Task, `commandLine`), so nothing is expanded. Quotes and backslashes follow the rules of a POSIX
 * shell: single quotes keep everything; double quotes keep everything but `\"` and `\\`; outside quotes, a backslash
 * keeps the next character unchanged.
 *
 * @returns the words, or `undefined` if a quote is left open
 */
export function splitCommandLine(line: string): string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let quote: string | undefined;
  const append = (text: string): void => {
    word = (word ?? '') + text;
  };
  for (let at = 0; at < line.length; at++) {
    const char = line.charAt(at);
    const next = line.charAt(at + 1);
    if (char === '\\' && escapes(quote, next)) {
      append(next);
      at++;
    } else if (quote !== undefined) {
      if (char === quote) quote = undefined;
      else append(char);
    } else if (char === '"' || char === "'") {
      quote = char;
      append('');
    } else if (!isBlank(char)) {
      append(char);
    } else if (word !== undefined) {
      words.push(word);
      word = undefined;
    }
  }
  if (quote !== undefined) return undefined;
  return word === undefined ? words : [...words, word];
}

function escapes(quote: string | undefined, next: string): boolean {
  if (next === '') return false;
  return quote === undefined || (quote === '"' && (next === '"' || next === '\\'));
}

function isBlank(char: string): boolean {
  return char === ' ' || char === '\t' || char === '\n' || char === '\r';
}
