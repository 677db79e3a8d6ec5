import { BatchError } from '../../core/model/batchError.ts';
import { Cancelled } from '../../core/model/cancelled.ts';
import type { NodeFile, NodeFileProperties } from '../../core/model/nodeFile.ts';
import type { Task } from '../../core/model/task.ts';
import type { OtherPlace } from '../../core/model/unread.ts';
import { describeNoAutoStorage, describeNotSaved, describeNotUploaded } from '../../core/query/storageAnswers.ts';
import { explainMissingFile } from '../../core/query/unreadFile.ts';
import { findUploads, listLogPaths, listUploads, type UploadTarget } from '../../core/query/uploadedFiles.ts';
import type { CallOptions, FileListOptions, FilePort, Page, ReadOptions, SavedFiles, TaskOwner } from '../ports.ts';
import type { AutoStorage } from './autoStorage.ts';
import { BlobCopies, type BlobCopyParts } from './blobCopies.ts';
import type { Copy } from './copy.ts';
import { toContainerName, toConventionTarget } from './fileConventions.ts';
import { findSavedCopy } from './savedCopies.ts';

/** How long a task says where its files are: these are read soon after it, each by several requests. */
const taskKeptMs = 30_000;
const maxTasks = 100;

export interface TaskFileParts extends BlobCopyParts {
  /** What it gives is remembered. */
  readonly getTask: (owner: TaskOwner, options: CallOptions) => Promise<Task>;
  /** Undefined where an account can have none. */
  readonly autoStorage: AutoStorage | undefined;
  readonly saved: SavedFiles | undefined;
}

/** A task whose files are sought elsewhere; what the service has of it, unless it was deleted. */
interface Owner extends TaskOwner {
  readonly task: Task | undefined;
}

/**
 * Files of tasks wherever they are: on the node and, once the node does not have them, where the task's output files
 * uploaded them, in the auto-storage of the account by the file conventions, and among what was saved before an action.
 * Where no place has one, the error is that of Batch, with why the others do not in `elsewhere`.
 */
export class TaskFiles implements FilePort<TaskOwner> {
  readonly #files: FilePort<TaskOwner>;
  readonly #parts: TaskFileParts;
  readonly #copies: BlobCopies;
  /** The tasks that the service gave last, oldest first. */
  readonly #tasks = new Map<string, { readonly task: Task; readonly untilMs: number }>();

  constructor(files: FilePort<TaskOwner>, parts: TaskFileParts) {
    this.#files = files;
    this.#parts = parts;
    this.#copies = new BlobCopies(parts);
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
      const copy = await this.#find(error, owner, path, options);
      return await copy.read(options);
    }
  }

  /** The copy of a file that Batch refused with `error`. Throws that error, with why no place has one, where none has. */
  async #find(error: unknown, of: TaskOwner, path: string, options: CallOptions): Promise<Copy> {
    const owner = await this.#findOwner(error, of, path, options);
    if (owner === undefined) throw error;
    const found = await this.#findCopy(owner, path, options);
    if ('properties' in found) return found;
    throw withElsewhere(error, found);
  }

  /** One place after the other, until one has a copy; else why each has none. */
  async #findCopy(owner: Owner, path: string, options: CallOptions): Promise<Copy | readonly OtherPlace[]> {
    const answers: OtherPlace[] = [];
    for await (const found of this.#seek(owner, path, options)) {
      if ('properties' in found) return found;
      answers.push(found);
    }
    return answers;
  }

  async *#seek({ task, ...owner }: Owner, path: string, options: CallOptions): AsyncGenerator<Copy | OtherPlace> {
    const sought = { path, task };
    if (task !== undefined) {
      const uploads = findUploads(task, path);
      if (typeof uploads === 'string') yield { place: 'outputFiles', ...describeNotUploaded(uploads) };
      else
        for (const upload of uploads)
          yield this.#at('outputFiles', await this.#copies.find('outputFiles', upload, sought, options));
    }
    if (this.#parts.autoStorage !== undefined) {
      const target = await this.#findConventionTarget(owner, options);
      if ('why' in target) yield target;
      else if (target.toBlobs(path).length > 0)
        yield this.#at('autoStorage', await this.#copies.find('autoStorage', target, sought, options));
    }
    if (this.#parts.saved !== undefined) {
      const found = findSavedCopy(await this.#parts.saved.ofTask(owner).catch(() => []), path, task);
      yield 'properties' in found ? found : { place: 'saved', ...describeNotSaved(found.otherRunAt) };
    }
  }

  #at(place: OtherPlace['place'], found: Copy | Omit<OtherPlace, 'place'>): Copy | OtherPlace {
    return 'properties' in found ? found : { place, ...found };
  }

  async #findConventionTarget({ jobId, taskId }: TaskOwner, options: CallOptions): Promise<UploadTarget | OtherPlace> {
    const found = await this.#parts.autoStorage?.find(options);
    if (found === undefined || 'whyNot' in found)
      return { place: 'autoStorage', ...describeNoAutoStorage(found?.whyNot ?? { kind: 'none' }) };
    return toConventionTarget(`${found.blobEndpoint}/${toContainerName(jobId)}`, taskId);
  }

  /** What other places have of the files that are asked for; throws `error`, with why they have none, where none has any. */
  async #list(error: unknown, of: TaskOwner, options: FileListOptions): Promise<Page<NodeFile>> {
    const owner = await this.#findOwner(error, of, listLogPaths()[0] ?? '', options);
    if (owner === undefined) throw error;
    const { namePrefix = '' } = options;
    const files = new Map<string, NodeFile>();
    const answers: OtherPlace[] = [];
    for (const path of listLogPaths(namePrefix)) {
      const found = await this.#findCopy(owner, path, options);
      if ('properties' in found) files.set(path, { name: path, isDirectory: false, properties: found.properties });
      else answers.push(...found);
    }
    // A prefix of theirs asks for the logs alone.
    if (listLogPaths(namePrefix).length === 0 || namePrefix === '') {
      for (const file of await this.#listCopies(owner, options))
        if (file.name.startsWith(namePrefix) && !files.has(file.name)) files.set(file.name, file);
    }
    if (files.size === 0) throw withElsewhere(error, ofSeveral(answers));
    return withFolders([...files.values()], options.recursive === true);
  }

  async #listCopies({ task, ...owner }: Owner, options: CallOptions): Promise<readonly NodeFile[]> {
    const files: NodeFile[] = [];
    for (const upload of task === undefined ? [] : listUploads(task))
      files.push(...(await this.#copies.list('outputFiles', upload, task, options)));
    if (this.#parts.autoStorage === undefined) return files;
    const target = await this.#findConventionTarget(owner, options);
    return 'why' in target ? files : [...files, ...(await this.#copies.list('autoStorage', target, task, options))];
  }

  /**
   * The task whose file is sought elsewhere, where `error` says that the node does not have it any more. Undefined where it
   * says something else, where the task has not ended, and where Batch does not say: its first answer is what counts.
   */
  async #findOwner(error: unknown, owner: TaskOwner, path: string, options: CallOptions): Promise<Owner | undefined> {
    if (!isLost(error, path)) return undefined;
    if (BatchError.is(error, 'TaskNotFound', 'JobNotFound')) return { ...owner, task: undefined };
    const task = await this.#getTask(owner, options);
    return task?.state === 'completed' ? { ...owner, task } : undefined;
  }

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

/** Files with the folders that they are in, as a node lists them: of those that are not asked for with all below them the topmost. */
function withFolders(files: readonly NodeFile[], isRecursive: boolean): readonly NodeFile[] {
  const all = new Map<string, NodeFile>();
  for (const file of files) {
    const names = file.name.split('/');
    for (let depth = 1; depth < names.length; depth += 1) {
      const name = names.slice(0, depth).join('/');
      if (isRecursive || depth === 1) all.set(name, { name, isDirectory: true });
    }
    if (isRecursive || names.length === 1) all.set(file.name, file);
  }
  return [...all.values()].sort((one, other) => (one.name < other.name ? -1 : Number(one.name > other.name)));
}

/** Of the answers of a place about several files those with something to do, where there are some. */
function ofSeveral(answers: readonly OtherPlace[]): readonly OtherPlace[] {
  const helpful = new Set(answers.flatMap(({ place, step }) => (step === undefined ? [] : [place])));
  return answers.filter(({ place, step }) => step !== undefined || !helpful.has(place));
}

/** The refusal of Batch with why no other place has the file. */
function withElsewhere(error: unknown, elsewhere: readonly OtherPlace[]): unknown {
  if (!BatchError.is(error)) return error;
  const { code, message, details, retryable, status } = error;
  return new BatchError({
    code,
    message,
    details,
    retryable,
    ...(status === undefined ? {} : { status }),
    elsewhere,
    cause: error,
  });
}
