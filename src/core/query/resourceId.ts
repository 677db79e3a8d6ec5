import { isPortalHost, isResourceManager } from '../model/cloud.ts';
import { percentDecode } from '../text/percentEncode.ts';

/** A Batch account as Resource Manager names it. */
export interface ResourceId {
  /** `/subscriptions/…/batchAccounts/name`, as it was written. */
  readonly id: string;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly name: string;
  /** The pool of it that was meant. */
  readonly poolId?: string;
}

/** A page of the Azure portal that is about a Batch account. */
export interface PortalPage {
  readonly account: ResourceId;
  /** Ids that the page names, by what they are of in lower case: `jobid`, `taskid`, … */
  readonly names: Readonly<Record<string, string>>;
}

/** A subscription is a GUID; names of groups and accounts have no characters that mean something in an address. */
const accountId =
  /\/subscriptions\/([\da-z-]{1,64})\/resourceGroups\/([^/?#&\s]{1,90})\/providers\/Microsoft\.Batch\/batchAccounts\/([\da-z]{3,24})(?![\da-z_-])/i;

/** The same whatever surrounds it, for ids that Azure itself gives. */
const givenAccountId =
  /^\/subscriptions\/([^/?#]+)\/resourceGroups\/([^/?#]+)\/providers\/Microsoft\.Batch\/batchAccounts\/([^/?#]+)$/i;

/**
 * Reads the id of a Batch account, or of a pool of one, by itself or with the address of Resource Manager before it.
 * Undefined for other texts, also for the ids of what else an account holds.
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

/** Reads the id of a Batch account as Resource Manager gives it; undefined for what is anything else, or more. */
export function readAccountId(id: string): ResourceId | undefined {
  const match = givenAccountId.exec(id);
  return match ? toAccount(match) : undefined;
}

/** The first Batch account that a text names by its id; whatever surrounds it is left out. */
export function findAccountId(text: string): ResourceId | undefined {
  const match = accountId.exec(text);
  return match ? toAccount(match) : undefined;
}

function toAccount([id, subscriptionId, resourceGroup, name]: RegExpExecArray): ResourceId | undefined {
  if (subscriptionId === undefined || resourceGroup === undefined || name === undefined) return undefined;
  return { id, subscriptionId, resourceGroup, name };
}

/** Whether a text is an address of the Azure portal. */
export function isPortalUrl(text: string): boolean {
  return toPortalFragment(text) !== undefined;
}

/**
 * Reads what a page of the Azure portal is about. The portal writes the resource as a path (`#@tenant/resource/…`), or as
 * parameters of a blade (`#view/Extension/Blade/id/%2Fsubscriptions%2F…/jobId/…`), which are pairs of a name and a value.
 * Which names its blades of Batch use is nowhere documented, so whatever ends like an id of a thing counts. A page that
 * is about the account gives no names.
 */
export function parsePortalUrl(text: string): PortalPage | undefined {
  const fragment = toPortalFragment(text);
  const plain = fragment === undefined ? undefined : percentDecode(fragment);
  // A parameter that is an id is encoded within its page.
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

/** Kinds of things, as the path of a resource names their lists. */
const lists: Readonly<Record<string, string>> = {
  pools: 'poolid',
  jobs: 'jobid',
  tasks: 'taskid',
  nodes: 'nodeid',
  jobschedules: 'jobscheduleid',
};

/** The names after the account: `…/batchAccounts/a/pools/p/overview`. A list, which is a page, has none after it. */
function readPath(fragment: string): Readonly<Record<string, string>> {
  const [, rest] = /\/batchAccounts\/[^/]+\/(.*)/is.exec(fragment) ?? [];
  return rest === undefined ? {} : readNames(rest, (name) => lists[name.toLowerCase()]);
}

/** Parameters such as `jobId/job-1`; `poolName` and the like mean the same. */
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

/** The segments that follow known names, decoded. */
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
