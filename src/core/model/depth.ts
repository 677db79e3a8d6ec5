/** Objects of Batch are nested about ten deep; what is nested without measure overflows the stack when it is walked. */
export const maxDepth = 64;

/** Whether a value of JSON is nested more than `depth` deep. */
export function isDeeper(value: unknown, depth: number = maxDepth): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (depth === 0) return true;
  // The keys of a list would be texts, which have to be made.
  if (Array.isArray(value)) return value.some((item) => isDeeper(item, depth - 1));
  for (const name in value) {
    if (isDeeper((value as Record<string, unknown>)[name], depth - 1)) return true;
  }
  return false;
}
