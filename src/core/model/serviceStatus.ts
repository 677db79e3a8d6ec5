import type { BatchError } from './batchError.ts';

/**
 * HTTP status by which the service itself answered. Undefined where no answer came, or one of something on the way: a
 * proxy that answers with 403 says nothing of keys and rights, and one with 404 nothing of what was asked for.
 */
export function toServiceStatus({ code, status }: Pick<BatchError, 'code' | 'status'>): number | undefined {
  return isFromElsewhere({ code }) ? undefined : status;
}

/** Whether something between this computer and the service answered in its place. */
export function isFromElsewhere({ code }: Pick<BatchError, 'code'>): boolean {
  return code.toLowerCase() === 'notbatchservice';
}
