import { BatchError } from '../../core/model/batchError.ts';
import type { NodeFileProperties } from '../../core/model/nodeFile.ts';
import type { NodeFileResource, TaskFileResource } from '../../core/model/resource.ts';
import type { Task } from '../../core/model/task.ts';
import { toNotice } from '../../core/query/logNotice.ts';
import type { AccountStore, Scope } from '../../service/store/accountStore.ts';
import { explainUnreadable, thoroughBytes } from '../evidence/readLog.ts';
import { type RemoteFile, readTail, toRemoteFile } from '../evidence/readTail.ts';
import { isBinary, toEditorBytes } from './fileText.ts';

export type FileResource = TaskFileResource | NodeFileResource;

/** What the service says about a path, before any content is read. */
export type FileAnswer =
  | { readonly kind: 'file'; readonly properties: NodeFileProperties }
  | { readonly kind: 'folder' }
  /** The file is not there; `notice` says why. */
  | { readonly kind: 'missing'; readonly notice: Uint8Array };

/** A file that is no text is opened whole or not at all. */
const maxBinaryBytes = 16 * 1024 * 1024;

function bind(store: AccountStore, resource: FileResource): RemoteFile {
  return resource.kind === 'taskFile'
    ? toRemoteFile(store.service.taskFiles, resource, resource.path)
    : toRemoteFile(store.service.nodeFiles, resource, resource.path);
}

/** The scope of the store that lists what is in the folder `resource`. */
export function toFolderScope(resource: FileResource): Extract<Scope, { kind: 'taskFiles' | 'nodeFiles' }> {
  const { path } = resource;
  return resource.kind === 'taskFile'
    ? { kind: 'taskFiles', jobId: resource.jobId, taskId: resource.taskId, path }
    : { kind: 'nodeFiles', poolId: resource.poolId, nodeId: resource.nodeId, path };
}

/** Asks for the length of a file. Throws `BatchError` when the answer says nothing about the file. */
export async function describeFile(store: AccountStore, resource: FileResource): Promise<FileAnswer> {
  try {
    return { kind: 'file', properties: await bind(store, resource).getProperties() };
  } catch (error) {
    if (BatchError.is(error, 'FileNotFound') && (await isFolder(store, resource))) return { kind: 'folder' };
    return { kind: 'missing', notice: await toMissingNotice(store, resource, error) };
  }
}

/** Content of a file as the editor takes it: text as UTF-8 from its end, anything else as it is. */
export async function readFileDocument(
  store: AccountStore,
  resource: FileResource,
  properties: NodeFileProperties,
): Promise<Uint8Array> {
  const file = bind(store, resource);
  try {
    const tail = await readTail(file, thoroughBytes, { properties });
    if (!isBinary(tail.bytes, tail.start)) return toEditorBytes(tail);
    if (tail.leftOut === 0) return tail.bytes;
    const length = tail.properties.contentLength;
    if (length <= maxBinaryBytes) return await file.read({ start: 0, end: length - 1 });
    return toEditorBytes(tail);
  } catch (error) {
    return toMissingNotice(store, resource, error);
  }
}

/** A document that says why there is no file; throws `error` when it is not about the file. */
async function toMissingNotice(store: AccountStore, resource: FileResource, error: unknown): Promise<Uint8Array> {
  if (explainUnreadable(error, resource.path, undefined) === undefined) throw error;
  const sentence = explainUnreadable(error, resource.path, await findTask(store, resource));
  if (sentence === undefined) throw error;
  return new TextEncoder().encode(`${toNotice(sentence)}\n`);
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

async function isFolder(store: AccountStore, resource: FileResource): Promise<boolean> {
  const scope = toFolderScope(resource);
  await store.load(scope);
  return store.snapshot.slice(scope).items.length > 0;
}
