/** Groups items by key: keys in the order of their first item, and items within a group in their original order. */
export function groupBy<T, K>(items: Iterable<T>, toKey: (item: T) => K): ReadonlyMap<K, readonly [T, ...T[]]> {
  const groups = new Map<K, [T, ...T[]]>();
  for (const item of items) {
    const key = toKey(item);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [item]);
    else known.push(item);
  }
  return groups;
}
