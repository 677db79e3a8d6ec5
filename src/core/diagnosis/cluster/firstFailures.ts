import type { Failure } from './failure.ts';

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

/** Of failures without a time, each is after those that have one. */
export function isBefore(one: Failure, other: Failure): boolean {
  if (one.at === other.at) return toId(one) < toId(other);
  if (isUtc(one.at) && isUtc(other.at) && one.at.length === other.at.length) return one.at < other.at;
  const [left, right] = [toMs(one), toMs(other)];
  if (left === right || (Number.isNaN(left) && Number.isNaN(right))) return toId(one) < toId(other);
  return left < right || Number.isNaN(right);
}

/** Times of one length that are written like this are in order as texts are, which is quicker to see. */
function isUtc(text: string): boolean {
  return text.charAt(10) === 'T' && text.endsWith('Z');
}

function toId({ jobId, taskId, poolId, nodeId, message, explanation }: Failure): string {
  return [jobId, taskId, poolId, nodeId, explanation.fingerprint, message].join('\n');
}
