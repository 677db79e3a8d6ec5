import type { Account } from './account.ts';
import type { AutoStorage, ListedAccount, Tenant } from './directory.ts';

/** Number of cores that stands for an ample quota; clients display it. */
const ampleCores = 100_000;
const amplePools = 500;
const ampleJobs = 1000;

/** Returns the resource ID of the storage account that is linked to the account. */
export function toStorageId({ subscriptionId }: Pick<Account, 'subscriptionId'>, { name }: AutoStorage): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/simulator/providers/Microsoft.Storage/storageAccounts/${name}`;
}

function toListed(account: Account): ListedAccount {
  const {
    accountKey,
    world,
    directory: { autoStorage },
  } = account;
  const { quotas } = world;
  const families = quotas.dedicatedCoreQuotaPerVMFamily ?? [];
  return {
    name: world.accountName,
    resourceGroup: 'simulator',
    location: world.location,
    accountEndpoint: new URL(world.url).host,
    keys: { primary: accountKey, secondary: accountKey },
    properties: {
      dedicatedCoreQuota: ampleCores,
      lowPriorityCoreQuota: ampleCores,
      poolQuota: amplePools,
      activeJobAndJobScheduleQuota: ampleJobs,
      dedicatedCoreQuotaPerVMFamilyEnforced: families.length > 0,
      dedicatedCoreQuotaPerVMFamily: families,
      ...quotas,
      ...(autoStorage === undefined
        ? {}
        : { autoStorage: { storageAccountId: toStorageId(account, autoStorage), authenticationMode: 'StorageKeys' } }),
    },
  };
}

/** Lists all tenants, the account's own first. */
export function listTenants(account: Account): readonly Tenant[] {
  const { directory, subscriptionId, tokens } = account;
  const own = { subscriptionId, displayName: 'Simulator', accounts: [toListed(account)] };
  const home = {
    tenantId: tokens.tenantId,
    displayName: 'Simulator',
    defaultDomain: 'simulator.onmicrosoft.com',
    subscriptions: [...(directory.hidesOwn === true ? [] : [own]), ...(directory.subscriptions ?? [])],
  };
  return [home, ...(directory.guestOf ?? [])];
}
