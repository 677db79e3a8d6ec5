/** Any number of parts, or one part that passes a test. */
type Token<T> = 'any' | ((part: T) => boolean);

/**
 * Checks whether a file pattern of output files matches a file; both are relative to the folder `wd` (Batch
 * documentation: "OutputFile", `filePattern`). An unsupported pattern matches nothing, so that no file is reported as
 * stored if it wasn't.
 */
export function matchesFilePattern(pattern: string, path: string): boolean {
  const segments = toSegments(pattern.replace(workingFolder, ''));
  const names = toSegments(path);
  if (segments.includes('**') && names.slice(0, -1).some((name) => name.startsWith('.'))) return false;
  return matchesTokens(segments.map(toPathToken), names);
}

const workingFolder = /^(?:\$\{?AZ_BATCH_TASK_WORKING_DIR\}?|%AZ_BATCH_TASK_WORKING_DIR%)[\\/]/i;

function toSegments(path: string): readonly string[] {
  return path.split(/[\\/]/);
}

/** Converts a pattern's segment: `**` is any number of folders; hidden names need a pattern that begins with a dot. */
function toPathToken(segment: string): Token<string> {
  if (segment === '**') return 'any';
  const tokens = toTokens(segment);
  return (name) => (segment.startsWith('.') || !name.startsWith('.')) && matchesTokens(tokens, [...name]);
}

/** Parses `*`, `?`, `[abc]`, `[a-c]`, `[!abc]`, and literal characters. */
function toTokens(segment: string): readonly Token<string>[] {
  return [...segment.matchAll(/\*|\?|\[(!?)([^\]]{1,256})\]|./gsu)].map(([text, not, range]): Token<string> => {
    if (text === '*') return 'any';
    if (text === '?') return () => true;
    if (range === undefined) return (character) => character === text;
    return (character) => isInRange(range, character) === (not === '');
  });
}

function isInRange(range: string, character: string): boolean {
  return [...range.matchAll(/(.)-(.)|./gsu)].some(([text, from, to]) =>
    from === undefined || to === undefined ? text === character : from <= character && character <= to,
  );
}

/** Matches tokens, backtracking only to the last `any`, so the time is at most the product of both lengths. */
function matchesTokens<T>(tokens: readonly Token<T>[], parts: readonly T[]): boolean {
  let [token, part] = [0, 0];
  let last: { readonly token: number; readonly part: number } | undefined;
  while (part < parts.length) {
    const wanted = tokens[token];
    const found = parts[part] as T;
    if (wanted === 'any') {
      last = { token, part };
      token += 1;
    } else if (wanted?.(found)) {
      token += 1;
      part += 1;
    } else if (last !== undefined) {
      last = { token: last.token, part: last.part + 1 };
      token = last.token + 1;
      part = last.part;
    } else return false;
  }
  return tokens.slice(token).every((left) => left === 'any');
}
