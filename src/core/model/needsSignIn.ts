import type { BatchError } from './batchError.ts';

/** Whether somebody who is refused would be let in by signing in once more: with a second factor, from another device. */
export function needsSignIn({ code, status }: Pick<BatchError, 'code' | 'status'>): boolean {
  return code === 'NotSignedIn' || status === 401;
}
