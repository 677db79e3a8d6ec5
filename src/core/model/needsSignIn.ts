import type { BatchError } from './batchError.ts';
import { toServiceStatus } from './serviceStatus.ts';

/**
 * Checks whether another sign-in would give a refused user access, for example with a second factor or from another
 * device.
 */
export function needsSignIn(error: Pick<BatchError, 'code' | 'status'>): boolean {
  return error.code === 'NotSignedIn' || toServiceStatus(error) === 401;
}
