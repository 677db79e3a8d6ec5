/**
 * Patterns of output files. Batch documentation: OutputFile, `filePattern`: `*`, `?`, `[abc]`, `[a-c]`, `[!abc]`, and
 * `**` for any folders; a name that begins with a dot is matched only by a pattern that does.
 */
export interface FilePattern {
  /** Folder in which the search begins, as given (may begin with `..` or `/`). */
  readonly base: string;
  /** Patterns of the path below the base, one for each name; empty if the pattern names one file. */
  readonly segments: readonly string[];
}

const wildcard = /[*?[]/;

/** Splits a pattern at its first name with a wildcard. */
export function toFilePattern(pattern: string): FilePattern {
  const segments = pattern.split('/');
  const first = segments.findIndex((segment) => wildcard.test(segment));
  if (first < 0) return { base: pattern, segments: [] };
  const base = segments.slice(0, first).join('/');
  return { base: pattern.startsWith('/') && base === '' ? '/' : base, segments: segments.slice(first) };
}

/** Returns true if the names of a path below the base match the segments of a pattern. */
export function matchesSegments(names: readonly string[], segments: readonly string[]): boolean {
  const [segment, ...restOfSegments] = segments;
  const [name, ...restOfNames] = names;
  if (segment === undefined) return name === undefined;
  if (segment === '**') {
    // `**` matches any number of folders, including none, but never the file itself.
    if (matchesSegments(names, restOfSegments)) return true;
    return (
      name !== undefined && !name.startsWith('.') && restOfNames.length > 0 && matchesSegments(restOfNames, segments)
    );
  }
  return name !== undefined && matchesName(name, segment) && matchesSegments(restOfNames, restOfSegments);
}

/**
 * Returns true if one name matches one pattern without `/`. Takes at most time proportional to the product of their
 * lengths.
 */
export function matchesName(name: string, pattern: string): boolean {
  if (name.startsWith('.') && !pattern.startsWith('.')) return false;
  const tokens = toTokens(pattern);
  let at = 0;
  let token = 0;
  let star: { readonly token: number; at: number } | undefined;
  while (at < name.length) {
    const current = tokens[token];
    if (current === anyText) {
      star = { token: token++, at };
    } else if (current?.(name.charAt(at))) {
      at++;
      token++;
    } else if (star) {
      at = ++star.at;
      token = star.token + 1;
    } else {
      return false;
    }
  }
  return tokens.slice(token).every((left) => left === anyText);
}

type Token = (char: string) => boolean;

const anyText: Token = () => true;
const anyChar: Token = () => true;

function toTokens(pattern: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern.charAt(at);
    const close = char === '[' ? pattern.indexOf(']', at + 2) : -1;
    if (close > 0) {
      tokens.push(toCharClass(pattern.slice(at + 1, close)));
      at = close;
    } else {
      tokens.push(char === '*' ? anyText : char === '?' ? anyChar : (candidate) => candidate === char);
    }
  }
  return tokens;
}

function toCharClass(body: string): Token {
  const isNegated = body.startsWith('!');
  const members = isNegated ? body.slice(1) : body;
  const includes = (char: string): boolean => {
    for (let at = 0; at < members.length; at++) {
      const isRange = members.charAt(at + 1) === '-' && at + 2 < members.length;
      const last = isRange ? members.charAt(at + 2) : members.charAt(at);
      if (char >= members.charAt(at) && char <= last) return true;
      if (isRange) at += 2;
    }
    return false;
  };
  return (char) => includes(char) !== isNegated;
}
