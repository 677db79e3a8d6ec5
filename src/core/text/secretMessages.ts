/** Words that occur in messages about a secret and that no one would choose as a secret. */
const sayings =
  'not|found|unavailable|unset|unbound|required|missing|invalid|incorrect|wrong|denied|rejected|revoked|expired|expires|' +
  "failed|failure|must|should|cannot|can't|couldn't|could|is|was|are|were|has|does|did|error|unauthorized|" +
  'unexpected|mismatch|unknown|empty|redacted';

const word = "[A-Za-z](?:[A-Za-z'-]{0,38}[A-Za-z])?";

/** Matches one of these words, but not at the start of a longer text. */
export const saying = `(?:${sayings})(?![\\w=+/~-]|\\.[\\w=+/~-])`;

/** Matches a sentence instead of a value: words without digits, up to a word that only messages contain. */
export const messageAhead = `[(<]?(?:${word} ){0,3}${saying}`;

const message = new RegExp(`^${messageAhead}`, 'i');

/** Text before the word that a parser rejects: `Unexpected token: punc (})`. */
const ofParser = /\b(?:(?:un)?expected|near)[ _-]$/i;

const grammar = /^[A-Za-z_]{1,30}(?![^\s,;:.()])/;

/** An argument with the same name as its value: `inv(a, signature=signature)`. */
const sameName = /^([A-Za-z_]\w{0,60})[),]/;

/**
 * Checks whether the text after `introduction` continues a sentence, or code, rather than giving a value: `secret: x
 * not found`. `behind` is the text that follows, and `before` the text that precedes.
 */
export function isMessage(introduction: string, behind: string, before: string): boolean {
  const said = behind.trimStart();
  if (/[:\uff1a]\s*$/.test(introduction)) {
    if (message.test(said)) return true;
    return /^token/i.test(introduction) && ofParser.test(before) && grammar.test(said);
  }
  if (/^\(not set\)/.test(said)) return true;
  const name = sameName.exec(said)?.[1];
  return name !== undefined && /^\w+/.exec(introduction)?.[0] === name;
}
