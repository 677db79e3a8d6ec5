import type { Account } from './account.ts';
import type { ListedAccount, Tenant } from './directory.ts';

/** What "ample" looks like to clients that show quotas. */
const ampleCores = 100_000;
const amplePools = 500;
const ampleJobs = 1000;

function toListed({ accountKey, world }: Pick<Account, 'accountKey' | 'world'>): ListedAccount {
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
    },
  };
}

/** All tenants, that of the account first. */
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
