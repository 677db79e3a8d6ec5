/**
 * Works on all items in their order, `concurrency` at the same time. Throws what the first work that fails throws; the
 * others go on to the end, so `work` itself has to say what a failure means for them.
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
