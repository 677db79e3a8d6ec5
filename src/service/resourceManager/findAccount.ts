import { BatchError } from '../../core/model/batchError.ts';
import { findNow } from '../../core/model/missing.ts';
import { isObject } from '../../core/model/shape.ts';
import { Slots } from '../slots.ts';
import { listByGraph } from './listByGraph.ts';
import { type Json, maxConcurrentRequests, type ResourceManagerClient } from './resourceManagerClient.ts';

/** API version for reading tenants and subscriptions. */
export const subscriptionsVersion = '2022-12-01';
/** API version for reading Batch accounts. */
export const accountsVersion = '2024-07-01';

/** Returns the path at which Resource Manager lists the Batch accounts of a subscription. */
export function toAccountsPath(subscriptionId: string): string {
  return `/subscriptions/${encodeURIComponent(subscriptionId)}/providers/Microsoft.Batch/batchAccounts`;
}

/**
 * Finds the Batch account whose data plane is at `host`, in any subscription that the user can see; undefined if there
 * is none. Throws if Resource Manager cannot answer.
 */
export async function findAccountAt(
  client: ResourceManagerClient,
  host: string,
  signal: AbortSignal,
): Promise<Json | undefined> {
  const listed = (await listByGraph(client, signal))?.find((account) => isAt(account, host));
  return (await readListed(client, listed, signal)) ?? searchSubscriptions(client, host, signal);
}

/** Resource Graph lags behind: an account that it lists is read from Resource Manager, and may have moved since. */
async function readListed(
  client: ResourceManagerClient,
  listed: Json | undefined,
  signal: AbortSignal,
): Promise<Json | undefined> {
  const id = listed?.['id'];
  if (typeof id !== 'string' || !id.startsWith('/')) return undefined;
  return findNow(client.get(id, accountsVersion, signal));
}

async function searchSubscriptions(
  client: ResourceManagerClient,
  host: string,
  signal: AbortSignal,
): Promise<Json | undefined> {
  const slots = new Slots(maxConcurrentRequests);
  let found: Json | undefined;
  const failures: unknown[] = [];
  const look = async (subscription: Json): Promise<void> => {
    try {
      const account = found ?? (await findInSubscription(client, subscription, host, signal));
      found ??= account;
    } catch (error) {
      failures.push(error);
    }
  };
  const subscriptions = await client.listAll('/subscriptions', subscriptionsVersion, signal);
  await Promise.all(subscriptions.map((subscription) => slots.run(() => look(subscription), signal)));
  // A subscription that cannot be read matters only if the account is in none of the others.
  if (found === undefined && failures.length > 0) throw failures[0];
  return found;
}

/** One subscription that refuses to be searched must not hide the others. */
async function findInSubscription(
  client: ResourceManagerClient,
  { subscriptionId }: Json,
  host: string,
  signal: AbortSignal,
): Promise<Json | undefined> {
  if (typeof subscriptionId !== 'string') return undefined;
  try {
    for await (const account of client.list(toAccountsPath(subscriptionId), accountsVersion, signal)) {
      if (isAt(account, host)) return account;
    }
  } catch (error) {
    if (!BatchError.is(error) || error.status === undefined || error.status >= 500) throw error;
  }
  return undefined;
}

function isAt({ properties }: Json, host: string): boolean {
  const endpoint = isObject(properties) ? properties['accountEndpoint'] : undefined;
  return typeof endpoint === 'string' && endpoint.toLowerCase() === host;
}
