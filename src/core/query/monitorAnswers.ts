import * as l10n from '@vscode/l10n';
import type { MonitorSource, NotRecorded } from '../model/monitor.ts';
import { withLabel } from '../text/label.ts';
import { formatClock } from './times.ts';

/*
 * What is said of what Azure keeps beside Batch: where it comes from, as of when, which right it takes, and why it is not
 * known where it is not. All of it is said here.
 */

/** What it is called. */
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
  }
}

/** The smallest of Azure's roles that let a user read it; their names are the same in every language. */
function toMonitorRole(source: MonitorSource): string {
  switch (source) {
    case 'metrics':
      return 'Monitoring Reader';
    case 'serviceLog':
      return 'Log Analytics Reader';
    case 'activityLog':
    case 'outboundEndpoints':
      return 'Reader';
  }
}

/** Where something comes from, as of when, and which role it takes. `asOf` is ISO 8601. */
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
      return l10n.t('From Azure Resource Manager (role {role}), as of {time}.', parts);
  }
}

/** Why something is not known, and what to do about it, in sentences after what it is called. */
export function describeUnknown(source: MonitorSource, { unknown, detail }: NotRecorded): string {
  // Who isn't signed in, for one, asked nothing, so only what stood in the way is said.
  if (unknown === 'notAnswered' && detail !== undefined)
    return `${withLabel(nameMonitorSource(source), detail)} ${l10n.t('Select Refresh to ask again.')}`;
  const why = withLabel(nameMonitorSource(source), describeWhy(source, unknown));
  // What Azure itself says comes last.
  return detail === undefined ? why : `${why} ${detail}`;
}

/** Whether nothing at all can be asked of what Azure keeps of the account: one sentence about that is enough. */
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
      return l10n.t('Azure Monitor is asking you to wait. Select Refresh in a minute.');
    case 'notAnswered':
      return l10n.t("Azure didn't respond. Select Refresh to ask again.");
  }
}
