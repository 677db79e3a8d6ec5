import { kindAt, kinds } from './characters.ts';

const [period, colon, dash] = [...'.:-'].map((mark) => mark.charCodeAt(0));

/** Marks that end a sentence rather than belong to the word before them. */
function isTrailing(code: number): boolean {
  return code === period || code === colon || code === dash;
}

/** Index after the word at `start`, without the punctuation that ends a sentence. An address is one word to its end. */
export function findWordEnd(text: string, start: number): number {
  let end = start + 1;
  let isAddress = false;
  for (; end < text.length; end++) {
    const kind = kindAt(text, end);
    if (kind === kinds.slash) isAddress ||= text.startsWith('://', end - 1);
    else if (kind === kinds.space || kind === kinds.quote || kind === kinds.star) break;
    else if (kind === kinds.other && !(isAddress && isOfAddress(text, end))) break;
  }
  while (end > start + 1 && isTrailing(text.charCodeAt(end - 1))) end--;
  return end;
}

/** Queries and fragments belong to an address; brackets and commas around it do not. */
function isOfAddress(text: string, index: number): boolean {
  return '?&=#!'.includes(text.charAt(index));
}

/** Whether the character at `index` belongs to no word: a colon that nothing goes before, a mark by itself. */
export function isMark(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code === colon || (isTrailing(code) && !isWordAt(text, index + 1));
}

function isWordAt(text: string, index: number): boolean {
  if (index >= text.length) return false;
  const kind = kindAt(text, index);
  const isOfWord = kind === kinds.letter || kind === kinds.digit || kind === kinds.slash;
  return isOfWord && !isTrailing(text.charCodeAt(index));
}

/** Index after the run of white space at `start`. */
export function findSpaceEnd(text: string, start: number): number {
  let end = start + 1;
  while (end < text.length && kindAt(text, end) === kinds.space) end++;
  return end;
}
