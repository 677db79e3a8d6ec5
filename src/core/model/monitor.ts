/*
 * What Azure keeps of a Batch account beside Batch itself: Azure Monitor has metrics and logs of it, and Resource Manager
 * says who changed it and what its nodes have to reach.
 */

/** Who keeps it, each with a right of its own. */
export type MonitorSource = 'metrics' | 'serviceLog' | 'activityLog' | 'outboundEndpoints';

/**
 * Why something is not known: accounts that are opened by key, or that are in no cloud of
 * Azure, can't be asked about; the account is in none of the
 * subscriptions that the user sees; a right is missing; nothing sends the log anywhere, or not to Log Analytics; Azure asks
 * to wait; or it did not answer.
 */
type UnknownKind =
  | 'keyOnly'
  | 'otherCloud'
  | 'notFound'
  | 'notAllowed'
  | 'off'
  | 'elsewhere'
  | 'throttled'
  | 'notAnswered';

/** That something is not known, and why. */
export interface NotRecorded {
  readonly unknown: UnknownKind;
  /** What Azure or the way to it says, as a sentence, where it says something. */
  readonly detail?: string;
}

/** What was asked for, and as of when; or why it is not known. */
export type MonitorAnswer<T> = { readonly value: T; readonly asOf: string } | NotRecorded;

/** The metrics that are asked for (Azure documentation: "Supported metrics for Microsoft.Batch/batchAccounts"). */
export const taskMetrics = [
  'TaskStartEvent',
  'TaskCompleteEvent',
  'TaskFailEvent',
  'TaskRequeueEvent',
  'TaskScheduleFailEvent',
] as const;
export type TaskMetric = (typeof taskMetrics)[number];

export const levelMetrics = [
  'TotalNodeCount',
  'TotalLowPriorityNodeCount',
  'RunningNodeCount',
  'IdleNodeCount',
  'UnusableNodeCount',
  'StartTaskFailedNodeCount',
  'PreemptedNodeCount',
  'OfflineNodeCount',
] as const;
export type LevelMetric = (typeof levelMetrics)[number];

/** A number of a span of time that begins at `at` (ISO 8601). */
export interface MetricPoint {
  readonly at: string;
  readonly value: number;
}

/** How often something happened in one job and pool. */
export interface TaskSeries {
  readonly metric: TaskMetric;
  /** Undefined for all of the account together. */
  readonly jobId?: string;
  readonly poolId?: string;
  /** Without spans of which nothing came. */
  readonly points: readonly MetricPoint[];
}

/** How many nodes the account had in one state, on average. */
export interface LevelSeries {
  readonly metric: LevelMetric;
  readonly points: readonly MetricPoint[];
}

/** How many requests of one kind were answered in one way. */
export interface RequestSeries {
  readonly operation: string;
  readonly result: string;
  readonly points: readonly MetricPoint[];
}

/** What the metrics of an account say of one stretch of time. */
export interface MetricsOfSpan {
  /** ISO 8601. */
  readonly from: string;
  readonly to: string;
  /** How long the span of each point is, in milliseconds. */
  readonly stepMs: number;
  readonly tasks: readonly TaskSeries[];
  /** Whether there may be more jobs and pools than these. */
  readonly isCut: boolean;
}

export interface AccountMetrics {
  readonly day: MetricsOfSpan;
  readonly week: MetricsOfSpan;
  /** Hour by hour of the week, of the account as a whole. */
  readonly totals: readonly TaskSeries[];
  readonly levels: readonly LevelSeries[];
  readonly requests: readonly RequestSeries[];
  /** When jobs were deleted, by their IDs in lower case; ISO 8601, to the span of a point. */
  readonly deletedJobs: Readonly<Record<string, string>>;
  /** Why some of it is missing, a sentence each, as Azure words it. */
  readonly missing: readonly string[];
}

/** What an event of the service log is about. What is not known, and what newer services add, is `other`. */
export type EventKind =
  | 'taskStart'
  | 'taskComplete'
  | 'taskFail'
  | 'taskRequeue'
  | 'taskScheduleFail'
  | 'specialTask'
  | 'poolCreate'
  | 'poolResizeStart'
  | 'poolResizeComplete'
  | 'poolDeleteStart'
  | 'poolDeleteComplete'
  | 'autoscale'
  | 'other';

/** A row of the service log (Batch documentation: "Task start event" and its siblings). What is absent was not said. */
export interface ServiceEvent {
  /** When it happened; ISO 8601. */
  readonly at: string;
  readonly kind: EventKind;
  /** As the log has it. */
  readonly name: string;
  readonly jobId?: string;
  readonly taskId?: string;
  readonly poolId?: string;
  readonly nodeId?: string;
  /** Of a start task, and of preparation and release tasks. */
  readonly taskType?: string;
  /** Of what ran before the event. */
  readonly startTime?: string;
  readonly endTime?: string;
  readonly exitCode?: number;
  readonly result?: string;
  readonly retryCount?: number;
  readonly requeueCount?: number;
  readonly maxRetryCount?: number;
  /** What the service says went wrong. */
  readonly problem?: { readonly category?: string; readonly code?: string; readonly message?: string };
  /** Of a pool: dedicated and Spot nodes together. */
  readonly currentNodes?: number;
  readonly targetNodes?: number;
  /** Of a resize: what came of it. */
  readonly resultCode?: string;
  readonly resultMessage?: string;
  /** Of an evaluation of an autoscale formula: what it came to. */
  readonly results?: string;
}

/** Rows of the service log, the newest first. */
export interface ServiceEvents {
  readonly events: readonly ServiceEvent[];
  /** Since when they were looked for; ISO 8601. */
  readonly since: string;
  /** Whether there may be more: the newest ones are here. */
  readonly isCut: boolean;
  /** Why they are not all, a sentence each, as Azure words it. */
  readonly missing: readonly string[];
  /** Whether a place that has them may not be read with the user's rights. */
  readonly isHidden: boolean;
  /** Whether the log `AuditLog` is sent to Log Analytics, too; undefined where that is not known. */
  readonly hasAuditLog?: boolean;
}

/** What the service log is asked about. */
export type EventSubject =
  | { readonly kind: 'task'; readonly jobId: string; readonly taskId: string }
  | { readonly kind: 'job'; readonly jobId: string }
  | { readonly kind: 'pool'; readonly poolId: string }
  | { readonly kind: 'node'; readonly poolId: string; readonly nodeId: string };

/** Something that the service log names, which may be gone. */
export interface RecordedThing {
  readonly subject: EventSubject;
  /** When it was named last; ISO 8601. */
  readonly lastAt: string;
}

/** A change of the account itself, such as of its keys (Azure documentation: "Azure Monitor activity log"). */
export interface AccountChange {
  /** ISO 8601. */
  readonly at: string;
  /** As Azure calls it, in words where it has some: `Regenerate Batch Account key`. */
  readonly operation: string;
  /** As permissions name it: `Microsoft.Batch/batchAccounts/regenerateKeys/action`. */
  readonly action: string;
  readonly status?: string;
  /** Who did it, as Azure names them. */
  readonly caller?: string;
}

/** Where nodes have to get through to (Azure documentation: "Batch Account - List Outbound Network Dependencies Endpoints"). */
export interface OutboundEndpoint {
  /** What for: `Azure Batch`, `Azure Storage`, … */
  readonly category: string;
  readonly domainName: string;
  readonly description?: string;
  readonly ports: readonly number[];
}
