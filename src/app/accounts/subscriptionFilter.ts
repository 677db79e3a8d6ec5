import type { Subscription, Tenant } from '../../core/model/foundAccount.ts';
import { isObject } from '../../core/model/shape.ts';
import { saveLasting } from '../lastingState.ts';
import type { State } from '../ports.ts';

/** A tenant with all it has, or one subscription of it, with their names as they were when it was chosen. */
export interface ShownPlace {
  readonly tenant: Tenant;
  readonly subscription?: Pick<Subscription, 'subscriptionId' | 'name'>;
}

/** What says whose accounts are found. */
export type ShownAccounts = Pick<SubscriptionFilter, 'hasTenant' | 'hasSubscription'>;

/** For who looks for an account that is named: it is found wherever it is. */
export const showAll: ShownAccounts = { hasTenant: () => true, hasSubscription: () => true };

const filterKey = 'azureBatch.shownSubscriptions';

/**
 * The tenants and subscriptions whose accounts are listed after signing in: those the user has chosen, or all if none
 * are chosen. Doesn't hide anything in the explorer.
 */
export class SubscriptionFilter {
  readonly #state: State;

  constructor(state: State) {
    this.#state = state;
  }

  /** What was chosen; nothing where all are shown. */
  get places(): readonly ShownPlace[] {
    const saved: unknown = this.#state.get(filterKey);
    return Array.isArray(saved) ? saved.filter(isPlace) : [];
  }

  async choose(places: readonly ShownPlace[]): Promise<void> {
    await saveLasting(this.#state, filterKey, places.length === 0 ? undefined : places);
  }

  /** Whether anything of a tenant is shown. */
  hasTenant(tenantId: string): boolean {
    const { places } = this;
    return places.length === 0 || places.some((place) => isSame(place.tenant.tenantId, tenantId));
  }

  /** Whether the accounts of a subscription are shown. */
  hasSubscription(tenantId: string, subscriptionId: string): boolean {
    const { places } = this;
    return (
      places.length === 0 ||
      places.some(
        (place) =>
          isSame(place.tenant.tenantId, tenantId) &&
          (place.subscription === undefined || isSame(place.subscription.subscriptionId, subscriptionId)),
      )
    );
  }
}

function isPlace(value: unknown): value is ShownPlace {
  if (!isObject(value)) return false;
  const { tenant, subscription } = value;
  return isNamed(tenant, 'tenantId') && (subscription === undefined || isNamed(subscription, 'subscriptionId'));
}

function isNamed(value: unknown, id: string): boolean {
  return isObject(value) && typeof value['name'] === 'string' && typeof value[id] === 'string';
}

/** Ids of Azure are the same in upper and lower case. */
function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
