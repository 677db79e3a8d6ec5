import type { AccountQuotas } from '../core/model/accountQuotas.ts';
import type { BatchError } from '../core/model/batchError.ts';
import type { TaskConstraints } from '../core/model/common.ts';
import type {
  ComputeNode,
  DisableSchedulingOption,
  LogUploadResult,
  NodeRestartOption,
  NodeUser,
  RemoteLoginSettings,
} from '../core/model/computeNode.ts';
import type { DamagedItem } from '../core/model/damagedItem.ts';
import type { AzureHealth } from '../core/model/health.ts';
import type { Job, JobPreparationAndReleaseStatus, TaskCounts } from '../core/model/job.ts';
import type { JobSchedule } from '../core/model/jobSchedule.ts';
import type { LogEnd } from '../core/model/logEnd.ts';
import type {
  AccountChange,
  AccountMetrics,
  EventSubject,
  MonitorAnswer,
  OutboundEndpoint,
  RecordedThing,
  ServiceEvents,
} from '../core/model/monitor.ts';
import type { SubnetNetwork } from '../core/model/network.ts';
import type { NodeFile, NodeFileProperties } from '../core/model/nodeFile.ts';
import type { Application, Offer, SupportedImage, SupportedSize } from '../core/model/offer.ts';
import type { Pool, PoolNodeCounts } from '../core/model/pool.ts';
import type { Right } from '../core/model/right.ts';
import type { Subtask } from '../core/model/subtask.ts';
import type { Task } from '../core/model/task.ts';
import type { StorageAnswer } from '../core/model/unread.ts';

/** The supported versions of the Batch REST API. */
export type ApiVersion = '2025-06-01' | '2022-10-01.16.0';

export interface CallOptions {
  /** Aborts the request, or the wait before its next attempt. The call then throws `Cancelled`. */
  readonly signal?: AbortSignal;
}

/**
 * Options of a call that changes something. A request that has been sent is never aborted, even if the caller cancels
 * or the account is closed, because the service may have acted on it. Only its own time limit ends it, with an error
 * whose `mayHaveActed` is set.
 */
export interface ChangeOptions {
  /**
   * Aborts the waits before the request is sent: for its turn, and for another attempt if the service has refused and
   * done nothing. The call then throws `Cancelled`, and nothing was changed.
   */
  readonly signal?: AbortSignal;
}

/**
 * Options for reading a list. Reading throws `ForeignOrigin`, `MalformedResponse` (the list leads back to itself),
 * `AnswerTooLarge`, and `EndlessList`.
 */
export interface PagingOptions extends CallOptions {
  /**
   * Set if the caller itself limits how long it reads pages without items. Otherwise `EndlessList` is thrown after 200
   * such pages, or a minute of them: a service may send empty pages for as long as it searches, or forever.
   */
  readonly isPatient?: boolean;
}

export interface ListOptions extends PagingOptions {
  /** OData filter; build it with `core/filters/odata`. */
  readonly filter?: string;
  /** OData projection: names of top-level properties. Everything when absent. */
  readonly select?: readonly string[];
  /** Items per page, 1 to 1000 (Batch documentation: "maxresults"); fewer come if they are very large. */
  readonly pageSize?: number;
}

/** A collection of the service, page by page in the service's order. Each page is requested when it is consumed. */
export type Pages<T> = AsyncIterable<Page<T>>;

/**
 * One page of a collection. `isLast` saves a request for a page that doesn't exist; absent if unknown. `damaged` are
 * items that don't have the declared shape. Items that are `isAhead` of the collection may be in it again.
 */
export type Page<T> = readonly T[] & {
  readonly isLast?: boolean;
  readonly damaged?: readonly DamagedItem[];
  readonly isAhead?: boolean;
};

/** Part of a file. `end` is inclusive, as in HTTP. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

export interface FileListOptions extends PagingOptions {
  readonly recursive?: boolean;
  /** Limits the list to names with this prefix. */
  readonly namePrefix?: string;
  /**
   * For files of a task: the task as it is known. If the task has ended, its files in storage are listed as well, from
   * hosts that the user allows. Files that a workflow engine left come first in the topmost folder.
   */
  readonly task?: Task | undefined;
  /** Error with which the node just refused a file of the task; if set, only other places are searched. */
  readonly refusal?: unknown;
  readonly pageSize?: number;
}

export interface ReadOptions extends CallOptions {
  /** The whole file when absent; it must not be larger than 256 MiB. */
  readonly range?: ByteRange;
  /** When the file was last modified according to a list (ISO 8601); throws `InvalidInput` if it was modified since. */
  readonly unchangedSince?: string | undefined;
  /** For a file of a task: the task as it is known. Read to find copies of the file when absent. */
  readonly task?: Task | undefined;
}

/** Bytes of a file, with the properties that arrived in the same response. */
export type FileBytes = Uint8Array & { readonly properties?: Pick<NodeFileProperties, 'lastModified' | 'copy'> };

/** Files of one task or one node. */
export interface FilePort<Owner> {
  listFiles(owner: Owner, options?: FileListOptions): Pages<NodeFile>;
  /** Throws `BatchError` (`FileNotFound`, `NodeNotFound`, `TaskFilesUnavailable`, `TaskFilesCleanedup`, …). */
  getFileProperties(owner: Owner, path: string, options?: CallOptions): Promise<NodeFileProperties>;
  /**
   * Reads a range, up to the end of the file. Throws as `getFileProperties` does, and `InvalidRange` for a range past
   * the end.
   */
  readFile(owner: Owner, path: string, options?: ReadOptions): Promise<FileBytes>;
}

export interface TaskOwner {
  readonly jobId: string;
  readonly taskId: string;
}

export interface NodeOwner {
  readonly poolId: string;
  readonly nodeId: string;
}

/** Logs saved on this computer before actions, oldest first. Throws file system errors. */
export interface SavedFiles {
  ofTask(owner: TaskOwner): Promise<readonly SavedRun[]>;
  ofNode(owner: NodeOwner): Promise<readonly SavedRun[]>;
}

export interface SavedRun {
  /** ISO 8601. */
  readonly savedAt: string;
  readonly logs: readonly LogEnd[];
  /** The task when the logs were saved. */
  readonly task?: Task;
}

/** The operations on a Batch account that the extension uses. Every method throws only `BatchError` or `Cancelled`. */
export interface BatchService {
  readonly pools: PoolPort;
  readonly nodes: NodePort;
  readonly jobs: JobPort;
  readonly jobSchedules: JobSchedulePort;
  readonly tasks: TaskPort;
  readonly taskFiles: FilePort<TaskOwner>;
  readonly nodeFiles: FilePort<NodeOwner>;
  readonly agentLogs: AgentLogPort;
  readonly inputs: InputPort;
  readonly quotas: QuotaPort;
  readonly offer: OfferPort;
  readonly monitor: MonitorPort;
  readonly rights: RightsPort;
  /** The API version in use; settled by the account's first response. */
  readonly apiVersion: ApiVersion;
  /** Sends one cheap request that proves endpoint, credential, and clock. Throws if one of these is wrong. */
  verify(options?: CallOptions): Promise<void>;
  /** Reports every attempt of every request. */
  onDidAttempt(listener: (attempt: Attempt) => void): { dispose(): void };
  /** Reports the progress of requests to the Batch service; requests to other hosts are not included. */
  onDidStep(listener: (step: RequestStep) => void): { dispose(): void };
  dispose(): void;
}

/**
 * Progress of a request: it was sent, part of a response arrived, the service responded, or it ended without a
 * response. An attempt without a response is not reported if another one follows.
 */
export type RequestStep = 'sent' | 'heard' | 'answered' | 'ended';

export interface PoolPort {
  listPools(options?: ListOptions): Pages<Pool>;
  getPool(poolId: string, options?: CallOptions): Promise<Pool>;
  listNodeCounts(options?: CallOptions & { readonly poolId?: string }): Pages<PoolNodeCounts>;
  /** Throws `PoolExists`, `PoolQuotaReached`, … (Batch documentation: "Pool - Add"). */
  addPool(pool: Pool, options?: ChangeOptions): Promise<void>;
  /**
   * Nodes are removed first, and their tasks are requeued (Batch documentation: "Pool - Delete"). Throws
   * `PoolBeingDeleted`.
   */
  deletePool(poolId: string, options?: ChangeOptions): Promise<void>;
  resizePool(poolId: string, target: PoolResize, options?: ChangeOptions): Promise<void>;
  stopResizePool(poolId: string, options?: ChangeOptions): Promise<void>;
  /** Changes the given properties; nodes get a start task at their next start (Batch documentation: "Pool - Patch"). */
  patchPool(poolId: string, patch: Omit<Pool, 'id'>, options?: ChangeOptions): Promise<void>;
  /**
   * Lets a formula set the size of a pool, or changes its formula (Batch documentation: "Pool - Enable Auto Scale").
   */
  enableAutoscale(poolId: string, formula: string, options?: ChangeOptions): Promise<void>;
  /** Disables autoscaling; the pool keeps its current nodes. */
  disableAutoscale(poolId: string, options?: ChangeOptions): Promise<void>;
  evaluateAutoscale(poolId: string, formula: string, options?: CallOptions): Promise<NonNullable<Pool['autoScaleRun']>>;
  /** Removes at most 100 nodes per call (Batch documentation: "Pool - Remove Nodes"). */
  removeNodes(
    poolId: string,
    nodeIds: readonly string[],
    deallocation: NodeRestartOption,
    options?: ChangeOptions,
  ): Promise<void>;
}

export interface PoolResize {
  readonly targetDedicatedNodes: number;
  readonly targetLowPriorityNodes: number;
  readonly nodeDeallocationOption?: NodeRestartOption;
  /** ISO 8601 duration. */
  readonly resizeTimeout?: string;
}

export interface NodePort {
  listNodes(poolId: string, options?: ListOptions): Pages<ComputeNode>;
  getNode(poolId: string, nodeId: string, options?: CallOptions): Promise<ComputeNode>;
  rebootNode(poolId: string, nodeId: string, option: NodeRestartOption, options?: ChangeOptions): Promise<void>;
  reimageNode(poolId: string, nodeId: string, option: NodeRestartOption, options?: ChangeOptions): Promise<void>;
  /** Starts a deallocated node. Throws `NeedsNewerVersion` if the service speaks only the older version. */
  startNode(poolId: string, nodeId: string, options?: ChangeOptions): Promise<void>;
  /** Releases the node's virtual machine but keeps the node in the pool. Throws as `startNode` does. */
  deallocateNode(poolId: string, nodeId: string, option: NodeRestartOption, options?: ChangeOptions): Promise<void>;
  disableScheduling(
    poolId: string,
    nodeId: string,
    option: DisableSchedulingOption,
    options?: ChangeOptions,
  ): Promise<void>;
  enableScheduling(poolId: string, nodeId: string, options?: ChangeOptions): Promise<void>;
  /** Throws `NodeUserExists` if the user already exists. */
  addUser(poolId: string, nodeId: string, user: NodeUser, options?: ChangeOptions): Promise<void>;
  /**
   * Replaces everything but `isAdmin`: properties left out are removed (Batch documentation: "Compute Node - Update
   * User").
   */
  updateUser(poolId: string, nodeId: string, user: NodeUser, options?: ChangeOptions): Promise<void>;
  removeUser(poolId: string, nodeId: string, userName: string, options?: ChangeOptions): Promise<void>;
  getRemoteLoginSettings(poolId: string, nodeId: string, options?: CallOptions): Promise<RemoteLoginSettings>;
  uploadLogs(poolId: string, nodeId: string, upload: LogUpload, options?: ChangeOptions): Promise<LogUploadResult>;
}

export interface LogUpload {
  /** SAS URL of a container with write permission. A secret. */
  readonly containerUrl: string;
  /** ISO 8601. */
  readonly startTime: string;
  readonly endTime?: string;
}

/** Logs of node agents, which nodes upload to storage. */
export interface AgentLogPort {
  /**
   * Finds a container in the account's auto-storage to which the user may let nodes upload. Throws `Cancelled` only.
   */
  findContainer(options?: CallOptions): Promise<AgentLogContainer>;
  /**
   * Creates the container of `findContainer` if necessary, and returns its address with a user delegation signature
   * that allows only writing, for two hours: a secret. Throws `InvalidInput` with the required role if the user doesn't
   * have it.
   */
  signContainer(options?: CallOptions): Promise<string>;
  /** Lists the files that a node has uploaded so far, by their paths among its files. Throws storage errors. */
  listFiles(owner: NodeOwner, upload: AgentLogUpload, options?: CallOptions): Promise<readonly NodeFile[]>;
  /**
   * Makes the files of an upload readable, only until the account is closed, because the address may have a signature,
   * which is never saved.
   */
  remember(owner: NodeOwner, upload: AgentLogUpload): void;
}

export type AgentLogContainer =
  /** Address without a signature. */
  | { readonly containerUrl: string }
  /** Reasons why there is no container, as sentences. */
  | { readonly whyNot: string };

/** Logs that a node has uploaded or is uploading. */
export interface AgentLogUpload {
  /** Has a signature only if the user entered one: a secret. */
  readonly containerUrl: string;
  readonly folder: string;
  /** ISO 8601. */
  readonly at: string;
}

export interface JobPort {
  listJobs(options?: ListOptions): Pages<Job>;
  getJob(jobId: string, options?: CallOptions): Promise<Job>;
  getTaskCounts(jobId: string, options?: CallOptions): Promise<TaskCounts>;
  /** Lists nothing if the job has neither a preparation nor a release task. */
  listPreparationAndReleaseStatus(jobId: string, options?: ListOptions): Pages<JobPreparationAndReleaseStatus>;
  /** Throws `JobExists`, `ActiveJobAndScheduleQuotaReached`, … (Batch documentation: "Job - Add"). */
  addJob(job: Job, options?: ChangeOptions): Promise<void>;
  /**
   * Changes the given properties (Batch documentation: "Job - Patch"). Throws `JobCompleted`, `JobBeingTerminated`, …
   */
  patchJob(jobId: string, patch: JobPatch, options?: ChangeOptions): Promise<void>;
  disableJob(jobId: string, disableTasks: 'requeue' | 'terminate' | 'wait', options?: ChangeOptions): Promise<void>;
  enableJob(jobId: string, options?: ChangeOptions): Promise<void>;
  terminateJob(jobId: string, reason?: string, options?: ForceOptions): Promise<void>;
  deleteJob(jobId: string, options?: ForceOptions): Promise<void>;
}

/** The properties of an active job that the extension changes. Constraints are replaced as a whole. */
export type JobPatch = Pick<
  Job,
  'constraints' | 'onAllTasksComplete' | 'priority' | 'maxParallelTasks' | 'poolInfo' | 'metadata'
>;

interface ForceOptions extends ChangeOptions {
  /**
   * Ends a job or job schedule that is stuck in terminating or deleting, even if its nodes have not finished processing
   * the request. Throws `NeedsNewerVersion` if the service speaks only the older version.
   */
  readonly force?: boolean;
}

export interface JobSchedulePort {
  listJobSchedules(options?: ListOptions): Pages<JobSchedule>;
  getJobSchedule(scheduleId: string, options?: CallOptions): Promise<JobSchedule>;
  /** Lists the jobs that a schedule has created and that have not been deleted since. */
  listJobsFromSchedule(scheduleId: string, options?: ListOptions): Pages<Job>;
  /** Throws `JobScheduleExists`, `ActiveJobAndScheduleQuotaReached`, … (Batch documentation: "Job Schedule - Add"). */
  addJobSchedule(schedule: JobSchedule, options?: ChangeOptions): Promise<void>;
  /** Changes the given properties, for jobs created from then on (Batch documentation: "Job Schedule - Patch"). */
  patchJobSchedule(scheduleId: string, patch: Omit<JobSchedule, 'id'>, options?: ChangeOptions): Promise<void>;
  /** Stops creating jobs; a running job continues (Batch documentation: "Job Schedule - Disable"). */
  disableJobSchedule(scheduleId: string, options?: ChangeOptions): Promise<void>;
  enableJobSchedule(scheduleId: string, options?: ChangeOptions): Promise<void>;
  /** Ends the schedule and its running job (Batch documentation: "Job Schedule - Terminate"). */
  terminateJobSchedule(scheduleId: string, options?: ForceOptions): Promise<void>;
  /** Deletes the schedule with all jobs that it has created (Batch documentation: "Job Schedule - Delete"). */
  deleteJobSchedule(scheduleId: string, options?: ForceOptions): Promise<void>;
}

export interface TaskPort {
  listTasks(jobId: string, options?: ListOptions): Pages<Task>;
  getTask(jobId: string, taskId: string, options?: CallOptions): Promise<Task>;
  /**
   * Lists the other instances of a multi-instance task; nothing for any other task. All instances are on one page,
   * because the service has no pages of them.
   */
  listSubtasks(jobId: string, taskId: string, options?: CallOptions): Pages<Subtask>;
  /**
   * Adds at most 100 tasks with one request (Batch documentation: "Task - Add Collection"). Resolves to the refused
   * tasks' errors, by index in `tasks`; each of the others was added. Throws `RequestBodyTooLarge`, `JobCompleted`, …
   */
  addTasks(jobId: string, tasks: readonly Task[], options?: ChangeOptions): Promise<ReadonlyMap<number, BatchError>>;
  /**
   * Replaces the limits of a task that has not ended (Batch documentation: "Task - Update"). Throws `TaskCompleted`,
   * `JobCompleted`, …
   */
  changeConstraints(
    jobId: string,
    taskId: string,
    constraints: TaskConstraints,
    options?: ChangeOptions,
  ): Promise<void>;
  /** Throws `TaskNotCompleted`, `TaskSucceeded`, `JobCompleted`, … (Batch documentation: "Task - Reactivate"). */
  reactivateTask(jobId: string, taskId: string, options?: ChangeOptions): Promise<void>;
  terminateTask(jobId: string, taskId: string, options?: ChangeOptions): Promise<void>;
  deleteTask(jobId: string, taskId: string, options?: ChangeOptions): Promise<void>;
}

/** The files that tasks download before they run. */
export interface InputPort {
  /**
   * Reads the current properties of a file in storage by its address in a definition (`httpUrl`), which may hold a
   * signature. Sends nothing to hosts that the user has not allowed. Returns the reason if they cannot be read; throws
   * `Cancelled` only.
   */
  getInputProperties(httpUrl: string, options?: CallOptions): Promise<NodeFileProperties | StorageAnswer>;
  /** Reads the file itself, likewise. Throws `InvalidRange`, `InvalidInput` if it was modified since, and `Cancelled`. */
  readInput(httpUrl: string, options?: ReadOptions): Promise<Uint8Array | StorageAnswer>;
}

/** Actions that the account's credential does not allow. */
export interface RightsPort {
  /** The rights that are known to be missing. */
  readonly missing: readonly Right[];
  /**
   * Explains why an action that needs a right would be refused, with the role to ask for, as sentences; undefined
   * unless known.
   */
  whyMissing(right: Right): string | undefined;
  /**
   * Reads the rights from Resource Manager, if possible and not done recently. Throws `Cancelled` only; any other
   * failure is ignored.
   */
  learn(options?: CallOptions): Promise<void>;
  /** Forgets what is known, in case a role has been assigned: the next request of each kind is sent again. */
  forget(): void;
  /** Reports that another right is known to be missing, or no longer is. */
  onDidChange(listener: () => void): { dispose(): void };
}

/**
 * Information about the account that Azure keeps outside Batch: metrics, logs, and changes to the account. Each kind is
 * requested on first use and kept for minutes. Unknown information is returned with its reason; these methods throw
 * `Cancelled` only.
 */
export interface MonitorPort {
  /** False if nothing can be requested, because Azure accepts only tokens. */
  readonly isAvailable: boolean;
  /** Reads events and levels of the last day and the last week, including those of deleted jobs. */
  getMetrics(options?: CallOptions): Promise<MonitorAnswer<AccountMetrics>>;
  /** Reads the service log's events of an item that may have been deleted, newest first. */
  listEvents(subject: EventSubject, options?: CallOptions): Promise<MonitorAnswer<ServiceEvents>>;
  /** Finds the items that the service log names by an ID. */
  findThings(id: string, options?: CallOptions): Promise<MonitorAnswer<readonly RecordedThing[]>>;
  /** Lists recent changes to the account itself, such as keys, network, and quota, newest first. */
  listChanges(options?: CallOptions): Promise<MonitorAnswer<readonly AccountChange[]>>;
  /** Lists the endpoints that the account's nodes must be able to reach. */
  listEndpoints(options?: CallOptions): Promise<MonitorAnswer<readonly OutboundEndpoint[]>>;
  /** Reads what Azure says about the health of the account, and its service events of the last days. */
  getHealth(options?: CallOptions): Promise<MonitorAnswer<AzureHealth>>;
  /** Reads a pool's subnet and the rules and routes that apply to it, with at most four requests. */
  getNetwork(subnetId: string, options?: CallOptions): Promise<MonitorAnswer<SubnetNetwork>>;
  /** The last answers of `getNetwork`, by lowercase ID of the subnet; sends no request. */
  readonly knownNetworks: ReadonlyMap<string, MonitorAnswer<SubnetNetwork>>;
  /** Reports that `knownNetworks` has changed. */
  onDidLook(listener: () => void): { dispose(): void };
}

export interface QuotaPort {
  /**
   * Reads the limits of the account from Azure Resource Manager, requested on first use and kept for minutes. Unknown
   * limits are returned with the reason; throws `Cancelled` only.
   */
  getQuotas(options?: CallOptions): Promise<QuotaAnswer>;
}

export type QuotaAnswer = { readonly limits: AccountQuotas } | { readonly whyUnknown: string };

/**
 * Images, VM sizes, and applications that pools of the account can use. If a list is unknown, the reason is returned;
 * these methods throw `Cancelled` only.
 */
export interface OfferPort {
  /** The responses of the last hour; sends no request. */
  readonly known: Offer;
  /** Lists the images that Batch supports, kept for an hour. */
  listImages(options?: CallOptions): Promise<OfferAnswer<SupportedImage>>;
  /** Lists the VM sizes that Batch supports in the region, from Azure Resource Manager, kept for an hour. */
  listSizes(options?: CallOptions): Promise<OfferAnswer<SupportedSize>>;
  /** Lists the account's applications with their versions, always up to date. */
  listApplications(options?: CallOptions): Promise<OfferAnswer<Application>>;
}

/** All items, or why they are unknown, as a sentence. */
export type OfferAnswer<T> = { readonly items: readonly T[] } | { readonly whyUnknown: string };

/**
 * One attempt of a request, for the log channel, and for the views, which derive throttling from it. Contains no
 * secret.
 */
export interface Attempt {
  readonly accountId: string;
  readonly method: string;
  /** The host, if it was not the account itself: Azure Resource Manager, or storage. */
  readonly host?: string;
  /** Path and query without any secret. */
  readonly path: string;
  /** Number of the attempt, from 1. */
  readonly attempt: number;
  /** HTTP status; absent if no response arrived. */
  readonly status?: number;
  /** Code of the service or of the extension if the attempt failed. */
  readonly code?: string;
  readonly durationMs: number;
  readonly requestId?: string;
  readonly clientRequestId?: string;
  readonly apiVersion: string;
  readonly retryInMs?: number;
}
