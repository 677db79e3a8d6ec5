import { BatchError } from './batchError.ts';
import { toServiceStatus } from './serviceStatus.ts';

/** Whether the service says that the thing, or what it is in, is not there; what is no Batch service says nothing of it. */
export function isMissing(error: unknown): boolean {
  return BatchError.is(error) && toServiceStatus(error) === 404;
}

/** What a call brings; undefined when the service says that the thing is not there. */
export async function findNow<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
