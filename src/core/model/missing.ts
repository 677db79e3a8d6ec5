import { BatchError } from './batchError.ts';
import { toServiceStatus } from './serviceStatus.ts';

/** Checks whether the service reports that an item, or its parent, doesn't exist; responses of proxies don't count. */
export function isMissing(error: unknown): boolean {
  return BatchError.is(error) && toServiceStatus(error) === 404;
}

/** Awaits a call; resolves with undefined if the service reports that the item doesn't exist. */
export async function findNow<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
