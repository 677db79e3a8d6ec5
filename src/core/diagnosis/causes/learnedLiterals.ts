import { hashToNumber } from '../../text/hashText.ts';
import { maskToken } from '../evidence/literal.ts';
import { maskLiterals } from '../evidence/mask.ts';

/** Minimum number of different words in one place that count as data: few programs fail for that many causes. */
const manyWords = 64;
/**
 * Minimum number of different words without digits, hardly any of them repeated, that count as literals in a place
 * where most messages have a literal.
 */
const fewWords = 3;
const seldom = 2;
const maxRounds = 3;

/** Number of failures of each template. */
type Counts = ReadonlyMap<string, number>;

interface Place {
  words: number;
  failures: number;
  /** Number of failures whose message has a masked literal in this place. */
  masked: number;
}

/**
 * Finds literals without a typical form, such as names or IDs of letters alone, by their variation. Returns the shorter
 * template for each template that contains such literals. The order of the templates does not matter.
 */
export function learnLiterals(counts: Counts): ReadonlyMap<string, string> {
  const learned = new Map<string, string>();
  if (counts.size <= fewWords) return learned;
  const patterns = new Patterns();
  for (let round = 0; round < maxRounds; round++) {
    const changed = learnOnce(recount(counts, learned), patterns);
    if (changed.size === 0) break;
    for (const template of counts.keys()) {
      const next = changed.get(learned.get(template) ?? template);
      if (next !== undefined) learned.set(template, next);
    }
  }
  const findPattern = patterns.toFinder();
  for (const template of counts.keys()) {
    const known = learned.get(template) ?? template;
    const pattern = findPattern(known) ?? known;
    if (pattern !== template) learned.set(template, maskLiterals(pattern, 'words'));
  }
  return learned;
}

function recount(counts: Counts, learned: ReadonlyMap<string, string>): Counts {
  if (learned.size === 0) return counts;
  const result = new Map<string, number>();
  for (const [template, count] of counts) {
    const known = learned.get(template) ?? template;
    result.set(known, (result.get(known) ?? 0) + count);
  }
  return result;
}

/**
 * Finds places in which otherwise equal templates differ. Templates that differ in several places are handled in later
 * rounds.
 */
function learnOnce(counts: Counts, patterns: Patterns): ReadonlyMap<string, string> {
  const places = countPlaces(counts);
  const changed = new Map<string, string>();
  for (const template of counts.keys()) {
    const worded = new WordedTemplate(template);
    const data = new Set([...worded.words.keys()].filter((place) => isData(places.get(worded.toRestKey([place])))));
    if (data.size === 0) continue;
    const pattern = worded.replace(data, maskToken);
    patterns.add(pattern, data, template);
    if (pattern !== template) changed.set(template, pattern);
  }
  return changed;
}

function countPlaces(counts: Counts): ReadonlyMap<number, Place> {
  const places = new Map<number, Place>();
  for (const [template, count] of counts) {
    const worded = new WordedTemplate(template);
    for (const [index, word] of worded.words.entries()) {
      const key = worded.toRestKey([index]);
      const place = places.get(key) ?? { words: 0, failures: 0, masked: 0 };
      places.set(key, place);
      if (word === maskToken) {
        place.masked += count;
      } else {
        place.words += 1;
        place.failures += count;
      }
    }
  }
  return places;
}

function isData(place: Place | undefined): boolean {
  if (place === undefined) return false;
  const { words, failures, masked } = place;
  if (words >= manyWords) return true;
  return words >= fewWords && failures <= words * seldom && masked > failures;
}

/** Patterns that have data in the same places, by the key of their other places. */
interface PatternShape {
  readonly places: readonly number[];
  readonly patterns: Map<number, string>;
}

/** Templates known to have data in certain places, regardless of the word there. */
class Patterns {
  readonly #places = new Map<string, ReadonlySet<number>>();

  /** Records that `template` became `pattern` because of the data in `places`. */
  add(pattern: string, places: ReadonlySet<number>, template: string): void {
    const known = [this.#places.get(pattern), this.#places.get(template)];
    this.#places.set(pattern, new Set([...places, ...known.flatMap((some) => [...(some ?? [])])]));
  }

  /** Returns a function that finds the pattern of a template whose other words appear only in the places of data. */
  toFinder(): (template: string) => string | undefined {
    const shapes = this.#toShapes();
    return (template) => {
      if (shapes.length === 0 || this.#places.has(template)) return undefined;
      const worded = new WordedTemplate(template);
      const found = shapes.map(({ places, patterns }) => patterns.get(worded.toRestKey(places)));
      return found.filter((pattern) => pattern !== undefined).sort()[0];
    };
  }

  #toShapes(): readonly PatternShape[] {
    const shapes = new Map<string, PatternShape>();
    for (const [pattern, set] of this.#places) {
      const places = [...set].sort((one, other) => one - other);
      const shape = shapes.get(places.join()) ?? { places, patterns: new Map<number, string>() };
      shapes.set(places.join(), shape);
      shape.patterns.set(new WordedTemplate(pattern).toRestKey(places), pattern);
    }
    return [...shapes.values()];
  }
}

/** Limits for a template, because additional words can seldom be distinguished from IDs, and templates may be long. */
const maxPlaces = 20;
const maxWorded = 400;

/** Splits a template into words and separators. Quotes belong to the words, as in masking. */
class WordedTemplate {
  readonly words: readonly string[];
  /** The text after each word. The last separator contains the rest of the text, which is not split into words. */
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
   * Returns a key for everything except the words at `places`, so that templates that differ only there have the same
   * key. Other templates have the same key only once in millions of times.
   */
  toRestKey(places: Iterable<number>): number {
    let rest = this.#sum;
    for (const place of places) rest -= this.#hashes[place] ?? 0;
    return rest;
  }

  /** Returns the text with `word` at `places`. */
  replace(places: ReadonlySet<number>, word: string): string {
    return this.words.map((own, place) => (places.has(place) ? word : own) + (this.#separators[place] ?? '')).join('');
  }
}
