import type { AccountAction } from '../state/eventLog.ts';
import type { Account } from './account.ts';
import { type ArmReply, type ArmRequest, armError } from './message.ts';
import { metricsReply } from './metrics.ts';
import type { LogDestination, Monitoring } from './monitoring.ts';
import { logsReply } from './serviceLog.ts';

/** Azure Monitor paths, in lower case, relative to the account. */
export const monitorPaths = [
  '/providers/microsoft.insights/metrics',
  '/providers/microsoft.insights/logs',
  '/providers/microsoft.insights/diagnosticsettings',
  '/outboundnetworkdependenciesendpoints',
] as const;
export type MonitorPath = (typeof monitorPaths)[number];

/** Required permissions (Azure documentation: "Azure permissions for Monitor"). */
export const monitorActions: Readonly<Record<MonitorPath, string>> = {
  '/providers/microsoft.insights/metrics': 'Microsoft.Insights/Metrics/Read',
  '/providers/microsoft.insights/logs': 'Microsoft.Insights/Logs/Read',
  '/providers/microsoft.insights/diagnosticsettings': 'Microsoft.Insights/DiagnosticSettings/Read',
  '/outboundnetworkdependenciesendpoints': 'Microsoft.Batch/batchAccounts/outboundNetworkDependenciesEndpoints/read',
};

/**
 * Answers requests to Azure Monitor, and requests for the endpoints that the account's nodes must reach. Returns
 * undefined for an unsupported method.
 */
export function monitorReply(
  { method, url, body, prefer }: Pick<ArmRequest, 'method' | 'url' | 'body' | 'prefer'>,
  path: MonitorPath,
  resourceId: string,
  account: Account,
): ArmReply | undefined {
  const { world, monitor } = account;
  const { monitoring } = monitor;
  if ((path === '/providers/microsoft.insights/logs') !== (method === 'POST')) return undefined;
  if (monitoring.throttledSeconds !== undefined && path !== '/outboundnetworkdependenciesendpoints')
    return {
      ...armError(429, 'TooManyRequests', 'The request was throttled. Try again later.'),
      headers: { 'retry-after': String(monitoring.throttledSeconds) },
    };
  const nowMs = world.clock.now();
  const { events, nodes } = world.events;
  switch (path) {
    case '/providers/microsoft.insights/metrics':
      return metricsReply(
        url.searchParams,
        { events, nodes, requests: monitor.requests.records, nowMs, resourceId },
        monitoring,
      );
    case '/providers/microsoft.insights/logs':
      return logsReply(body, prefer, { events, nowMs, resourceId }, monitoring);
    case '/providers/microsoft.insights/diagnosticsettings':
      return { status: 200, body: { value: listSettings(resourceId, monitoring) } };
    case '/outboundnetworkdependenciesendpoints':
      return { status: 200, body: { value: listEndpoints(account) } };
  }
}

/** Lists no setting for a log that is sent nowhere. */
function listSettings(resourceId: string, { serviceLog = 'workspace', auditLog = 'nowhere' }: Monitoring) {
  const group = resourceId.replace(/\/providers\/.*/s, '');
  const toSetting = (destination: Exclude<LogDestination, 'nowhere'>) => {
    const sent = { ServiceLog: serviceLog === destination, AuditLog: auditLog === destination };
    const name = destination === 'workspace' ? 'logs' : 'archive';
    return {
      id: `${resourceId}/providers/microsoft.insights/diagnosticSettings/${name}`,
      type: 'Microsoft.Insights/diagnosticSettings',
      name,
      properties: {
        ...(destination === 'workspace'
          ? { workspaceId: `${group}/providers/Microsoft.OperationalInsights/workspaces/logs` }
          : { storageAccountId: `${group}/providers/Microsoft.Storage/storageAccounts/archive` }),
        logs: Object.entries(sent).map(([category, enabled]) => ({
          category,
          enabled,
          retentionPolicy: { enabled: false, days: 0 },
        })),
        metrics: [],
      },
    };
  };
  return (['workspace', 'storage'] as const)
    .filter((destination) => [serviceLog, auditLog].includes(destination))
    .map(toSetting);
}

/** Azure documentation: "Batch Account - List Outbound Network Dependencies Endpoints". */
function listEndpoints({ world }: Account) {
  const { accountName, location } = world;
  const endpoint = (domainName: string, port: number, description?: string) => ({
    domainName,
    ...(description === undefined ? {} : { description }),
    endpointDetails: [{ port }],
  });
  return [
    {
      category: 'Azure Batch',
      endpoints: [
        endpoint(`${accountName}.${location}.batch.azure.com`, 443, 'Applicable to all Azure Batch pools.'),
        endpoint(`${location}.service.batch.azure.com`, 443, 'Applicable to pools with simplified communication.'),
      ],
    },
    {
      category: 'Azure Storage',
      endpoints: ['blob', 'queue', 'table'].map((service) => endpoint(`autostorage.${service}.core.windows.net`, 443)),
    },
    { category: 'Microsoft Package Repository', endpoints: [endpoint('packages.microsoft.com', 443)] },
  ];
}

/** Returns the activity log of a subscription if its filter names the account. */
export function activityReply({ url }: Pick<ArmRequest, 'url'>, resourceId: string, { world }: Account): ArmReply {
  const filter = url.searchParams.get('$filter') ?? '';
  const [, from = '', to = '', uri = ''] =
    /^eventTimestamp ge '([^']+)' and eventTimestamp le '([^']+)' and resourceUri eq '([^']+)'$/.exec(filter) ?? [];
  const [fromMs, toMs] = [Date.parse(from), Date.parse(to)];
  if (Number.isNaN(fromMs) || Number.isNaN(toMs))
    return armError(400, 'BadRequest', 'The filter of the activity log needs a start and an end time.');
  const isOwn = uri.toLowerCase() === resourceId.toLowerCase();
  const actions = world.events.actions.filter(({ atMs }) => isOwn && atMs >= fromMs && atMs <= toMs);
  return {
    status: 200,
    body: {
      value: actions
        .toReversed()
        .flatMap((action) => ['Succeeded', 'Started'].map((state) => toActivity(action, state, resourceId))),
    },
  };
}

function toActivity({ atMs, operation, caller }: AccountAction, state: string, resourceId: string) {
  const named = (value: string, localizedValue = value) => ({ value, localizedValue });
  return {
    eventTimestamp: new Date(atMs).toISOString(),
    operationName: named(operation, describeOperation(operation)),
    status: named(state),
    caller,
    resourceId,
    category: named('Administrative'),
    level: 'Informational',
  };
}

/** Returns Azure's wording for some of the operations. */
function describeOperation(operation: string): string {
  switch (operation) {
    case 'Microsoft.Batch/batchAccounts/write':
      return 'Create or update Batch Account';
    case 'Microsoft.Batch/batchAccounts/listKeys/action':
      return 'List Batch Account keys';
    case 'Microsoft.Batch/batchAccounts/regenerateKeys/action':
      return 'Regenerate Batch Account key';
    default:
      return operation;
  }
}
