import { toStringLiteral } from '../../core/filters/odata.ts';
import type { AccountChange, OutboundEndpoint } from '../../core/model/monitor.ts';
import { isObject } from '../../core/model/shape.ts';
import { readAccountId } from '../../core/places/resourceId.ts';
import { accountsVersion } from '../resourceManager/findAccount.ts';
import type { Json, ResourceManagerClient } from '../resourceManager/resourceManagerClient.ts';

const activityVersion = '2015-04-01';
/** Number of changes after which no further page is read. */
const mostChanges = 100;

/** Lists changes to an account itself since a time, newest first. Throws `BatchError`. */
export async function readChanges(
  client: ResourceManagerClient,
  resourceId: string,
  sinceMs: number,
  nowMs: number,
  signal: AbortSignal,
): Promise<readonly AccountChange[]> {
  const subscription = readAccountId(resourceId)?.subscriptionId ?? '';
  const path = `/subscriptions/${encodeURIComponent(subscription)}/providers/Microsoft.Insights/eventtypes/management/values`;
  const [from, to] = [sinceMs, nowMs].map((ms) => toStringLiteral(new Date(ms).toISOString()));
  const $filter = `eventTimestamp ge ${from} and eventTimestamp le ${to} and resourceUri eq ${toStringLiteral(resourceId)}`;
  const changes: AccountChange[] = [];
  for await (const event of client.list(path, activityVersion, signal, { $filter })) {
    const change = toChange(event);
    if (change !== undefined) changes.push(change);
    if (changes.length >= mostChanges) break;
  }
  return changes.toSorted((one, other) => Date.parse(other.at) - Date.parse(one.at));
}

/** Skips changes that have only started, because their end is a separate event. */
function toChange({ eventTimestamp: at, operationName, status, caller }: Json): AccountChange | undefined {
  const action = findValue(operationName, 'value');
  const state = findValue(status, 'value');
  if (typeof at !== 'string' || action === undefined || /^(?:started|accepted)$/i.test(state ?? '')) return undefined;
  const operation = findValue(operationName, 'localizedValue') ?? action;
  return {
    at,
    action,
    operation,
    ...(state === undefined ? {} : { status: state }),
    ...(typeof caller === 'string' && caller !== '' ? { caller } : {}),
  };
}

function findValue(named: unknown, part: 'value' | 'localizedValue'): string | undefined {
  const value = isObject(named) ? named[part] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Lists the endpoints that nodes of an account must be able to reach. Throws `BatchError`. */
export async function readEndpoints(
  client: ResourceManagerClient,
  resourceId: string,
  signal: AbortSignal,
): Promise<readonly OutboundEndpoint[]> {
  const listed = await client.listAll(`${resourceId}/outboundNetworkDependenciesEndpoints`, accountsVersion, signal);
  return listed.flatMap(({ category, endpoints }) =>
    typeof category === 'string' && Array.isArray(endpoints)
      ? endpoints.filter(isObject).flatMap((endpoint) => toEndpoint(category, endpoint))
      : [],
  );
}

function toEndpoint(category: string, { domainName, description, endpointDetails }: Json): readonly OutboundEndpoint[] {
  if (typeof domainName !== 'string' || domainName === '') return [];
  const details = Array.isArray(endpointDetails) ? endpointDetails.filter(isObject) : [];
  return [
    {
      category,
      domainName,
      ...(typeof description === 'string' && description !== '' ? { description } : {}),
      ports: details.flatMap(({ port }) => (typeof port === 'number' ? [port] : [])),
    },
  ];
}
