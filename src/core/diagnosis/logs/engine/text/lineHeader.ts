import { type Token, tokenAfter } from './headerToken.ts';
import { type Level, levelNamed } from './levels.ts';

/** A place at which a logger's prefix may end. */
export interface Cut {
  /** The header up to here with its level and numbers masked: the same for all lines of one logger. */
  readonly key: string;
  readonly end: number;
  /** Spaces before its last part. */
  readonly gap: number;
  /** The word for the level, if the header has one up to here. */
  readonly level: string | undefined;
  /** The names of loggers and threads up to here. */
  readonly sender: string;
  /** Certainty that a logger wrote the header. */
  readonly kind: Token['kind'];
  /** True when a loose name follows another: the second is more likely that of the program that speaks. */
  readonly isNamedTwice: boolean;
}

const mostTokens = 7;

/**
 * Finds the places at which the header of a line may end, from left to right. `isTimed` says that a time stood before
 * it.
 */
export function findCuts(text: string, isTimed: boolean): readonly Cut[] {
  const cuts: Cut[] = [];
  let last: Cut = {
    key: isTimed ? 't' : '',
    end: 0,
    gap: 0,
    level: undefined,
    sender: '',
    kind: 'clear',
    isNamedTwice: false,
  };
  for (let turn = 0; turn < mostTokens; turn++) {
    const token = tokenAfter({ ...last, isTimed }, text);
    if (token === undefined) break;
    last = toCut(last, token);
    if (token.goesOn !== true) cuts.push(last);
    // A program that puts its name before its words puts a level there too.
    if (last.kind === 'loose' && last.level === undefined) break;
  }
  return cuts;
}

function toCut(last: Cut, token: Token): Cut {
  return {
    key: last.key + token.key,
    end: token.end,
    gap: token.start - last.end,
    level: last.level ?? token.level,
    sender: last.sender + (token.sender ?? ''),
    kind: last.kind === 'loose' ? 'loose' : token.kind,
    isNamedTwice: last.isNamedTwice || (token.kind === 'loose' && last.sender !== ''),
  };
}

/** Returns the level of a header's word; undefined for names of streams and without a word. */
export function levelOfWord(word: string): Level | undefined {
  return word === '' || /^std/i.test(word) ? undefined : levelNamed(word.toLowerCase());
}
