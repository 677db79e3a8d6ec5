/**
 * Returns `fresh`, in which items that have not changed are replaced by the known objects, so that callers can compare
 * by identity. A known item that is newer is kept as well, because a lagging replica of the service may answer after an
 * up-to-date one. Returns `known` itself if nothing changed.
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

/**
 * Returns true if `a` is an earlier version of `b` by its state transition or modification time; no other time shows
 * that.
 */
function isOlder(a: unknown, b: unknown): boolean {
  if (!isSameItem(readMs(a, 'creationTime'), readMs(b, 'creationTime'))) return false;
  const byState = readMs(a, 'stateTransitionTime') - readMs(b, 'stateTransitionTime');
  if (byState !== 0 && !Number.isNaN(byState)) return byState < 0;
  return readMs(a, 'lastModified') < readMs(b, 'lastModified');
}

/** Reads a time as milliseconds since 1970; NaN if there is none. */
function readMs(item: unknown, name: string): number {
  const time = typeof item === 'object' && item !== null ? read(item, name) : undefined;
  return typeof time === 'string' ? Date.parse(time) : Number.NaN;
}

/** Compares two JSON values deeply. */
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

/**
 * Returns `known` followed by the items of `more` that it doesn't contain: a list may shift while it is paged through.
 */
export function appendItems<T>(known: readonly T[], more: readonly T[], toKey: (item: T) => string): readonly T[] {
  const keys = new Set(known.map(toKey));
  return [...known, ...more.filter((item) => !keys.has(toKey(item)))];
}
