/**
 * Caches `work`, a pure function, for recurring strings. Evicts the least recently used and never caches strings longer
 * than `maxLength`, so at most twice `limit` results stay in memory.
 */
export function rememberRecent<Result extends string>(
  work: (text: string) => Result,
  { limit, maxLength }: { readonly limit: number; readonly maxLength: number },
): (text: string) => Result {
  let recent = new Map<string, Result>();
  let before: ReadonlyMap<string, Result> = new Map();
  return (text) => {
    if (text.length > maxLength) return work(text);
    const known = recent.get(text);
    if (known !== undefined) return known;
    const result = before.get(text) ?? work(text);
    if (recent.size >= limit) [before, recent] = [recent, new Map()];
    recent.set(text, result);
    return result;
  };
}
