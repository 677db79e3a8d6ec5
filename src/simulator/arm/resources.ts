import { listSupportedSizes } from '../bodies/supportedSizes.ts';
import { clientTimeMs } from '../clock.ts';
import type { Account } from './account.ts';
import { azureResourceReply } from './azureResources.ts';
import type { ListedAccount, Subscription, Tenant } from './directory.ts';
import { type ArmReply, type ArmRequest, armError } from './message.ts';
import { activityReply, monitorActions, monitorPaths, monitorReply } from './monitor.ts';
import { graphReply } from './resourceGraph.ts';
import { listTenants, toStorageId } from './tenants.ts';

/** The audiences that Resource Manager accepts as equivalent. The newer address for logs has a separate audience. */
const audiences = [
  'https://management.azure.com',
  'https://management.azure.com/',
  'https://management.core.windows.net/',
];
const logsAudiences = ['https://api.loganalytics.io', 'https://api.loganalytics.azure.com'];

/** Answers requests to Resource Manager: tenants, subscriptions, Batch accounts with their quotas, and keys. */
export function resourceReply(request: ArmRequest, account: Account): ArmReply {
  const tenants = listTenants(account);
  const token = /^Bearer (.+)$/i.exec(request.authorization ?? '')?.[1];
  if (token === undefined) {
    return armError(401, 'AuthenticationFailed', 'Authentication failed. The Authorization header is missing.');
  }
  const logsOf = /^\/v1(\/subscriptions\/.+)\/query$/i.exec(request.url.pathname)?.[1];
  const fault = findFault(token, account, tenants, logsOf === undefined ? audiences : logsAudiences);
  if (fault !== undefined) return armError(401, 'InvalidAuthenticationToken', fault);
  const { tid, acrs = [], appid } = account.tokens.read(token);
  const tenant = tenants.find(({ tenantId }) => tenantId === tid);
  if (tenant?.demands !== undefined && !acrs.includes(tenant.demands)) return challenge(tenant, tenant.demands);
  if (logsOf === undefined && !request.url.searchParams.has('api-version')) {
    return armError(400, 'MissingApiVersionParameter', 'The api-version query parameter (?api-version=) is required.');
  }
  // Both addresses answer the same queries about logs.
  const path = logsOf === undefined ? request.url.pathname : `${logsOf}/providers/microsoft.insights/logs`;
  const routed = { ...request, path: path.toLowerCase() };
  const reply =
    (tenant && storageReply(routed, account)) ??
    (tenant && azureResourceReply(routed, account, toOwnId(account), appid)) ??
    (tenant && route(routed, tenant, tenants, { account, clientId: appid }));
  return reply ?? armError(404, 'ResourceNotFound', `There is nothing at ${request.url.pathname}.`);
}

/** Answers requests for the linked storage account. Undefined for other paths. */
function storageReply({ method, path }: Routed, account: Account): ArmReply | undefined {
  const { autoStorage } = account.directory;
  const id = autoStorage && toStorageId(account, autoStorage);
  if (id === undefined || method !== 'GET' || path !== id.toLowerCase()) return undefined;
  const { name, blobEndpoint, isRefused } = autoStorage ?? {};
  if (isRefused === true) return forbidden('Microsoft.Storage/storageAccounts/read');
  return ok({
    id,
    name,
    type: 'Microsoft.Storage/storageAccounts',
    properties: { primaryEndpoints: { blob: blobEndpoint } },
  });
}

function findFault(
  token: string,
  { tokens, world }: Account,
  tenants: readonly Tenant[],
  taken: readonly string[],
): string | undefined {
  const ids = tenants.map(({ tenantId }) => tenantId);
  const faults = taken.map((audience) => tokens.findFault(token, audience, clientTimeMs(world.clock), ids));
  return faults.includes(undefined) ? undefined : faults[0];
}

/** Microsoft identity platform: "Claims challenges, claims requests, and client capabilities". */
function challenge({ tenantId }: Tenant, value: string): ArmReply {
  const claims = Buffer.from(JSON.stringify({ access_token: { acrs: { essential: true, value } } })).toString('base64');
  const authority = `authorization_uri="https://login.microsoftonline.com/${tenantId}/oauth2/authorize"`;
  return {
    ...armError(401, 'InsufficientClaims', 'The access token lacks claims that Conditional Access demands.'),
    headers: { 'www-authenticate': `Bearer realm="", ${authority}, error="insufficient_claims", claims="${claims}"` },
  };
}

const accounts = 'providers/microsoft.batch/batchaccounts';
const verbs = ['/listkeys', '/providers/microsoft.authorization/permissions', ...monitorPaths].join('|');
const askedAccounts = new RegExp(`^(get|post) (?:/resourcegroups/([^/]+))?/${accounts}(?:/([^/]+))?(${verbs})?$`, 'i');

interface Asking {
  readonly account: Account;
  readonly clientId: string | undefined;
}

type Routed = ArmRequest & { readonly path: string };

function route(request: Routed, tenant: Tenant, tenants: readonly Tenant[], asking: Asking): ArmReply | undefined {
  const { path } = request;
  switch (`${request.method} ${path}`) {
    case 'GET /subscriptions':
      return ok({ value: tenant.subscriptions.map((subscription) => subscriptionBody(subscription, tenant)) });
    case 'GET /tenants':
      return ok({ value: tenants.map(tenantBody) });
    case 'POST /providers/microsoft.resourcegraph/resources':
      return tenant.refusesGraph ? forbidden('Microsoft.ResourceGraph/resources/read') : graph(request, tenant);
  }
  const [, id, rest = ''] = /^\/subscriptions\/([^/]+)(\/.*)?$/.exec(path) ?? [];
  const subscription = tenant.subscriptions.find(({ subscriptionId }) => subscriptionId.toLowerCase() === id);
  return subscription && routeIn(request, rest, subscription, tenant, asking);
}

/** Routes requests below one subscription; `rest` is the rest of the path. */
function routeIn(
  request: Routed,
  rest: string,
  subscription: Subscription,
  tenant: Tenant,
  { account: own, clientId }: Asking,
): ArmReply | undefined {
  const { roles } = own;
  const asked = `${request.method} ${rest}`;
  if (asked === 'GET ') return ok(subscriptionBody(subscription, tenant));
  const read = 'Microsoft.Batch/batchAccounts/read';
  const [, method, group, name, verb] = askedAccounts.exec(asked) ?? [];
  if (asked === 'GET /providers/microsoft.insights/eventtypes/management/values')
    return activity(request, subscription, own, clientId);
  if (/^GET \/providers\/microsoft\.batch\/locations\/[^/]+\/virtualmachineskus$/.test(asked))
    return sizes(subscription, own, clientId);
  if (method === undefined) return undefined;
  if (subscription.isRefused) return forbidden(read);
  const listed = subscription.accounts.filter(
    (account) =>
      (group === undefined || account.resourceGroup.toLowerCase() === group) &&
      (name === undefined || account.name === name),
  );
  if (name === undefined) return ok({ value: listed.map((account) => accountBody(account, subscription)) });
  const [account] = group === undefined ? [] : listed;
  if (account === undefined) return undefined;
  if (verb === undefined) return method === 'GET' ? ok(accountBody(account, subscription)) : undefined;
  // Only the account with a world knows the roles of its clients; in all other accounts, no one has a role.
  if (verb.endsWith('/permissions')) {
    if (method !== 'GET') return undefined;
    return ok({ value: account.properties === undefined ? [] : [roles.list(clientId)] });
  }
  const monitored = monitorPaths.find((path) => path === verb);
  if (monitored !== undefined) {
    if (account.properties === undefined || !roles.allowsAction(clientId, monitorActions[monitored]))
      return monitored.endsWith('/logs') ? noLogs(clientId) : forbidden(monitorActions[monitored]);
    return monitorReply(request, monitored, toResourceId(account, subscription), own);
  }
  const listKeys = 'Microsoft.Batch/batchAccounts/listKeys/action';
  if (method !== 'POST' || account.keys === undefined || !roles.allowsAction(clientId, listKeys))
    return forbidden(listKeys);
  own.world.events.add('action', { atMs: own.world.clock.now(), operation: listKeys, caller: clientId ?? '' });
  return ok({ accountName: account.name, ...account.keys });
}

/** Answers requests for the VM sizes of a region. */
function sizes(subscription: Subscription, { roles, world }: Account, clientId: string | undefined): ArmReply {
  const action = 'Microsoft.Batch/locations/virtualMachineSkus/read';
  if (subscription.isRefused || !roles.allowsAction(clientId, action)) return forbidden(action);
  return ok({ value: listSupportedSizes(world.offer.vmSizes) });
}

/** Lists changes to the account that the simulator serves, from the subscription's activity log. */
function activity(
  request: Routed,
  subscription: Subscription,
  own: Account,
  clientId: string | undefined,
): ArmReply | undefined {
  const action = 'Microsoft.Insights/eventtypes/values/read';
  const account = subscription.accounts.find(({ properties }) => properties !== undefined);
  if (subscription.isRefused || !own.roles.allowsAction(clientId, action)) return forbidden(action);
  return activityReply(request, account === undefined ? '' : toResourceId(account, subscription), own);
}

/** Creates the refusal of a log query (Azure documentation: "Querying logs for Azure resources", troubleshooting). */
function noLogs(clientId = ''): ArmReply {
  const message = 'The provided credentials have insufficient access to perform the requested operation';
  return {
    status: 403,
    body: {
      error: {
        code: 'InsufficientAccessError',
        message,
        innererror: {
          code: 'AuthorizationFailedError',
          message: `User '${clientId}' does not have access to read logs for this resource`,
        },
      },
    },
  };
}

function toOwnId({ subscriptionId, world }: Account): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/simulator/providers/Microsoft.Batch/batchAccounts/${world.accountName}`;
}

function toResourceId({ resourceGroup, name }: ListedAccount, { subscriptionId }: Subscription): string {
  const group = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}`;
  return `${group}/providers/Microsoft.Batch/batchAccounts/${name}`;
}

function graph(request: ArmRequest, { subscriptions, tenantId }: Tenant): ArmReply {
  const resources = subscriptions
    .filter(({ isRefused }) => !isRefused)
    .flatMap((subscription) =>
      subscription.accounts.map((account) => ({
        ...accountBody(account, subscription),
        // Resource Graph has types and groups in lower case, and adds properties that Resource Manager has only in the
        // ID.
        type: 'microsoft.batch/batchaccounts',
        resourceGroup: account.resourceGroup.toLowerCase(),
        subscriptionId: subscription.subscriptionId,
        tenantId,
      })),
    );
  return graphReply(request.body, resources);
}

function forbidden(action: string): ArmReply {
  const message = `The client does not have authorization to perform action '${action}'.`;
  return armError(403, 'AuthorizationFailed', message);
}

function tenantBody({ tenantId, displayName, defaultDomain }: Tenant): ArmReply['body'] {
  const countryCode = 'NL';
  const domains = [defaultDomain];
  return {
    id: `/tenants/${tenantId}`,
    tenantId,
    displayName,
    defaultDomain,
    domains,
    countryCode,
    tenantCategory: 'Home',
  };
}

function subscriptionBody(
  { subscriptionId, displayName, state }: Subscription,
  { tenantId }: Tenant,
): ArmReply['body'] {
  return { id: `/subscriptions/${subscriptionId}`, subscriptionId, tenantId, displayName, state: state ?? 'Enabled' };
}

function accountBody(account: ListedAccount, subscription: Subscription): ArmReply['body'] {
  const { accountEndpoint, provisioningState, allowedAuthenticationModes, publicNetworkAccess } = account;
  return {
    id: toResourceId(account, subscription),
    name: account.name,
    type: 'Microsoft.Batch/batchAccounts',
    location: account.location,
    properties: {
      ...(accountEndpoint === undefined ? {} : { accountEndpoint }),
      provisioningState: provisioningState ?? 'Succeeded',
      poolAllocationMode: 'BatchService',
      publicNetworkAccess: publicNetworkAccess ?? 'Enabled',
      allowedAuthenticationModes: allowedAuthenticationModes ?? ['SharedKey', 'AAD', 'TaskAuthenticationToken'],
      ...account.properties,
    },
  };
}

function ok(body: ArmReply['body']): ArmReply {
  return { status: 200, body };
}
