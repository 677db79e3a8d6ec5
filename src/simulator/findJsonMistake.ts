/** Thrown at what is no JSON. */
class Mistake extends Error {
  readonly at: number;

  constructor(at: number) {
    super();
    this.at = at;
  }
}

const space = /[ \t\n\r]*/y;
const string = /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/uy;
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** Where a text ceases to be JSON, in lines and columns from 1; undefined where it is. `JSON.parse` does not always say. */
export function findJsonMistake(text: string): { readonly line: number; readonly column: number } | undefined {
  try {
    const end = skip(space, text, skipValue(text, skip(space, text, 0)));
    if (end === text.length) return undefined;
    return toPlace(text, end);
  } catch (error) {
    if (error instanceof Mistake) return toPlace(text, error.at);
    throw error;
  }
}

function toPlace(text: string, at: number): { readonly line: number; readonly column: number } {
  const lines = text.slice(0, at).split('\n');
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}

/** Returns where the value that begins here ends. */
function skipValue(text: string, at: number): number {
  if (text[at] === '[') return skipItems(text, at, ']', skipValue);
  if (text[at] === '{') return skipItems(text, at, '}', skipProperty);
  return skip(text[at] === '"' ? string : scalar, text, at);
}

function skipProperty(text: string, at: number): number {
  const colon = skip(space, text, skip(string, text, at));
  if (text[colon] !== ':') throw new Mistake(colon);
  return skipValue(text, skip(space, text, colon + 1));
}

function skipItems(text: string, start: number, end: string, skipItem: typeof skipValue): number {
  let at = skip(space, text, start + 1);
  if (text[at] === end) return at + 1;
  for (;;) {
    at = skip(space, text, skipItem(text, at));
    if (text[at] === end) return at + 1;
    if (text[at] !== ',') throw new Mistake(at);
    at = skip(space, text, at + 1);
  }
}

function skip(token: RegExp, text: string, at: number): number {
  token.lastIndex = at;
  if (!token.test(text)) throw new Mistake(at);
  return token.lastIndex;
}
