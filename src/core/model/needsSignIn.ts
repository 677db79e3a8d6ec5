import type { BatchError } from './batchError.ts';
import { toServiceStatus } from './serviceStatus.ts';

/** Whether a user who is refused would be let in by signing in once more: with a second factor, from another device. */
export function needsSignIn(error: Pick<BatchError, 'code' | 'status'>): boolean {
  return error.code === 'NotSignedIn' || toServiceStatus(error) === 401;
}
