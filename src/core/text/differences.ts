/** More words than these say something else, and not the same of something else. */
const mostWords = 3;
/** What words are wrapped in, and what they end with, in sentences and commands. */
const opening = new Set('"\'`“”‘’([{<');
const closing = new Set('"\'`“”‘’)]}>.,;:');

/**
 * Of each of `texts` what the others do not all have: the file in "lights/input-7.exr does not exist", the value in
 * `render --frame 7`. Words that are in all of them are left out, and so are the folders of paths where the names differ,
 * and what `isKnown` says the reader sees already. Undefined where nothing differs, or so much that it is another text.
 */
export function findDifferences(
  texts: readonly (string | undefined)[],
  isKnown: (word: string, index: number) => boolean = () => false,
): readonly (string | undefined)[] {
  const words = texts.map((text) => (text === undefined ? undefined : toWords(text)));
  const shared = findShared(words.flatMap((ofText) => (ofText === undefined ? [] : [ofText])));
  const own = words.map((ofText, index) => (ofText ?? []).filter((word) => !shared.has(word) && !isKnown(word, index)));
  const areNamesEnough = countDistinct(own) === countDistinct(own.map((some) => some.map(toName)));
  return own.map((some) => {
    const different = [...new Set(areNamesEnough ? some.map(toName) : some)];
    return different.length === 0 || different.length > mostWords ? undefined : different.join(' ');
  });
}

/** The words of a text; an option of a command and its value are one: `--frame 7`. */
function toWords(text: string): readonly string[] {
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

/** `lights/input-7.exr` becomes `input-7.exr`; an address loses its query, which may be a secret. */
function toName(word: string): string {
  const path = /^[a-z]{1,10}:\/\//i.test(word) ? (word.split(/[?#]/, 1)[0] ?? '') : word;
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  return name === '' ? path : name;
}
