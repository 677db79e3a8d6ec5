import type { AccountQuotas } from '../core/model/accountQuotas.ts';
import type { BatchError } from '../core/model/batchError.ts';
import type { TaskConstraints } from '../core/model/common.ts';
import type {
  ComputeNode,
  DisableSchedulingOption,
  NodeRestartOption,
  NodeUser,
  RemoteLoginSettings,
} from '../core/model/computeNode.ts';
import type { DamagedItem } from '../core/model/damagedItem.ts';
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
import type { NodeFile, NodeFileProperties } from '../core/model/nodeFile.ts';
import type { Application, Offer, SupportedImage, SupportedSize } from '../core/model/offer.ts';
import type { Pool, PoolNodeCounts } from '../core/model/pool.ts';
import type { Right } from '../core/model/right.ts';
import type { Subtask } from '../core/model/subtask.ts';
import type { Task } from '../core/model/task.ts';
import type { StorageAnswer } from '../core/model/unread.ts';

/** The versions of the Batch REST API that we speak. */
export type ApiVersion = '2025-06-01' | '2022-10-01.16.0';

export interface CallOptions {
  /** Aborts the request, or the wait before its next attempt. The call then throws `Cancelled`. */
  readonly signal?: AbortSignal;
}

/**
 * Options of a call that changes something. What was sent is never aborted, whatever is cancelled or closed: the service
 * may have acted on it. Only its own time limit ends it, with an error whose `mayHaveActed` is set.
 */
export interface ChangeOptions {
  /**
   * Ends the waits before the request is sent: for its turn, and for another attempt where the service has refused and
   * done nothing. The call then throws `Cancelled`: nothing was changed.
   */
  readonly signal?: AbortSignal;
}

/**
 * How a list is read. It throws `ForeignOrigin`, `MalformedResponse` (it leads back to itself), `AnswerTooLarge` and
 * `EndlessList`.
 */
interface PagingOptions extends CallOptions {
  /**
   * Whether the caller itself limits how long it reads pages without items. Otherwise `EndlessList` is thrown after 200
   * such pages, or a minute of them: a service may send empty pages for as long as it searches, or forever.
   */
  readonly isPatient?: boolean;
}

export interface ListOptions extends PagingOptions {
  /** OData filter; build it with `core/query/odata`. */
  readonly filter?: string;
  /** OData projection: names of top-level properties. Everything when absent. */
  readonly select?: readonly string[];
  /** Items per page, 1 to 1000 (Batch documentation: "maxresults"); fewer come where they are very large. */
  readonly pageSize?: number;
}

/** A collection of the service, page by page in the service's order. The next page is asked for when it is wanted. */
export type Pages<T> = AsyncIterable<Page<T>>;

/**
 * One page of a collection. `isLast` saves a request for a page that does not exist; absent where that is unknown.
 * `damaged` are items that do not have the declared shape.
 */
export type Page<T> = readonly T[] & { readonly isLast?: boolean; readonly damaged?: readonly DamagedItem[] };

/** Part of a file. `end` is inclusive, as in HTTP. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

export interface FileListOptions extends PagingOptions {
  /** Descend into folders. */
  readonly recursive?: boolean;
  /** Only names that start with this. */
  readonly namePrefix?: string;
  /**
   * Of files of a task: the task as it is known. Then what storage has of one that has ended is listed, too, as far as the
   * user allows that it is asked; and before its topmost files what a workflow engine left of it.
   */
  readonly task?: Task | undefined;
  readonly pageSize?: number;
}

export interface ReadOptions extends CallOptions {
  /** The whole file when absent, as long as it is not larger than 256 MiB. */
  readonly range?: ByteRange;
  /** When the file was last written to as a list had it (ISO 8601): throws `InvalidInput` where it was written to since. */
  readonly unchangedSince?: string | undefined;
}

/** Files of one task or one node. */
export interface FilePort<Owner> {
  listFiles(owner: Owner, options?: FileListOptions): Pages<NodeFile>;
  /** Throws `BatchError` (`FileNotFound`, `NodeNotFound`, `TaskFilesUnavailable`, `TaskFilesCleanedup`, …). */
  getFileProperties(owner: Owner, path: string, options?: CallOptions): Promise<NodeFileProperties>;
  /** Throws as `getFileProperties` does, and `InvalidRange` for a range past the end. */
  readFile(owner: Owner, path: string, options?: ReadOptions): Promise<Uint8Array>;
}

export interface TaskOwner {
  readonly jobId: string;
  readonly taskId: string;
}

export interface NodeOwner {
  readonly poolId: string;
  readonly nodeId: string;
}

/** What was saved of logs on this computer before actions, each oldest first. Throws what the disk throws. */
export interface SavedFiles {
  ofTask(owner: TaskOwner): Promise<readonly SavedRun[]>;
  ofNode(owner: NodeOwner): Promise<readonly SavedRun[]>;
}

export interface SavedRun {
  /** ISO 8601. */
  readonly savedAt: string;
  readonly logs: readonly LogEnd[];
  /** The task as it was then. */
  readonly task?: Task;
}

/** Everything that the extension may ask of a Batch account. Every method throws `BatchError` or `Cancelled` only. */
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
  /** The API version in use; settled by the first answer of the account. */
  readonly apiVersion: ApiVersion;
  /** One cheap request that proves endpoint, credential and clock. Throws what is wrong. */
  verify(options?: CallOptions): Promise<void>;
  /** Called after every attempt of every request. */
  onDidAttempt(listener: (attempt: Attempt) => void): { dispose(): void };
  /** Called at each step of every request to the account. */
  onDidStep(listener: (step: RequestStep) => void): { dispose(): void };
  dispose(): void;
}

/**
 * How far a request has come: it was sent, a part of an answer arrived, the service answered, or it ended without an
 * answer. An attempt that is not answered is no step where another one follows.
 */
export type RequestStep = 'sent' | 'heard' | 'answered' | 'ended';

export interface PoolPort {
  listPools(options?: ListOptions): Pages<Pool>;
  getPool(poolId: string, options?: CallOptions): Promise<Pool>;
  listNodeCounts(options?: CallOptions & { readonly poolId?: string }): Pages<PoolNodeCounts>;
  /** Throws `PoolExists`, `PoolQuotaReached`, … (Batch documentation: "Pool - Add"). */
  addPool(pool: Pool, options?: ChangeOptions): Promise<void>;
  /** Nodes leave first, and their tasks are requeued (Batch documentation: "Pool - Delete"). Throws `PoolBeingDeleted`. */
  deletePool(poolId: string, options?: ChangeOptions): Promise<void>;
  resizePool(poolId: string, target: PoolResize, options?: ChangeOptions): Promise<void>;
  stopResizePool(poolId: string, options?: ChangeOptions): Promise<void>;
  /** Changes what is given; nodes have a start task from their next start on (Batch documentation: "Pool - Patch"). */
  patchPool(poolId: string, patch: Omit<Pool, 'id'>, options?: ChangeOptions): Promise<void>;
  /** Lets a formula set the size of a pool, or changes the formula (Batch documentation: "Pool - Enable Auto Scale"). */
  enableAutoscale(poolId: string, formula: string, options?: ChangeOptions): Promise<void>;
  /** The pool keeps the nodes that it has. */
  disableAutoscale(poolId: string, options?: ChangeOptions): Promise<void>;
  evaluateAutoscale(poolId: string, formula: string, options?: CallOptions): Promise<NonNullable<Pool['autoScaleRun']>>;
  /** At most 100 ids a call (Batch documentation: "Pool - Remove Nodes"). */
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
  /** Starts a deallocated node. Throws `NeedsNewerVersion` where the service speaks the older version only. */
  startNode(poolId: string, nodeId: string, options?: ChangeOptions): Promise<void>;
  /** Gives the node's machine back, and keeps the node in the pool. Throws as `startNode` does. */
  deallocateNode(poolId: string, nodeId: string, option: NodeRestartOption, options?: ChangeOptions): Promise<void>;
  disableScheduling(
    poolId: string,
    nodeId: string,
    option: DisableSchedulingOption,
    options?: ChangeOptions,
  ): Promise<void>;
  enableScheduling(poolId: string, nodeId: string, options?: ChangeOptions): Promise<void>;
  /** Throws `NodeUserExists` when the user is there already. */
  addUser(poolId: string, nodeId: string, user: NodeUser, options?: ChangeOptions): Promise<void>;
  /** Replaces everything but `isAdmin`: what is left out is removed (Batch documentation: "Compute Node - Update User"). */
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

export interface LogUploadResult {
  readonly virtualDirectoryName: string;
  readonly numberOfFilesUploaded: number;
}

/** Logs of the agents of nodes, which nodes upload to storage. */
export interface AgentLogPort {
  /** A container of the account's auto-storage where the user may let nodes upload. Throws `Cancelled` only. */
  findContainer(options?: CallOptions): Promise<AgentLogContainer>;
  /**
   * Makes that container unless it is there, and a signature by the user's own right that only writes to it for two hours: a
   * secret. Throws `InvalidInput` with the role that this takes, where the user does not have it.
   */
  signContainer(options?: CallOptions): Promise<string>;
  /** What a node has uploaded so far, by paths among its files. Throws what storage answers. */
  listFiles(owner: NodeOwner, upload: AgentLogUpload, options?: CallOptions): Promise<readonly NodeFile[]>;
  /** Has the files of an upload read until the account is closed: its address may have a signature, which is not kept. */
  remember(owner: NodeOwner, upload: AgentLogUpload): void;
}

export type AgentLogContainer =
  /** Its address, without a signature. */
  | { readonly containerUrl: string }
  /** Why there is none, as sentences. */
  | { readonly whyNot: string };

/** Logs that a node has uploaded, or is uploading. */
export interface AgentLogUpload {
  /** With a signature only where one was entered: a secret. */
  readonly containerUrl: string;
  readonly folder: string;
  /** ISO 8601. */
  readonly at: string;
}

export interface JobPort {
  listJobs(options?: ListOptions): Pages<Job>;
  getJob(jobId: string, options?: CallOptions): Promise<Job>;
  getTaskCounts(jobId: string, options?: CallOptions): Promise<TaskCounts>;
  /** Empty when the job has neither a preparation nor a release task. */
  listPreparationAndReleaseStatus(jobId: string, options?: ListOptions): Pages<JobPreparationAndReleaseStatus>;
  /** Throws `JobExists`, `ActiveJobAndScheduleQuotaReached`, … (Batch documentation: "Job - Add"). */
  addJob(job: Job, options?: ChangeOptions): Promise<void>;
  /** Changes what is given (Batch documentation: "Job - Patch"). Throws `JobCompleted`, `JobBeingTerminated`, … */
  patchJob(jobId: string, patch: JobPatch, options?: ChangeOptions): Promise<void>;
  disableJob(jobId: string, disableTasks: 'requeue' | 'terminate' | 'wait', options?: ChangeOptions): Promise<void>;
  enableJob(jobId: string, options?: ChangeOptions): Promise<void>;
  terminateJob(jobId: string, reason?: string, options?: ForceOptions): Promise<void>;
  deleteJob(jobId: string, options?: ForceOptions): Promise<void>;
}

/** What of a job can be changed while it goes on, as far as we do. Constraints are replaced as a whole. */
export type JobPatch = Pick<
  Job,
  'constraints' | 'onAllTasksComplete' | 'priority' | 'maxParallelTasks' | 'poolInfo' | 'metadata'
>;

interface ForceOptions extends ChangeOptions {
  /**
   * Ends it although its nodes have not fully processed that: for one that is stuck in terminating or deleting.
   * Throws `NeedsNewerVersion` where the service speaks the older version only.
   */
  readonly force?: boolean;
}

export interface JobSchedulePort {
  listJobSchedules(options?: ListOptions): Pages<JobSchedule>;
  getJobSchedule(scheduleId: string, options?: CallOptions): Promise<JobSchedule>;
  /** The jobs that a schedule has made and that were not deleted since. */
  listJobsFromSchedule(scheduleId: string, options?: ListOptions): Pages<Job>;
  /** Throws `JobScheduleExists`, `ActiveJobAndScheduleQuotaReached`, … (Batch documentation: "Job Schedule - Add"). */
  addJobSchedule(schedule: JobSchedule, options?: ChangeOptions): Promise<void>;
  /** Changes what is given, for jobs that it makes from then on (Batch documentation: "Job Schedule - Patch"). */
  patchJobSchedule(scheduleId: string, patch: Omit<JobSchedule, 'id'>, options?: ChangeOptions): Promise<void>;
  /** No new jobs; a job that runs goes on (Batch documentation: "Job Schedule - Disable"). */
  disableJobSchedule(scheduleId: string, options?: ChangeOptions): Promise<void>;
  enableJobSchedule(scheduleId: string, options?: ChangeOptions): Promise<void>;
  /** Ends the schedule, and its job that runs (Batch documentation: "Job Schedule - Terminate"). */
  terminateJobSchedule(scheduleId: string, options?: ForceOptions): Promise<void>;
  /** Deletes the schedule with all jobs that it has made (Batch documentation: "Job Schedule - Delete"). */
  deleteJobSchedule(scheduleId: string, options?: ForceOptions): Promise<void>;
}

export interface TaskPort {
  listTasks(jobId: string, options?: ListOptions): Pages<Task>;
  getTask(jobId: string, taskId: string, options?: CallOptions): Promise<Task>;
  /** The other instances of a multi-instance task; none of any other. All at once: the service has no pages of them. */
  listSubtasks(jobId: string, taskId: string, options?: CallOptions): Pages<Subtask>;
  /**
   * Adds at most 100 tasks with one request (Batch documentation: "Task - Add Collection"). Resolves to what the service
   * refused, by the place of the task; each of the others was added. Throws `RequestBodyTooLarge`, `JobCompleted`, …
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
   * What storage says now of a file by its address in a definition (`httpUrl`), which may hold a signature. Nothing is asked
   * of a host that the user has not allowed. Why storage does not say it is an answer too: throws `Cancelled` only.
   */
  getInputProperties(httpUrl: string, options?: CallOptions): Promise<NodeFileProperties | StorageAnswer>;
}

/** What the credentials of the account may not do. */
export interface RightsPort {
  /** The rights that are known to be missing. */
  readonly missing: readonly Right[];
  /** Why what takes a right would be refused, with the role to ask for, as sentences; undefined unless that is known. */
  whyMissing(right: Right): string | undefined;
  /** Asks Resource Manager for them, where that can be and was not done lately. That it fails is no error. Throws `Cancelled` only. */
  learn(options?: CallOptions): Promise<void>;
  /** Forgets what is known, as when a role may have been given: the next request of each kind is sent again. */
  forget(): void;
  /** Something else is known to be missing, or is no longer. */
  onDidChange(listener: () => void): { dispose(): void };
}

/**
 * What Azure keeps of the account beside Batch: metrics, logs, who changed it. Each is asked for when it is first wanted and
 * kept for minutes. That something is not known is an answer too: these throw `Cancelled` only.
 */
export interface MonitorPort {
  /** Whether anything can be asked at all: Azure accepts tokens alone. */
  readonly isAvailable: boolean;
  /** Events and levels of the last day and the last week, those of jobs that are deleted among them. */
  getMetrics(options?: CallOptions): Promise<MonitorAnswer<AccountMetrics>>;
  /** What the service log says of a thing that may be gone, the newest first. */
  listEvents(subject: EventSubject, options?: CallOptions): Promise<MonitorAnswer<ServiceEvents>>;
  /** What the service log names by an ID. */
  findThings(id: string, options?: CallOptions): Promise<MonitorAnswer<readonly RecordedThing[]>>;
  /** What was done to the account itself in the last days: keys, network, quota. The newest first. */
  listChanges(options?: CallOptions): Promise<MonitorAnswer<readonly AccountChange[]>>;
  /** Where its nodes have to get through to. */
  listEndpoints(options?: CallOptions): Promise<MonitorAnswer<readonly OutboundEndpoint[]>>;
}

export interface QuotaPort {
  /**
   * The limits of the account, from Azure Resource Manager: asked for when they are first wanted, kept for minutes. That
   * they cannot be known is an answer too: throws `Cancelled` only.
   */
  getQuotas(options?: CallOptions): Promise<QuotaAnswer>;
}

export type QuotaAnswer =
  | { readonly limits: AccountQuotas }
  /** Why the limits are not known, as a sentence. */
  | { readonly whyUnknown: string };

/**
 * What pools of the account can be made of. That it is not known is an answer too: these throw `Cancelled` only.
 */
export interface OfferPort {
  /** What was learned in the last hour; nothing is asked. */
  readonly known: Offer;
  /** The images that Batch supports, kept for an hour. */
  listImages(options?: CallOptions): Promise<OfferAnswer<SupportedImage>>;
  /** The VM sizes that Batch has in the region, from Azure Resource Manager, kept for an hour. */
  listSizes(options?: CallOptions): Promise<OfferAnswer<SupportedSize>>;
  /** The applications of the account with their versions, as they are now. */
  listApplications(options?: CallOptions): Promise<OfferAnswer<Application>>;
}

/** All that there is, or why it is not known, as a sentence. */
export type OfferAnswer<T> = { readonly items: readonly T[] } | { readonly whyUnknown: string };

/** One attempt of a request, as the log channel shows it and the views derive throttling from it. No secret is in here. */
export interface Attempt {
  readonly accountId: string;
  readonly method: string;
  /** Who was asked, where it was not the account itself: Azure Resource Manager, or storage. */
  readonly host?: string;
  /** Path and query without any secret. */
  readonly path: string;
  /** From 1. */
  readonly attempt: number;
  /** HTTP status; absent when no answer arrived. */
  readonly status?: number;
  /** Code of the service or of ours, when the attempt failed. */
  readonly code?: string;
  readonly durationMs: number;
  readonly requestId?: string;
  readonly clientRequestId?: string;
  /** Version of the interface that was spoken. */
  readonly apiVersion: string;
  /** Wait before the next attempt, when there will be one. */
  readonly retryInMs?: number;
}
