import type { Cause, ExplainedFailure, MovedFailures } from '../../core/diagnosis/causes/causes.ts';
import { isSameCause } from '../../core/failures/failingKinds.ts';
import { isUnread } from '../../core/failures/unreadFailures.ts';
import { toKey } from '../../core/model/resource.ts';
import type { CauseTarget } from '../../core/places/documentPath.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';

/** Maximum number of followed causes per account. The most recently requested or returned causes are kept. */
const maxFollowed = 200;

/** The current state of a requested cause. */
export interface FollowedCause {
  /**
   * The cause itself, or the cause that its failures moved to. Several if the failures moved to different causes,
   * because their logs differ; empty if no known cause contains them.
   */
  readonly now: readonly Cause[];
  /** The earlier state of the cause, if its failures now have another cause. */
  readonly before?: Cause;
  /** Failures that the cause contained when it was requested earlier, and that now have other causes. */
  readonly moved?: readonly MovedFailures[];
}

/** Follows requested causes, because their fingerprints change when more informative logs are read. */
export class FollowedCauses {
  readonly #last = new WeakMap<Pick<AccountStore, 'account'>, Map<string, Cause>>();

  /** Finds the current cause, or the causes that its failures have now. */
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
    // After a split, remember the cause's own failures and the failures that left it, so that the latter are still
    // shown as moved.
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

/** Returns the causes that contain failures of a cause that no longer exists, greatest impact first. */
function findSuccessors(before: Cause | undefined, causes: readonly Cause[]): readonly Cause[] {
  const failed = new Set(before?.failures.map(toFailureKey));
  return causes.filter(
    ({ cluster, failures }) => !isUnread(cluster) && failures.some((failure) => failed.has(toFailureKey(failure))),
  );
}

/** Lists the causes of failures that a cause no longer contains, largest group first. */
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

/** Returns a key that includes the time, because a retried task that fails again is another failure. */
function toFailureKey({ failing: { resource, at } }: ExplainedFailure): string {
  return `${toKey(resource)}\n${at}`;
}

function toTargetKey({ resource, fingerprint }: CauseTarget): string {
  return `${toKey(resource)}\n${fingerprint}`;
}
