import type { Readable } from 'node:stream';
import type { DiskChange } from './diskChanges.ts';
import type { RunResult } from './outcome.ts';
import type { RunScript } from './runScript.ts';

/** One run of a command line on a node: a task, a start task, a job preparation or release task. */
export interface CommandRun {
  readonly kind: 'task' | 'startTask' | 'jobPreparation' | 'jobRelease';
  readonly poolId: string;
  readonly nodeId: string;
  readonly jobId?: string;
  readonly taskId?: string;
  /** From 0; counts retries and requeues, so that a scenario can make a later attempt succeed. */
  readonly attempt: number;
  readonly commandLine: string;
  /** Folder of this run relative to the node's root: `workitems/job/job-1/task`, `startup`. */
  readonly rootDirectory: string;
  /** The `AZ_BATCH_*` settings that don't depend on the location of the node's files, and the task's own settings. */
  readonly environment: Readonly<Record<string, string>>;
  /**
   * Settings whose values are folders or files of the node, relative to its root (`AZ_BATCH_JOB_PREP_DIR`:
   * `workitems/job/job-1/jobpreparation`); the program sees absolute paths.
   */
  readonly pathSettings?: Readonly<Record<string, string>>;
  readonly resourceFiles: readonly Readonly<Record<string, unknown>>[];
  readonly outputFiles: readonly Readonly<Record<string, unknown>>[];
  /** The outcome to play instead of running the command line. */
  readonly script?: RunScript | undefined;
  /** Aborted when the program has reached its time limit. */
  readonly overtime?: AbortSignal;
  /** Aborted to end the run: the task was terminated, or the node reboots or leaves. */
  readonly signal: AbortSignal;
}

/** `TaskContainerExecutionInformation` as on the wire. */
export type ContainerInfo = {
  readonly containerId: string;
  /** State as the container engine names it. */
  readonly state: 'created' | 'running' | 'exited';
  readonly error?: string;
};

export interface StoredFile {
  /** Relative to the node's root, with `/`. */
  readonly path: string;
  readonly isDirectory: boolean;
  readonly contentLength: number;
  readonly lastModifiedMs: number;
  /** Octal as Batch prints it (`0o100644`); Linux only. */
  readonly fileMode?: string;
}

/** The disk of one node, relative to its root folder. Paths never leave it. */
export interface NodeFiles {
  /** Lists direct children of `folder`, or everything below it. Empty if the folder doesn't exist. */
  list(folder: string, recursive: boolean): Promise<readonly StoredFile[]>;
  find(path: string): Promise<StoredFile | undefined>;
  /** Reads the bytes from `start` to `end`, inclusive. */
  read(path: string, start: number, end: number): Readable;
  remove(path: string): Promise<void>;
}

export interface SshUser {
  readonly name: string;
  readonly isAdmin: boolean;
  readonly expiryTimeMs: number;
  readonly password?: string;
  readonly sshPublicKey?: string;
}

/** Address of an SSH server. */
export interface SshEndpoint {
  readonly address: string;
  readonly port: number;
}

/** A range of ports; the first free one is used. */
export interface PortRange {
  readonly first: number;
  readonly last: number;
}

/** Access to a machine's SSH server, which gets a port when it is first opened, and keeps it. */
export interface SshAccess {
  /** Undefined until the server is opened. */
  readonly endpoint: SshEndpoint | undefined;
  /** Resolves when clients can connect, on one of the wanted ports if any is free. Rejects if there is no free port. */
  open(wanted?: PortRange): Promise<SshEndpoint>;
}

/** A machine provided by the executor: a disk, runs of commands, and remote access. */
export interface NodeMachine {
  readonly files: NodeFiles;
  /** Resolves when the run has ended and its files are written; never rejects because of the command. */
  run(run: CommandRun): Promise<RunResult>;
  /** Absent if the machine has no SSH server. */
  readonly ssh?: SshAccess;
  /** Passes exactly these users to the SSH server, and ends the sessions of all others. */
  setUsers(users: readonly SshUser[]): void;
  /**
   * Writes the files of a past run to `rootDirectory` without running it, replacing earlier content; with an empty
   * `rootDirectory`, only adds the script's files to the disk. Only machines that play a scenario support this.
   * `endedAtMs` is its end, in milliseconds of the clock.
   */
  place?(rootDirectory: string, script: RunScript, endedAtMs: number): void;
  /** Lists the changes of the disk, if they are known as data. */
  listDiskChanges?(): readonly DiskChange[];
  /** Copies the disk to a folder, if the disk itself is a folder. */
  copyDisk?(folder: string): Promise<void>;
  /** Ends all runs, and keeps the disk if it is persistent. */
  close(): Promise<void>;
  /** Ends all runs and wipes the disk. */
  dispose(): Promise<void>;
}

/** Initial content of a disk, taken from an earlier machine. */
export interface DiskOrigin {
  readonly changes?: readonly DiskChange[];
  /** A folder whose content is copied to the disk. */
  readonly folder?: string;
}

export interface MachineRequest {
  readonly accountName: string;
  readonly poolId: string;
  readonly nodeId: string;
  readonly os: 'linux' | 'windows';
  readonly disk?: DiskOrigin;
  /** Called with each change of the disk, if the machine knows its changes as data. */
  readonly onDiskChange?: (change: DiskChange) => void;
}

/** Runs the work of nodes: by real processes, or by playing a scenario. */
export interface Executor {
  /** Set if command lines run as programs on this computer. */
  readonly runsPrograms?: boolean;
  /** Number of runs, machine starts, and machine ends in progress that take real time, independent of the clock. */
  readonly worksUnderway?: number;
  createMachine(request: MachineRequest): Promise<NodeMachine>;
  /** Removes disks of an earlier run of the simulator for which no machine was created. */
  forgetOtherDisks?(): Promise<void>;
  dispose(): Promise<void>;
}
