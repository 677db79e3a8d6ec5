import type { FailureCategory } from '../../../explanation/category.ts';
import { meanings } from './meanings.ts';
import { findMentions, type Mention, overlap } from './mention.ts';
import { type Statement, statementKinds, statements } from './statements.ts';
import { names, type Thing, thingKinds, things } from './things.ts';

/** How many characters farther a thing or a statement seems for each step that it is more common. */
const common = 2;
/**
 * How many characters farther it seems beyond the end of a clause, and on the side where grammar does not look for it.
 */
const beyondClause = 40;
const wrongSide = 15;
/** How many characters away a statement may be from its thing. */
const farthest = 80;

/** Says something of what precedes it, or of what follows it. */
const ofSubject = /^(?:not|is|was|were|isn|wasn|weren|do|did|does|has|expired|too)\b/i;
const ofObject = /^(?:unable|failed to|fail|cannot|can't|could|error|impossible|no such)\b/i;

/** Things and statements of which nothing is made. */
export type Unheard = readonly (Thing | Statement)[];

/** The category that the thing and what is said of it mean that stand closest together, or undefined. */
export function meaningOfPair(text: string, unheard: Unheard = []): FailureCategory | undefined {
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

/** Infinite where the one can't be said of the other. */
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
