/**
 * `fresh`, with every item that has not changed replaced by the object known for it, so that those who compare by
 * identity see what changed. When nothing changed at all, `known` itself.
 */
export function mergeItems<T>(known: readonly T[], fresh: readonly T[], toKey: (item: T) => string): readonly T[] {
  const knownByKey = new Map(known.map((item) => [toKey(item), item]));
  const merged = fresh.map((item) => {
    const earlier = knownByKey.get(toKey(item));
    return earlier !== undefined && isSameItem(earlier, item) ? earlier : item;
  });
  const isUnchanged = merged.length === known.length && merged.every((item, index) => item === known[index]);
  return isUnchanged ? known : merged;
}

/** Whether two items have the same properties. Both come from JSON of the same service, which writes properties in one order. */
export function isSameItem(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** `known` followed by those of `more` that are not in it: a list may move while it is paged through. */
export function appendItems<T>(known: readonly T[], more: readonly T[], toKey: (item: T) => string): readonly T[] {
  const keys = new Set(known.map(toKey));
  return [...known, ...more.filter((item) => !keys.has(toKey(item)))];
}
