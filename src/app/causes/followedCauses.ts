import type { Cause, ExplainedFailure, MovedFailures } from '../../core/diagnosis/causes/causes.ts';
import { toKey } from '../../core/model/resourceChain.ts';
import type { CauseTarget } from '../../core/query/documentPath.ts';
import { isSameCause } from '../../core/query/failingKinds.ts';
import { isUnread } from '../../core/query/unreadFailures.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';

/** So many causes are followed of an account: those that were asked for, or handed out, last. */
const maxFollowed = 200;

/** A cause that was asked for, as it is now. */
export interface FollowedCause {
  /**
   * The cause itself, or the one that its failures went to; several where they went to different ones, since logs that
   * were read differ; none when nothing that is known has it.
   */
  readonly now: readonly Cause[];
  /** As it was before, where its failures have another cause now. */
  readonly before?: Cause;
  /** Failures that it had when it was asked for earlier, and that have other causes now. */
  readonly moved?: readonly MovedFailures[];
}

/** What became of causes that were asked for: their fingerprints change when logs are read that say more. */
export class FollowedCauses {
  /** What was known last of each. */
  readonly #last = new WeakMap<Pick<AccountStore, 'account'>, Map<string, Cause>>();

  /** Finds a cause among those of now, or the ones that its failures have now. */
  follow(
    store: Pick<AccountStore, 'account'>,
    { causes }: { readonly causes: readonly Cause[] },
    target: CauseTarget,
  ): FollowedCause {
    const before = this.#last.get(store)?.get(toTargetKey(target));
    const named = { fingerprint: target.fingerprint, kind: before?.cluster.kind };
    const same = causes.find((cause) => isSameCause(named, cause));
    const now = same === undefined ? findSuccessors(before, causes) : [same];
    const [only, ...others] = now;
    const moved = same === undefined ? [] : listMoved(before, same, causes);
    const left = moved.flatMap(({ failures }) => failures);
    // Of a cause that was divided its own failures go on being known, and those that left it go on being shown as such.
    if (only !== undefined && others.length === 0)
      this.#remember(store, target, left.length === 0 ? only : { ...only, failures: [...only.failures, ...left] });
    return {
      now,
      ...(same === undefined && before !== undefined ? { before } : {}),
      ...(moved.length === 0 ? {} : { moved }),
    };
  }

  #remember(store: Pick<AccountStore, 'account'>, target: CauseTarget, cause: Cause): void {
    const known = this.#last.get(store) ?? new Map<string, Cause>();
    const key = toTargetKey(target);
    known.delete(key);
    this.#last.set(store, known.set(key, cause));
    for (const oldest of known.keys()) {
      if (known.size <= maxFollowed) break;
      known.delete(oldest);
    }
  }
}

/** The causes that have failures of one that is gone, most harm first. */
function findSuccessors(before: Cause | undefined, causes: readonly Cause[]): readonly Cause[] {
  const failed = new Set(before?.failures.map(toFailureKey));
  return causes.filter(
    ({ cluster, failures }) => !isUnread(cluster) && failures.some((failure) => failed.has(toFailureKey(failure))),
  );
}

/** Where failures went that a cause had before and has no more, most of them first. */
function listMoved(before: Cause | undefined, same: Cause, causes: readonly Cause[]): readonly MovedFailures[] {
  const kept = new Set(same.failures.map(toFailureKey));
  const gone = new Set(before?.failures.map(toFailureKey).filter((key) => !kept.has(key)));
  if (gone.size === 0) return [];
  return causes
    .filter((cause) => cause !== same && !isUnread(cause.cluster))
    .map((cause) => ({ cause, failures: cause.failures.filter((failure) => gone.has(toFailureKey(failure))) }))
    .filter(({ failures }) => failures.length > 0)
    .sort((one, other) => other.failures.length - one.failures.length);
}

/** A task that was retried and fails again is another failure. */
function toFailureKey({ failing: { resource, at } }: ExplainedFailure): string {
  return `${toKey(resource)}\n${at}`;
}

function toTargetKey({ resource, fingerprint }: CauseTarget): string {
  return `${toKey(resource)}\n${fingerprint}`;
}
