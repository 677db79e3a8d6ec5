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
import type { AccountSnapshot, AccountStore } from '../service/store/accountStore.ts';
import type { ReadFailure, WantedLogs } from './evidence/readTaskLogs.ts';

/*
 * The services that the application needs from the program around it. The extension passes those of VS Code; other
 * programs and tests have their own.
 */

/** Values that outlive the program, by key; values that are read may have any shape. A VS Code `Memento` is one. */
export interface State {
  get(key: string): unknown;
  /** Saves a value, or removes it when it is undefined. */
  update(key: string, value: unknown): PromiseLike<void>;
}

/** Secrets by key. A VS Code `SecretStorage` is one. Throws the errors of the system's keyring. */
export interface Secrets {
  get(key: string): PromiseLike<string | undefined>;
  store(key: string, secret: string): PromiseLike<void>;
  delete(key: string): PromiseLike<void>;
  /** Fires when a secret was changed, perhaps by another window. */
  readonly onDidChange: Event<{ readonly key: string }>;
}

/** The user's current settings. */
export interface Settings {
  /** Milliseconds between two refreshes of visible data; undefined when the user turned them off. */
  readonly refreshIntervalMs: number | undefined;
  /** True when this extension may change nothing in Azure. */
  readonly isReadOnly: boolean;
  /** True when the user trusts the open workspace, so that its settings may decide where requests go. */
  readonly isTrusted: boolean;
}

/** The product's log. Turns every entry into one visible line without secrets, whatever its source. */
export interface Log {
  debug(entry: string): void;
  info(entry: string): void;
  warn(entry: string): void;
  error(entry: string): void;
}

/** Parts of the product that are loaded on first use. */
export interface Bundles {
  /** Explains failures. */
  diagnosis(): DiagnosisBundle;
  /** Connects to Azure Batch. */
  service(): ServiceBundle;
  /** Provides tokens for users who sign in outside of the program. */
  auth(): { createIdentityTokenSource(kind: Exclude<SignInKind, 'microsoft'>, tenantId?: string): TokenSource };
  /** Reads the logs of failed tasks. */
  reading(): ReadingBundle;
}

/**
 * Functions that validate the shape of their input. The application does not need them, because its data was validated
 * when it arrived from the service or the disk.
 */
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

/** The service of an account, and its lists: they may show that the node of a task is gone. */
export interface ReadableStore {
  readonly service: Pick<BatchService, 'taskFiles' | 'nodes'>;
  readonly snapshot?: AccountSnapshot;
}

interface ReadingBundle {
  readFailure(bundles: DiagnosisWith<'judgeLogs'>, store: ReadableStore, wanted: WantedLogs): Promise<ReadFailure>;
}

/** For functions that only read the logs of tasks. */
export type ReadingBundles = Pick<Bundles, 'diagnosis' | 'reading'>;

/** For functions that only need the diagnosis. */
export type ExplainingBundles = Pick<Bundles, 'diagnosis'>;

/** For functions that need little of the diagnosis. */
export interface DiagnosisWith<Name extends keyof DiagnosisBundle> {
  diagnosis(): Pick<DiagnosisBundle, Name>;
}

/**
 * A folder on this computer that belongs to the product: text files, and no folders in it. Anything else in it (a link,
 * a pipe, a folder) is left alone: not read, not followed, and not removed.
 */
export interface Folder {
  /** Returns the file name for a key, which may contain anything and be long. The same in every version. */
  toName(key: string): string;
  /** Lists the names of all files; none when the folder does not exist. Throws disk errors, as all of these do. */
  listNames(): Promise<readonly string[]>;
  /** Undefined when the file does not exist, or is larger than any that is written here. */
  measure(name: string): Promise<FileMeasure | undefined>;
  /**
   * Reads a whole file; undefined when it does not exist, or is larger than `mostBytes`. The default limit is that of a
   * small file: one left by something else must not delay everything that waits for the others.
   */
  read(name: string, mostBytes?: number): Promise<string | undefined>;
  /** Reads the nonempty lines of a file; only those at its end when it is larger than any that is written here. */
  readLines(name: string): AsyncIterable<string>;
  /**
   * Saves a new file; changes nothing and resolves to false when it exists. Of several simultaneous attempts, in any
   * process, one creates it. Creates the folder.
   */
  create(name: string, text: string): Promise<boolean>;
  /** Replaces a file atomically. Creates the folder. */
  replace(name: string, text: string): Promise<void>;
  /**
   * Overwrites an existing file in place: until that is done, a reader may find it empty or incomplete. Resolves to
   * false, and creates none, when the file does not exist.
   */
  overwrite(name: string, text: string): Promise<boolean>;
  /** Appends to a file, or creates it; simultaneous additions follow one another. Creates the folder. */
  append(name: string, text: string): Promise<void>;
  /** Opens an existing file to continue after its last complete line; anything after that is cut off. */
  open(name: string): Promise<OpenFile>;
  /** Sets the time at which a file was last saved; throws when it does not exist. */
  touch(name: string, savedAtMs: number): Promise<void>;
  /** Renames a file atomically, replacing any file with the new name. */
  rename(from: string, to: string): Promise<void>;
  remove(name: string): Promise<void>;
  /** Removes the folder if it is empty. */
  removeSelf(): Promise<void>;
}

/** A file to which lines are added until it is closed. Throws disk errors; a line may then be incomplete. */
export interface OpenFile {
  /** Appends to the current end. Call it again only once this has resolved. */
  append(text: string): Promise<void>;
  /** Resolves when everything appended so far survives a crash of this process and the computer. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

export interface FileMeasure {
  /** Milliseconds since the epoch. */
  readonly savedAtMs: number;
  /** Bytes. */
  readonly size: number;
}

/** The host keys by which this computer recognizes nodes. */
export interface HostKeys {
  /** Sends a request after which nodes are other machines with other host keys, as expected, and remembers that. */
  whileReimaging(nodes: readonly BulkItem<NodeResource>[], request: () => Promise<void>): Promise<void>;
  /** Forgets the pinned host keys of a deleted node. */
  forget(node: NodeResource): Promise<void>;
}

/** A folder that the user has picked for their own files. */
export interface OutputFolder {
  /** The path that the user knows. */
  readonly path: string;
  /**
   * Starts a file, or continues a partial one from before. `names` lead to it, and its folders are created. Undefined
   * when the file is complete; throws when another file is in its place, and disk errors.
   */
  begin(names: readonly string[], measure: OutputMeasure): Promise<OutputFile | undefined>;
  /** Removes the folders that were created here and are empty, once no file is open any more. */
  tidy(): Promise<void>;
  /** Saves a new file. Throws as `begin` does. */
  write(names: readonly string[], content: Uint8Array): Promise<void>;
}

/** The expected properties of a file, by which it is recognized again. */
export interface OutputMeasure {
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since the epoch. */
  readonly modifiedMs: number;
}

/** A file that gets its name only when it is complete. */
export interface OutputFile {
  /** Bytes that already exist from before. */
  readonly size: number;
  append(bytes: Uint8Array): Promise<void>;
  /** Finishes the file, which gets its name and its time. */
  finish(): Promise<void>;
  /** Keeps what is written, so that it can be continued. */
  close(): Promise<void>;
}

/** Searches files for one text without blocking other work, because some regular expressions never finish. */
export interface TextSearch {
  /** Starts another file. */
  open(): SearchedFile;
  /** Aborts everything in progress. */
  close(): void;
}

/** A file that is searched part by part. Rejects when the expression takes too long on a line. */
export interface SearchedFile {
  /**
   * Searches the next part, which the caller must not use afterward; resolves to the number of matching lines so far.
   */
  add(bytes: Uint8Array): Promise<number>;
  /** Ends the file; with `isCut`, its last line is incomplete and is not searched. */
  end(isCut?: boolean): Promise<FoundLines>;
}

export interface FoundLines {
  /** The first matching lines. */
  readonly found: readonly FoundLine[];
  /** True when there are more. */
  readonly hasMore: boolean;
  /** Number of lines read completely. */
  readonly lines: number;
}

export interface FolderRequest {
  readonly title: string;
  /** The label of the button that picks the folder. */
  readonly confirm: string;
}

/** The process of this program, among those of this computer. Other computers may share its folders. */
export interface Host {
  /** The name of the computer. */
  readonly name: string;
  readonly processId: number;
  /** Makes a unique ID. */
  makeId(): string;
  /** Checks whether a process is running on this computer, regardless of its owner. */
  isRunning(processId: number): boolean;
}
