import type { Cause } from '../../core/diagnosis/causes/causes.ts';
import { toCausePage } from '../../core/failures/causePage.ts';
import type { CauseTarget, DocumentTarget } from '../../core/places/documentPath.ts';
import type { AccountRegistry } from '../accounts/accountRegistry.ts';
import type { KnownCauses } from './knownCauses.ts';

interface CauseServices {
  readonly accounts: Pick<AccountRegistry, 'findStore'>;
  readonly causes: Pick<KnownCauses, 'shownOf'>;
}

/** Finds a cause that a view shows in an account or a job; undefined if none does. */
export function findShownCause(
  { accounts, causes }: CauseServices,
  { resource, fingerprint }: CauseTarget,
): Cause | undefined {
  const store = accounts.findStore(resource.accountId);
  return store && causes.shownOf(store, resource)?.causes.find(({ cluster }) => cluster.fingerprint === fingerprint);
}

/** Returns the page to open for a cause, which is that of its only item if a view shows that there is only one. */
export function findPageOfCause(services: CauseServices, target: CauseTarget): DocumentTarget {
  const cause = findShownCause(services, target);
  return cause === undefined ? target : toCausePage(cause, target.resource);
}
