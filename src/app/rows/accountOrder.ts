import type { Account } from '../../core/model/account.ts';

/** The facts by which accounts are ordered. */
export interface RankedAccount {
  readonly account: Pick<Account, 'isPinned'>;
  readonly hasFailures: boolean;
  /** True when the account's current state cannot be shown. */
  readonly isOutOfDate: boolean;
}

/**
 * Orders accounts: pinned ones first, then responding ones with failures, then those whose current state cannot be
 * shown, because their displayed failures may be over.
 */
export function byAccountUrgency(one: RankedAccount, other: RankedAccount): number {
  return toRank(one) - toRank(other);
}

function toRank({ account, hasFailures, isOutOfDate }: RankedAccount): number {
  if (account.isPinned) return 0;
  if (isOutOfDate) return 2;
  return hasFailures ? 1 : 3;
}
