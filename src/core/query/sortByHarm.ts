import type { Cause } from '../diagnosis/causes/causes.ts';
import { isUnread } from './unreadFailures.ts';

/** Causes with most harm first, and at last failures whose causes are not known, which are no cause. */
export function sortByHarm(causes: readonly Cause[]): readonly Cause[] {
  return [...causes].sort(
    (one, other) =>
      Number(isUnread(one.cluster)) - Number(isUnread(other.cluster)) || other.harm.total - one.harm.total,
  );
}
