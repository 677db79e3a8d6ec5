import type { BatchError } from './batchError.ts';

/**
 * Returns the HTTP status if the service itself answered. Undefined without an answer or with one of an intermediary: a
 * proxy's 403 means nothing about keys and rights, and its 404 nothing about the requested item.
 */
export function toServiceStatus({ code, status }: Pick<BatchError, 'code' | 'status'>): number | undefined {
  return isFromElsewhere({ code }) ? undefined : status;
}

/** Checks whether something between this computer and the service, such as a proxy, answered instead. */
export function isFromElsewhere({ code }: Pick<BatchError, 'code'>): boolean {
  return code.toLowerCase() === 'notbatchservice';
}
