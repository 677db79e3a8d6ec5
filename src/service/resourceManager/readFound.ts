import { definedOnly } from '../../core/model/defined.ts';
import type { FoundAccount, Subscription, Tenant } from '../../core/model/foundAccount.ts';
import { isObject } from '../../core/model/shape.ts';
import { readAccountId } from '../../core/places/resourceId.ts';
import type { Json } from './resourceManagerClient.ts';

/** Reads a tenant; undefined without a well-formed ID, because IDs become parts of addresses and command lines. */
export function readTenant({ tenantId, displayName, defaultDomain }: Json): Tenant | undefined {
  if (typeof tenantId !== 'string' || !/^[\da-f-]{36}$/i.test(tenantId)) return undefined;
  return { tenantId, name: toFoundText(displayName) ?? toFoundText(defaultDomain) ?? tenantId };
}

/** Reads a subscription; undefined without an ID. */
export function readSubscription({ subscriptionId, displayName, state }: Json): Subscription | undefined {
  if (typeof subscriptionId !== 'string' || subscriptionId === '') return undefined;
  const name = toFoundText(displayName) ?? subscriptionId;
  const givenState = toFoundText(state);
  return { subscriptionId, name, ...(givenState === undefined ? {} : { state: givenState }) };
}

/**
 * Reads an account; undefined for anything but a Batch account. `subscriptions` are the tenant's, one of which contains
 * the account.
 */
export function readFoundAccount(
  { id, name, location, properties }: Json,
  tenant: Tenant,
  subscriptions: readonly Subscription[],
): FoundAccount | undefined {
  const account = readAccountId(toFoundText(id) ?? '');
  if (account === undefined) return undefined;
  const { subscriptionId, resourceGroup } = account;
  const isItsOwn = (known: Subscription): boolean => isSameId(known.subscriptionId, subscriptionId);
  const details: Json = isObject(properties) ? properties : {};
  return definedOnly<FoundAccount>({
    resourceId: account.id,
    name: toFoundText(name) ?? account.name,
    host: toHost(details['accountEndpoint']),
    location: toFoundText(location) ?? '',
    resourceGroup,
    tenant,
    subscription: subscriptions.find(isItsOwn) ?? { subscriptionId, name: subscriptionId },
    provisioningState: toFoundText(details['provisioningState']),
    allowedAuthenticationModes: readModes(details),
    publicNetworkAccess: toFoundText(details['publicNetworkAccess']),
  });
}

/** Reads the allowed sign-in modes from the properties of an account; undefined if they are missing. */
export function readModes({ allowedAuthenticationModes: modes }: Json): readonly string[] | undefined {
  return Array.isArray(modes) ? modes.filter((mode) => typeof mode === 'string') : undefined;
}

/** Returns the host in an endpoint; undefined for one with more than a host, which would be a different address. */
function toHost(endpoint: unknown): string | undefined {
  const url = URL.parse(`https://${toFoundText(endpoint) ?? ''}`);
  return url?.href === `https://${url?.host}/` ? url.host : undefined;
}

function toFoundText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Azure IDs are case-insensitive. */
function isSameId(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
