/** Long-running work; each `yield` is a point at which it may be interrupted or stopped. */
export type Work<T> = Generator<void, T, void>;

/** Does the work without interruption. Throws what the work throws. */
export function doAtOnce<T>(work: Work<T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}
