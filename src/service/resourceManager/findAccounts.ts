import type { Clock } from '../../core/clock.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import type { FoundAccount, Subscription, Tenant } from '../../core/model/foundAccount.ts';
import type { TokenSource } from '../auth/tokenSource.ts';
import type { AttemptOutcome } from '../azure/policies/attempts.ts';
import { systemClock } from '../clock.ts';
import type { ResourceManagerAccess } from '../connectOptions.ts';
import { Slots } from '../slots.ts';
import { accountsVersion, subscriptionsVersion, toAccountsPath } from './findAccount.ts';
import { listByGraph } from './listByGraph.ts';
import { readFoundAccount, readSubscription, readTenant } from './readFound.ts';
import { type Json, ResourceManagerClient } from './resourceManagerClient.ts';

/** Maximum number of tenants searched at the same time: each needs its own token, for which a program may start. */
const maxTenantsAtOnce = 4;

/** Access to the Resource Manager of a cloud, for a user who may be signed in to several of its tenants. */
export interface DirectoryAccess extends Omit<ResourceManagerAccess, 'source'> {
  /** Source of tokens for a tenant; for the user's home tenant when it is undefined. */
  toSource(tenantId: string | undefined): TokenSource;
  readonly onAttempt?: (outcome: AttemptOutcome) => void;
}

/** The search result of one tenant: its accounts, or why it lists none. */
export type TenantFinding = { readonly tenant: Tenant } & (
  | {
      readonly subscriptions: readonly Subscription[];
      readonly accounts: readonly FoundAccount[];
      /** Subscriptions whose accounts are unknown. */
      readonly refused: readonly { readonly subscription: Subscription; readonly error: BatchError }[];
    }
  | { readonly error: BatchError }
);

/** Options of a search for accounts. */
export interface FindOptions {
  readonly tenant?: Tenant;
  /** Selects the tenants to search; all when absent. */
  readonly wants?: (tenant: Tenant) => boolean;
  /** Called with the tenants to search, before the first search. */
  readonly onTenants?: (tenants: readonly Tenant[]) => void;
  readonly signal: AbortSignal;
  readonly clock?: Clock;
}

/**
 * Finds the Batch accounts in all tenants of which the user is a member or a guest, and reports each tenant as soon as
 * it responds; an account that several tenants list belongs to the first. With `tenant`, searches only that one. Throws
 * if Resource Manager cannot list the tenants, and `Cancelled`.
 */
export async function findAccounts(
  access: DirectoryAccess,
  options: FindOptions,
  onFound: (finding: TenantFinding) => void,
): Promise<void> {
  const seen = new Set<string>();
  await inEachTenant(access, options, async (client, tenant) => {
    const finding = await lookInto(client, tenant, options.signal);
    onFound('error' in finding ? finding : { ...finding, accounts: finding.accounts.filter(isNew(seen)) });
  });
}

/** The subscriptions found in one tenant; none if it refuses to list them. */
export interface TenantSubscriptions {
  readonly tenant: Tenant;
  readonly subscriptions: readonly Subscription[];
}

/**
 * Finds the subscriptions in all tenants of which the user is a member or a guest, and reports them as `findAccounts`
 * does. Throws as it does.
 */
export async function findSubscriptions(
  access: DirectoryAccess,
  options: FindOptions,
  onFound: (found: TenantSubscriptions) => void,
): Promise<void> {
  await inEachTenant(access, options, async (client, tenant) => {
    const subscriptions = await listSubscriptions(client, options.signal).catch((error: unknown) => {
      if (Cancelled.is(error) || !BatchError.is(error)) throw error;
      return [];
    });
    onFound({ tenant, subscriptions });
  });
}

async function inEachTenant(
  access: DirectoryAccess,
  { signal, tenant, wants = () => true, onTenants, clock = systemClock }: FindOptions,
  look: (client: ResourceManagerClient, tenant: Tenant) => Promise<void>,
): Promise<void> {
  const connect = access.onAttempt ?? (() => {});
  const home = new ResourceManagerClient({ ...access, source: access.toSource(undefined) }, clock, connect);
  const slots = new Slots(maxTenantsAtOnce);
  try {
    const tenants = tenant === undefined ? (await listTenants(home, signal)).filter(wants) : [tenant];
    onTenants?.(tenants);
    const lookAt = (one: Tenant) => look(home.withSource(access.toSource(one.tenantId)), one);
    await Promise.all(tenants.map((one) => slots.run(() => lookAt(one), signal)));
  } finally {
    home.dispose();
  }
}

async function listTenants(client: ResourceManagerClient, signal: AbortSignal): Promise<readonly Tenant[]> {
  const listed = await client.listAll('/tenants', subscriptionsVersion, signal);
  return listed.flatMap((json) => readTenant(json) ?? []);
}

async function lookInto(client: ResourceManagerClient, tenant: Tenant, signal: AbortSignal): Promise<TenantFinding> {
  try {
    const [subscriptions, byGraph] = await Promise.all([
      listSubscriptions(client, signal),
      listByGraph(client, signal),
    ]);
    const read = (accounts: readonly Json[]): readonly FoundAccount[] =>
      accounts.flatMap((json) => readFoundAccount(json, tenant, subscriptions) ?? []);
    if (byGraph !== undefined) return { tenant, subscriptions, accounts: read(byGraph), refused: [] };
    const listed = await listBySubscription(client, subscriptions, signal);
    return { tenant, subscriptions, accounts: read(listed.accounts), refused: listed.refused };
  } catch (error) {
    if (Cancelled.is(error) || !BatchError.is(error)) throw error;
    return { tenant, error };
  }
}

async function listSubscriptions(client: ResourceManagerClient, signal: AbortSignal): Promise<readonly Subscription[]> {
  const listed = await client.listAll('/subscriptions', subscriptionsVersion, signal);
  return listed.flatMap((json) => readSubscription(json) ?? []);
}

async function listBySubscription(
  client: ResourceManagerClient,
  subscriptions: readonly Subscription[],
  signal: AbortSignal,
): Promise<{
  readonly accounts: readonly Json[];
  readonly refused: readonly { readonly subscription: Subscription; readonly error: BatchError }[];
}> {
  const accounts: Json[] = [];
  const refused: { subscription: Subscription; error: BatchError }[] = [];
  const list = async (subscription: Subscription): Promise<void> => {
    try {
      const path = toAccountsPath(subscription.subscriptionId);
      for (const each of await client.listAll(path, accountsVersion, signal)) accounts.push(each);
    } catch (error) {
      if (Cancelled.is(error) || !BatchError.is(error)) throw error;
      refused.push({ subscription, error });
    }
  };
  await Promise.all(subscriptions.map(list));
  return { accounts, refused };
}

function isNew(seen: Set<string>): (account: FoundAccount) => boolean {
  return ({ resourceId }) => {
    const id = resourceId.toLowerCase();
    const isKnown = seen.has(id);
    seen.add(id);
    return !isKnown;
  };
}
