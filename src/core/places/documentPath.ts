import { isOfExitCode } from '../model/exitConditions.ts';
import { readMember } from '../model/readMember.ts';
import {
  type AccountResource,
  type FileResource,
  type JobResource,
  type NodeResource,
  type Resource,
  type TaskFileResource,
  type TaskResource,
  toOwnId,
} from '../model/resource.ts';
import {
  decodeSegment,
  encodeFilePath,
  encodeSegment,
  encodeViewPath,
  fromViewPath,
  joinFilePath,
} from './documentSegments.ts';

/**
 * Content of a document about a resource: a file's bytes, or their text for reading; properties; the explanation; saved
 * evidence, such as a task's earlier attempts; or the network access of a pool.
 */
type DocumentKind = 'content' | 'text' | 'json' | 'explanation' | 'attempts' | 'access';

/** An item of an account that opens in the editor. */
export type DocumentTarget =
  | { readonly resource: Resource; readonly document: DocumentKind }
  | AttemptTarget
  | AttemptLogTarget
  | ComparisonTarget
  | FilePartTarget
  | MaskedLogTarget
  | FoundTarget
  | DamagedTarget
  | ApplicationTarget
  | BulkReportTarget
  | AnswersTarget
  | CauseTarget;

/** A cause as shown in an account, or among the failed tasks of a job. */
export interface CauseTarget {
  readonly resource: AccountResource | JobResource;
  readonly document: 'cause';
  readonly fingerprint: string;
}

/** Report of a bulk action; one of several accounts represents all. */
export interface BulkReportTarget {
  readonly resource: AccountResource;
  readonly document: 'bulkReport';
  readonly bulkId: string;
}

/**
 * Responses of nodes to a command, where one of several accounts represents all; or the explanation of a log that was
 * given without an account.
 */
export interface AnswersTarget {
  readonly resource: AccountResource;
  readonly document: 'answers';
  readonly answersId: string;
}

/** Explanation of an earlier attempt of a task, or of a node before an action, from saved evidence. */
export interface AttemptTarget {
  readonly resource: TaskResource | NodeResource;
  readonly document: 'attempt';
  /** Time of the save (ISO 8601), which distinguishes this record from others of the same resource. */
  readonly savedAt: string;
}

/** The end of a log that was saved with an attempt. */
export interface AttemptLogTarget extends Omit<AttemptTarget, 'document'> {
  readonly document: 'attemptLog';
  readonly path: string;
}

/** Comparison of a failed task, or an earlier attempt of it, with another task of the same account. */
export interface ComparisonTarget {
  readonly resource: TaskResource;
  readonly document: 'comparison';
  /** Time at which the attempt was saved, if one is compared instead of the current task. */
  readonly savedAt?: string;
  readonly other: Pick<TaskResource, 'jobId' | 'taskId'>;
}

/** A task's log for comparison with another task's log; parts that differ between any two runs are masked. */
interface MaskedLogTarget {
  readonly resource: TaskFileResource;
  readonly document: 'masked';
  readonly other: Pick<TaskResource, 'jobId' | 'taskId'>;
}

/** Lines from the middle of a file that is too large to show whole. */
export interface FilePartTarget {
  readonly resource: FileResource;
  readonly document: 'part';
  /** Number of the first line, starting at 1; undefined if unknown. */
  readonly line: number | undefined;
  /**
   * Start of the part in the file, in bytes. Without a known line number, the part starts with the first line at or
   * after this byte.
   */
  readonly start: number;
}

interface FoundTarget {
  readonly resource: AccountResource;
  readonly document: 'found';
  readonly searchId: string;
}

interface DamagedTarget {
  readonly resource: AccountResource;
  readonly document: 'damaged';
  /** Identifies the list that has the damaged items. */
  readonly list: string;
}

interface ApplicationTarget {
  readonly resource: AccountResource;
  readonly document: 'application';
  readonly applicationId: string;
}

const explanationName = 'explanation.md';
const attemptsName = 'earlier-attempts.md';
const savedName = 'kept.md';
const accessName = 'access.md';
const attemptsCollection = 'attempts';
const logsCollection = 'logs';
const filesCollection = 'files';
const textCollection = 'text';
const partCollection = 'part';
const unknownLine = '-';
const maskedCollection = 'masked-beside';
const comparedWithName = 'compared-with';
const comparisonName = 'comparison.md';
const damagedCollection = 'damaged';
const damagedName = 'damaged.json';
const applicationCollection = 'applications';
const applicationName = 'application.json';
const foundCollection = 'found';
const foundName = 'found-lines.txt';
const bulkName = 'bulk';
const causesCollection = 'causes';
const reportName = 'report.md';
const answersCollection = 'answers';
const answersName = 'answers.md';
/** File names for causes and accounts, which have no ID that users recognize. */
const [causeName, accountName] = ['cause.explanation.md', 'account.explanation.md'];
const scheduleCollection = 'jobschedules';
const jsonNames = {
  task: 'task.json',
  job: 'job.json',
  jobSchedule: 'job-schedule.json',
  pool: 'pool.json',
  node: 'node.json',
} as const;

/** Number of characters of a node ID (of about 70) that distinguish it from others in its pool. */
const shownOfNodeId = 14;

function shortenNodeId(id: string): string {
  return [...id].slice(0, shownOfNodeId).join('');
}

/** Returns the name of a document, the only part of its path that tabs and screen readers present. */
function toFileName(id: string, name: string): string {
  return `${id}.${name}`;
}

function toOwnerPath(resource: Resource): string | undefined {
  switch (resource.kind) {
    case 'account':
      return undefined;
    case 'pool':
      return `/pools/${encodeSegment(resource.poolId)}`;
    case 'node':
    case 'nodeFile':
      return `/pools/${encodeSegment(resource.poolId)}/nodes/${encodeSegment(resource.nodeId)}`;
    case 'job':
      return `/jobs/${encodeSegment(resource.jobId)}`;
    case 'jobSchedule':
      return `/${scheduleCollection}/${encodeSegment(resource.scheduleId)}`;
    case 'task':
    case 'taskFile':
      return `/jobs/${encodeSegment(resource.jobId)}/tasks/${encodeSegment(resource.taskId)}`;
  }
}

/**
 * Returns the path of a document in the `azurebatch:` scheme; the authority is the account ID. Segments are
 * percent-encoded, so that any name in the service survives a round trip. Undefined if there is no such document.
 */
export function toDocumentPath(target: DocumentTarget): string | undefined {
  const { resource, document } = target;
  if (document === 'damaged') return `/${damagedCollection}/${encodeSegment(target.list)}/${damagedName}`;
  if (document === 'application')
    return `/${applicationCollection}/${encodeSegment(target.applicationId)}/${applicationName}`;
  if (document === 'found') return `/${foundCollection}/${encodeSegment(target.searchId)}/${foundName}`;
  if (document === 'bulkReport') return `/${bulkName}/${encodeSegment(target.bulkId)}/${reportName}`;
  if (document === 'answers') return `/${answersCollection}/${encodeSegment(target.answersId)}/${answersName}`;
  if (document === 'cause')
    return `${toOwnerPath(resource) ?? ''}/${causesCollection}/${encodeSegment(target.fingerprint)}/${causeName}`;
  if (resource.kind === 'account') return document === 'explanation' ? `/${accountName}` : undefined;
  const ofThing = toOwnerPath(resource);
  if (ofThing === undefined) return undefined;
  const savedAt = 'savedAt' in target ? target.savedAt : undefined;
  const owner = savedAt === undefined ? ofThing : `${ofThing}/${attemptsCollection}/${encodeSegment(savedAt)}`;
  if (document === 'attemptLog') return `${owner}/${logsCollection}/${encodeViewPath(target.path)}`;
  if (target.document === 'masked') {
    const { jobId, taskId } = target.other;
    return `${owner}/${maskedCollection}/${encodeSegment(jobId)}/${encodeSegment(taskId)}/${encodeViewPath(target.resource.path)}`;
  }
  if (resource.kind === 'taskFile' || resource.kind === 'nodeFile') {
    if (target.document === 'part')
      return `${owner}/${partCollection}/${target.line ?? unknownLine}/${target.start}/${encodeViewPath(resource.path)}`;
    if (document === 'text') return `${owner}/${textCollection}/${encodeViewPath(resource.path)}`;
    return document === 'content' ? `${owner}/${filesCollection}/${encodeFilePath(resource.path)}` : undefined;
  }
  if (document === 'content' || document === 'text' || document === 'part') return undefined;
  if (document === 'access')
    return resource.kind === 'pool' ? `${owner}/${toOwnName(resource, accessName)}` : undefined;
  if (document === 'comparison') {
    const { jobId, taskId } = target.other;
    return `${owner}/${comparedWithName}/${encodeSegment(jobId)}/${encodeSegment(taskId)}/${toOwnName(resource, comparisonName)}`;
  }
  if (document === 'attempts')
    return `${owner}/${toOwnName(resource, resource.kind === 'task' ? attemptsName : savedName)}`;
  if (document === 'json') return `${owner}/${jsonNames[resource.kind]}`;
  return `${owner}/${toOwnName(resource, explanationName)}`;
}

/** Returns a document's address as editors show it; internal data is in the query, which breadcrumbs omit. */
export function toDocumentAddress(
  target: DocumentTarget,
): { readonly path: string; readonly query?: string } | undefined {
  const path = toDocumentPath(target);
  if (path === undefined || target.document !== 'cause') return path === undefined ? undefined : { path };
  const { resource, fingerprint } = target;
  const [words] = listCauseWords(fingerprint);
  const name = encodeSegment(toFileName(words, explanationName)).replaceAll(/%2[089]/g, decodeURIComponent);
  return { path: `${toOwnerPath(resource) ?? ''}/${causesCollection}/${name}`, query: fingerprint };
}

/** Readable words for categories whose names aren't. Not localized: addresses are the same in all languages. */
const categoryWords: ReadonlyMap<string, string> = new Map([
  ['auth-storage', 'storage access'],
  ['crash-signal', 'crash'],
  ['network-dns', 'name resolution'],
  ['network-tls', 'secure connection'],
  ['other', 'cause'],
  ['sas-expired', 'expired SAS'],
]);

/**
 * Returns the words of a fingerprint that identify a cause in the tab of an unopened page: the category and the
 * service's code. The second value is the form in older addresses, which editors may still have.
 */
function listCauseWords(fingerprint: string): readonly [words: string, earlier: string] {
  const [, category = 'cause', code = ''] = /^v1:([a-z-]{1,40}):([^:\n]{0,80}):/.exec(fingerprint) ?? [];
  const words = (categoryWords.get(category) ?? category).replaceAll('-', ' ');
  if (code === '') return [words, category];
  return [isOfExitCode(code) ? words : `${words} (${code})`, `${category}-${code}`];
}

function toOwnName(resource: Resource, name: string): string {
  const id = toOwnId(resource);
  return encodeSegment(toFileName(resource.kind === 'node' ? shortenNodeId(id) : id, name));
}

function findDocument(names: readonly string[], jsonName: string, id: string): DocumentKind | undefined {
  if (names.length !== 1) return undefined;
  if (names[0] === jsonName) return 'json';
  if (names[0] === toFileName(id, savedName)) return 'attempts';
  return names[0] === toFileName(id, explanationName) ? 'explanation' : undefined;
}

function withDocument(resource: Resource, document: DocumentKind | undefined): DocumentTarget | undefined {
  return document === undefined ? undefined : { resource, document };
}

type FileInPath = { readonly path: string } & (
  | { readonly document: 'content' | 'text' }
  | Pick<FilePartTarget, 'document' | 'line' | 'start'>
);

/** Finds the file in a path below a task or node, and whether the path refers to its bytes, its text, or its lines. */
function findFile([collection, ...path]: readonly string[]): FileInPath | undefined {
  if (collection === partCollection) {
    const [line, start] = path.slice(0, 2).map((number) => (/^\d{1,15}$/.test(number) ? Number(number) : undefined));
    const of = fromViewPath(path.slice(2));
    const isPlace = start !== undefined && (line !== undefined || path[0] === unknownLine);
    return of === undefined || !isPlace ? undefined : { path: of, document: 'part', line, start };
  }
  if (collection === filesCollection && path.length > 0) return { path: joinFilePath(path), document: 'content' };
  const shown = collection === textCollection ? fromViewPath(path) : undefined;
  return shown === undefined ? undefined : { path: shown, document: 'text' };
}

function toFileTarget(resource: FileResource, { path: _path, ...document }: FileInPath): DocumentTarget {
  return { resource, ...document };
}

function fromJobPath(
  accountId: string,
  jobId: string,
  rest: readonly string[],
  query: string,
): DocumentTarget | undefined {
  const [collection, taskId, ...inTask] = rest;
  if (collection === causesCollection) return toCauseTarget({ kind: 'job', accountId, jobId }, rest.slice(1), query);
  if (collection !== 'tasks')
    return withDocument({ kind: 'job', accountId, jobId }, findDocument(rest, jsonNames.job, jobId));
  if (taskId === undefined) return undefined;
  const [inside, ...path] = inTask;
  const file = findFile(inTask);
  if (file !== undefined) return toFileTarget({ kind: 'taskFile', accountId, jobId, taskId, path: file.path }, file);
  const task: TaskResource = { kind: 'task', accountId, jobId, taskId };
  if (inside === maskedCollection) return toMaskedLog(task, path);
  if (inside === comparedWithName) return toComparison(task, path);
  if (inside === attemptsCollection) return fromAttemptPath(task, path);
  if (inside === toFileName(taskId, attemptsName) && path.length === 0) return { resource: task, document: 'attempts' };
  return withDocument(task, findDocument(inTask, jsonNames.task, taskId));
}

/** Parses a path below an attempt: its explanation, one of its logs, or its comparison with another task. */
function fromAttemptPath(
  resource: TaskResource | NodeResource,
  [savedAt, ...inAttempt]: readonly string[],
): DocumentTarget | undefined {
  const [name, ...path] = inAttempt;
  if (savedAt === undefined || name === undefined) return undefined;
  if (name === logsCollection) {
    const log = fromViewPath(path);
    return log === undefined ? undefined : { resource, document: 'attemptLog', savedAt, path: log };
  }
  if (name === comparedWithName && resource.kind === 'task') {
    const comparison = toComparison(resource, path);
    return comparison && { ...comparison, savedAt };
  }
  const id = resource.kind === 'node' ? shortenNodeId(resource.nodeId) : resource.taskId;
  const isIt = path.length === 0 && name === toFileName(id, explanationName);
  return isIt ? { resource, document: 'attempt', savedAt } : undefined;
}

function toMaskedLog(task: TaskResource, [jobId, taskId, ...inView]: readonly string[]): MaskedLogTarget | undefined {
  const path = fromViewPath(inView);
  if (jobId === undefined || taskId === undefined || path === undefined) return undefined;
  return { resource: { ...task, kind: 'taskFile', path }, document: 'masked', other: { jobId, taskId } };
}

function toComparison(resource: TaskResource, path: readonly string[]): ComparisonTarget | undefined {
  const [jobId, taskId, name, ...rest] = path;
  if (
    jobId === undefined ||
    taskId === undefined ||
    name !== toFileName(resource.taskId, comparisonName) ||
    rest.length > 0
  )
    return undefined;
  return { resource, document: 'comparison', other: { jobId, taskId } };
}

function fromPoolPath(accountId: string, poolId: string, rest: readonly string[]): DocumentTarget | undefined {
  const [collection, nodeId, ...inNode] = rest;
  if (collection !== 'nodes') {
    const pool = { kind: 'pool', accountId, poolId } as const;
    const isAccess = rest.length === 1 && collection === toFileName(poolId, accessName);
    return isAccess
      ? { resource: pool, document: 'access' }
      : withDocument(pool, findDocument(rest, jsonNames.pool, poolId));
  }
  if (nodeId === undefined) return undefined;
  const [inside, ...path] = inNode;
  const file = findFile(inNode);
  if (file !== undefined) return toFileTarget({ kind: 'nodeFile', accountId, poolId, nodeId, path: file.path }, file);
  const node: NodeResource = { kind: 'node', accountId, poolId, nodeId };
  if (inside === attemptsCollection) return fromAttemptPath(node, path);
  return withDocument(node, findDocument(inNode, jsonNames.node, shortenNodeId(nodeId)));
}

function fromSchedulePath(accountId: string, scheduleId: string, rest: readonly string[]): DocumentTarget | undefined {
  return withDocument(
    { kind: 'jobSchedule', accountId, scheduleId },
    findDocument(rest, jsonNames.jobSchedule, scheduleId),
  );
}

function toCauseTarget(
  resource: CauseTarget['resource'],
  path: readonly string[],
  query: string,
): CauseTarget | undefined {
  const [fingerprint, name, ...rest] = path;
  if (query !== '')
    return name === undefined &&
      listCauseWords(query).some((words) => fingerprint === toFileName(words, explanationName))
      ? { resource, document: 'cause', fingerprint: query }
      : undefined;
  // Links still use this form, and editors may have it from earlier versions.
  if (fingerprint === undefined || name !== causeName || rest.length > 0) return undefined;
  return { resource, document: 'cause', fingerprint };
}

function toDamaged(accountId: string, list: string, rest: readonly string[]): DamagedTarget | undefined {
  const isDocument = rest.length === 1 && rest[0] === damagedName;
  return isDocument ? { resource: { kind: 'account', accountId }, document: 'damaged', list } : undefined;
}

function toApplication(
  accountId: string,
  applicationId: string,
  rest: readonly string[],
): ApplicationTarget | undefined {
  if (rest.length !== 1 || rest[0] !== applicationName) return undefined;
  return { resource: { kind: 'account', accountId }, document: 'application', applicationId };
}

function toFound(accountId: string, searchId: string, rest: readonly string[]): FoundTarget | undefined {
  if (rest.length !== 1 || rest[0] !== foundName) return undefined;
  return { resource: { kind: 'account', accountId }, document: 'found', searchId };
}

function toBulkReport(accountId: string, bulkId: string, rest: readonly string[]): BulkReportTarget | undefined {
  if (rest.length !== 1 || rest[0] !== reportName) return undefined;
  return { resource: { kind: 'account', accountId }, document: 'bulkReport', bulkId };
}

function toAnswers(accountId: string, answersId: string, rest: readonly string[]): AnswersTarget | undefined {
  if (rest.length !== 1 || rest[0] !== answersName) return undefined;
  return { resource: { kind: 'account', accountId }, document: 'answers', answersId };
}

/**
 * Returns the document that `path` names in the account `accountId`, or undefined if the path is not valid. `query` is
 * the query of the address, if any.
 */
export function fromDocumentPath(accountId: string, path: string, query = ''): DocumentTarget | undefined {
  const [before, ...encoded] = path.split('/');
  if (before !== '') return undefined;
  const segments: string[] = [];
  for (const segment of encoded) {
    const decoded = decodeSegment(segment);
    if (decoded === undefined) return undefined;
    segments.push(decoded);
  }
  const [collection, id, ...rest] = segments;
  if (id === undefined)
    return collection === accountName
      ? { resource: { kind: 'account', accountId }, document: 'explanation' }
      : undefined;
  if (collection === causesCollection) return toCauseTarget({ kind: 'account', accountId }, [id, ...rest], query);
  if (collection === foundCollection) return toFound(accountId, id, rest);
  if (collection === applicationCollection) return toApplication(accountId, id, rest);
  if (collection === bulkName) return toBulkReport(accountId, id, rest);
  if (collection === answersCollection) return toAnswers(accountId, id, rest);
  if (collection === 'jobs') return fromJobPath(accountId, id, rest, query);
  if (collection === scheduleCollection) return fromSchedulePath(accountId, id, rest);
  if (collection === damagedCollection) return toDamaged(accountId, id, rest);
  return collection === 'pools' ? fromPoolPath(accountId, id, rest) : undefined;
}

/** Returns the document that an address in an editor names: a `vscode.Uri`, or its properties in a link's JSON. */
export function fromDocumentAddress(given: unknown): DocumentTarget | undefined {
  const [scheme, authority, path, query] = ['scheme', 'authority', 'path', 'query'].map((name) =>
    readMember(given, name),
  );
  if (scheme !== 'azurebatch' || typeof authority !== 'string' || typeof path !== 'string') return undefined;
  return fromDocumentPath(authority, path, typeof query === 'string' ? query : '');
}
