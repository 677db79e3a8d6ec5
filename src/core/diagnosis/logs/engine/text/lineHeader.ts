import { type Token, tokenAfter } from './headerToken.ts';
import { type Level, levelNamed } from './levels.ts';

/** A position at which a logger's prefix may end. */
export interface Cut {
  /** The header up to this position, with level and numbers masked; the same for all lines of one logger. */
  readonly key: string;
  readonly end: number;
  /** Number of spaces before its last token. */
  readonly gap: number;
  readonly level: string | undefined;
  /** The names of loggers and threads up to this position. */
  readonly sender: string;
  readonly kind: Token['kind'];
  /** True if a loose name follows another; the second one is more likely the program that wrote the message. */
  readonly isNamedTwice: boolean;
}

const mostTokens = 7;

/**
 * Finds the positions at which the header of a line may end, from left to right. `isTimed` is true if a time preceded
 * the text.
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
    // A program that puts its name before its messages also puts a level there.
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

/** Returns the level for a word of a header; undefined for names of streams and for an empty word. */
export function levelOfWord(word: string): Level | undefined {
  return word === '' || /^std/i.test(word) ? undefined : levelNamed(word.toLowerCase());
}
