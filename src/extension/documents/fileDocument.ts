import { BatchError } from '../../core/model/batchError.ts';
import type { NodeFile, NodeFileProperties } from '../../core/model/nodeFile.ts';
import type { NodeFileResource, TaskFileResource } from '../../core/model/resource.ts';
import { toKey } from '../../core/model/resourceChain.ts';
import type { Task } from '../../core/model/task.ts';
import { isGoneForGood } from '../../core/query/missingFile.ts';
import type { Pages } from '../../service/ports.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { explainUnreadable } from '../evidence/readLog.ts';
import { type RemoteFile, toRemoteFile } from '../evidence/readTail.ts';
import { isBinary, toEditorBytes } from './fileText.ts';
import type { FileWindows } from './fileWindows.ts';
import type { UnreadableFile } from './lostFiles.ts';

export type FileResource = TaskFileResource | NodeFileResource;

/** What the service says about a path, before any content is read. */
export type FileAnswer =
  | { readonly kind: 'file'; readonly properties: NodeFileProperties }
  | { readonly kind: 'folder' }
  | ({ readonly kind: 'missing' } & UnreadableFile);

/** As many as the service gives at once. */
const maxPageSize = 1000;
/** A file that is no text is opened whole or not at all. */
const maxBinaryBytes = 16 * 1024 * 1024;

function bind(store: AccountStore, resource: FileResource): RemoteFile {
  return resource.kind === 'taskFile'
    ? toRemoteFile(store.service.taskFiles, resource, resource.path)
    : toRemoteFile(store.service.nodeFiles, resource, resource.path);
}

function listBelow(store: AccountStore, resource: FileResource, pageSize: number): Pages<NodeFile> {
  const options = { recursive: true, namePrefix: `${resource.path}/`, pageSize };
  return resource.kind === 'taskFile'
    ? store.service.taskFiles.listFiles(resource, options)
    : store.service.nodeFiles.listFiles(resource, options);
}

/** What is directly in the folder `resource`: names, and whether each is a folder. Throws what the service answers. */
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

/** Asks for the length of a file. Throws `BatchError` when the answer says nothing about the file. */
export async function describeFile(store: AccountStore, resource: FileResource): Promise<FileAnswer> {
  try {
    return { kind: 'file', properties: await bind(store, resource).getProperties() };
  } catch (error) {
    let latest = error;
    try {
      if (BatchError.is(error, 'FileNotFound') && (await isFolder(store, resource))) return { kind: 'folder' };
    } catch (refusal) {
      latest = refusal; // What it is in has just gone as well, or never was.
    }
    return { kind: 'missing', ...(await explainMissing(store, resource, latest)) };
  }
}

/**
 * Content of a file as the editor takes it: text as UTF-8 from its end, anything else as it is. `windows` knows what
 * was read of it before. Throws what the service answers.
 */
export async function readFileDocument(
  store: AccountStore,
  resource: FileResource,
  properties: NodeFileProperties,
  windows: FileWindows,
): Promise<Uint8Array> {
  const file = bind(store, resource);
  const tail = await windows.read(toKey(resource), file, properties);
  if (!isBinary(tail.bytes, tail.start)) return toEditorBytes(tail);
  if (tail.leftOut === 0) return tail.bytes;
  const length = tail.properties.contentLength;
  if (length <= maxBinaryBytes) return file.read({ start: 0, end: length - 1 });
  return toEditorBytes(tail);
}

/** Why there is no file; throws `error` when it is not about the file. */
export async function explainMissing(
  store: AccountStore,
  resource: FileResource,
  error: unknown,
): Promise<UnreadableFile> {
  const { path } = resource;
  if (!BatchError.is(error) || explainUnreadable(error, path, undefined) === undefined) throw error;
  const task = await findTask(store, resource);
  const why = explainUnreadable(error, path, task);
  if (why === undefined) throw error;
  return { why, isGone: isGoneForGood({ code: error.code, ...(task === undefined ? {} : { task }) }) };
}

/** The task that a file belongs to, so that its absence can be explained by how far the task came. */
async function findTask(store: AccountStore, resource: FileResource): Promise<Task | undefined> {
  if (resource.kind !== 'taskFile') return undefined;
  try {
    return await store.service.tasks.getTask(resource.jobId, resource.taskId);
  } catch (error) {
    if (BatchError.is(error)) return undefined;
    throw error;
  }
}

/** The service knows a folder by what is in it. */
async function isFolder(store: AccountStore, resource: FileResource): Promise<boolean> {
  for await (const page of listBelow(store, resource, 1)) {
    if (page.length > 0) return true;
  }
  return false;
}
