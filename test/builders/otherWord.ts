import type { OtherWord } from '../../src/core/model/words.ts';

/** Returns a word of a newer service as parsed: the text itself. */
export function otherWord(text: string): OtherWord {
  return text as unknown as OtherWord;
}
