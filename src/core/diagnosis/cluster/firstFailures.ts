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
  const [left, right] = [toMs(one), toMs(other)].map((time) => (Number.isNaN(time) ? Number.POSITIVE_INFINITY : time));
  return left === right ? toId(one) < toId(other) : (left ?? 0) < (right ?? 0);
}

function toId({ jobId, taskId, poolId, nodeId, message, explanation }: Failure): string {
  return [jobId, taskId, poolId, nodeId, explanation.fingerprint, message].join('\n');
}
