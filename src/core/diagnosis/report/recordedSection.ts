import * as l10n from '@vscode/l10n';
import type { MonitorAnswer, OutboundEndpoint, ServiceEvent, ServiceEvents } from '../../model/monitor.ts';
import {
  describeSource,
  describeUnknownSource,
  isOutOfReach,
  nameMonitorSource,
} from '../../refusals/monitorAnswers.ts';
import { withLabel } from '../../text/label.ts';
import { listPlain } from '../../text/lists.ts';
import { plural } from '../../text/plural.ts';
import { asCount } from '../../words/numbers.ts';
import { formatTime } from '../../words/times.ts';
import { toExplanation } from '../explanation/draft.ts';
import type { Evidence, Explanation, Section } from '../explanation/explanation.ts';
import { type Comparisons, toComparisonSections } from '../task/comparisons.ts';
import { toMoments } from './eventMoments.ts';

/**
 * Returns the section with the service log's events of an item and the limits of that log, or the reason why they are
 * unknown. `asksWho` is set if someone ended or deleted the item.
 */
export function toRecordedSection(log: MonitorAnswer<ServiceEvents>, asksWho: boolean): Section {
  const title = l10n.t('What the service log shows');
  if ('unknown' in log) return { id: 'recorded', title, items: [{ text: describeUnknownSource('serviceLog', log) }] };
  const { value, asOf } = log;
  const { events, since, isCut, missing, isHidden, hasAuditLog } = value;
  const texts = [
    describeFound(events.length, since),
    ...(isCut ? [l10n.t('There may be earlier events: the newest ones are shown.')] : []),
    ...missing.map((why) => withLabel(l10n.t('Some of the log is missing'), why)),
    ...(isHidden ? [describeHidden()] : []),
    ...(events.some(isRetried) ? [describeRetries()] : []),
    ...(asksWho && hasAuditLog !== undefined ? [describeWho(hasAuditLog)] : []),
    describeSource('serviceLog', asOf),
  ];
  return { id: 'recorded', title, items: texts.map((text) => ({ text })) };
}

function describeFound(count: number, since: string): string {
  const parts = { ...asCount(count), time: formatTime(since) };
  return plural(count, {
    '=0': l10n.t(
      'Nothing since {time}. The log has only what happened after it was turned on, and events arrive a few minutes late.',
      { time: formatTime(since) },
    ),
    one: l10n.t('{count} event since {time}, which the timeline takes into account.', parts),
    other: l10n.t('{count} events since {time}, which the timeline takes into account.', parts),
  });
}

function describeHidden(): string {
  return l10n.t(
    "You don't have access to a workspace that has the log, so events may be missing. Ask its owner for the “Log Analytics Reader” role in the workspace.",
  );
}

/** Checks for the event of a task that Batch may rerun automatically. */
function isRetried({ kind, retryCount = 0 }: ServiceEvent): boolean {
  return kind.startsWith('task') && retryCount > 0;
}

function describeRetries(): string {
  return l10n.t('The log has no exit codes for automatic retries: it has only the exit code of the last run.');
}

/** Describes where to find out who ended or deleted an item. The fields of the audit log are not published. */
function describeWho(hasAuditLog: boolean): string {
  return hasAuditLog
    ? l10n.t('The audit log (category AuditLog), which is sent to Log Analytics, may show who did it.')
    : l10n.t("Who did it isn't recorded: the AuditLog category isn't sent to Log Analytics.");
}

const maxQuoted = 10;

/** Explains an item that no longer exists in Batch; `why` is the service's response. */
export function explainGoneThing(why: string, log: MonitorAnswer<ServiceEvents>, compared?: Comparisons): Explanation {
  const events = 'value' in log ? log.value.events : [];
  // A failed task has two events for its end, and the failure event says more.
  const said = events.filter(
    ({ kind, at }) => kind !== 'taskComplete' || !events.some((other) => other.kind === 'taskFail' && other.at === at),
  );
  const quoted = said.slice(0, maxQuoted).flatMap((event) => toMoments(event).map(({ text, at }) => ({ text, at })));
  const [last] = quoted;
  const explanation = toExplanation(
    {
      category: 'other',
      title: l10n.t("This doesn't exist in Azure Batch"),
      cause:
        last === undefined
          ? why
          : l10n.t('{why} Its last event in the service log, from {time}: {event}.', {
              why,
              time: formatTime(last.at ?? ''),
              event: last.text,
            }),
      evidence: quoted.map(
        ({ text, at }): Evidence => ({ text: withLabel(formatTime(at ?? ''), text), source: 'serviceLog' }),
      ),
      confidence: 'certain',
      identity: 'gone',
    },
    {},
  );
  // Nothing is left to open or do.
  const comparisons = compared === undefined ? [] : toComparisonSections(compared);
  return { ...explanation, isOfSeveral: true, related: [toRecordedSection(log, true), ...comparisons] };
}

/** Lists the endpoints that a node must be able to reach, for a node that can't be reached or does not start. */
export function toEndpointsSection(endpoints: MonitorAnswer<readonly OutboundEndpoint[]>): Section | undefined {
  const title = nameMonitorSource('outboundEndpoints');
  if ('unknown' in endpoints)
    return isOutOfReach(endpoints)
      ? undefined
      : { id: 'endpoints', title, items: [{ text: describeUnknownSource('outboundEndpoints', endpoints) }] };
  const { value, asOf } = endpoints;
  const categories = [...new Set(value.map(({ category }) => category))];
  return {
    id: 'endpoints',
    title,
    items: [
      {
        text: l10n.t(
          "The pool's firewalls, network security groups and routes must let its nodes reach these addresses. A node that can't get through becomes unusable or never starts.",
        ),
      },
      ...categories.map((category) => ({
        text: withLabel(category, listPlain(value.filter((one) => one.category === category).flatMap(listAddresses))),
      })),
      { text: describeSource('outboundEndpoints', asOf) },
    ],
  };
}

function listAddresses({ domainName, ports }: OutboundEndpoint): readonly string[] {
  return ports.length === 0 ? [domainName] : ports.map((port) => `${domainName}:${port}`);
}
