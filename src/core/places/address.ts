import { sampleAccountId } from '../model/account.ts';
import { toHostKind } from '../model/credentialTarget.ts';
import type { Resource } from '../model/resource.ts';
import { percentDecode, percentEncode } from '../text/percentEncode.ts';
import { type BatchUrl, parseBatchUrl, toBatchPath, toBatchResource } from './batchUrl.ts';
import { type DocumentTarget, fromDocumentPath, toDocumentPath } from './documentPath.ts';
import { findAccountId, parsePortalUrl, parseResourceId, type ResourceId } from './resourceId.ts';

/**
 * Batch resource that an address names, and how the address identifies the account. Untrusted: an address only says
 * where to look, never what to do.
 */
export type Address = EndpointAddress | ResourceIdAddress;

/** Identifies the account by the host of its endpoint, which is also the account's ID. */
export interface EndpointAddress extends BatchUrl {
  readonly document?: DocumentTarget;
  /** Row to reveal, if it isn't the resource's own row; see `RowTarget`. */
  readonly row?: readonly string[];
}

/** A row below a resource's row that has no resource of its own, such as a group of nodes. */
export interface RowTarget {
  readonly resource: Resource;
  /** Encoded keys of the rows on the path from the resource's row (excluded) down to this one. */
  readonly row: readonly string[];
}

/**
 * Identifies the account by its Resource Manager ID; the account ID of `resource` is the account's name until the host
 * is known.
 */
export interface ResourceIdAddress {
  readonly account: ResourceId;
  readonly resource: Resource;
}

const extensionId = 'batch-troubleshooter.azure-batch-troubleshooter';
const openPath = '/open/';
/** Separates a resource from the rows below it; no collection of an account has this name. */
const rowsName = 'rows';

const linkPattern = new RegExp(`^[a-z][a-z0-9+.-]*://${extensionId.replaceAll('.', '\\.')}(/[^?#]*)`, 'i');
const rowPattern = new RegExp(`^(.*)/${rowsName}/(.+)$`);

/** Maximum length of an address; longer input is ignored. */
const maxLength = 4096;
/** Maximum length of an ID. The service allows 64 characters in IDs that users choose; node IDs are longer. */
const maxIdLength = 256;

/**
 * Parses text that users copy to refer to a Batch resource: data plane URLs, Azure portal pages, Resource Manager IDs,
 * Batch Explorer addresses, and links of this extension. Undefined for any other text.
 */
export function parseAddress(text: string): Address | undefined {
  const trimmed = text.trim();
  if (trimmed.length > maxLength || hasUnseen(trimmed)) return undefined;
  const address =
    fromResourceId(trimmed) ??
    fromPortal(trimmed) ??
    fromBatchExplorer(trimmed) ??
    fromLink(trimmed) ??
    fromBatchUrl(trimmed);
  return address === undefined || !isPlausible(address.resource) ? undefined : address;
}

/** Checks whether an address identifies the account only by its Resource Manager ID. */
export function isByResourceId(address: Address): address is ResourceIdAddress {
  return 'account' in address;
}

/**
 * Returns a link that opens a resource, a row below it, or a document about it from anywhere; `scheme` is the editor's
 * URI scheme. Segments are encoded twice, because VS Code decodes the path of a link once before passing it on.
 */
export function toLink(scheme: string, target: Resource | DocumentTarget | RowTarget): string {
  const { accountId } = 'resource' in target ? target.resource : target;
  const encoded = toLinkPath(target).split('/').map(encodeForLink).join('/');
  return `${scheme}://${extensionId}${openPath}${encodeForLink(accountId)}${encoded}`;
}

function toLinkPath(target: Resource | DocumentTarget | RowTarget): string {
  if ('document' in target) return toDocumentPath(target) ?? toBatchPath(target.resource);
  if ('row' in target) return [toBatchPath(target.resource), rowsName, ...target.row].join('/');
  return toBatchPath(target);
}

/** Encodes a segment but keeps colons readable, because they have no meaning in a path. */
function encodeForLink(segment: string): string {
  return percentEncode(segment).replaceAll('%3A', ':');
}

function fromLink(text: string): EndpointAddress | undefined {
  const [, path] = linkPattern.exec(text) ?? [];
  if (path === undefined || /^https?:/i.test(text)) return undefined;
  // VS Code also decodes once.
  const decoded = percentDecode(path);
  if (decoded === undefined || !decoded.startsWith(openPath)) return undefined;
  const [accountId = '', ...rest] = decoded.slice(openPath.length).split('/');
  const endpoint = toEndpoint(accountId);
  if (endpoint === undefined) return undefined;
  const own = rest.length === 0 ? '' : `/${rest.join('/')}`;
  const document = fromDocumentPath(accountId, own);
  if (document !== undefined) return { endpoint, resource: document.resource, document };
  const [, above = own, row] = rowPattern.exec(own) ?? [];
  const resource = toBatchResource(accountId, above);
  return resource && { endpoint, resource, ...(row === undefined ? {} : { row: row.split('/') }) };
}

/** Parses a service URL. These have no fragment, so a URL with only a host and a fragment is a web page. */
function fromBatchUrl(text: string): EndpointAddress | undefined {
  const url = parseBatchUrl(text);
  return url?.resource.kind === 'account' && text.includes('#') ? undefined : url;
}

/** Returns an account's endpoint; undefined for an invalid ID. Only accounts on this computer use unencrypted HTTP. */
function toEndpoint(accountId: string): string | undefined {
  if (accountId === sampleAccountId) return `https://${sampleAccountId}`;
  const scheme = toHostKind(`https://${accountId}`) === 'thisMachine' ? 'http' : 'https';
  const endpoint = `${scheme}://${accountId}`;
  // Anything other than a lowercase host with its port would be a different address from the one shown.
  const isHost = toHostKind(endpoint) !== 'unusable' && new URL(endpoint).origin === endpoint;
  return isHost ? endpoint : undefined;
}

function fromResourceId(text: string): ResourceIdAddress | undefined {
  const account = parseResourceId(text);
  return account && toIdAddress(account, account.poolId === undefined ? {} : { poolid: account.poolId });
}

function fromPortal(text: string): ResourceIdAddress | undefined {
  const page = parsePortalUrl(text);
  return page && toIdAddress(page.account, page.names);
}

/** Parses `ms-batch-explorer://route/jobs/a/tasks/b?accountId=/subscriptions/…` */
function fromBatchExplorer(text: string): Address | undefined {
  const [, path, query] = /^ms-batch(?:-explorer|labs):\/\/route(\/[^?#]*)\?([^#]*)$/i.exec(text) ?? [];
  if (path === undefined || query === undefined) return undefined;
  const account = findAccountId(new URLSearchParams(query).get('accountId') ?? '');
  const resource = account && toBatchResource(account.name, path);
  return account && resource && { account, resource };
}

/** Returns the innermost resource that the names identify. */
function toIdAddress(account: ResourceId, names: Readonly<Record<string, string>>): ResourceIdAddress {
  const accountId = account.name;
  const { jobid: jobId, taskid: taskId, poolid: poolId, nodeid: nodeId, jobscheduleid: scheduleId } = names;
  const toResource = (): Resource => {
    if (jobId !== undefined) {
      return taskId === undefined ? { kind: 'job', accountId, jobId } : { kind: 'task', accountId, jobId, taskId };
    }
    if (poolId !== undefined) {
      return nodeId === undefined ? { kind: 'pool', accountId, poolId } : { kind: 'node', accountId, poolId, nodeId };
    }
    return scheduleId === undefined ? { kind: 'account', accountId } : { kind: 'jobSchedule', accountId, scheduleId };
  };
  return { account, resource: toResource() };
}

/** Checks for control characters, invisible characters, and characters that reorder the surrounding text. */
function hasUnseen(text: string): boolean {
  return /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(text);
}

/** Checks whether the IDs of a resource can be valid; only the service knows whether they exist. */
function isPlausible(resource: Resource): boolean {
  return Object.entries(resource).every(
    ([name, value]) => !hasUnseen(value) && (name === 'path' || value.length <= maxIdLength),
  );
}
