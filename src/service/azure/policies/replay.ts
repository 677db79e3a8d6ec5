import type { BatchError } from '../../../core/model/batchError.ts';

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/**
 * Returns true if a failed request may be sent again: if another attempt may succeed, and the request changes nothing
 * or the service cannot have acted on it.
 */
export function mayReplay(method: string, error: BatchError): boolean {
  if (!error.retryable) return false;
  return isSafe(method) || !error.mayHaveActed;
}

/** Returns true if requests with this method change nothing at the service (RFC 9110 §9.2.1). */
export function isSafe(method: string): boolean {
  return safeMethods.has(method.toUpperCase());
}
