import type { Cause } from '../diagnosis/causes/causes.ts';

/** Counts the tasks of each job that are affected by these causes. */
export function countByJob(causes: readonly Cause[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { failing } of causes.flatMap(({ failures }) => failures)) {
    if (failing.kind !== 'task') continue;
    const { jobId } = failing.resource;
    counts.set(jobId, (counts.get(jobId) ?? 0) + 1);
  }
  return counts;
}
