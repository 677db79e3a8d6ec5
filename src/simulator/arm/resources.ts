import { clientTimeMs } from '../clock.ts';
import type { Account } from './account.ts';
import type { ArmReply, ArmRequest } from './message.ts';

const resourceGroup = 'simulator';
const location = 'local';
/** The audiences Resource Manager takes; all mean the same to it. */
const audiences = [
  'https://management.azure.com',
  'https://management.azure.com/',
  'https://management.core.windows.net/',
];
/** What "ample" looks like to clients that show quotas. */
const ampleCores = 100_000;
const amplePools = 500;
const ampleJobs = 1000;

/** The Resource Manager half of the listener: subscriptions, Batch accounts with their quotas, keys. */
export function resourceReply(request: ArmRequest, account: Account): ArmReply {
  const fault = tokenFault(request, account);
  if (fault !== undefined) return armError(401, 'InvalidAuthenticationToken', fault);
  if (!request.url.searchParams.has('api-version')) {
    return armError(400, 'MissingApiVersionParameter', 'The api-version query parameter (?api-version=) is required.');
  }
  return route(request, account) ?? armError(404, 'ResourceNotFound', `There is nothing at ${request.url.pathname}.`);
}

function tokenFault(request: ArmRequest, { tokens, world }: Account): string | undefined {
  const token = /^Bearer (.+)$/i.exec(request.authorization ?? '')?.[1];
  if (token === undefined) return 'Authentication failed. The Authorization header is missing.';
  const faults = audiences.map((audience) => tokens.findFault(token, audience, clientTimeMs(world.clock)));
  return faults.includes(undefined) ? undefined : faults[0];
}

function route(request: ArmRequest, account: Account): ArmReply | undefined {
  const path = request.url.pathname.toLowerCase();
  const subscription = `/subscriptions/${account.subscriptionId}`;
  const accounts = 'providers/microsoft.batch/batchaccounts';
  const named = accountId(account).toLowerCase();
  switch (`${request.method} ${path}`) {
    case 'GET /subscriptions':
      return ok({ value: [subscriptionBody(account)] });
    case `GET ${subscription}`:
      return ok(subscriptionBody(account));
    case 'GET /tenants':
      return ok({ value: [{ id: `/tenants/${account.tokens.tenantId}`, tenantId: account.tokens.tenantId }] });
    case `GET ${subscription}/${accounts}`:
    case `GET ${subscription}/resourcegroups/${resourceGroup}/${accounts}`:
      return ok({ value: [accountBody(account)] });
    case `GET ${named}`:
      return ok(accountBody(account));
    case `POST ${named}/listkeys`: {
      const { accountKey: primary } = account;
      return ok({ accountName: account.world.accountName, primary, secondary: primary });
    }
    default:
      return undefined;
  }
}

function accountId({ subscriptionId, world }: Account): string {
  const group = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}`;
  return `${group}/providers/Microsoft.Batch/batchAccounts/${world.accountName}`;
}

function subscriptionBody({ subscriptionId, tokens }: Account): ArmReply['body'] {
  return {
    id: `/subscriptions/${subscriptionId}`,
    subscriptionId,
    tenantId: tokens.tenantId,
    displayName: 'Simulator',
    state: 'Enabled',
  };
}

function accountBody(account: Account): ArmReply['body'] {
  const { world } = account;
  const { quotas } = world;
  const families = Object.entries(quotas.dedicatedCoresPerFamily ?? {});
  return {
    id: accountId(account),
    name: world.accountName,
    type: 'Microsoft.Batch/batchAccounts',
    location,
    properties: {
      accountEndpoint: new URL(world.url).host,
      provisioningState: 'Succeeded',
      poolAllocationMode: 'BatchService',
      publicNetworkAccess: 'Enabled',
      allowedAuthenticationModes: ['SharedKey', 'AAD', 'TaskAuthenticationToken'],
      dedicatedCoreQuota: quotas.dedicatedCores ?? ampleCores,
      lowPriorityCoreQuota: quotas.lowPriorityCores ?? ampleCores,
      dedicatedCoreQuotaPerVMFamilyEnforced: families.length > 0,
      dedicatedCoreQuotaPerVMFamily: families.map(([name, coreQuota]) => ({ name, coreQuota })),
      poolQuota: quotas.pools ?? amplePools,
      activeJobAndJobScheduleQuota: quotas.activeJobsAndSchedules ?? ampleJobs,
    },
  };
}

function ok(body: ArmReply['body']): ArmReply {
  return { status: 200, body };
}

function armError(status: number, code: string, message: string): ArmReply {
  return { status, body: { error: { code, message } } };
}
