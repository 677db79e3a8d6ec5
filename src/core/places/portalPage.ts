import type { QuotaPages } from '../model/accountQuotas.ts';
import { findCloud, isPortal } from '../model/cloud.ts';
import { escapePattern } from '../text/escapePattern.ts';
import { readAccountId } from './resourceId.ts';

const quotasOfSubscription = 'view/Microsoft_Azure_Capacity/QuotaMenuBlade/~/myQuotas';
const page = new RegExp(
  `^(https://[^/]+)/#(?:@[\\w.%-]+/)?(?:resource/subscriptions/[\\w%./-]+|${escapePattern(quotasOfSubscription)})$`,
);

/** Location of an account in Azure. */
export interface PlaceInAzure {
  /** Portal of its cloud, without a path. */
  readonly portal: string;
  /** Resource Manager ID: `/subscriptions/…/batchAccounts/name`. */
  readonly resourceId: string;
  /** Tenant to open in the portal; the portal's default when absent. */
  readonly tenantId?: string | undefined;
}

/** Finds the portal of the cloud of an account's host; undefined outside Azure's clouds. */
export function findPortal(host: string): string | undefined {
  return findCloud(host)?.portal;
}

/**
 * Returns the portal page of a Batch account; undefined if the ID isn't an account's. Guests of the account's tenant
 * see the page only if its address names the tenant.
 */
export function toPortalPage(place: PlaceInAzure): string | undefined {
  return toPage(place, 'overview');
}

/** Returns the pages for quota requests; undefined if the ID isn't an account's. */
export function toQuotaPages(place: PlaceInAzure): QuotaPages | undefined {
  const account = toPage(place, 'accountQuotas');
  return account === undefined ? undefined : { account, subscription: `${toStart(place)}${quotasOfSubscription}` };
}

/** Checks whether a portal page shows subscription quotas. */
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

/** Returns the portal's list of all Batch accounts. */
export function toPortalList(portal: string): string {
  return `${portal}/#blade/HubsExtension/BrowseResource/resourceType/Microsoft.Batch%2FbatchAccounts`;
}

/** Checks whether an address is a portal page of a resource or of subscription quotas. */
export function isPortalPage(address: string): boolean {
  return isPortal(page.exec(address)?.[1] ?? '');
}

/** Encodes a part of an address, and parentheses, which group names may have and which would end a Markdown link. */
function encodePart(part: string): string {
  return encodeURIComponent(part).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
