import type { QuotaPages } from '../model/accountQuotas.ts';
import { findCloud, isPortal } from '../model/cloud.ts';
import { escapePattern } from '../text/escapePattern.ts';
import { readAccountId } from './resourceId.ts';

const quotasOfSubscription = 'view/Microsoft_Azure_Capacity/QuotaMenuBlade/~/myQuotas';
const page = new RegExp(
  `^(https://[^/]+)/#(?:@[\\w.%-]+/)?(?:resource/subscriptions/[\\w%./-]+|${escapePattern(quotasOfSubscription)})$`,
);

/** Where an account is in Azure. */
export interface PlaceInAzure {
  /** The portal of its cloud, without a path. */
  readonly portal: string;
  /** As Resource Manager has it: `/subscriptions/…/batchAccounts/name`. */
  readonly resourceId: string;
  /** The tenant that the portal is to show it in; the one that it starts with when absent. */
  readonly tenantId?: string | undefined;
}

/** The portal of the cloud that the account at this host is in; undefined where that is none of Azure's. */
export function findPortal(host: string): string | undefined {
  return findCloud(host)?.portal;
}

/**
 * The page of a Batch account in the portal; undefined where the id is that of no account. A user who is a guest of the
 * account's tenant sees it only with the tenant.
 */
export function toPortalPage(place: PlaceInAzure): string | undefined {
  return toPage(place, 'overview');
}

/** Where more of the quotas is asked for; undefined where the id is that of no account. */
export function toQuotaPages(place: PlaceInAzure): QuotaPages | undefined {
  const account = toPage(place, 'accountQuotas');
  return account === undefined ? undefined : { account, subscription: `${toStart(place)}${quotasOfSubscription}` };
}

/** Whether a page of the portal is that of the quotas of subscriptions. */
export function isQuotasOfSubscription(address: string): boolean {
  return address.endsWith(`/${quotasOfSubscription}`);
}

function toPage(place: PlaceInAzure, entry: 'overview' | 'accountQuotas'): string | undefined {
  const { resourceId } = place;
  if (readAccountId(resourceId) === undefined) return undefined;
  return `${toStart(place)}resource${resourceId.split('/').map(encodePart).join('/')}/${entry}`;
}

function toStart({ portal, tenantId }: PlaceInAzure): string {
  return `${portal}/#${tenantId === undefined ? '' : `@${encodePart(tenantId)}/`}`;
}

/** The list of all Batch accounts in the portal. */
export function toPortalList(portal: string): string {
  return `${portal}/#blade/HubsExtension/BrowseResource/resourceType/Microsoft.Batch%2FbatchAccounts`;
}

/** Whether an address is that of a resource, or of the quotas of subscriptions, in one of the portals. */
export function isPortalPage(address: string): boolean {
  return isPortal(page.exec(address)?.[1] ?? '');
}

/** Names of resource groups may have parentheses, which would end a link. */
function encodePart(part: string): string {
  return encodeURIComponent(part).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
