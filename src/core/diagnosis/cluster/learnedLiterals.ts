import { maskLiterals } from '../mask.ts';
import { maskToken } from '../masking/characters.ts';
import { toPlaceKeys } from './placeKeys.ts';

/** From so many different words in one place on they are data, however often each comes. */
const manyWords = 64;
/** So many words, hardly any of which comes twice, are data too. */
const someWords = 12;
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
  let current = counts;
  for (let round = 0; round < maxRounds; round++) {
    const changed = learnOnce(current);
    if (changed.size === 0) break;
    for (const template of counts.keys()) {
      const next = changed.get(learned.get(template) ?? template);
      if (next !== undefined) learned.set(template, next);
    }
    current = recount(counts, learned);
  }
  return learned;
}

function recount(counts: Counts, learned: ReadonlyMap<string, string>): Counts {
  const result = new Map<string, number>();
  for (const [template, count] of counts) {
    const known = learned.get(template) ?? template;
    result.set(known, (result.get(known) ?? 0) + count);
  }
  return result;
}

/** Finds places in which templates differ that are the same otherwise; those that differ in several come later. */
function learnOnce(counts: Counts): ReadonlyMap<string, string> {
  const changed = new Map<string, string>();
  if (counts.size <= fewWords) return changed;
  const places = countPlaces(counts);
  for (const template of counts.keys()) {
    const parts = toParts(template);
    const keys = toPlaceKeys(parts);
    let isChanged = false;
    keys.forEach((key, index) => {
      if (!isData(places.get(key)) || parts[2 * index] === maskToken) return;
      parts[2 * index] = maskToken;
      isChanged = true;
    });
    if (isChanged) changed.set(template, maskLiterals(parts.join(''), 'words'));
  }
  return changed;
}

function countPlaces(counts: Counts): ReadonlyMap<number, Place> {
  const places = new Map<number, Place>();
  for (const [template, count] of counts) {
    const parts = toParts(template);
    toPlaceKeys(parts).forEach((key, index) => {
      const place = places.get(key) ?? { words: 0, failures: 0, masked: 0 };
      places.set(key, place);
      if (parts[2 * index] === maskToken) {
        place.masked += count;
      } else {
        place.words += 1;
        place.failures += count;
      }
    });
  }
  return places;
}

function isData(place: Place | undefined): boolean {
  if (place === undefined) return false;
  const { words, failures, masked } = place;
  if (words >= manyWords) return true;
  if (failures > words * seldom) return false;
  return words >= someWords || (words >= fewWords && masked > failures);
}

/** Words, and what stands between them: words have the even indexes. Quotes are of the words, as for masking. */
function toParts(template: string): string[] {
  return template.split(/([\s=:,;()[\]{}<>|]+)/);
}
