import type { Clock } from '../../core/clock.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import type { CredentialTarget } from '../../core/model/credentialTarget.ts';
import type { NodeFile, NodeFileProperties } from '../../core/model/nodeFile.ts';
import type { Task } from '../../core/model/task.ts';
import type { StorageAnswer } from '../../core/model/unread.ts';
import {
  describeNoCredential,
  describeNotUploaded,
  describeOtherRun,
  describePendingHost,
  describeStorageRefusal,
} from '../../core/query/storageAnswers.ts';
import { explainMissingFile } from '../../core/query/unreadFile.ts';
import { findUploads, listLogPaths, listUploads, type UploadTarget } from '../../core/query/uploadedFiles.ts';
import type { CallOptions, FileListOptions, FilePort, Page, ReadOptions, TaskOwner } from '../ports.ts';
import type { BlobAccess, BlobPlace, BlobService } from './blobService.ts';

/** How long a task says where it uploaded to: its files are read soon after it, each by several requests. */
const taskKeptMs = 30_000;
const maxTasks = 100;
/** Uploads of large files go on for so long after a program has ended. A later copy is that of another run. */
const longestUploadMs = 60 * 60_000;
/** Clocks of storage and of Batch differ by no more. */
const clockDifferenceMs = 60_000;

export interface StorageParts {
  /** What it gives is remembered. */
  readonly getTask: (owner: TaskOwner, options: CallOptions) => Promise<Task>;
  readonly blobs: BlobService;
  readonly target: CredentialTarget;
  readonly clock: Clock;
  /** Whether the user allows that a host is asked. */
  readonly mayReadFrom: (host: string) => boolean;
}

/** A copy of a file, and how it is read. */
interface Copy {
  readonly place: BlobPlace;
  readonly access: BlobAccess;
  readonly properties: NodeFileProperties;
}

/**
 * Files of tasks wherever they are: on the node and, once the node does not have them, where the task's output files
 * uploaded them. Where neither has one, the error is that of Batch, with what storage says in `storage`.
 */
export class TaskFilesInStorage implements FilePort<TaskOwner> {
  readonly #files: FilePort<TaskOwner>;
  readonly #parts: StorageParts;
  /** The tasks that the service gave last, oldest first. */
  readonly #tasks = new Map<string, { readonly task: Task; readonly untilMs: number }>();

  constructor(files: FilePort<TaskOwner>, parts: StorageParts) {
    this.#files = files;
    this.#parts = parts;
  }

  /** Has a task that the service gave say where its files are, for as long as it may be thought to be the same. */
  remember(owner: TaskOwner, task: Task): void {
    const key = toKey(owner);
    this.#tasks.delete(key);
    this.#tasks.set(key, { task, untilMs: this.#parts.clock.elapsedMs() + taskKeptMs });
    for (const oldest of this.#tasks.keys()) {
      if (this.#tasks.size <= maxTasks) break;
      this.#tasks.delete(oldest);
    }
  }

  async *listFiles(owner: TaskOwner, options: FileListOptions = {}): AsyncGenerator<Page<NodeFile>> {
    let hasStarted = false;
    try {
      for await (const page of this.#files.listFiles(owner, options)) {
        hasStarted = true;
        yield page;
      }
    } catch (error) {
      if (hasStarted) throw error;
      yield await this.#list(error, owner, options);
    }
  }

  async getFileProperties(owner: TaskOwner, path: string, options: CallOptions = {}): Promise<NodeFileProperties> {
    try {
      return await this.#files.getFileProperties(owner, path, options);
    } catch (error) {
      return (await this.#find(error, owner, path, options)).properties;
    }
  }

  async readFile(owner: TaskOwner, path: string, options: ReadOptions = {}): Promise<Uint8Array> {
    try {
      return await this.#files.readFile(owner, path, options);
    } catch (error) {
      const { place, access } = await this.#find(error, owner, path, options);
      return await this.#parts.blobs.read(place, access, options);
    }
  }

  /** The copy of a file that Batch refused with `error`. Throws that error, with what storage says, where there is none. */
  async #find(error: unknown, owner: TaskOwner, path: string, options: CallOptions): Promise<Copy> {
    const task = isLost(error, path) ? await this.#getTask(owner, options) : undefined;
    if (task?.state !== 'completed') throw error;
    const found = await this.#findCopy(task, path, options);
    if ('why' in found) throw withStorage(error, found);
    return found;
  }

  async #findCopy(task: Task, path: string, options: CallOptions): Promise<Copy | StorageAnswer> {
    const uploads = findUploads(task, path);
    if (typeof uploads === 'string') return describeNotUploaded(uploads);
    let answer: StorageAnswer | undefined;
    for (const upload of uploads) {
      const found = await this.#look(task, upload, upload.toBlob(path) ?? '', options);
      if (!('why' in found)) return found;
      answer ??= found;
    }
    return answer ?? describeNotUploaded('noUploads');
  }

  /** The copy that one upload made, asked for by its signature and then by the user's own right. */
  async #look(
    task: Task,
    { containerUrl }: UploadTarget,
    blob: string,
    options: CallOptions,
  ): Promise<Copy | StorageAnswer> {
    const url = toHost(containerUrl);
    if (url === undefined) return describeNotUploaded('noUploads');
    const { host } = url;
    if (!this.#parts.mayReadFrom(host)) return describePendingHost(host);
    const isSigned = url.searchParams.has('sig');
    const accesses = this.#listAccesses(url);
    if (accesses.length === 0) return describeNoCredential(host, isSigned);
    const place = { containerUrl, blob };
    let answer: StorageAnswer | undefined;
    for (const access of accesses) {
      try {
        const properties = await this.#parts.blobs.getProperties(place, access, options);
        return describeOther(task, host, properties) ?? { place, access, properties };
      } catch (refusal) {
        if (Cancelled.is(refusal)) throw refusal;
        answer = describeStorageRefusal(host, refusal, access === 'signature');
      }
    }
    return answer ?? describeNoCredential(host, isSigned);
  }

  #listAccesses(url: URL): readonly BlobAccess[] {
    const { blobs, target } = this.#parts;
    const scope = blobs.hasTokens ? target.findStorageScope(url.href) : undefined;
    const permissions = url.searchParams.get('sp');
    // The rights of a signature by a stored policy are not in the address.
    const mayRead = url.searchParams.has('sig') && (permissions === null || permissions.includes('r'));
    return [...(mayRead ? (['signature'] as const) : []), ...(scope === undefined ? [] : [{ scope }])];
  }

  /** What was uploaded of the files that are asked for; throws `error`, with what storage says, where nothing was. */
  async #list(error: unknown, owner: TaskOwner, options: FileListOptions): Promise<Page<NodeFile>> {
    const task = isLost(error, listLogPaths()[0] ?? '') ? await this.#getTask(owner, options) : undefined;
    if (task?.state !== 'completed') throw error;
    const { namePrefix = '' } = options;
    const files = new Map<string, NodeFile>();
    let answer: StorageAnswer | undefined;
    for (const path of listLogPaths(namePrefix)) {
      const found = await this.#findCopy(task, path, options);
      if ('why' in found) answer ??= found;
      else files.set(path, toFile(path, found.properties));
    }
    // A prefix of theirs asks for the logs alone.
    if (listLogPaths(namePrefix).length === 0 || namePrefix === '') {
      for (const file of await this.#listUploaded(task, namePrefix, options)) files.set(file.name, file);
    }
    if (files.size === 0) throw answer === undefined ? error : withStorage(error, answer);
    return [...files.values()];
  }

  /** A container that can't be listed is left out: its logs have been asked for by name. */
  async #listUploaded(task: Task, namePrefix: string, options: CallOptions): Promise<readonly NodeFile[]> {
    const files: NodeFile[] = [];
    for (const { containerUrl, blobPrefix, toPath } of listUploads(task)) {
      const url = toHost(containerUrl);
      if (url === undefined || !this.#parts.mayReadFrom(url.host)) continue;
      for (const access of this.#listAccesses(url)) {
        try {
          const listed = await this.#parts.blobs.list({ containerUrl, blob: blobPrefix }, access, options);
          for (const { name, properties } of listed) {
            const path = toPath(name);
            if (path?.startsWith(namePrefix) && describeOther(task, url.host, properties) === undefined)
              files.push(toFile(path, properties));
          }
          break;
        } catch (refusal) {
          if (!BatchError.is(refusal)) throw refusal;
        }
      }
    }
    return files;
  }

  /** The task that a file belongs to; undefined where Batch does not say, since its first answer is what counts. */
  async #getTask(owner: TaskOwner, options: CallOptions): Promise<Task | undefined> {
    const key = toKey(owner);
    const known = this.#tasks.get(key);
    if (known !== undefined && known.untilMs >= this.#parts.clock.elapsedMs()) return known.task;
    try {
      return await this.#parts.getTask(owner, options);
    } catch (error) {
      if (Cancelled.is(error)) throw error;
      return undefined;
    }
  }
}

function toKey({ jobId, taskId }: TaskOwner): string {
  return JSON.stringify([jobId, taskId]);
}

/**
 * Whether an answer says that the node does not have a file any more, or can't be reached. A single file that is not there
 * may never have been; the logs of a task always were.
 */
function isLost(error: unknown, path: string): boolean {
  if (!BatchError.is(error) || explainMissingFile({ code: error.code, status: error.status, path }) === undefined)
    return false;
  return !BatchError.is(error, 'FileNotFound', 'ResourceNotFound') || listLogPaths().includes(path);
}

/** An address of storage that is asked at all: encrypted, or on this computer. */
function toHost(containerUrl: string): URL | undefined {
  const url = URL.canParse(containerUrl) ? new URL(containerUrl) : undefined;
  const isLocal = /^(?:localhost|\[::1\]|127(?:\.\d{1,3}){3})$/.test(url?.hostname ?? '');
  const isUsable = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLocal);
  return isUsable && url.username === '' && url.password === '' ? url : undefined;
}

/** That a copy is not of this run of the task; undefined where it is, as far as its time says. */
function describeOther(
  { executionInfo: { startTime, endTime } = {} }: Task,
  host: string,
  { lastModified }: NodeFileProperties,
): StorageAnswer | undefined {
  if (lastModified === undefined) return undefined;
  const writtenMs = Date.parse(lastModified);
  if (writtenMs < Date.parse(startTime ?? '') - clockDifferenceMs) return describeOtherRun(host, lastModified, false);
  if (writtenMs > Date.parse(endTime ?? '') + longestUploadMs) return describeOtherRun(host, lastModified, true);
  return undefined;
}

function toFile(name: string, properties: NodeFileProperties): NodeFile {
  return { name, isDirectory: false, properties };
}

/** The refusal of Batch with what storage says. */
function withStorage(error: unknown, storage: StorageAnswer): unknown {
  if (!BatchError.is(error)) return error;
  const { code, message, details, retryable, status } = error;
  return new BatchError({
    code,
    message,
    details,
    retryable,
    ...(status === undefined ? {} : { status }),
    storage,
    cause: error,
  });
}
