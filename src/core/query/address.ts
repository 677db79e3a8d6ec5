import { sampleAccountId } from '../model/account.ts';
import { toHostKind } from '../model/credentialTarget.ts';
import type { Resource } from '../model/resource.ts';
import { percentDecode, percentEncode } from '../text/percentEncode.ts';
import { type BatchUrl, parseBatchUrl, toBatchPath, toBatchResource } from './batchUrl.ts';
import { type DocumentTarget, fromDocumentPath, toDocumentPath } from './documentPath.ts';
import { findAccountId, parsePortalUrl, parseResourceId, type ResourceId } from './resourceId.ts';

/**
 * What an address names, wherever it comes from: a thing of Batch, and how its account is known. Nothing of it is trusted; it
 * says where to look and never what to do.
 */
export type Address = EndpointAddress | ResourceIdAddress;

/** The account is known by the host of its endpoint, which is its id, too. */
export interface EndpointAddress extends BatchUrl {
  /** The document that is to be opened, where the address names one. */
  readonly document?: DocumentTarget;
  /** The row that is meant, where it is not that of the thing; see `RowTarget`. */
  readonly row?: readonly string[];
}

/** A row below that of a thing which is none itself, such as a group of its nodes. */
export interface RowTarget {
  readonly resource: Resource;
  /** What distinguishes the rows on the way to it from those beside them, encoded; from the top down, without that of the thing. */
  readonly row: readonly string[];
}

/** The account is known by its id in Resource Manager; that of `resource` is its name, until its host is known. */
export interface ResourceIdAddress {
  readonly account: ResourceId;
  readonly resource: Resource;
}

/** The extension's id in VS Code, which its links name. */
const extensionId = 'batch-troubleshooter.azure-batch-troubleshooter';
const openPath = '/open/';
/** Separates a thing from the rows below it; nothing in an account is in a collection of this name. */
const rowsName = 'rows';

const linkPattern = new RegExp(`^[a-z][a-z0-9+.-]*://${extensionId.replaceAll('.', '\\.')}(/[^?#]*)`, 'i');
const rowPattern = new RegExp(`^(.*)/${rowsName}/(.+)$`);

/** No address that names a thing of Batch is as long; what is longer is not looked at. */
const maxLength = 4096;
/** The service allows 64 characters in ids of users; those of nodes are longer. */
const maxIdLength = 256;

/**
 * Reads whatever people copy to point at a thing of Batch: URLs of the data plane, pages of the Azure portal, ids of
 * Resource Manager, addresses of Batch Explorer, and links of this extension. Undefined for any other text.
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

/** Whether an address knows the account by its id in Resource Manager alone. */
export function isByResourceId(address: Address): address is ResourceIdAddress {
  return 'account' in address;
}

/**
 * The link that leads to a thing, to a row below it, or to a document about it, from anywhere: `scheme` is that of the
 * editor. Segments are encoded twice, since VS Code decodes the path of a link once before it hands it over.
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

/** Colons mean nothing in a path, and are read more easily as they are. */
function encodeForLink(segment: string): string {
  return percentEncode(segment).replaceAll('%3A', ':');
}

function fromLink(text: string): EndpointAddress | undefined {
  const [, path] = linkPattern.exec(text) ?? [];
  if (path === undefined || /^https?:/i.test(text)) return undefined;
  // As VS Code does, once.
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

/** The service has no fragments: an address with one that names no more than a host is a web page. */
function fromBatchUrl(text: string): EndpointAddress | undefined {
  const url = parseBatchUrl(text);
  return url?.resource.kind === 'account' && text.includes('#') ? undefined : url;
}

/** Accounts on this computer speak HTTP; of all others nothing goes through a network in the clear. */
function toEndpoint(accountId: string): string | undefined {
  if (accountId === sampleAccountId) return `https://${sampleAccountId}`;
  const scheme = toHostKind(`https://${accountId}`) === 'thisMachine' ? 'http' : 'https';
  const endpoint = `${scheme}://${accountId}`;
  // What is more than a host in lower case, with its port, would be another address than the one that is read.
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

/** `ms-batch-explorer://route/jobs/a/tasks/b?accountId=/subscriptions/…` */
function fromBatchExplorer(text: string): Address | undefined {
  const [, path, query] = /^ms-batch(?:-explorer|labs):\/\/route(\/[^?#]*)\?([^#]*)$/i.exec(text) ?? [];
  if (path === undefined || query === undefined) return undefined;
  const account = findAccountId(new URLSearchParams(query).get('accountId') ?? '');
  const resource = account && toBatchResource(account.name, path);
  return account && resource && { account, resource };
}

/** The innermost thing that the names identify. */
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

/** Control characters, and those that are invisible or reorder the text around them. */
function hasUnseen(text: string): boolean {
  return /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(text);
}

/** Whether these may be names of things; whether they are is for the service to say. */
function isPlausible(resource: Resource): boolean {
  return Object.entries(resource).every(
    ([name, value]) => !hasUnseen(value) && (name === 'path' || value.length <= maxIdLength),
  );
}
