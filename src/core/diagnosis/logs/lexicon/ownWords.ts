import type { FailureCategory } from '../../explanation/category.ts';
import { findMeaning, type Meanings } from '../engine/words.ts';

const meanings: Meanings<FailureCategory> = [
  [/\bno \S{1,60} (?:\w{1,12} ){0,2}(?:specified|provided|supplied|given)\b/i, 'bad-arguments'],
  [/\bdo(?:es)? not exist:? \S{0,200}[/.]\S|\bopen (?:call )?failed\b/i, 'missing-file'],
  [/\bshould (?:never|not) happen\b|\binternal error\b/i, 'other'],
  [/\bunhandled\b/i, 'exception-in-user-code'],
  [/\bnot available\b/i, 'missing-file'],
];

const complaint =
  /\b(?:no(?!\.)|non|not|never|nothing|neither|cannot|without|(?:do|does|did|has|is) ?n.t|(?:can|could|wo)n?.t|un(?:able|aligned|available|balanced|bound|closed|declared|defined|equal|expected(?:ly)?|handled|known|matched|reachable|recogni[sz]ed|resolved|specified|stable|supported|terminated)|in(?:compatible|complete|consistent|correct|feasible|sufficient|valid)|im(?:possible|proper)|illegal|wrong|bad|missing|absent|lost|lack\w*|need(?:s|ed)?|required?s?|must|should (?:be|have|not)|expect\w*|wanted|instead|mismatch\w*|differs?|identical|repeated|duplicated?|twice|already|more than once|ambiguous|conflict\w*|exceed\w*|too \w+|only \d+|limit|maximum|beyond|outside|out of|overflow\w*|underflow|zero|negative|singular|NaN|cycle|cyclic|circular|diverg\w+|stagnat\w+|drift\w*|skew|violat\w+|refus\w+|reject\w+|den(?:y|ies|ied)|older|newer|longer|syntax|EOF|corrupt\w*|damaged|expired|exhausted|used up|quota|full(?! \w)|locked|busy|in use|sealed|dead\w*|killed|reclaim\w*|preempt\w*|evict\w*|timed? ?out|division by zero|closed the|fell off)\b/i;

/** Checks whether a line says that something is wrong. */
export function complains(text: string): boolean {
  return complaint.test(text);
}

/** Words for a failure, its place, and its source, but not its reason. */
const empty: ReadonlySet<string> = new Set(
  (
    'a abort aborted aborting aborts above after agent all an and approval are as at be because been before below but by ' +
    'call called can check client code command could critical details detected did do does due during end ended ' +
    'encountered error errors exception execution exit exited exiting fail failed failing fails failure failures fatal ' +
    'for from giving had has have here if in information instance internal is it job line log main message messages module ' +
    'launch more near no non-zero not occurred of on one or output please pipeline previous problem problems process program ' +
    'reason report return returned role roles routine run running script see service severe shell something stage status ' +
    'start started starting step stopped stopping stops subroutine system task tasks terminated terminating that the there this thread to ' +
    'unknown up user users was went were while will with without worker workers wrong you your'
  ).split(' '),
);

/** Number of characters of a line that are searched for words. */
const readLength = 300;
const word = /(?<![^\s"'`([])(?:[A-Za-z][a-z'-]*|[A-Z]{2,40})(?=[\s"'`)\].,:;!?]|$)/g;

/** Number of words, not counting those that only report a failure, that amount to a reason. */
const enough = 2;

/** Checks whether a line that is known to report a failure also gives a reason. */
export function saysWhy(text: string): boolean {
  const words = text.slice(0, readLength).match(word) ?? [];
  return words.filter((one) => !empty.has(one.toLowerCase())).length >= enough;
}

const ended = /\bexit(?:ed)? (?:code|status|with)\b/i;

/**
 * Guesses the category of a program's own words that no rule knows. Usually the program complains about its input. A
 * longer list of words for faults would not help, because such words only show that the program complains, and about
 * what.
 */
export function guessFromOwnWords(text: string): FailureCategory | undefined {
  const words = text.slice(0, readLength);
  const meaning = findMeaning(words, meanings);
  if (meaning !== undefined) return meaning;
  return complains(words) && saysWhy(words) && !ended.test(words) ? 'bad-input' : undefined;
}
