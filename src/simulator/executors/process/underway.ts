/** How much goes on in the computer's time, whatever the clock says: runs, and starts and ends of machines. */
export interface Underway {
  count: number;
}

/** Counts a work until it has ended. */
export async function whileUnderway<T>(underway: Underway, work: () => Promise<T>): Promise<T> {
  underway.count += 1;
  try {
    return await work();
  } finally {
    underway.count -= 1;
  }
}
