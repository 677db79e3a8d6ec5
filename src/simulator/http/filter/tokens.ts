/** A token of a `$filter` expression. */
export type Token =
  | { readonly kind: 'name' | 'text' | 'date'; readonly text: string }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: '(' | ')' | ','; readonly text: string };

/** In the order they are tried; a date is a name followed by a text. */
const patterns: readonly (readonly [kind: Token['kind'], pattern: RegExp])[] = [
  ['date', /datetime'([^']*)'/iy],
  ['text', /'((?:[^']|'')*)'/y],
  ['date', /(\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2}))/iy],
  ['number', /(-?\d+(?:\.\d+)?)/y],
  ['name', /([a-z_][\w/]*)/iy],
  ['(', /(\()/y],
  [')', /(\))/y],
  [',', /(,)/y],
];

/** Splits a filter into tokens; undefined when there is something that is none. */
export function tokenize(filter: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  let at = skipSpace(filter, 0);
  while (at < filter.length) {
    const found = tokenAt(filter, at);
    if (found === undefined) return undefined;
    tokens.push(found.token);
    at = skipSpace(filter, found.end);
  }
  return tokens;
}

function tokenAt(filter: string, at: number): { readonly token: Token; readonly end: number } | undefined {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    const match = pattern.exec(filter);
    if (match !== null) {
      const text = match[1] ?? '';
      return { token: { kind, text: kind === 'text' ? text.replaceAll("''", "'") : text }, end: pattern.lastIndex };
    }
  }
  return undefined;
}

function skipSpace(text: string, at: number): number {
  let end = at;
  while (text[end] === ' ' || text[end] === '\t') end += 1;
  return end;
}
