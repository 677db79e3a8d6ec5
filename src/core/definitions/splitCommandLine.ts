/** Matches blanks, or the next part of a word: an escaped character, text in quotes, or plain text. */
const part = /\s+|\\(.?)|'([^']*)'|"((?:[^"\\]|\\.)*)"|[^\s\\"']+/sy;

/**
 * Splits a command line into the program and its arguments as a node does that starts the program without a shell, so
 * that nothing is expanded: by the quotes and backslashes of a POSIX shell. Undefined if a quote is not closed.
 */
export function splitCommandLine(line: string): readonly string[] | undefined {
  const words: string[] = [];
  let isInWord = false;
  part.lastIndex = 0;
  while (part.lastIndex < line.length) {
    const match = part.exec(line);
    if (match === null) return undefined;
    const [text, escaped, single, double] = match;
    const isBlank = /^\s/.test(text);
    const added = escaped ?? single ?? double?.replace(/\\(["\\])/g, '$1') ?? text;
    if (!isBlank) words.push((isInWord ? words.pop() : '') + added);
    isInWord = !isBlank;
  }
  return words;
}
