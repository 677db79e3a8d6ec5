import type { Failure } from './clusterFailure.ts';

/** When it was noticed, in milliseconds since 1970; NaN where that is not known. */
export function toMs({ at }: Failure): number {
  return Date.parse(at);
}

/** The failures that `toKeys` gives a key for, under each key the first in time, and of one time the first by id. */
export function indexFirst(
  failures: readonly Failure[],
  toKeys: (failure: Failure) => readonly string[],
): ReadonlyMap<string, Failure> {
  const index = new Map<string, Failure>();
  for (const failure of failures) {
    for (const key of toKeys(failure)) {
      const known = index.get(key);
      if (known === undefined || isBefore(failure, known)) index.set(key, failure);
    }
  }
  return index;
}

/** Of failures without a time, each is after those that have one; of one time, ids decide, and at last what they say. */
export function isBefore(one: Failure, other: Failure): boolean {
  if (one.at !== other.at) {
    // Times that are written alike are in order as texts are, which is quicker to see.
    if (isUtc(one.at) && isUtc(other.at) && one.at.length === other.at.length) return one.at < other.at;
    const [left, right] = [toMs(one), toMs(other)];
    if (left < right || (Number.isNaN(right) && !Number.isNaN(left))) return true;
    if (right < left || (Number.isNaN(left) && !Number.isNaN(right))) return false;
  }
  for (const read of identifying) {
    const [own, known] = [read(one) ?? '', read(other) ?? ''];
    if (own !== known) return own < known;
  }
  return false;
}

const identifying: readonly ((failure: Failure) => string | undefined)[] = [
  ({ jobId }) => jobId,
  ({ taskId }) => taskId,
  ({ poolId }) => poolId,
  ({ nodeId }) => nodeId,
  ({ explanation }) => explanation.title,
  ({ message }) => message,
];

function isUtc(text: string): boolean {
  return text.charAt(10) === 'T' && text.endsWith('Z');
}
