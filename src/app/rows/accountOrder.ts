import type { Account } from '../../core/model/account.ts';

/** What an account is ordered by. */
export interface RankedAccount {
  readonly account: Pick<Account, 'isPinned'>;
  readonly hasFailures: boolean;
  /** Whether it cannot be shown as it is now. */
  readonly isOutOfDate: boolean;
}

/**
 * Pinned accounts first; of the others those that answer and in which something failed, then those that cannot be shown
 * as they are now, since what they show may be over.
 */
export function byAccountUrgency(one: RankedAccount, other: RankedAccount): number {
  return toRank(one) - toRank(other);
}

function toRank({ account, hasFailures, isOutOfDate }: RankedAccount): number {
  if (account.isPinned) return 0;
  if (isOutOfDate) return 2;
  return hasFailures ? 1 : 3;
}
