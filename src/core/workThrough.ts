/**
 * Processes all items in order, `concurrency` at a time. Throws the first error; the other work continues to the end,
 * so `work` itself must handle the consequences of a failure for the others.
 */
export async function workThrough<T>(
  items: readonly T[],
  concurrency: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = items.values();
  const workOn = async (): Promise<void> => {
    for (const item of waiting) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, workOn));
}
