/** Long work that says with each `yield` where it may be interrupted, or be given up. */
export type Work<T> = Generator<void, T, void>;

/** Does the work without a pause. Throws what the work throws. */
export function doAtOnce<T>(work: Work<T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}
