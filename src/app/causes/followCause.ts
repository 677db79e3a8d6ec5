import type { Cause, ExplainedFailure } from '../../core/diagnosis/causes/causes.ts';
import { toKey } from '../../core/model/resourceChain.ts';
import type { CauseTarget } from '../../core/query/documentPath.ts';
import { isUnread } from '../../core/query/unreadFailures.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import type { ToldCauses } from './knownCauses.ts';

/** So many causes are followed of an account: those that were asked for last. */
const maxFollowed = 20;

/** What was told last of the causes of accounts that somebody asked for. */
const lastTold = new WeakMap<Pick<AccountStore, 'account'>, Map<string, Cause>>();

/** A cause that somebody asked for, as it is told now. */
export interface FollowedCause {
  /**
   * The cause itself, or the one that its failures went to; several where they went to different ones, since logs that
   * were read tell them apart; none when nothing that is known has it.
   */
  readonly now: readonly Cause[];
  /** As it was told before, where its failures have another cause now. */
  readonly before?: Cause;
}

/**
 * Finds a cause among those that are told, and follows it to where its failures are told now: its fingerprint changes
 * when logs are read that say more.
 */
export function followCause(
  store: Pick<AccountStore, 'account'>,
  { causes }: Pick<ToldCauses, 'causes'>,
  target: CauseTarget,
): FollowedCause {
  const same = causes.find(({ cluster }) => cluster.fingerprint === target.fingerprint);
  const before = findLast(store, target);
  const now = same === undefined ? findSuccessors(before, causes) : [same];
  const [only, ...others] = now;
  // Of a cause that was divided its own failures go on being known.
  if (only !== undefined && others.length === 0) remember(store, target, only);
  return { now, ...(same === undefined && before !== undefined ? { before } : {}) };
}

/** The causes that have failures of one that is told no more, most harm first. */
function findSuccessors(before: Cause | undefined, causes: readonly Cause[]): readonly Cause[] {
  const failed = new Set(before?.failures.map(toFailureKey));
  return causes.filter(
    ({ cluster, failures }) => !isUnread(cluster) && failures.some((failure) => failed.has(toFailureKey(failure))),
  );
}

/** A task that was retried and fails again is another failure. */
function toFailureKey({ failing: { resource, at } }: ExplainedFailure): string {
  return `${toKey(resource)}\n${at}`;
}

function findLast(store: Pick<AccountStore, 'account'>, target: CauseTarget): Cause | undefined {
  return lastTold.get(store)?.get(toTargetKey(target));
}

function remember(store: Pick<AccountStore, 'account'>, target: CauseTarget, cause: Cause): void {
  const known = lastTold.get(store) ?? new Map<string, Cause>();
  const key = toTargetKey(target);
  known.delete(key);
  lastTold.set(store, known.set(key, cause));
  for (const oldest of known.keys()) {
    if (known.size <= maxFollowed) break;
    known.delete(oldest);
  }
}

function toTargetKey({ resource, fingerprint }: CauseTarget): string {
  return `${toKey(resource)}\n${fingerprint}`;
}
