const separator = ' · ';

/** Joins what is there: `exit code 1 · node 3 · 09:14`. Undefined when nothing is. */
export function joinParts(...parts: readonly (string | undefined | false)[]): string | undefined {
  const there = parts.filter((part) => typeof part === 'string' && part !== '');
  return there.length === 0 ? undefined : there.join(separator);
}

/** The parts of what `joinParts` joined. */
export function splitParts(text: string): readonly string[] {
  return text.split(separator);
}
