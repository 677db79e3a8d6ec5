import { readNotRecorded } from './monitor.ts';
import { type Infer, list, object, or, text, time } from './shape.ts';

/** Resource Health's judgment of a resource (Azure documentation: "Availability Statuses - Get By Resource"). */
const readHealthStatus = object({
  availabilityState: text,
  title: text,
  summary: text,
  occuredTime: time,
  recentlyResolved: object({ unavailableOccuredTime: time, resolvedTime: time }),
});

const readRegionImpact = object({
  impactedRegion: text,
  updates: list(object({ eventTags: list(text) })),
});

/** Event of Service Health (Azure documentation: "Events - List By Subscription Id"). */
const readHealthEvent = object({
  trackingId: or(text, ''),
  eventType: text,
  title: text,
  impactStartTime: time,
  impactMitigationTime: time,
  impact: list(object({ impactedService: text, impactedRegions: list(readRegionImpact) })),
});

/** Health of the account and of services in the last days, as Azure reports it. */
export const readAzureHealth = object({
  /** Region of the account. */
  location: text,
  status: readHealthStatus,
  whyNoStatus: readNotRecorded,
  events: list(readHealthEvent),
  whyNoEvents: readNotRecorded,
});

export interface HealthStatus extends Infer<typeof readHealthStatus> {}
export interface HealthEvent extends Infer<typeof readHealthEvent> {}
export interface AzureHealth extends Infer<typeof readAzureHealth> {}
