import { isPortalHost, isResourceManager } from '../model/cloud.ts';
import { percentDecode } from '../text/percentEncode.ts';

/** A Batch account in Resource Manager. */
export interface ResourceId {
  /** `/subscriptions/…/batchAccounts/name`, as written. */
  readonly id: string;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly name: string;
  readonly poolId?: string;
}

/** An Azure portal page about a Batch account. */
export interface PortalPage {
  readonly account: ResourceId;
  /** IDs that the page names, by lowercase parameter: `jobid`, `taskid`, … */
  readonly names: Readonly<Record<string, string>>;
}

/** Matches an account ID: a subscription's GUID, and names without characters that have meanings in addresses. */
const accountId =
  /\/subscriptions\/([\da-z-]{1,64})\/resourceGroups\/([^/?#&\s]{1,90})\/providers\/Microsoft\.Batch\/batchAccounts\/([\da-z]{3,24})(?![\da-z_-])/i;

/** Matches an ID that Azure itself returned, with any characters in its names. */
const givenAccountId =
  /^\/subscriptions\/([^/?#]+)\/resourceGroups\/([^/?#]+)\/providers\/Microsoft\.Batch\/batchAccounts\/([^/?#]+)$/i;

/**
 * Parses the ID of a Batch account or of a pool, alone or after the address of Resource Manager. Undefined for anything
 * else, including IDs of an account's other resources.
 */
export function parseResourceId(text: string): ResourceId | undefined {
  const [path = ''] = withoutResourceManager(text).split(/[?#]/, 1);
  const match = accountId.exec(path);
  const account = match?.index === 0 ? toAccount(match) : undefined;
  if (account === undefined) return undefined;
  const rest = path.slice(account.id.length).replace(/\/$/, '');
  if (rest === '') return account;
  const [, poolId] = /^\/pools\/([\w-]{1,64})$/i.exec(rest) ?? [];
  return poolId === undefined ? undefined : { ...account, poolId };
}

function withoutResourceManager(text: string): string {
  const [origin = ''] = /^https:\/\/[^/]+/i.exec(text) ?? [];
  return isResourceManager(origin.toLowerCase()) ? text.slice(origin.length) : text;
}

/** Parses the ID of a Batch account as Resource Manager returns it; undefined for anything else. */
export function readAccountId(id: string): ResourceId | undefined {
  const match = givenAccountId.exec(id);
  return match ? toAccount(match) : undefined;
}

/** Finds the first Batch account ID in `text`, ignoring everything around it. */
export function findAccountId(text: string): ResourceId | undefined {
  const match = accountId.exec(text);
  return match ? toAccount(match) : undefined;
}

function toAccount([id, subscriptionId, resourceGroup, name]: RegExpExecArray): ResourceId | undefined {
  if (subscriptionId === undefined || resourceGroup === undefined || name === undefined) return undefined;
  return { id, subscriptionId, resourceGroup, name };
}

/** Checks whether `text` is an Azure portal address. */
export function isPortalUrl(text: string): boolean {
  return toPortalFragment(text) !== undefined;
}

/**
 * Parses the address of an Azure portal page. The portal writes the resource either as a path (`#@tenant/resource/…`)
 * or as name and value pairs of a blade (`#view/Extension/Blade/id/%2Fsubscriptions%2F…/jobId/…`). The parameter names
 * of Batch's blades are undocumented, so any name that ends like the name of an ID counts. A page about the account
 * itself has no names.
 */
export function parsePortalUrl(text: string): PortalPage | undefined {
  const fragment = toPortalFragment(text);
  const plain = fragment === undefined ? undefined : percentDecode(fragment);
  // An ID in a parameter is encoded within its page.
  const account = plain === undefined ? undefined : findAccountId(percentDecode(plain) ?? plain);
  if (fragment === undefined || account === undefined) return undefined;
  return { account, names: { ...readPath(fragment), ...readPairs(fragment) } };
}

function toPortalFragment(text: string): string | undefined {
  try {
    const { protocol, host, hash } = new URL(text.trim());
    return protocol === 'https:' && isPortalHost(host) ? hash.slice(1) : undefined;
  } catch {
    return undefined;
  }
}

const lists: Readonly<Record<string, string>> = {
  pools: 'poolid',
  jobs: 'jobid',
  tasks: 'taskid',
  nodes: 'nodeid',
  jobschedules: 'jobscheduleid',
};

/**
 * Reads the names after the account: `…/batchAccounts/a/pools/p/overview`. A list page has no name after its
 * collection.
 */
function readPath(fragment: string): Readonly<Record<string, string>> {
  const [, rest] = /\/batchAccounts\/[^/]+\/(.*)/is.exec(fragment) ?? [];
  return rest === undefined ? {} : readNames(rest, (name) => lists[name.toLowerCase()]);
}

/** Reads parameters such as `jobId/job-1`, or `poolName` and similar. */
function readPairs(fragment: string): Readonly<Record<string, string>> {
  return readNames(fragment, (name) => {
    const [, thing] = /^(job|task|pool|node|computeNode|jobSchedule|schedule)(?:id|name)$/i.exec(name) ?? [];
    if (thing === undefined) return undefined;
    const word = thing
      .toLowerCase()
      .replace('computenode', 'node')
      .replace(/^schedule$/, 'jobschedule');
    return `${word}id`;
  });
}

/** Reads the decoded segments that follow known names. */
function readNames(path: string, toName: (segment: string) => string | undefined): Readonly<Record<string, string>> {
  const segments = path.split('/');
  const found: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const name = toName(segment);
    const value = percentDecode(segments[index + 1] ?? '');
    if (name !== undefined && value !== undefined && value !== '') found[name] ??= value;
  }
  return found;
}
