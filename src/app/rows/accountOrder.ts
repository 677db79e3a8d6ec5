import type { Account } from '../../core/model/account.ts';

/** The facts that determine the order of accounts. */
export interface RankedAccount {
  readonly account: Pick<Account, 'isPinned'>;
  readonly hasFailures: boolean;
  /** True if the account's current state cannot be shown. */
  readonly isOutOfDate: boolean;
}

/**
 * Orders accounts: pinned accounts first, then responding accounts with failures, then accounts whose current state
 * cannot be shown, because their displayed failures may be over.
 */
export function byAccountUrgency(one: RankedAccount, other: RankedAccount): number {
  return toRank(one) - toRank(other);
}

function toRank({ account, hasFailures, isOutOfDate }: RankedAccount): number {
  if (account.isPinned) return 0;
  if (isOutOfDate) return 2;
  return hasFailures ? 1 : 3;
}
