import { BatchError } from '../../core/model/batchError.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import type { NotRecorded } from '../../core/model/monitor.ts';

/** Converts why a request to Azure failed. Rethrows errors that don't come from a service. */
export function toNotRecorded(error: unknown): NotRecorded {
  if (Cancelled.is(error)) return { unknown: 'notAnswered' };
  if (!BatchError.is(error)) throw error;
  const { status, message } = error;
  if (status === 403 || status === 401) return { unknown: 'notAllowed', detail: message };
  if (status === 404) return { unknown: 'notFound', detail: message };
  return { unknown: status === 429 ? 'throttled' : 'notAnswered', detail: message };
}
