import { maskToken } from '../evidence/characters.ts';
import { maskLiterals } from '../evidence/mask.ts';
import { Patterns } from './patterns.ts';
import { WordedTemplate } from './wordedTemplate.ts';

/** From so many different words in one place on they are data: seldom does one program fail for as many causes. */
const manyWords = 64;
/** Where most messages have a literal, so few words that hardly come twice are literals without a digit. */
const fewWords = 3;
const seldom = 2;
const maxRounds = 3;

/** How many failures have each template. */
type Counts = ReadonlyMap<string, number>;

/** What is known of the words in one place of messages that are the same otherwise. */
interface Place {
  words: number;
  failures: number;
  /** Failures whose message has a masked literal there. */
  masked: number;
}

/**
 * Literals that have no look of their own, learned from how much they differ: an id of letters alone, a name. The
 * result says of each template that has some what it becomes without them. The order of the templates does not matter.
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

/** Finds places in which templates differ that are the same otherwise; those that differ in several come later. */
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
