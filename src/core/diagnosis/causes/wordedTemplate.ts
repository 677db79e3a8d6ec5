import { hashToNumber } from '../../text/hashText.ts';

/** Further on, ids are seldom told from words; and templates may be long. */
const maxPlaces = 20;
const maxWorded = 400;

/** A template in words and what stands between them; quotes are of the words, as for masking. */
export class WordedTemplate {
  readonly words: readonly string[];
  /** What follows each word; the last one has all that is not looked at word by word. */
  readonly #separators: readonly string[];
  readonly #hashes: readonly number[];
  readonly #sum: number;

  constructor(template: string) {
    const parts = template.slice(0, maxWorded).split(/([\s=:,;()[\]{}<>|]+)/);
    this.words = parts.filter((_, index) => index % 2 === 0).slice(0, maxPlaces);
    const separators = this.words.map((_, place) => parts[2 * place + 1] ?? '');
    const rest = parts.slice(2 * this.words.length).join('') + template.slice(maxWorded);
    this.#separators = [...separators.slice(0, -1), `${separators.at(-1) ?? ''}${rest}`];
    this.#hashes = this.words.map((word, place) => hashToNumber(word, 2 * place));
    const between = this.#separators.map((separator, place) => hashToNumber(separator, 2 * place + 1));
    this.#sum = [...this.#hashes, ...between].reduce((sum, hash) => sum + hash, 0);
  }

  /**
   * Stands for all but the words at `places`: templates that differ there alone have the same key. Others have it once
   * in millions of times.
   */
  toRestKey(places: Iterable<number>): number {
    let rest = this.#sum;
    for (const place of places) rest -= this.#hashes[place] ?? 0;
    return rest;
  }

  /** The text again, with `word` at `places`. */
  replace(places: ReadonlySet<number>, word: string): string {
    return this.words.map((own, place) => (places.has(place) ? word : own) + (this.#separators[place] ?? '')).join('');
  }
}
