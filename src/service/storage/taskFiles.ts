import { findEngineFiles, findWorkDirectory, listEngineFiles } from '../../core/files/engineFiles.ts';
import { findUploads, listLogPaths, listUploads, type UploadTarget } from '../../core/files/uploadedFiles.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { Cancelled, untilAborted } from '../../core/model/cancelled.ts';
import type { NodeFile, NodeFileProperties } from '../../core/model/nodeFile.ts';
import type { Task } from '../../core/model/task.ts';
import type { OtherPlace } from '../../core/model/unread.ts';
import { describeNoAutoStorage, describeNotSaved, describeNotUploaded } from '../../core/refusals/storageAnswers.ts';
import { findMissing } from '../../core/refusals/unreadFile.ts';
import { toPage } from '../pages.ts';
import type {
  CallOptions,
  FileBytes,
  FileListOptions,
  FilePort,
  Page,
  Pages,
  ReadOptions,
  SavedFiles,
  TaskOwner,
} from '../ports.ts';
import type { AutoStorage } from './autoStorage.ts';
import type { StorageParts } from './blobAccess.ts';
import { BlobCopies, type PlaceInStorage, type Sought } from './blobCopies.ts';
import { type Copy, readCopy, withElsewhere } from './copy.ts';
import { toContainerName, toConventionTarget } from './fileConventions.ts';
import { findSavedCopy } from './savedCopies.ts';

/** Time for which a task from the service is remembered: its files are read soon after it, by several requests each. */
const taskKeptMs = 30_000;
/** Time for which files found in other places are remembered: the task has ended, but views keep requesting them. */
const copiesKeptMs = 60_000;
const maxTasks = 100;
const mostLists = 8;

export interface TaskFileParts extends StorageParts {
  /** Requests a task; the result is remembered. */
  readonly getTask: (owner: TaskOwner, options: CallOptions) => Promise<Task>;
  /** Undefined if the account cannot have auto-storage. */
  readonly autoStorage: AutoStorage | undefined;
  readonly saved: SavedFiles | undefined;
}

interface Listed {
  readonly finding: Promise<readonly NodeFile[]>;
  readonly untilMs: number;
  files?: readonly NodeFile[];
}

/** A task whose files are sought in other places; `task` is undefined if it was deleted. */
interface Owner extends TaskOwner {
  readonly task: Task | undefined;
}

/**
 * Files of tasks from every possible place: the node and, once the node no longer has them, the destinations of the
 * task's output files, the account's auto-storage by the file conventions, and copies saved before an action. If no
 * place has a file, throws Batch's error, with the other places' reasons in `elsewhere`.
 */
export class TaskFiles implements FilePort<TaskOwner> {
  readonly #files: FilePort<TaskOwner>;
  readonly #parts: TaskFileParts;
  readonly #copies: BlobCopies;
  /** The most recently read tasks, oldest first. */
  readonly #tasks = new Map<string, { readonly task: Task; readonly untilMs: number }>();
  /** Files of tasks found in other places, and files left by their workflow engines; evicted like `#tasks`. */
  readonly #listed = new Map<string, Listed>();

  constructor(files: FilePort<TaskOwner>, parts: TaskFileParts) {
    this.#files = files;
    this.#parts = parts;
    this.#copies = new BlobCopies(parts);
  }

  /**
   * Remembers a task from the service, which shows where its files are, for as long as it can be assumed to be
   * unchanged.
   */
  remember(owner: TaskOwner, task: Task): void {
    keep(this.#tasks, toTaskKey(owner), { task, untilMs: this.#parts.clock.elapsedMs() + taskKeptMs });
  }

  async *listFiles(owner: TaskOwner, options: FileListOptions = {}): AsyncGenerator<Page<NodeFile>> {
    let hasStarted = false;
    try {
      if (options.refusal !== undefined) throw options.refusal;
      const pages = this.#files.listFiles(owner, options);
      for await (const page of options.task === undefined ? pages : this.#addCopies(pages, owner, options)) {
        hasStarted = true;
        yield page;
      }
    } catch (error) {
      if (hasStarted) throw error;
      if (options.task !== undefined) this.remember(owner, options.task);
      yield toPage(await this.#list(error, owner, options), true);
    }
  }

  /**
   * Lists files of the node, marking those that other places have as well; files that only other places have come last,
   * and those that an engine left come first.
   */
  async *#addCopies(
    pages: Pages<NodeFile>,
    owner: TaskOwner,
    { task, ...options }: FileListOptions,
  ): AsyncGenerator<Page<NodeFile>> {
    const isTop = options.namePrefix === undefined;
    const finding = Promise.all([
      task?.state === 'completed' ? this.#selectCopies({ ...owner, task }, options) : [],
      isTop && task !== undefined ? this.#listEngineFiles({ ...owner, task }, options) : [],
    ]);
    // If the node refuses, `finding` is never awaited.
    finding.catch(() => undefined);
    let first: readonly NodeFile[] | undefined;
    const left = new Map<string, NodeFile>();
    for await (const page of pages) {
      const isFirst = first === undefined;
      if (first === undefined) {
        const [copies, engineFiles] = await finding;
        first = engineFiles;
        for (const file of copies) left.set(file.name, file);
      }
      const files = page.map((file): NodeFile => {
        const copy = left.get(file.name)?.properties?.copy;
        left.delete(file.name);
        return copy === undefined || file.isDirectory ? file : { ...file, copy };
      });
      const isLast = page.isLast === true;
      yield toPage([...(isFirst ? first : []), ...files, ...(isLast ? left.values() : [])], isLast, page.damaged);
      if (isLast) return;
    }
    if (left.size > 0) yield toPage([...left.values()], true);
  }

  /**
   * Lists the readable files that the task's workflow engine left, the most informative log first; skips missing files.
   */
  async #listEngineFiles(owner: Owner & { readonly task: Task }, options: CallOptions): Promise<readonly NodeFile[]> {
    const files = findEngineFiles(owner.task);
    if (files === undefined) return [];
    const find = async (): Promise<readonly NodeFile[]> => {
      const found = await Promise.all(
        listEngineFiles(files).map(async (name): Promise<readonly NodeFile[]> => {
          try {
            const properties = await this.getFileProperties(owner, name);
            return [{ name, isDirectory: false, isOfEngine: true, properties }];
          } catch (error) {
            if (BatchError.is(error)) return [];
            throw error;
          }
        }),
      );
      const rank = ({ name, properties }: NodeFile): number =>
        name === files.exit ? 2 : Number(properties?.contentLength === 0);
      return found.flat().sort((one, other) => rank(one) - rank(other));
    };
    return this.#remember(`engine ${toTaskKey(owner)}`, owner.task, find, options);
  }

  /**
   * Finds files of a task, and caches the result for all callers for as long as an ended task is assumed to get no more
   * files.
   */
  #remember(
    key: string,
    task: Task | undefined,
    find: () => Promise<readonly NodeFile[]>,
    { signal }: CallOptions,
  ): Promise<readonly NodeFile[]> {
    const known = this.#listed.get(key);
    const nowMs = this.#parts.clock.elapsedMs();
    if (known !== undefined && (known.files === undefined || known.untilMs >= nowMs))
      return untilAborted(known.finding, signal);
    const finding = find();
    const listed: Listed = { finding, untilMs: task?.state === 'running' ? nowMs : nowMs + copiesKeptMs };
    keep(this.#listed, key, listed);
    finding.then(
      (files) => {
        listed.files = files;
      },
      () => this.#listed.delete(key),
    );
    return untilAborted(finding, signal);
  }

  async getFileProperties(owner: TaskOwner, path: string, options: CallOptions = {}): Promise<NodeFileProperties> {
    try {
      return await this.#files.getFileProperties(owner, path, options);
    } catch (error) {
      return (await this.#find(error, owner, path, options)).properties;
    }
  }

  async readFile(owner: TaskOwner, path: string, options: ReadOptions = {}): Promise<FileBytes> {
    try {
      return await this.#files.readFile(owner, path, options);
    } catch (error) {
      if (options.task !== undefined) this.remember(owner, options.task);
      const copy = await this.#find(error, owner, path, options);
      try {
        return await readCopy(copy, options);
      } catch (refusal) {
        throw BatchError.is(refusal) && refusal.elsewhere !== undefined
          ? withElsewhere(error, refusal.elsewhere)
          : refusal;
      }
    }
  }

  /**
   * Finds a copy of a file that Batch refused with `error`. If there is none, throws that error with each place's
   * reason.
   */
  async #find(error: unknown, of: TaskOwner, path: string, options: CallOptions): Promise<Copy> {
    const owner = await this.#findOwner(error, of, path, options);
    if (owner === undefined) throw error;
    const found = await this.#findCopy(owner, path, options);
    if ('properties' in found) return found;
    throw withElsewhere(error, found);
  }

  /** Tries one place after the other until one has a copy; otherwise returns why each has none. */
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
      else {
        for (const upload of uploads) yield this.#look('outputFiles', upload, sought, options);
      }
      const workDirectory = findWorkDirectory(task);
      if (workDirectory !== undefined && workDirectory.toBlobs(path).length > 0)
        yield this.#look('workDirectory', workDirectory, sought, options);
    }
    if (this.#parts.autoStorage !== undefined) {
      const target = await this.#findConventionTarget(owner, options);
      if ('why' in target) yield target;
      else if (target.toBlobs(path).length > 0) yield this.#look('autoStorage', target, sought, options);
    }
    if (this.#parts.saved !== undefined) {
      const found = findSavedCopy(await this.#parts.saved.ofTask(owner).catch(() => []), path, task);
      yield 'properties' in found ? found : { place: 'saved', ...describeNotSaved(found.otherRunAt) };
    }
  }

  async #look(
    place: PlaceInStorage,
    target: UploadTarget,
    sought: Sought,
    options: CallOptions,
  ): Promise<Copy | OtherPlace> {
    const found = await this.#copies.find(place, target, sought, options);
    return 'properties' in found ? found : { place, ...found };
  }

  async #findConventionTarget({ jobId, taskId }: TaskOwner, options: CallOptions): Promise<UploadTarget | OtherPlace> {
    const found = await this.#parts.autoStorage?.find(options);
    if (found === undefined || 'whyNot' in found)
      return { place: 'autoStorage', ...describeNoAutoStorage(found?.whyNot ?? { kind: 'none' }) };
    return toConventionTarget(`${found.blobEndpoint}/${toContainerName(jobId)}`, taskId);
  }

  /** Lists the requested files in other places; if none has any, throws `error` with their reasons. */
  async #list(error: unknown, of: TaskOwner, options: FileListOptions): Promise<readonly NodeFile[]> {
    const owner = await this.#findOwner(error, of, listLogPaths()[0] ?? '', options);
    if (owner === undefined) throw error;
    const { namePrefix = '' } = options;
    const files = new Map<string, NodeFile>();
    const answers: OtherPlace[] = [];
    for (const path of listLogPaths(namePrefix)) {
      const found = await this.#findCopy(owner, path, options);
      if ('properties' in found) files.set(path, { name: path, isDirectory: false, properties: found.properties });
      else for (const each of found) answers.push(each);
    }
    // With a prefix that matches logs, only logs are wanted.
    if (listLogPaths(namePrefix).length === 0 || namePrefix === '') {
      for (const file of await this.#selectCopies(owner, { ...options, recursive: true }))
        if (!files.has(file.name) && !file.isDirectory) files.set(file.name, file);
    }
    if (files.size === 0) throw withElsewhere(error, ofSeveral(answers));
    const { task } = owner;
    const isTop = options.task !== undefined && options.namePrefix === undefined;
    const engineFiles = isTop && task !== undefined ? await this.#listEngineFiles({ ...owner, task }, options) : [];
    return [...engineFiles, ...withFolders([...files.values()], options.recursive === true)];
  }

  async #selectCopies(
    owner: Owner,
    { namePrefix = '', recursive = false, ...options }: FileListOptions,
  ): Promise<readonly NodeFile[]> {
    const files = await this.#remember(toTaskKey(owner), owner.task, () => this.#listCopies(owner), options);
    return withFolders(
      files.filter(({ name }) => name.startsWith(namePrefix)),
      recursive,
    );
  }

  async #listCopies({ task, ...owner }: Owner): Promise<readonly NodeFile[]> {
    const lists = new Map<string, Promise<readonly NodeFile[]>>();
    const list = (place: PlaceInStorage, target: UploadTarget): void => {
      const key = JSON.stringify([target.containerUrl, target.blobPrefix]);
      if (lists.size < mostLists && !lists.has(key)) lists.set(key, this.#copies.list(place, target, task, {}));
    };
    for (const upload of task === undefined ? [] : listUploads(task)) list('outputFiles', upload);
    const workDirectory = task && findWorkDirectory(task);
    if (workDirectory !== undefined) list('workDirectory', workDirectory);
    const conventional =
      this.#parts.autoStorage === undefined ? undefined : await this.#findConventionTarget(owner, {});
    if (conventional !== undefined && 'toBlobs' in conventional) list('autoStorage', conventional);
    const files = new Map<string, NodeFile>();
    for (const found of await Promise.all(lists.values()))
      for (const file of found) if (!files.has(file.name)) files.set(file.name, file);
    return [...files.values()];
  }

  /**
   * Returns the task whose file is sought in other places if `error` means that the node no longer has it. Returns
   * undefined for other errors, if the task has not ended, and if the task cannot be read: then `error` stands.
   */
  async #findOwner(error: unknown, owner: TaskOwner, path: string, options: CallOptions): Promise<Owner | undefined> {
    if (findMissing(error, path) === undefined) return undefined;
    if (BatchError.is(error, 'TaskNotFound', 'JobNotFound')) return { ...owner, task: undefined };
    const task = await this.#getTask(owner, options);
    if (task?.state !== 'completed') return undefined;
    return isNotThere(error) && !this.#isKept(owner, task, path) ? undefined : { ...owner, task };
  }

  /**
   * Returns true if a file that its node doesn't have may still be elsewhere: logs of a task always existed somewhere,
   * and other files are sought if there is evidence of them.
   */
  #isKept(owner: TaskOwner, task: Task, path: string): boolean {
    return (
      listLogPaths().includes(path) ||
      typeof findUploads(task, path) !== 'string' ||
      (findWorkDirectory(task)?.toBlobs(path) ?? []).length > 0 ||
      this.#listed.get(toTaskKey(owner))?.files?.some(({ name }) => name === path) === true
    );
  }

  async #getTask(owner: TaskOwner, options: CallOptions): Promise<Task | undefined> {
    const key = toTaskKey(owner);
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

function toTaskKey({ jobId, taskId }: TaskOwner): string {
  return JSON.stringify([jobId, taskId]);
}

/** Returns true if the node has no such file. A single missing file may never have existed. */
function isNotThere(error: unknown): boolean {
  return BatchError.is(error, 'FileNotFound', 'ResourceNotFound');
}

/** Remembers a task's data and evicts the oldest entry beyond the limit. */
function keep<T>(all: Map<string, T>, key: string, value: T): void {
  all.delete(key);
  all.set(key, value);
  for (const oldest of all.keys()) {
    if (all.size <= maxTasks) break;
    all.delete(oldest);
  }
}

/**
 * Adds the folders that contain the files, as a node lists them; unless the list is recursive, keeps only the topmost
 * level.
 */
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

/** Reduces the answers of a place about several files to the different ones, with a next step if there are any. */
function ofSeveral(answers: readonly OtherPlace[]): readonly OtherPlace[] {
  const helpful = new Set(answers.flatMap(({ place, step }) => (step === undefined ? [] : [place])));
  const different = new Map(answers.map((answer) => [JSON.stringify(answer), answer]));
  return [...different.values()].filter(({ place, step }) => step !== undefined || !helpful.has(place));
}
