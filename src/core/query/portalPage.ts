import { findCloud, isPortal } from '../model/cloud.ts';
import { readAccountId } from './resourceId.ts';

const page = /^(https:\/\/[^/]+)\/#resource\/subscriptions\/[\w%./-]+$/;

/**
 * The page of a Batch account in the portal of its cloud; undefined where the cloud is none of Azure's, or the id is that of
 * no account. `host` is that of the account's endpoint, `id` as Resource Manager has it.
 */
export function toPortalPage(host: string, id: string): string | undefined {
  const portal = findCloud(host)?.portal;
  if (portal === undefined || readAccountId(id) === undefined) return undefined;
  return `${portal}/#resource${id.split('/').map(encodePart).join('/')}/overview`;
}

/** Whether an address is that of a resource in one of the portals. */
export function isPortalPage(address: string): boolean {
  return isPortal(page.exec(address)?.[1] ?? '');
}

/** Names of resource groups may have parentheses, which would end a link. */
function encodePart(part: string): string {
  return encodeURIComponent(part).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
