/** Maximum number of differing words; with more, texts differ in meaning rather than only in their subject. */
const mostWords = 3;
const opening = new Set('"\'`“”‘’([{<');
const closing = new Set('"\'`“”‘’)]}>.,;:');

/**
 * Returns the part of each text that not all texts share: the file in "lights/input-7.exr does not exist", the value in
 * `render --frame 7`. Omits common words, the folders of paths whose names differ, and words that `isKnown` says the
 * reader already sees. Undefined if nothing differs, or if too much does.
 */
export function findDifferences(
  texts: readonly (string | undefined)[],
  isKnown: (word: string, index: number) => boolean = () => false,
): readonly (string | undefined)[] {
  const words = texts.map((text) => (text === undefined ? undefined : splitWords(text)));
  const shared = findShared(words.flatMap((ofText) => (ofText === undefined ? [] : [ofText])));
  const own = words.map((ofText, index) => (ofText ?? []).filter((word) => !shared.has(word) && !isKnown(word, index)));
  const areNamesEnough = countDistinct(own) === countDistinct(own.map((some) => some.map(toWordName)));
  return own.map((some) => {
    const different = [...new Set(areNamesEnough ? some.map(toWordName) : some)];
    return different.length === 0 || different.length > mostWords ? undefined : different.join(' ');
  });
}

/** Splits text into words; an option of a command and its value are one word: `--frame 7`. */
function splitWords(text: string): readonly string[] {
  const words = text.split(/\s+/).map(unwrap);
  return words.flatMap((word, index) => {
    if (word === '') return [];
    const before = words[index - 1] ?? '';
    return /^-{1,2}[a-z][\w-]*$/i.test(before) && !word.startsWith('-') ? [`${before} ${word}`] : [word];
  });
}

function findShared(texts: readonly (readonly string[])[]): ReadonlySet<string> {
  const [first = [], ...others] = texts;
  const shared = new Set(first);
  for (const words of others) {
    const here = new Set(words);
    for (const word of shared) if (!here.has(word)) shared.delete(word);
  }
  return shared;
}

function countDistinct(lists: readonly (readonly string[])[]): number {
  return new Set(lists.map((words) => words.join('\n'))).size;
}

function unwrap(word: string): string {
  let [start, end] = [0, word.length];
  while (start < end && opening.has(word.charAt(start))) start++;
  while (end > start && closing.has(word.charAt(end - 1))) end--;
  return word.slice(start, end);
}

/** Shortens `lights/input-7.exr` to `input-7.exr`, and removes the query of a URL, which may be a secret. */
function toWordName(word: string): string {
  const path = /^[a-z]{1,10}:\/\//i.test(word) ? (word.split(/[?#]/, 1)[0] ?? '') : word;
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  return name === '' ? path : name;
}
