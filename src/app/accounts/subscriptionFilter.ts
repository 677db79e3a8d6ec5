import type { Subscription, Tenant } from '../../core/model/foundAccount.ts';
import { isObject } from '../../core/model/shape.ts';
import { saveLasting } from '../lastingState.ts';
import type { State } from '../ports.ts';

/** A whole tenant, or one of its subscriptions, with the names from when the user chose it. */
export interface ShownPlace {
  readonly tenant: Tenant;
  readonly subscription?: Pick<Subscription, 'subscriptionId' | 'name'>;
}

/** Decides which tenants and subscriptions are searched for accounts. */
export type ShownAccounts = Pick<SubscriptionFilter, 'hasTenant' | 'hasSubscription'>;

/** Filter for a search by name, which covers all tenants and subscriptions. */
export const showAll: ShownAccounts = { hasTenant: () => true, hasSubscription: () => true };

const filterKey = 'azureBatch.shownSubscriptions';

/**
 * The tenants and subscriptions whose accounts are listed after signing in: those that the user has chosen, or all if
 * none are chosen. Doesn't hide anything in the explorer.
 */
export class SubscriptionFilter {
  readonly #state: State;

  constructor(state: State) {
    this.#state = state;
  }

  /** The chosen places; empty when all are shown. */
  get places(): readonly ShownPlace[] {
    const saved: unknown = this.#state.get(filterKey);
    return Array.isArray(saved) ? saved.filter(isPlace) : [];
  }

  async choose(places: readonly ShownPlace[]): Promise<void> {
    await saveLasting(this.#state, filterKey, places.length === 0 ? undefined : places);
  }

  /** Checks whether the tenant or any of its subscriptions is shown. */
  hasTenant(tenantId: string): boolean {
    const { places } = this;
    return places.length === 0 || places.some((place) => isSameId(place.tenant.tenantId, tenantId));
  }

  /** Returns true if the filter shows the accounts of the subscription. */
  hasSubscription(tenantId: string, subscriptionId: string): boolean {
    const { places } = this;
    return (
      places.length === 0 ||
      places.some(
        (place) =>
          isSameId(place.tenant.tenantId, tenantId) &&
          (place.subscription === undefined || isSameId(place.subscription.subscriptionId, subscriptionId)),
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

/** Compares IDs without regard to case, as Azure does. */
function isSameId(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
