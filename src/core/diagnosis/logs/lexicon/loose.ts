import type { FailureCategory } from '../../explanation/category.ts';
import { findMeaning, type Meanings } from '../engine/words.ts';
import { meanings } from './pairs/meanings.ts';
import { findMentions, type Mention, overlap } from './pairs/mention.ts';
import { type Statement, statementKinds, statements } from './pairs/statements.ts';
import { names, type Thing, thingKinds, things } from './pairs/things.ts';

/** Words about an unknown subject, specific before common. */
const bareMeanings: Meanings<FailureCategory> = [
  [/\bnot installed\b/i, 'missing-program'],
  [/\bwithout (?:a )?licen[cs]e\b|\bunlicensed\b/i, 'license'],
  [/\b(?:missing|absent) .{0,40}\bplug-?in\b/i, 'missing-module'],
  [
    /\b(?:decompress|uncompress|inflat|deserializ|unmarshal|decod)\w{1,8} (?:operation )?(?:failed|error)/i,
    'bad-input',
  ],
  [
    /(?:cannot|can't|could not|couldn't|unable to|failed to|fail to|error) (?:(?:open|access|stat|locate)(?:ing)?\b|(?:read|load): +\S)/i,
    'missing-file',
  ],
  [/\b(?:does(?: not|n't) seem to exist|neither exists?|file missing|no (?:input )?files?)\b/i, 'missing-file'],
  [/\bMPI\b.{0,40}\babort/, 'mpi'],
  [/\bconflict\b|\bstill in use\b|\balready (?:in use|taken|running|there)\b/i, 'conflict'],
  [/\btimeout\b/i, 'timeout'],
  [/\b(?:interrupted|cancel+ed)\b/i, 'interrupted'],
];

/** Returns the category of words that are known to report a failure and match no phrase; undefined if there is none. */
export function looseCategory(words: string): FailureCategory | undefined {
  return meaningOfPair(words) ?? findMeaning(words, bareMeanings);
}

/** Categories that code usually uses for its own checks, so vague words for them only mean that this code failed. */
const ofChecks: ReadonlySet<FailureCategory> = new Set(['bad-input', 'bad-arguments']);

const ofCalls: Unheard = ['unread', 'disallowed', 'item'];

/** Returns the category of words that code chose, in the message of an exception or in the name of its type. */
export function looseCategoryInCode(words: string): FailureCategory | undefined {
  const category = meaningOfPair(words, ofCalls) ?? findMeaning(words, bareMeanings);
  return category === undefined || ofChecks.has(category) ? undefined : category;
}

/** Number of characters that each position in a list of kinds adds to the distance, because common kinds come last. */
const common = 2;
/**
 * Number of characters that are added to the distance of a statement beyond the end of a clause, and on the side where
 * grammar does not expect it.
 */
const beyondClause = 40;
const wrongSide = 15;
/** Maximum number of characters between a statement and the thing it is about. */
const farthest = 80;

/** Statements that refer to the words before them, and statements that refer to the words after them. */
const ofSubject = /^(?:not|is|was|were|isn|wasn|weren|do|did|does|has|expired|too)\b/i;
const ofObject = /^(?:unable|failed to|fail|cannot|can't|could|error|impossible|no such)\b/i;

type Unheard = readonly (Thing | Statement)[];

/** Returns the category of the closest pair of a thing and a statement about it; undefined if there is no pair. */
function meaningOfPair(text: string, unheard: Unheard = []): FailureCategory | undefined {
  const named = findMentions(text, names);
  const said = findMentions(text, statements, named).filter(({ kind }) => !unheard.includes(kind));
  if (said.length === 0) return undefined;
  const spokenOf = [...named, ...findMentions(text, things, named)].filter(({ kind }) => !unheard.includes(kind));
  let nearest: FailureCategory | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const thing of spokenOf)
    for (const statement of said) {
      const category = meanings[thing.kind][statement.kind];
      if (category === undefined || overlap(thing, statement)) continue;
      const distance = distanceOf(text, thing, statement);
      if (distance < least) [nearest, least] = [category, distance];
    }
  return nearest;
}

/** Returns the distance between a statement and a thing; infinite if the statement can't be about the thing. */
function distanceOf(text: string, thing: Mention<Thing>, statement: Mention<Statement>): number {
  const between = text.slice(Math.min(thing.end, statement.end), Math.max(thing.start, statement.start));
  if (between.length > farthest) return Number.POSITIVE_INFINITY;
  const words = text.slice(statement.start, statement.end);
  const isOnWrongSide = (thing.start > statement.start ? ofSubject : ofObject).test(words);
  const isBeyond = /[.;,:] |\bbut\b/.test(between);
  if (isOnWrongSide && isBeyond) return Number.POSITIVE_INFINITY;
  return (
    between.length +
    (thingKinds.indexOf(thing.kind) + statementKinds.indexOf(statement.kind)) * common +
    (isBeyond ? beyondClause : 0) +
    (isOnWrongSide ? wrongSide : 0)
  );
}
