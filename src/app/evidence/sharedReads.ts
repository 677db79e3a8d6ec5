const keptMs = 60_000;

/** Runs a read, or returns the answer of a read with the same name. */
export type ReadOnce = <T>(name: string, read: () => Promise<T>) => Promise<T>;

export const readUnshared: ReadOnce = (_name, read) => read();

/**
 * Shares answers between items of an account that are examined one after another, such as tasks of one job. Failed
 * reads are not repeated either. `now` returns milliseconds since the epoch.
 */
export function shareReads(now: () => number): ReadOnce {
  const reads = new Map<string, { readonly atMs: number; readonly answer: Promise<unknown> }>();
  return <T>(name: string, read: () => Promise<T>): Promise<T> => {
    for (const [oldest, { atMs }] of reads) {
      if (now() - atMs < keptMs) break;
      reads.delete(oldest);
    }
    const answer = (reads.get(name)?.answer as Promise<T> | undefined) ?? read();
    if (!reads.has(name)) reads.set(name, { atMs: now(), answer });
    return answer;
  };
}
