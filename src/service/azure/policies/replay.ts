import type { BatchError } from '../../../core/model/batchError.ts';

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/**
 * Whether a request that failed may be sent again. Requests that change nothing: whenever another attempt may
 * succeed. All others: only where the service cannot have acted on the first one.
 */
export function mayReplay(method: string, error: BatchError): boolean {
  if (!error.retryable) return false;
  return isSafe(method) || !error.mayHaveActed;
}

/** Whether requests with this method change nothing at the service (RFC 9110 §9.2.1). */
export function isSafe(method: string): boolean {
  return safeMethods.has(method.toUpperCase());
}
