/**
 * `fresh`, with every item that has not changed replaced by the object known for it, so that those who compare by
 * identity see what changed; as well every item of which something later is known: a replica of the service that is
 * behind may answer after one that is not. When nothing changed at all, `known` itself.
 */
export function mergeItems<T>(known: readonly T[], fresh: readonly T[], toKey: (item: T) => string): readonly T[] {
  const knownByKey = new Map(known.map((item) => [toKey(item), item]));
  const merged = fresh.map((item) => {
    const earlier = knownByKey.get(toKey(item));
    return earlier !== undefined && (isSameItem(earlier, item) || isOlder(item, earlier)) ? earlier : item;
  });
  const isUnchanged = merged.length === known.length && merged.every((item, index) => item === known[index]);
  return isUnchanged ? known : merged;
}

/** Whether `a` is what `b` was before its state changed, or before it was modified; no other time shows that. */
function isOlder(a: unknown, b: unknown): boolean {
  if (!isSameItem(readMs(a, 'creationTime'), readMs(b, 'creationTime'))) return false;
  const byState = readMs(a, 'stateTransitionTime') - readMs(b, 'stateTransitionTime');
  if (byState !== 0 && !Number.isNaN(byState)) return byState < 0;
  return readMs(a, 'lastModified') < readMs(b, 'lastModified');
}

/** Milliseconds since 1970; no number where there is no such time. */
function readMs(item: unknown, name: string): number {
  const time = typeof item === 'object' && item !== null ? read(item, name) : undefined;
  return typeof time === 'string' ? Date.parse(time) : Number.NaN;
}

/** Whether two values of JSON say the same. */
export function isSameItem(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  return names.every((name) => Object.hasOwn(b, name) && isSameItem(read(a, name), read(b, name)));
}

function read(value: object, name: string): unknown {
  return (value as Record<string, unknown>)[name];
}

/** `known` followed by those of `more` that are not in it: a list may move while it is paged through. */
export function appendItems<T>(known: readonly T[], more: readonly T[], toKey: (item: T) => string): readonly T[] {
  const keys = new Set(known.map(toKey));
  return [...known, ...more.filter((item) => !keys.has(toKey(item)))];
}
