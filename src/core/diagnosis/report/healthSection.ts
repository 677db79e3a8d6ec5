import * as l10n from '@vscode/l10n';
import type { AzureHealth, HealthEvent, HealthStatus } from '../../model/health.ts';
import type { MonitorAnswer, NotRecorded } from '../../model/monitor.ts';
import { describeSource, isOutOfReach, nameMonitorSource } from '../../refusals/monitorAnswers.ts';
import { withLabel } from '../../text/label.ts';
import { listPlain } from '../../text/lists.ts';
import { formatTime } from '../../words/times.ts';
import { toTime, toTimeText } from '../evidence/time.ts';
import type { Section } from '../explanation/explanation.ts';

/** Period of the failures on a page. */
export interface HealthPeriod {
  /** Time of the first failure, if it is known. */
  readonly since: Date | string | undefined;
  readonly now: Date;
}

/** Names under which Service Health files trouble that nodes and their account can have. */
const services: ReadonlySet<string> = new Set([
  'batch',
  'virtual machines',
  'virtual machine scale sets',
  'storage',
  'azure container registry',
  'virtual network',
  'microsoft entra id',
  'azure resource manager',
]);
const troubles: ReadonlySet<string> = new Set(['serviceissue', 'plannedmaintenance', 'emergingissues']);
const maxEvents = 3;
const maxQuoted = 300;

/**
 * Creates the section on what Azure says about its own health, with events that were going on in the account's region
 * since the first failure. Undefined if it wasn't asked, or can't be.
 */
export function toHealthSection(
  answer: MonitorAnswer<AzureHealth> | undefined,
  period: HealthPeriod,
): Section | undefined {
  if (answer === undefined || ('unknown' in answer && isOutOfReach(answer))) return undefined;
  const texts =
    'unknown' in answer
      ? [describeUnreadHealth('account', answer)]
      : [
          ...describeStatus(answer.value),
          ...describeEvents(answer.value, period),
          describeSource('health', answer.asOf),
        ];
  return { id: 'health', title: nameMonitorSource('health'), items: texts.map((text) => ({ text })) };
}

function describeStatus({ status, whyNoStatus }: AzureHealth): readonly string[] {
  if (whyNoStatus !== undefined) return [describeUnreadHealth('account', whyNoStatus)];
  return status === undefined ? [] : [describeState(status)];
}

/** Describes the state of the account, for which Azure checks little (Azure documentation: "Resource Health checks"). */
function describeState({ availabilityState, summary = '', occuredTime, recentlyResolved }: HealthStatus): string {
  const state = availabilityState?.toLowerCase() ?? 'unknown';
  const resolved = recentlyResolved?.resolvedTime;
  if (state === 'available' && resolved !== undefined)
    return l10n.t(
      'Resource Health: the account was unavailable from {from} to {to}. That may have been its quota of pools.',
      { from: formatTime(recentlyResolved?.unavailableOccuredTime ?? resolved), to: formatTime(resolved) },
    );
  if (state === 'available')
    return l10n.t(
      'Resource Health: the account is available. Azure checks only whether it responds and whether its quota of pools is reached, and says nothing here about pools, nodes, and tasks.',
    );
  if (state === 'unknown') return l10n.t("Resource Health: Azure doesn't know the state of the account now.");
  const name = toPlain(availabilityState ?? '');
  const since = occuredTime && l10n.t('{state} since {time}', { state: name, time: formatTime(occuredTime) });
  return l10n.t(
    'Resource Health: the account is {state}. That may be its quota of pools, which is yours to change. Azure says: “{summary}”',
    { state: since || name, summary: toPlain(summary) },
  );
}

function describeEvents({ events, whyNoEvents, location }: AzureHealth, period: HealthPeriod): readonly string[] {
  if (whyNoEvents !== undefined) return [describeUnreadHealth('events', whyNoEvents)];
  if (events === undefined) return [];
  const found = events.flatMap((event) => {
    const places = listPlaces(event, location);
    return places.length > 0 && isDuring(event, period) ? [{ event, places }] : [];
  });
  if (found.length > 0)
    return found.slice(0, maxEvents).map(({ event, places }) => describeEvent(event, places, period));
  return [
    l10n.t(
      "Service Health: none of the events that Azure lists for your subscription is about this region and time. Azure may not list there what happened to nodes' machines, and events appear late.",
    ),
  ];
}

/** Lists the services and regions of an event that concern the account; empty if there are none, or it was withdrawn. */
function listPlaces({ eventType = '', impact = [] }: HealthEvent, location: string | undefined): readonly string[] {
  if (!troubles.has(eventType.toLowerCase())) return [];
  return impact.flatMap(({ impactedService = '', impactedRegions = [] }) =>
    services.has(impactedService.toLowerCase())
      ? impactedRegions.flatMap(({ impactedRegion = '', updates = [] }) => {
          const isWithdrawn = updates.some(({ eventTags = [] }) => eventTags.includes('False Positive'));
          const name = impactedRegion.replace(/\s/g, '').toLowerCase();
          return !isWithdrawn && [location?.toLowerCase(), 'global'].includes(name)
            ? [`${toPlain(impactedService)} (${toPlain(impactedRegion)})`]
            : [];
        })
      : [],
  );
}

/** Checks whether an event was going on at some time between the first failure and now. */
function isDuring({ impactStartTime, impactMitigationTime }: HealthEvent, { since, now }: HealthPeriod): boolean {
  const [start, end] = [toTime(impactStartTime), toTime(impactMitigationTime) ?? now.getTime()];
  return start !== undefined && start <= now.getTime() && end >= (toTime(since) ?? now.getTime());
}

/** Describes an event and its time; that both happened at once doesn't make it the cause. */
function describeEvent(
  { title = '', trackingId, impactStartTime = '', impactMitigationTime }: HealthEvent,
  places: readonly string[],
  { since }: HealthPeriod,
): string {
  const first = toTime(since);
  const event = {
    title: toPlain(title),
    id: toPlain(trackingId),
    services: listPlain([...new Set(places)]),
    from: formatTime(impactStartTime),
  };
  const said =
    impactMitigationTime === undefined
      ? l10n.t('Service Health: “{title}” ({id}), {services}, since {from}.', event)
      : l10n.t('Service Health: “{title}” ({id}), {services}, from {from} to {to}.', {
          ...event,
          to: formatTime(impactMitigationTime),
        });
  if (first === undefined) return said;
  const time = toTimeText(first);
  const isAfter = (toTime(impactStartTime) ?? first) > first;
  return `${said} ${
    isAfter
      ? l10n.t('It began after the first failure, at {time}, so it may explain only later ones.', { time })
      : l10n.t('It had begun before the first failure, at {time}, and may be the reason.', { time })
  }`;
}

function describeUnreadHealth(what: 'account' | 'events', { unknown, detail }: NotRecorded): string {
  const label = what === 'account' ? l10n.t('Resource Health') : l10n.t('Service Health');
  if (unknown === 'notAllowed')
    return withLabel(
      label,
      what === 'account'
        ? l10n.t("Azure doesn't allow you to read this. Ask an owner of the account for the “Reader” role on it.")
        : l10n.t(
            "Azure doesn't allow you to read this. Ask an owner of the subscription for the “Reader” role on it: a role on the account is not enough.",
          ),
    );
  if (unknown === 'off' || unknown === 'notFound')
    return withLabel(label, l10n.t("It isn't available in the account's subscription."));
  return withLabel(label, detail === undefined ? l10n.t("Azure didn't respond. Ask again later.") : toPlain(detail));
}

/** Returns a text of Azure in one line without markup, which some of its texts have. */
function toPlain(given: string): string {
  const text = given
    .slice(0, 4 * maxQuoted)
    .replace(/<[^<>]{0,400}>/g, ' ')
    .replace(/&(?:nbsp|amp|lt|gt|quot|#39);/g, ' ')
    .replace(/[<>\s]+/g, ' ')
    .trim();
  return text.length > maxQuoted ? `${text.slice(0, maxQuoted)}…` : text;
}
