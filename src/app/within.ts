import type { Clock, ScheduledCall } from '../core/clock.ts';

/** What `work` comes to, if it does so in `ms`; undefined when it takes longer. Rejects as `work` does in that time. */
export async function within<T>(clock: Clock, ms: number, work: Promise<T>): Promise<T | undefined> {
  let timer: ScheduledCall | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = clock.schedule(ms, () => resolve(undefined));
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    timer?.cancel();
  }
}
