import { maskToken } from '../evidence/characters.ts';
import { maskName } from '../evidence/mask.ts';

/**
 * What `texts` share, word by word: a word that differs becomes its pattern (`input-*.exr`), or `*` where not even the
 * patterns agree. Undefined when the texts have different numbers of words, or share none of them.
 */
export function findSharedWords(texts: Iterable<string>): string | undefined {
  const [first = [], ...others] = [...new Set(texts)].map((text) => text.split(' '));
  if (others.some(({ length }) => length !== first.length)) return undefined;
  const shared = first.map((word, index) => {
    if (others.every((words) => words[index] === word)) return word;
    const pattern = maskName(word);
    return others.every((words) => maskName(words[index] ?? '') === pattern) ? pattern : maskToken;
  });
  if (shared.every((word) => word === maskToken)) return undefined;
  return shared.filter((word, index) => word !== maskToken || shared[index - 1] !== maskToken).join(' ');
}
