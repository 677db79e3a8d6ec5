/** Words of messages about a secret, which no one would choose as one. */
const sayings =
  'not|found|unavailable|unset|unbound|required|missing|invalid|incorrect|wrong|denied|rejected|revoked|expired|expires|' +
  "failed|failure|must|should|cannot|can't|couldn't|could|is|was|are|were|has|does|did|error|unauthorized|" +
  'unexpected|mismatch|unknown|empty|redacted';

const word = "[A-Za-z](?:[A-Za-z'-]{0,38}[A-Za-z])?";

/** One of them, and not the start of something longer. */
export const saying = `(?:${sayings})(?![\\w=+/~-]|\\.[\\w=+/~-])`;

/** A sentence in the place of a value: words without digits, up to one that only messages have. */
export const messageAhead = `[(<]?(?:${word} ){0,3}${saying}`;

/** The same where a value begins. */
const message = new RegExp(`^${messageAhead}`, 'i');

/** Before the word that a parser rejects: `Unexpected token: punc (})`. */
const ofParser = /\b(?:(?:un)?expected|near)[ _-]$/i;

/** A single word of a language's grammar. */
const grammar = /^[A-Za-z_]{1,30}(?![^\s,;:.()])/;

/** Of an argument that is named as its value is: `inv(a, signature=signature)`. */
const sameName = /^([A-Za-z_]\w{0,60})[),]/;

/**
 * Whether what follows `introduction` is the rest of a sentence, or of code that names no value: `secret: x not found`.
 * `behind` is what follows, and `before` what precedes.
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
