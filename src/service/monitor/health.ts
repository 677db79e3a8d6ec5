import { type AzureHealth, readAzureHealth } from '../../core/model/health.ts';
import type { NotRecorded } from '../../core/model/monitor.ts';
import { isObject, readAs } from '../../core/model/shape.ts';
import { readAccountId } from '../../core/places/resourceId.ts';
import { dayMs } from '../../core/words/durations.ts';
import type { Json, ResourceManagerClient } from '../resourceManager/resourceManagerClient.ts';
import { toNotRecorded } from './notRecorded.ts';

const healthVersion = '2022-10-01';
/** Time span of events: Azure's default is three days. */
const eventSpanMs = 14 * dayMs;
/** Number of events after which no further page is read. */
const mostEvents = 200;

/**
 * Reads what Resource Health says about an account now, and the service events of its subscription, with one request
 * each. A part that can't be read has the reason.
 */
export async function readHealth(
  client: ResourceManagerClient,
  resourceId: string,
  { location, nowMs }: { readonly location: unknown; readonly nowMs: number },
  signal: AbortSignal,
): Promise<AzureHealth> {
  const provider = 'providers/Microsoft.ResourceHealth';
  const subscription = encodeURIComponent(readAccountId(resourceId)?.subscriptionId ?? '');
  const start = new Date(nowMs - eventSpanMs);
  const queryStartTime = `${start.getUTCMonth() + 1}/${start.getUTCDate()}/${start.getUTCFullYear()}`;
  const readStatus = async (): Promise<Json> => {
    const { properties } = await client.get(
      `${resourceId}/${provider}/availabilityStatuses/current`,
      healthVersion,
      signal,
    );
    return { status: isObject(properties) ? properties : {} };
  };
  const readEvents = async (): Promise<Json> => {
    const events: Json[] = [];
    const path = `/subscriptions/${subscription}/${provider}/events`;
    for await (const { name, properties } of client.list(path, healthVersion, signal, { queryStartTime })) {
      events.push({ ...(isObject(properties) ? properties : {}), trackingId: name });
      if (events.length >= mostEvents) break;
    }
    return { events };
  };
  const [status, events] = await Promise.all([
    readStatus().catch((error): Json => ({ whyNoStatus: toUnread(error) })),
    readEvents().catch((error): Json => ({ whyNoEvents: toUnread(error) })),
  ]);
  return readAs(readAzureHealth, { location, ...status, ...events }).value ?? {};
}

/** The provider may not be registered in the subscription (409), which only its owner changes. */
function toUnread(error: unknown): NotRecorded {
  const unread = toNotRecorded(error);
  return isObject(error) && error['status'] === 409 ? { ...unread, unknown: 'off' } : unread;
}
