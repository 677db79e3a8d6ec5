import type { Cause } from '../diagnosis/causes/causes.ts';
import type { CauseTarget, DocumentTarget } from '../places/documentPath.ts';
import { isUnread } from './unreadFailures.ts';

/**
 * Returns the page of a cause that a view shows in `resource`, its account or job. A cause of one item has no page of
 * its own but that of the item, which says the same and has more buttons; a task's only if no other task can have the
 * cause.
 */
export function toCausePage(cause: Cause, resource: CauseTarget['resource']): DocumentTarget {
  const { cluster, failures, isComplete } = cause;
  const [only] = failures.map(({ failing }) => failing);
  if (failures.length === 1 && only !== undefined && !isUnread(cluster) && (only.kind !== 'task' || isComplete))
    return { resource: only.resource, document: 'explanation' };
  return { resource, document: 'cause', fingerprint: cluster.fingerprint };
}
