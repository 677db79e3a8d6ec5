import type { ShownText } from '../../core/files/shownText.ts';
import { BatchError } from '../../core/model/batchError.ts';
import type { NodeFile, NodeFileProperties } from '../../core/model/nodeFile.ts';
import type { FileResource } from '../../core/model/resource.ts';
import type { Task } from '../../core/model/task.ts';
import { maxWholeBytes, toChanging, toTooLarge } from '../../core/refusals/fileRefusals.ts';
import { explainLostFile, findMissing, isGoneForGood, listUnreadReasons } from '../../core/refusals/unreadFile.ts';
import type { Pages } from '../../service/ports.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import type { Accounts } from '../accounts/accounts.ts';
import { type RemoteFile, readIfThere, toRemoteFile } from '../evidence/readLog.ts';
import { askNode } from '../evidence/readTaskLogs.ts';
import type { DescribedFile, FileTexts, UnreadableFile } from './fileTexts.ts';
import { isOfUnopened } from './unopenedDocument.ts';

/** The service's answer about a path, before any content is read. */
export type FileAnswer =
  | { readonly kind: 'file'; readonly properties: NodeFileProperties }
  | { readonly kind: 'folder' }
  | ({ readonly kind: 'missing' } & MissingFile);

/** A file that does not exist. */
export interface MissingFile extends UnreadableFile {
  /** The error thrown by requests for the file's bytes. */
  readonly refusal: BatchError;
}

/** The maximum number of items that the service returns in one response. */
const maxPageSize = 1000;

/**
 * Describes a file as `describeFile` does. A file of an account that can't be opened, for example without its key,
 * counts as missing until the account can be opened.
 */
export async function findFile(
  accounts: Pick<Accounts, 'getStore' | 'findStore'>,
  resource: FileResource,
): Promise<FileAnswer> {
  try {
    return await describeFile(await accounts.getStore(resource.accountId), resource);
  } catch (error) {
    if (!isOfUnopened(accounts, resource, error)) throw error;
    return { kind: 'missing', reasons: [error.message], isGone: false, refusal: error };
  }
}

/** Returns a file of a task or a node that is ready to be requested. */
export function bindFile(store: AccountStore, resource: FileResource): RemoteFile {
  return resource.kind === 'taskFile'
    ? toRemoteFile(store.service.taskFiles, resource, resource.path)
    : toRemoteFile(store.service.nodeFiles, resource, resource.path);
}

/** Lists everything below a folder. The folder of the task or the node itself has an empty path. */
export function listBelow(store: AccountStore, resource: FileResource, pageSize: number): Pages<NodeFile> {
  const options = { recursive: true, ...(resource.path !== '' && { namePrefix: `${resource.path}/` }), pageSize };
  return resource.kind === 'taskFile'
    ? store.service.taskFiles.listFiles(resource, options)
    : store.service.nodeFiles.listFiles(resource, options);
}

/**
 * Lists the direct entries of the folder `resource` by name, and whether each is a folder. Throws the service's errors.
 */
export async function readFolderEntries(
  store: AccountStore,
  resource: FileResource,
): Promise<ReadonlyMap<string, boolean>> {
  const children = new Map<string, boolean>();
  for await (const page of listBelow(store, resource, maxPageSize)) {
    for (const { name, isDirectory } of page) {
      const [child = '', ...below] = name.slice(resource.path.length + 1).split('/');
      children.set(child, children.get(child) === true || isDirectory || below.length > 0);
    }
  }
  return children;
}

/** Requests the length of a file. Throws `BatchError` if the response contains nothing about the file. */
export async function describeFile(store: AccountStore, resource: FileResource): Promise<FileAnswer> {
  try {
    const properties = await bindFile(store, resource).getProperties();
    return properties.isDirectory === true ? { kind: 'folder' } : { kind: 'file', properties };
  } catch (error) {
    let latest = error;
    try {
      if (BatchError.is(error, 'FileNotFound') && (await isFolder(store, resource))) return { kind: 'folder' };
    } catch (refusal) {
      latest = refusal; // The file's owner has just been deleted as well, or never existed.
    }
    return { kind: 'missing', ...(await explainMissing(store, resource, latest)) };
  }
}

/**
 * Returns the text of a file for document `key` of `texts`: its end, with notices above it. Throws the service's
 * errors. For a binary file, throws an error of `isNotText`, or the reason that it can't be opened at all.
 */
export function readFileText(
  store: AccountStore,
  resource: FileResource,
  {
    texts,
    key,
    ...described
  }: Pick<DescribedFile, 'properties' | 'findFrom'> & { readonly texts: FileTexts; readonly key: string },
): Promise<ShownText> {
  return texts.read(key, {
    ...described,
    file: bindFile(store, resource),
    path: resource.path,
    findStart: async () => (await findTask(store, resource))?.executionInfo?.startTime,
  });
}

/** Maximum number of length requests for a file that shrinks while it is read. */
const maxAttempts = 3;

/**
 * Reads the bytes of a file completely, without changes during the read. Throws the reason as a sentence if this is not
 * possible, or the service's errors.
 */
export async function readWholeFile(
  store: AccountStore,
  resource: FileResource,
  described: NodeFileProperties,
): Promise<Uint8Array> {
  const file = bindFile(store, resource);
  let { contentLength } = described;
  for (let attempt = 1; attempt <= maxAttempts; attempt += 1) {
    if (attempt > 1) ({ contentLength } = await file.getProperties());
    if (contentLength === 0) return new Uint8Array();
    if (contentLength > maxWholeBytes) throw toTooLarge(resource.path, contentLength);
    const bytes = await readIfThere(file, { start: 0, end: contentLength - 1 });
    if (bytes?.length === contentLength) return bytes;
  }
  throw toChanging(resource.path);
}

/** Explains why a file is missing. Throws `error` if it is not about the file. */
export async function explainMissing(
  store: AccountStore,
  resource: FileResource,
  error: unknown,
): Promise<MissingFile> {
  const { path } = resource;
  if (!BatchError.is(error) || findMissing(error, path) === undefined) throw error;
  const task = await findTask(store, resource);
  const unread = findMissing(error, path, task);
  if (unread === undefined) throw error;
  const isUnreached = unread.kind === 'unreachable' && task !== undefined;
  const lost = isUnreached ? explainLostFile(path, await askNode(store.service.nodes, task), error) : undefined;
  const reasons = listUnreadReasons(lost ?? unread);
  return {
    reasons,
    isPending: error.elsewhere?.some(({ pendingHost }) => pendingHost !== undefined) ?? false,
    isGone: lost !== undefined || isGoneForGood({ code: error.code, status: error.status, task }),
    refusal: new BatchError({
      code: error.code,
      message: reasons.join(' '),
      cause: error,
      status: error.status ?? 404,
    }),
  };
}

/** Finds the task of a file, because the progress of the task can explain why the file is missing. */
async function findTask(store: AccountStore, resource: FileResource): Promise<Task | undefined> {
  if (resource.kind !== 'taskFile') return undefined;
  try {
    return await store.service.tasks.getTask(resource.jobId, resource.taskId);
  } catch (error) {
    if (BatchError.is(error)) return undefined;
    throw error;
  }
}

/** Checks whether a path is a folder, which the service shows only through the folder's content. */
async function isFolder(store: AccountStore, resource: FileResource): Promise<boolean> {
  for await (const page of listBelow(store, resource, 1)) {
    if (page.length > 0) return true;
  }
  return false;
}
