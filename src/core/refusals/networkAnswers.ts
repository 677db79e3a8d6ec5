import * as l10n from '@vscode/l10n';
import type { NotRecorded } from '../model/monitor.ts';
import { type NetworkPart, networkTypes } from '../model/network.ts';
import { withLabel } from '../text/label.ts';

/** Describes why a part of a pool's network is unknown, and which right on it would show it. */
export function describeUnreadPart(part: NetworkPart, name: string, { unknown, detail }: NotRecorded): string {
  if (unknown === 'notAnswered' && detail !== undefined) return withLabel(nameNetworkPart(part, name), detail);
  const why = withLabel(nameNetworkPart(part, name), describeWhy(part, unknown));
  // A refusal only names the permission again, and a missing part the path.
  return detail === undefined || unknown === 'notAllowed' || unknown === 'notFound' ? why : `${why} ${detail}`;
}

function nameNetworkPart(part: NetworkPart, name: string): string {
  switch (part) {
    case 'subnet':
      return l10n.t('Subnet {name}', { name });
    case 'securityGroup':
      return l10n.t('Network security group {name}', { name });
    case 'routeTable':
      return l10n.t('Route table {name}', { name });
    case 'endpointPolicy':
      return l10n.t('Service endpoint policy {name}', { name });
  }
}

function describeWhy(part: NetworkPart, unknown: NotRecorded['unknown']): string {
  switch (unknown) {
    case 'notAllowed':
      return l10n.t(
        "Azure doesn't allow you to read it. Ask its owner for the “Reader” role on it (permission {permission}).",
        { permission: `Microsoft.Network/${networkTypes[part]}/read` },
      );
    case 'notFound':
      return l10n.t("It doesn't exist, or it is in a subscription that you can't see.");
    case 'throttled':
      return l10n.t('Azure is asking you to wait. Ask again in a minute.');
    default:
      return l10n.t("Azure didn't respond. Ask again later.");
  }
}
