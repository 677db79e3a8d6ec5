import { isPortalHost } from '../model/cloud.ts';
import type { Resource } from '../model/resource.ts';
import { percentDecode, percentEncode } from '../text/percentEncode.ts';

/** A resource of the service that a URL names. */
export interface BatchUrl {
  /** URL of the account's endpoint, without a path. */
  readonly endpoint: string;
  /** The resource; its account ID is the host of the endpoint. */
  readonly resource: Resource;
}

/**
 * Parses the URL of a Batch resource as the service writes it (`url`, `nodeUrl`, `taskRootDirectoryUrl`, …): an
 * account, pool, node, job, job schedule, task, or file. Drops everything after the path, because it may contain a
 * secret. Undefined for any other text.
 */
export function parseBatchUrl(text: string): BatchUrl | undefined {
  const match = /^(https?):\/\/([^/?#@\s]+)([^?#\s]*)/i.exec(text.trim());
  const [, scheme, host, path] = match ?? [];
  if (scheme === undefined || host === undefined || path === undefined) return undefined;
  const accountId = toHost(`${scheme}://${host}`);
  if (accountId === undefined || isPortalHost(accountId)) return undefined;
  const resource = toBatchResource(accountId, path);
  return resource && { endpoint: `${scheme.toLowerCase()}://${accountId}`, resource };
}

/** Returns the resource that the path of a URL names; the account for an empty path. */
export function toBatchResource(accountId: string, path: string): Resource | undefined {
  const segments = path.split('/').filter((segment) => segment !== '');
  const decoded = segments.map(percentDecode).filter((segment) => segment !== undefined);
  return decoded.length === segments.length ? toResource(accountId, decoded) : undefined;
}

/** Returns the path of a resource in the URLs of its account, which `toBatchResource` parses. */
export function toBatchPath(resource: Resource): string {
  const toPath = (segments: readonly string[]): string => `/${segments.map(encodeSegment).join('/')}`;
  switch (resource.kind) {
    case 'account':
      return '';
    case 'pool':
      return toPath(['pools', resource.poolId]);
    case 'node':
      return toPath(['pools', resource.poolId, 'nodes', resource.nodeId]);
    case 'nodeFile':
      return toPath(['pools', resource.poolId, 'nodes', resource.nodeId, 'files', ...resource.path.split('/')]);
    case 'job':
      return toPath(['jobs', resource.jobId]);
    case 'jobSchedule':
      return toPath(['jobschedules', resource.scheduleId]);
    case 'task':
      return toPath(['jobs', resource.jobId, 'tasks', resource.taskId]);
    case 'taskFile':
      return toPath(['jobs', resource.jobId, 'tasks', resource.taskId, 'files', ...resource.path.split('/')]);
  }
}

/** Encodes a segment, including `.` and `..`, which path normalization would remove. */
function encodeSegment(segment: string): string {
  return /^\.{1,2}$/.test(segment) ? segment.replaceAll('.', '%2E') : percentEncode(segment);
}

/** Returns the host as requests use it: lowercase, and with dots of other scripts converted to periods. */
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
  if (collection === 'jobschedules')
    return inner === undefined ? { kind: 'jobSchedule', accountId, scheduleId: id } : undefined;
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
