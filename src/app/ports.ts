import type { HostReach } from '../core/answers/hostReach.ts';
import type { Clock } from '../core/clock.ts';
import type * as Diagnosis from '../core/diagnosis/diagnosis.ts';
import type { Event } from '../core/event.ts';
import type { Account, SignInKind } from '../core/model/account.ts';
import type { NodeResource } from '../core/model/resource.ts';
import type { KnownResubmissions } from '../core/model/resubmission.ts';
import type { FoundLine } from '../core/query/fileSearch.ts';
import type { BulkItem } from '../core/remedy/bulk/bulkRecord.ts';
import type { TokenSource } from '../service/auth/tokenSource.ts';
import type { ConnectOptions } from '../service/connectOptions.ts';
import type { BatchService } from '../service/ports.ts';
import type { AccountStore } from '../service/store/accountStore.ts';
import type { ReadFailure, WantedLogs } from './evidence/readTaskLogs.ts';

/*
 * What the application needs of the program around it. The extension hands over what VS Code has; other programs and
 * tests bring their own.
 */

/** Values that outlive the program, by key; what is read may be of any shape. A `Memento` of VS Code is one. */
export interface State {
  get(key: string): unknown;
  /** Saves a value, or removes it where it is undefined. */
  update(key: string, value: unknown): PromiseLike<void>;
}

/** Secrets, by key. A `SecretStorage` of VS Code is one. Throws what the keyring of the system throws. */
export interface Secrets {
  get(key: string): PromiseLike<string | undefined>;
  store(key: string, secret: string): PromiseLike<void>;
  delete(key: string): PromiseLike<void>;
  /** A secret was changed, perhaps by another window. */
  readonly onDidChange: Event<{ readonly key: string }>;
}

/** What the user has set, as it is now. */
export interface Settings {
  /** Milliseconds between two refreshes of what is visible; undefined when the user switched it off. */
  readonly refreshIntervalMs: number | undefined;
  /** Whether nothing in Azure may be changed from here. */
  readonly isReadOnly: boolean;
  /** Whether the user trusts what is opened, so that its settings may decide where requests go. */
  readonly isTrusted: boolean;
}

/** What the product writes down of itself. It makes every entry one visible line without secrets, whatever its source. */
export interface Log {
  debug(entry: string): void;
  info(entry: string): void;
  warn(entry: string): void;
  error(entry: string): void;
}

/** Parts of the product that are loaded when they are first asked for. */
export interface Bundles {
  /** What explains failures. */
  diagnosis(): DiagnosisBundle;
  /** How Azure Batch is reached. */
  service(): ServiceBundle;
  /** Tokens of those who sign in outside of the program. */
  auth(): AuthBundle;
  /** What reads the logs of tasks that failed. */
  reading(): ReadingBundle;
}

/** They read the shape of what they are given. What the application has was read when the service answered, or from the disk. */
type Doors =
  | 'explainTask'
  | 'explainJob'
  | 'explainNode'
  | 'explainPool'
  | 'explainJobSchedule'
  | 'compareTasks'
  | 'clusterFailures';
export type DiagnosisBundle = Omit<typeof Diagnosis, Doors>;

interface ServiceBundle {
  connect(options: ConnectOptions): BatchService;
  createAccountStore(
    account: Account,
    service: BatchService,
    clock?: Clock,
    resubmissions?: KnownResubmissions,
  ): AccountStore;
  measureReach(endpoint: string, clock: Clock, signal: AbortSignal): Promise<HostReach>;
}

interface AuthBundle {
  createIdentityTokenSource(kind: Exclude<SignInKind, 'microsoft'>, tenantId?: string): TokenSource;
}

interface ReadingBundle {
  readFailure(
    bundles: DiagnosisWith<'judgeLogs'>,
    service: Pick<BatchService, 'taskFiles' | 'nodes'>,
    wanted: WantedLogs,
  ): Promise<ReadFailure>;
}

/** What needs nothing but to read the logs of tasks. */
export type ReadingBundles = Pick<Bundles, 'diagnosis' | 'reading'>;

/** What needs nothing but the diagnosis. */
export type ExplainingBundles = Pick<Bundles, 'diagnosis'>;

/** What needs little of the diagnosis. */
export interface DiagnosisWith<Name extends keyof DiagnosisBundle> {
  diagnosis(): Pick<DiagnosisBundle, Name>;
}

/**
 * A folder on this computer that belongs to the product: text files, and no folders in it. Anything else in it (a link,
 * a pipe, a folder) is left alone: not read, not followed, and not removed.
 */
export interface Folder {
  /** The name of the file for a key, which may hold anything and be long. The same in every version. */
  toName(key: string): string;
  /** The names of all that is there; none where there is no folder. Throws what the disk throws, as all of these do. */
  listNames(): Promise<readonly string[]>;
  /** Undefined where there is no such file, or it is larger than any that is written here. */
  measure(name: string): Promise<FileMeasure | undefined>;
  /**
   * All of a file; undefined where there is no such file, or it has more than `mostBytes`. Without that, the limit is what
   * a small file may have: one that something else left here must not hold up all that waits for the others.
   */
  read(name: string, mostBytes?: number): Promise<string | undefined>;
  /** The lines of a file that are not empty; of one that is larger than any that is written here, those at its end. */
  readLines(name: string): AsyncIterable<string>;
  /**
   * Saves a file that was not there; otherwise changes nothing and resolves to false. Of several who try at once, in
   * whatever process, one creates it. Makes the folder.
   */
  create(name: string, text: string): Promise<boolean>;
  /** Saves a file in the place of the one that is there, which at no moment is half of either. Makes the folder. */
  replace(name: string, text: string): Promise<void>;
  /**
   * Writes over a file that is there, in its place: a reader may find it empty or incomplete until then. Resolves to
   * false, and makes none, where there is no such file.
   */
  overwrite(name: string, text: string): Promise<boolean>;
  /** Adds to the end of a file, or makes it; what several add at once comes one after the other. Makes the folder. */
  append(name: string, text: string): Promise<void>;
  /** A file that is there, to be continued after its last whole line: what follows that is cut off. */
  open(name: string): Promise<OpenFile>;
  /** Makes a file look as if it had been saved at a time; throws where there is no such file. */
  touch(name: string, savedAtMs: number): Promise<void>;
  /** Gives a file another name, in the place of the one that has it; at no moment there is none of either name. */
  rename(from: string, to: string): Promise<void>;
  remove(name: string): Promise<void>;
  /** Removes the folder, if nothing is in it. */
  removeSelf(): Promise<void>;
}

/** A file to which lines are added until it is closed. Throws what the disk throws; a line may have been cut then. */
export interface OpenFile {
  /** Adds to the end, wherever that is by now. The next is added once this has resolved. */
  append(text: string): Promise<void>;
  /** Resolves when what was added, and all before it, outlasts this process and the computer. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

export interface FileMeasure {
  /** Milliseconds since the epoch. */
  readonly savedAtMs: number;
  /** Bytes. */
  readonly size: number;
}

/** The host keys by which this computer knows nodes. */
export interface HostKeys {
  /** Sends a request after which nodes are other machines, with other host keys by our own doing, and remembers that. */
  whileReimaging(nodes: readonly BulkItem<NodeResource>[], request: () => Promise<void>): Promise<void>;
  /** Forgets the pinned host keys of a node that is gone. */
  forget(node: NodeResource): Promise<void>;
}

/** A folder that the user has chosen for files of theirs. */
export interface OutputFolder {
  /** As the user knows it. */
  readonly path: string;
  /**
   * Begins a file, or goes on with what there is of it from before. `names` lead to it, and its folders are made. Undefined
   * where all of it is there; throws where another file is, and what the disk throws.
   */
  begin(names: readonly string[], measure: OutputMeasure): Promise<OutputFile | undefined>;
  /** Removes the folders that were made here and in which nothing is, once no file is open any more. */
  tidy(): Promise<void>;
  /** Saves a file where none is of that name. Throws as `begin` does. */
  write(names: readonly string[], content: Uint8Array): Promise<void>;
}

/** What a file is going to be, by which it is known again. */
export interface OutputMeasure {
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since the epoch. */
  readonly modifiedMs: number;
}

/** A file that does not have its name before all of it is written. */
export interface OutputFile {
  /** Bytes that are there from before. */
  readonly size: number;
  append(bytes: Uint8Array): Promise<void>;
  /** All is written: the file gets its name and its time. */
  finish(): Promise<void>;
  /** Leaves what is written, to be continued. */
  close(): Promise<void>;
}

/** Searches files for one text, beside everything else: there are expressions that never come to an end. */
export interface TextSearch {
  /** Begins with another file. */
  open(): SearchedFile;
  /** Ends all that goes on. */
  close(): void;
}

/** A file that is searched part by part. Rejects where the expression takes too long on a line. */
export interface SearchedFile {
  /** Searches the next part, which is not to be used afterwards; resolves to how many lines were found by now. */
  add(bytes: Uint8Array): Promise<number>;
  /** The file has ended, or `isCut`: its last line is not whole then, and is not searched. */
  end(isCut?: boolean): Promise<FoundLines>;
}

export interface FoundLines {
  /** The first lines that were found. */
  readonly found: readonly FoundLine[];
  /** Whether there are more than those. */
  readonly hasMore: boolean;
  /** How many lines were read whole. */
  readonly lines: number;
}

export interface FolderRequest {
  readonly title: string;
  /** What the button says that takes the folder. */
  readonly confirm: string;
}

/** The process that this program runs in, among those of this computer. Other computers may share its folders. */
export interface Host {
  /** The name of the computer. */
  readonly name: string;
  readonly processId: number;
  /** An id that no one else has made. */
  makeId(): string;
  /** Whether a process of this computer runs, whichever user owns it. */
  isRunning(processId: number): boolean;
}
