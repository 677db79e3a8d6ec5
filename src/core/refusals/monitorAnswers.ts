import * as l10n from '@vscode/l10n';
import type { MonitorSource, NotRecorded } from '../model/monitor.ts';
import { withLabel } from '../text/label.ts';
import { formatClock } from '../words/times.ts';

/** All user-facing text about Azure's records outside Batch: source, time, required role, and why they are unknown. */

/** Returns the name of a source. */
export function nameMonitorSource(source: MonitorSource): string {
  switch (source) {
    case 'metrics':
      return l10n.t('Account metrics');
    case 'serviceLog':
      return l10n.t('Account service log');
    case 'activityLog':
      return l10n.t('Account activity log');
    case 'outboundEndpoints':
      return l10n.t('Endpoints that nodes have to reach');
    case 'network':
      return l10n.t('The network of the pool');
    case 'health':
      return l10n.t("Azure's own health");
  }
}

/** Returns the smallest Azure role that can read the source; role names are the same in every language. */
function toMonitorRole(source: MonitorSource): string {
  switch (source) {
    case 'metrics':
      return 'Monitoring Reader';
    case 'serviceLog':
      return 'Log Analytics Reader';
    case 'activityLog':
    case 'outboundEndpoints':
    case 'network':
    case 'health':
      return 'Reader';
  }
}

/** Describes the source, time, and required role of data. `asOf` is ISO 8601. */
export function describeSource(source: MonitorSource, asOf: string): string {
  const parts = { time: formatClock(new Date(asOf)), role: toMonitorRole(source) };
  switch (source) {
    case 'metrics':
      return l10n.t(
        "From the account's metrics (Azure Monitor, role {role}), as of {time}. Azure may count an event twice or not at all, and the last few minutes are missing: the numbers are approximate, not exact counts.",
        parts,
      );
    case 'serviceLog':
      return l10n.t("From the account's service log (Log Analytics, role {role}), as of {time}.", parts);
    case 'activityLog':
      return l10n.t("From the account's activity log (Azure Monitor, role {role}), as of {time}.", parts);
    case 'outboundEndpoints':
    case 'network':
    case 'health':
      return l10n.t('From Azure Resource Manager (role {role}), as of {time}.', parts);
  }
}

/** Describes in sentences why a source is unknown and what to do, with the source's name as label. */
export function describeUnknownSource(source: MonitorSource, { unknown, detail }: NotRecorded): string {
  // If no request was sent, for example without a sign-in, only that reason is shown.
  if (unknown === 'notAnswered' && detail !== undefined)
    return `${withLabel(nameMonitorSource(source), detail)} ${l10n.t('Check again later.')}`;
  const why = withLabel(nameMonitorSource(source), describeWhy(source, unknown));
  // Azure's own message comes last.
  return detail === undefined ? why : `${why} ${detail}`;
}

/** Checks whether none of the account's records can be read, in which case one sentence is enough. */
export function isOutOfReach({ unknown }: NotRecorded): boolean {
  return unknown === 'keyOnly' || unknown === 'otherCloud';
}

function describeWhy(source: MonitorSource, unknown: NotRecorded['unknown']): string {
  const role = toMonitorRole(source);
  switch (unknown) {
    case 'keyOnly':
      return l10n.t(
        'Azure does not accept account keys for this. Sign in to the account with Microsoft Entra ID to see it.',
      );
    case 'otherCloud':
      return l10n.t("The account isn't in an Azure cloud, and Azure has this information only for its own accounts.");
    case 'notFound':
      return l10n.t(
        'None of the subscriptions that you can see contains the account. Ask an owner of the account for the “{role}” role on it.',
        { role },
      );
    case 'notAllowed':
      return l10n.t(
        "Azure doesn't allow you to read this. Ask an owner of the account for the “{role}” role on it (“Access control (IAM)” in the Azure portal).",
        { role },
      );
    case 'off':
      return l10n.t(
        "None of the account's diagnostic settings sends the ServiceLog category anywhere. To keep a record of events from now on, add one that sends it to a Log Analytics workspace (“Diagnostic settings” in the Azure portal).",
      );
    case 'elsewhere':
      return l10n.t(
        "A diagnostic setting sends the ServiceLog category, but not to Log Analytics, so it can't be searched from here. To search events from now on, send it to a Log Analytics workspace as well.",
      );
    case 'throttled':
      return l10n.t('Azure Monitor is asking you to wait. Ask again in a minute.');
    case 'notAnswered':
      return l10n.t("Azure didn't respond. Ask again later.");
  }
}
