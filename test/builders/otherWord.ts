import type { OtherWord } from '../../src/core/model/words.ts';

/** A word of a newer service, as it is read: the text itself. */
export function otherWord(text: string): OtherWord {
  return text as unknown as OtherWord;
}
