import type { HostReach } from '../core/answers/hostReach.ts';
import type { BulkItem } from '../core/changes/bulk/bulkRecord.ts';
import type { Clock } from '../core/clock.ts';
import type { NodeOutcome } from '../core/connect/commandOutcome.ts';
import type { SshConfigEntry } from '../core/connect/sshConfigEntry.ts';
import type * as Diagnosis from '../core/diagnosis/diagnosis.ts';
import type { Event } from '../core/event.ts';
import type { FoundLine } from '../core/files/fileSearch.ts';
import type { Account, IdentityKind } from '../core/model/account.ts';
import type { NodeResource } from '../core/model/resource.ts';
import type { KnownResubmissions } from '../core/model/resubmission.ts';
import type { TokenSource } from '../service/auth/tokenSource.ts';
import type { ConnectOptions } from '../service/connectOptions.ts';
import type { BatchService } from '../service/ports.ts';
import type { AccountSnapshot, AccountStore } from '../service/store/accountStore.ts';
import type { ReadFailure, WantedLogs } from './evidence/readTaskLogs.ts';

/*
 * The services that the application needs from the surrounding program. The extension passes VS Code's services; other
 * programs and tests have their own.
 */

/** Values that outlive the program, by key. Read values may have any shape. VS Code's `Memento` is an example. */
export interface State {
  get(key: string): unknown;
  /** Saves a value, or removes it when it is undefined. */
  update(key: string, value: unknown): PromiseLike<void>;
}

/** Secrets by key. A VS Code `SecretStorage` is an example. Throws the errors of the system's keyring. */
export interface Secrets {
  get(key: string): PromiseLike<string | undefined>;
  store(key: string, secret: string): PromiseLike<void>;
  delete(key: string): PromiseLike<void>;
  /** Fires when a secret has changed, possibly in another window. */
  readonly onDidChange: Event<{ readonly key: string }>;
}

/** The user's current settings. */
export interface Settings {
  /** Milliseconds between two refreshes of visible data; undefined if the user turned refreshes off. */
  readonly refreshIntervalMs: number | undefined;
  /** True if this extension may not change anything in Azure. */
  readonly isReadOnly: boolean;
  /** True if the user trusts the open workspace, so that its settings may determine where requests go. */
  readonly isTrusted: boolean;
}

/** The extension's log. Turns every entry into one visible line without secrets, regardless of its source. */
export interface Log {
  debug(entry: string): void;
  info(entry: string): void;
  warn(entry: string): void;
  error(entry: string): void;
}

/** Parts of the extension that are loaded on first use. */
export interface Bundles {
  /** Returns the bundle that explains failures. */
  diagnosis(): DiagnosisBundle;
  /** Returns the bundle that connects to Azure Batch. */
  service(): ServiceBundle;
  /** Provides tokens for users who sign in outside the program. */
  auth(): {
    createIdentityTokenSource(
      kind: IdentityKind,
      tenantId?: string,
      options?: Pick<ConnectOptions, 'findProxy'>,
    ): TokenSource;
  };
  /** Returns the bundle that reads the logs of failed tasks. */
  reading(): ReadingBundle;
}

/**
 * Functions that validate the shape of their input. The application does not need them, because its data was validated
 * when it was received from the service or read from disk.
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

/** An account's service and, if loaded, its lists, which may show that a task's node no longer exists. */
export interface ReadableStore {
  readonly service: Pick<BatchService, 'taskFiles' | 'nodeFiles' | 'nodes' | 'tasks'>;
  readonly snapshot?: AccountSnapshot;
}

interface ReadingBundle {
  readFailure(
    bundles: DiagnosisWith<'judgeLogs' | 'judgeSuccess'>,
    store: ReadableStore,
    wanted: WantedLogs,
  ): Promise<ReadFailure>;
}

/** The bundles for functions that only read the logs of tasks. */
export type ReadingBundles = Pick<Bundles, 'diagnosis' | 'reading'>;

/** The bundles for functions that need only the diagnosis. */
export type ExplainingBundles = Pick<Bundles, 'diagnosis'>;

/** The bundles for functions that need only parts of the diagnosis. */
export interface DiagnosisWith<Name extends keyof DiagnosisBundle> {
  diagnosis(): Pick<DiagnosisBundle, Name>;
}

/**
 * A folder on this computer that belongs to the extension and contains text files but no folders. Anything else in it
 * (a link, a pipe, a folder) is left alone: not read, not followed, and not removed.
 */
export interface Folder {
  /** Returns the file name for a key of any length and characters. The name is the same in every version. */
  toName(key: string): string;
  /** Lists the names of all files; empty if the folder does not exist. All methods throw disk errors. */
  listNames(): Promise<readonly string[]>;
  /** Returns a file's size and time; undefined if it does not exist, or is larger than any file written here. */
  measure(name: string): Promise<FileMeasure | undefined>;
  /**
   * Reads a whole file; undefined if it does not exist, or is larger than `mostBytes`. The default limit is small,
   * because a file left by another program must not delay everything that waits for the others.
   */
  read(name: string, mostBytes?: number): Promise<string | undefined>;
  /** Reads the nonempty lines of a file, or only those at its end if it is larger than any file written here. */
  readLines(name: string): AsyncIterable<string>;
  /**
   * Saves a new file. Changes nothing and resolves to false if the file exists. Of several simultaneous attempts, in
   * any process, only one creates it. Creates the folder.
   */
  create(name: string, text: string): Promise<boolean>;
  /** Replaces a file atomically. Creates the folder. */
  replace(name: string, text: string): Promise<void>;
  /**
   * Overwrites an existing file in place. Until this is done, a reader may find the file empty or incomplete. If the
   * file does not exist, resolves to false and does not create it.
   */
  overwrite(name: string, text: string): Promise<boolean>;
  /** Appends to a file, or creates it. Simultaneous additions follow one another. Creates the folder. */
  append(name: string, text: string): Promise<void>;
  /** Opens an existing file to continue after its last complete line. Anything after that line is cut off. */
  open(name: string): Promise<OpenFile>;
  /** Sets the time at which a file was last saved. Throws if the file does not exist. */
  touch(name: string, savedAtMs: number): Promise<void>;
  /** Renames a file atomically, replacing any file with the new name. */
  rename(from: string, to: string): Promise<void>;
  remove(name: string): Promise<void>;
  /** Removes the folder if it is empty. */
  removeSelf(): Promise<void>;
}

/** A file to which lines are added until it is closed. Throws disk errors; a line may then be incomplete. */
export interface OpenFile {
  /** Appends to the current end. Must not be called again before this has resolved. */
  append(text: string): Promise<void>;
  /** Resolves when everything appended so far survives a crash of this process and the computer. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

export interface FileMeasure {
  /** Time of the last save, in milliseconds since the epoch. */
  readonly savedAtMs: number;
  /** Size in bytes. */
  readonly size: number;
}

/** The host keys by which this computer recognizes nodes. */
export interface HostKeys {
  /** Sends a request that replaces nodes with other machines, and records that their host keys will change. */
  whileReimaging(nodes: readonly BulkItem<NodeResource>[], request: () => Promise<void>): Promise<void>;
  /** Forgets the pinned host keys of a deleted node. */
  forget(node: NodeResource): Promise<void>;
}

/** A command for nodes: the path of `ssh`, the input of a node's shell, and the user that runs it. */
export interface NodesRun {
  readonly program: string;
  readonly command: string;
  readonly runAs: RunAsChoice;
}

/** The user that a command runs as: one that is added for the command and removed afterward, or an existing one. */
export type RunAsChoice =
  | { readonly kind: 'temporary'; readonly isAdmin: boolean }
  | { readonly kind: 'existing'; readonly name: string };

/** Commands on nodes, by SSH. */
export interface NodeShell {
  /** Returns the path of the `ssh` program. Throws `BatchError`: `InvalidInput` in Restricted Mode, or `SshNotFound`. */
  findProgram(): Promise<string>;
  /** Runs one command on each of the nodes, showing progress, and returns the outcomes in their order. */
  run(nodes: readonly NodeResource[], run: NodesRun): Promise<readonly NodeOutcome[]>;
}

/** The entries for nodes in the user's `ssh_config`. Changes throw `BatchError`. */
export interface SshConfig {
  findPath(): string;
  list(): Promise<readonly SshConfigEntry[]>;
  remove(hosts: readonly string[]): Promise<void>;
  /** Removes the entries of nodes, because one of their users was removed. */
  removeOf(nodes: readonly NodeResource[]): Promise<void>;
}

/** A folder that the user has picked for their own files. */
export interface OutputFolder {
  /** The path as the user knows it. */
  readonly path: string;
  /**
   * Starts a file, or continues a partial file from an earlier download. `names` is the path to the file, whose folders
   * are created. Undefined if the file is complete. Throws if another file is in its place, and throws disk errors.
   */
  begin(names: readonly string[], measure: OutputMeasure): Promise<OutputFile | undefined>;
  /** Removes empty folders that were created here, after all files have been closed. */
  tidy(): Promise<void>;
  /** Saves a new file. Throws as `begin` does. */
  write(names: readonly string[], content: Uint8Array): Promise<void>;
}

/** The expected properties of a file, used to recognize it later. */
export interface OutputMeasure {
  /** Size in bytes. */
  readonly size: number;
  /** Modification time in milliseconds since the epoch. */
  readonly modifiedMs: number;
  /** True for a file that other users of this computer may not read. */
  readonly isPrivate?: boolean;
}

/** A file that gets its name only when it is complete. */
export interface OutputFile {
  /** Number of bytes that already exist from an earlier download. */
  readonly size: number;
  append(bytes: Uint8Array): Promise<void>;
  /** Finishes the file and gives it its name and time. */
  finish(): Promise<void>;
  /** Closes the file and keeps the bytes written so far, so that it can be continued. */
  close(): Promise<void>;
}

/** Searches files for one text without blocking other work, because some regular expressions never finish. */
export interface TextSearch {
  open(): SearchedFile;
  /** Aborts everything in progress. */
  close(): void;
}

/** A file that is searched part by part. Rejects if the regular expression takes too long on a line. */
export interface SearchedFile {
  /**
   * Searches the next part, which the caller must not use afterward. Resolves to the number of matching lines so far.
   */
  add(bytes: Uint8Array): Promise<number>;
  /** Ends the file. With `isCut`, its last line is incomplete and is not searched. */
  end(isCut?: boolean): Promise<FoundLines>;
}

export interface FoundLines {
  readonly found: readonly FoundLine[];
  readonly hasMore: boolean;
  /** Number of lines read completely. */
  readonly lines: number;
}

export interface FolderRequest {
  readonly title: string;
  readonly confirm: string;
}

/** The process of this program. Other computers may share its folders. */
export interface Host {
  readonly name: string;
  readonly processId: number;
  /** Returns an ID that no other process creates. */
  makeId(): string;
  /** Checks whether a process is running on this computer, regardless of its owner. */
  isRunning(processId: number): boolean;
}
