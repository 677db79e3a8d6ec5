import type { FailureCategory } from '../diagnosis/explanation/category.ts';

/** Categories of failures due to something outside the task that all tasks with its program need. */
export const ofOthers: ReadonlySet<FailureCategory> = new Set([
  'network',
  'network-dns',
  'network-tls',
  'throttled',
  'service',
  'license',
]);

/**
 * Categories of failures due to the node or its software. Leaves out failures due to input, which may differ between
 * tasks with the same command line, because programs can read the ID of their task.
 */
export const ofNodes: ReadonlySet<FailureCategory> = new Set([
  'permission',
  'missing-program',
  'missing-module',
  'dependency-version',
  'image-pull',
  'node',
  'service',
  'gpu',
  'network',
  'network-dns',
  'network-tls',
]);

/** Checks whether tasks that succeeded may show that a retry is enough after a failure of this category. */
export function isCompared(category: FailureCategory): boolean {
  return ofOthers.has(category) || ofNodes.has(category);
}
