/** Maximum nesting: Batch's objects have about ten levels, and unlimited nesting would overflow the stack. */
export const maxDepth = 64;

/** Checks whether a JSON value is nested more than `depth` levels deep. */
export function isDeeper(value: unknown, depth: number = maxDepth): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (depth === 0) return true;
  // For an array, `Object.keys` would have to create a string for every index.
  if (Array.isArray(value)) return value.some((item) => isDeeper(item, depth - 1));
  for (const name in value) {
    if (isDeeper((value as Record<string, unknown>)[name], depth - 1)) return true;
  }
  return false;
}
