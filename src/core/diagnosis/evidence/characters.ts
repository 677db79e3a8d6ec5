/** What stands for a masked literal in a message. */
export const maskToken = '*';

/** What a character can be a part of. */
export const kinds = { other: 0, space: 1, letter: 2, digit: 3, slash: 4, quote: 5, star: 6 } as const;
type CharacterKind = (typeof kinds)[keyof typeof kinds];

function toKind(code: number): CharacterKind {
  const character = String.fromCharCode(code);
  if (code <= 32) return kinds.space;
  if (/\d/.test(character)) return kinds.digit;
  if ('/\\'.includes(character)) return kinds.slash;
  if ('"\'`'.includes(character)) return kinds.quote;
  if (character === maskToken) return kinds.star;
  // These are parts of words: in names, versions, addresses and times.
  return /[a-z]/i.test(character) || '._-:@%+~$'.includes(character) ? kinds.letter : kinds.other;
}

const ofAscii: readonly CharacterKind[] = Array.from({ length: 128 }, (_, code) => toKind(code));

/** The kind of the character at `index`; all beyond ASCII are letters, so that words of every language are words. */
export function kindAt(text: string, index: number): CharacterKind {
  return ofAscii[text.charCodeAt(index)] ?? kinds.letter;
}
