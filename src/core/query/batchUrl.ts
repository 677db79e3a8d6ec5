import type { Resource } from '../model/resource.ts';
import { percentDecode } from '../text/percentEncode.ts';

/** A thing of the service that a URL names. */
export interface BatchUrl {
  /** URL of the account's endpoint, without a path. */
  readonly endpoint: string;
  /** The thing; its account's id is the host of the endpoint. */
  readonly resource: Resource;
}

/**
 * Reads the URL of a Batch resource as the service prints it (`url`, `nodeUrl`, `taskRootDirectoryUrl`, …): an account,
 * pool, node, job, task or a file of them. What follows the path is left out, since it may hold a secret. Undefined for
 * any other text.
 */
export function parseBatchUrl(text: string): BatchUrl | undefined {
  const match = /^(https?):\/\/([^/?#@\s]+)([^?#\s]*)/i.exec(text.trim());
  const [, scheme, host, path] = match ?? [];
  if (scheme === undefined || host === undefined || path === undefined) return undefined;
  const accountId = toHost(`${scheme}://${host}`);
  if (accountId === undefined || isPortalHost(accountId)) return undefined;
  const segments = path
    .split('/')
    .filter((segment) => segment !== '')
    .map(percentDecode);
  if (segments.some((segment) => segment === undefined)) return undefined;
  const resource = toResource(
    accountId,
    segments.filter((segment) => segment !== undefined),
  );
  return resource && { endpoint: `${scheme.toLowerCase()}://${accountId}`, resource };
}

/** Whether a text is an address of the Azure portal: its pages name accounts, but are no addresses of Batch. */
export function isPortalUrl(text: string): boolean {
  const host = toHost(text.trim());
  return host !== undefined && isPortalHost(host);
}

/** Hosts of the portal, of the public and the national clouds. */
function isPortalHost(host: string): boolean {
  return /^(?:[a-z0-9-]+\.)?portal\.azure\.(?:com|us|cn)$/.test(host);
}

/** The host as it is asked for: in lower case, and with the dots of other scripts as dots. */
function toHost(url: string): string | undefined {
  try {
    return new URL(url).host;
  } catch {
    return undefined;
  }
}

function toResource(accountId: string, segments: readonly string[]): Resource | undefined {
  const [collection, id, inner, innerId, files, ...path] = segments;
  if (collection === undefined) return { kind: 'account', accountId };
  if (id === undefined || (inner !== undefined && innerId === undefined)) return undefined;
  if (files !== undefined && (files !== 'files' || path.length === 0)) return undefined;
  const filePath = path.join('/');
  if (collection === 'jobs') return toJobResource(accountId, id, inner, innerId, filePath);
  return collection === 'pools' ? toPoolResource(accountId, id, inner, innerId, filePath) : undefined;
}

function toJobResource(
  accountId: string,
  jobId: string,
  inner: string | undefined,
  taskId: string | undefined,
  path: string,
): Resource | undefined {
  if (taskId === undefined) return { kind: 'job', accountId, jobId };
  if (inner !== 'tasks') return undefined;
  return path === ''
    ? { kind: 'task', accountId, jobId, taskId }
    : { kind: 'taskFile', accountId, jobId, taskId, path };
}

function toPoolResource(
  accountId: string,
  poolId: string,
  inner: string | undefined,
  nodeId: string | undefined,
  path: string,
): Resource | undefined {
  if (nodeId === undefined) return { kind: 'pool', accountId, poolId };
  if (inner !== 'nodes') return undefined;
  return path === ''
    ? { kind: 'node', accountId, poolId, nodeId }
    : { kind: 'nodeFile', accountId, poolId, nodeId, path };
}
