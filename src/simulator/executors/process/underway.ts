/** Number of activities in real time, independent of the clock: runs, and starts and ends of machines. */
export interface Underway {
  count: number;
}

/** Counts an activity until it has ended. */
export async function whileUnderway<T>(underway: Underway, work: () => Promise<T>): Promise<T> {
  underway.count += 1;
  try {
    return await work();
  } finally {
    underway.count -= 1;
  }
}
