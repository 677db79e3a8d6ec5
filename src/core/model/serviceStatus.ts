import type { BatchError } from './batchError.ts';

/**
 * Returns the HTTP status if the service itself responded. Undefined without a response, or with a response from an
 * intermediary: a proxy's 403 says nothing about keys and permissions, and its 404 says nothing about the requested
 * item.
 */
export function toServiceStatus({ code, status }: Pick<BatchError, 'code' | 'status'>): number | undefined {
  return isFromElsewhere({ code }) ? undefined : status;
}

/** Checks whether something between this computer and the service, such as a proxy, responded instead. */
export function isFromElsewhere({ code }: Pick<BatchError, 'code'>): boolean {
  return code.toLowerCase() === 'notbatchservice';
}
