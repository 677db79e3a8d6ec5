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
  /** From 0; counts retries and requeues, so that a scenario may let a later attempt succeed. */
  readonly attempt: number;
  readonly commandLine: string;
  /** Folder of this run relative to the node's root: `workitems/job/job-1/task`, `startup`. */
  readonly rootDirectory: string;
  /** The `AZ_BATCH_*` settings whose values do not depend on where the node's files are, and the task's own. */
  readonly environment: Readonly<Record<string, string>>;
  /**
   * Settings whose values are folders or files of the node, relative to its root (`AZ_BATCH_JOB_PREP_DIR`:
   * `workitems/job/job-1/jobpreparation`); the program sees them as absolute paths.
   */
  readonly pathSettings?: Readonly<Record<string, string>>;
  readonly resourceFiles: readonly Readonly<Record<string, unknown>>[];
  readonly outputFiles: readonly Readonly<Record<string, unknown>>[];
  /** What becomes of it, instead of what its command line does. */
  readonly script?: RunScript | undefined;
  /** Aborted once the program has run for as long as it may. */
  readonly overtime?: AbortSignal;
  /** Ends the run: the task was terminated, the node reboots or leaves. */
  readonly signal: AbortSignal;
}

/** `TaskContainerExecutionInformation` as the wire has it. */
export type ContainerInfo = {
  readonly containerId: string;
  /** As the container's engine calls it. */
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

/** The disk of one node, seen from its root folder. Paths never leave it. */
export interface NodeFiles {
  /** Direct children of `folder`, or everything below it. Empty when there is no such folder. */
  list(folder: string, recursive: boolean): Promise<readonly StoredFile[]>;
  find(path: string): Promise<StoredFile | undefined>;
  /** Bytes `start` to `end` inclusive. */
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

/** Where an SSH server listens. */
export interface SshEndpoint {
  readonly address: string;
  readonly port: number;
}

/** Ports from which one is to be taken, the first that is free. */
export interface PortRange {
  readonly first: number;
  readonly last: number;
}

/** The way to the SSH server of a machine, which takes a port when it is opened for the first time, and keeps it. */
export interface SshAccess {
  /** Undefined until it was opened. */
  readonly endpoint: SshEndpoint | undefined;
  /**
   * Resolves when clients can connect, on one of the wanted ports if any is free. Rejects when there is no free port.
   */
  open(wanted?: PortRange): Promise<SshEndpoint>;
}

/** A machine as the executor provides it: a disk, runs of commands, and a way in. */
export interface NodeMachine {
  readonly files: NodeFiles;
  /** Resolves when the run has ended and its files are written; never rejects for what the command does. */
  run(run: CommandRun): Promise<RunResult>;
  /** Absent when it has no SSH server. */
  readonly ssh?: SshAccess;
  /** Makes exactly these users known to the SSH server, and ends sessions of all others. */
  setUsers(users: readonly SshUser[]): void;
  /**
   * Lays down what a run has left in `rootDirectory` without running it, in place of what is there; with an empty
   * `rootDirectory` only the script's files are added to the disk. Only machines that play a scenario have it.
   * `endedAtMs` is when it ended, in milliseconds of the clock.
   */
  place?(rootDirectory: string, script: RunScript, endedAtMs: number): void;
  /** What has become of the disk, where that is known as data. */
  listDiskChanges?(): readonly DiskChange[];
  /** Copies the disk to a folder, where it is one. */
  copyDisk?(folder: string): Promise<void>;
  /** Ends what runs, and leaves the disk as it is where it is one that lasts. */
  close(): Promise<void>;
  /** Ends what runs and wipes the disk. */
  dispose(): Promise<void>;
}

/** What a disk begins with: that of an earlier machine. */
export interface DiskOrigin {
  readonly changes?: readonly DiskChange[];
  /** A folder whose content is copied. */
  readonly folder?: string;
}

export interface MachineRequest {
  readonly accountName: string;
  readonly poolId: string;
  readonly nodeId: string;
  readonly os: 'linux' | 'windows';
  readonly disk?: DiskOrigin;
  /** Called for what becomes of the disk, where that is known as data. */
  readonly onDiskChange?: (change: DiskChange) => void;
}

/** How nodes do their work: by real processes, or by playing a scenario. */
export interface Executor {
  /** Whether command lines run as programs of this computer. */
  readonly runsPrograms?: boolean;
  /** Runs, starts and ends of machines that go on in the computer's time, whatever the clock says. */
  readonly worksUnderway?: number;
  createMachine(request: MachineRequest): Promise<NodeMachine>;
  /** Takes away disks of an earlier run of the simulator that no machine was made for. */
  forgetOtherDisks?(): Promise<void>;
  dispose(): Promise<void>;
}
