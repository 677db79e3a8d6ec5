import { findCloud, isPortal } from '../model/cloud.ts';
import { readAccountId } from './resourceId.ts';

const page = /^(https:\/\/[^/]+)\/#(?:@[\w.%-]+\/)?resource\/subscriptions\/[\w%./-]+$/;

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
 * The page of a Batch account in the portal; undefined where the id is that of no account. Whoever is a guest of the
 * account's tenant sees it only with the tenant.
 */
export function toPortalPage({ portal, resourceId, tenantId }: PlaceInAzure): string | undefined {
  if (readAccountId(resourceId) === undefined) return undefined;
  const tenant = tenantId === undefined ? '' : `@${encodePart(tenantId)}/`;
  return `${portal}/#${tenant}resource${resourceId.split('/').map(encodePart).join('/')}/overview`;
}

/** The list of all Batch accounts in the portal. */
export function toPortalList(portal: string): string {
  return `${portal}/#blade/HubsExtension/BrowseResource/resourceType/Microsoft.Batch%2FbatchAccounts`;
}

/** Whether an address is that of a resource in one of the portals. */
export function isPortalPage(address: string): boolean {
  return isPortal(page.exec(address)?.[1] ?? '');
}

/** Names of resource groups may have parentheses, which would end a link. */
function encodePart(part: string): string {
  return encodeURIComponent(part).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
