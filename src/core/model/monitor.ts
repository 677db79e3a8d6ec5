/**
 * Records about a Batch account outside Batch itself: Azure Monitor has its metrics and logs, and Resource Manager
 * knows who changed it and which endpoints its nodes must reach.
 */

import { type Infer, needed, number, object, oneOf, or, text, time } from './shape.ts';

/** Source of a record; each source requires its own permission. */
export type MonitorSource = 'metrics' | 'serviceLog' | 'activityLog' | 'outboundEndpoints' | 'network' | 'health';

/**
 * Reason why a record is unknown: accounts that are opened with a key or are outside Azure's clouds have none, the
 * account is in none of the user's subscriptions, a permission is missing, the log is not sent anywhere or not to Log
 * Analytics, Azure throttles requests, or Azure did not respond.
 */
const unknownKinds = [
  'keyOnly',
  'otherCloud',
  'notFound',
  'notAllowed',
  'off',
  'elsewhere',
  'throttled',
  'notAnswered',
] as const;

export const readNotRecorded = object({
  unknown: needed(oneOf(unknownKinds)),
  /** Message from Azure or about the connection, as a sentence, if there is one. */
  detail: text,
});

/** Reason why a record is unknown. */
export interface NotRecorded extends Infer<typeof readNotRecorded> {}

/** The value and its time, or why it is unknown. */
export type MonitorAnswer<T> = { readonly value: T; readonly asOf: string } | NotRecorded;

/** Metrics that are read (Azure documentation: "Supported metrics for Microsoft.Batch/batchAccounts"). */
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

/** Value of the time span that begins at `at` (ISO 8601). */
export interface MetricPoint {
  readonly at: string;
  readonly value: number;
}

/** Number of events of one kind in one job and pool. */
export interface TaskSeries {
  readonly metric: TaskMetric;
  /** Undefined for the whole account. */
  readonly jobId?: string;
  readonly poolId?: string;
  /** Omits spans that have no data. */
  readonly points: readonly MetricPoint[];
}

/** Average number of nodes in one state. */
export interface LevelSeries {
  readonly metric: LevelMetric;
  readonly points: readonly MetricPoint[];
}

/** Number of requests of one operation with one result. */
export interface RequestSeries {
  readonly operation: string;
  readonly result: string;
  readonly points: readonly MetricPoint[];
}

/** Metrics of an account for one period. */
export interface MetricsOfSpan {
  /** ISO 8601. */
  readonly from: string;
  readonly to: string;
  /** Length of each point's span, in milliseconds. */
  readonly stepMs: number;
  readonly tasks: readonly TaskSeries[];
  /** True if there may be more jobs and pools. */
  readonly isCut: boolean;
}

export interface AccountMetrics {
  readonly day: MetricsOfSpan;
  readonly week: MetricsOfSpan;
  /** Hourly values of the last week for the whole account. */
  readonly totals: readonly TaskSeries[];
  readonly levels: readonly LevelSeries[];
  readonly requests: readonly RequestSeries[];
  /** Deletion times of jobs, by lowercase ID; ISO 8601, with the precision of a point's span. */
  readonly deletedJobs: Readonly<Record<string, string>>;
  /** Reasons why data is missing, one sentence each, in Azure's words. */
  readonly missing: readonly string[];
}

/** Reads an event of the service log from a caller. */
export const readServiceEvent = object({
  /** Time of the event; ISO 8601. */
  at: needed(time),
  /** Subject of the event. `other` is any event that this version doesn't know. */
  kind: needed(
    oneOf([
      'taskStart',
      'taskComplete',
      'taskFail',
      'taskRequeue',
      'taskScheduleFail',
      'specialTask',
      'poolCreate',
      'poolResizeStart',
      'poolResizeComplete',
      'poolDeleteStart',
      'poolDeleteComplete',
      'autoscale',
      'other',
    ]),
  ),
  name: or(text, ''),
  jobId: text,
  taskId: text,
  poolId: text,
  nodeId: text,
  /** For start tasks and for preparation and release tasks. */
  taskType: text,
  /** Start of the run that the event reports. */
  startTime: time,
  endTime: time,
  exitCode: number,
  result: text,
  retryCount: number,
  requeueCount: number,
  maxRetryCount: number,
  problem: object({ category: text, code: text, message: text }),
  /** For a pool: dedicated and Spot nodes together. */
  currentNodes: number,
  targetNodes: number,
  /** For a resize: its result. */
  resultCode: text,
  resultMessage: text,
  /** For an evaluation of an autoscale formula: its result. */
  results: text,
});

/**
 * A row of the service log (Batch documentation: "Task start event" and related pages). Absent properties were not
 * logged.
 */
export interface ServiceEvent extends Infer<typeof readServiceEvent> {}

export type EventKind = ServiceEvent['kind'];

/** Rows of the service log, newest first. */
export interface ServiceEvents {
  readonly events: readonly ServiceEvent[];
  /** Start of the searched period; ISO 8601. */
  readonly since: string;
  /** True if there may be older rows. */
  readonly isCut: boolean;
  /** Reasons why rows are missing, one sentence each, in Azure's words. */
  readonly missing: readonly string[];
  /** True if the user lacks the permission to read a place that has more rows. */
  readonly isHidden: boolean;
  /** True if the log `AuditLog` is sent to Log Analytics, too; undefined if unknown. */
  readonly hasAuditLog?: boolean;
}

/** Subject of a query of the service log. */
export type EventSubject =
  | { readonly kind: 'task'; readonly jobId: string; readonly taskId: string }
  | { readonly kind: 'job'; readonly jobId: string }
  | { readonly kind: 'pool'; readonly poolId: string }
  | { readonly kind: 'node'; readonly poolId: string; readonly nodeId: string };

/** An item that the service log mentions and that may no longer exist. */
export interface RecordedThing {
  readonly subject: EventSubject;
  /** Time of the latest mention; ISO 8601. */
  readonly lastAt: string;
}

/** A change of the account itself, such as of its keys (Azure documentation: "Azure Monitor activity log"). */
export interface AccountChange {
  /** ISO 8601. */
  readonly at: string;
  /** Azure's name for the operation, in words if available: `Regenerate Batch Account key`. */
  readonly operation: string;
  /** Name of the operation in permissions: `Microsoft.Batch/batchAccounts/regenerateKeys/action`. */
  readonly action: string;
  readonly status?: string;
  /** Azure's name for the user or application that made the change. */
  readonly caller?: string;
}

/**
 * Endpoint that nodes must be able to reach (Azure documentation: "Batch Account - List Outbound Network Dependencies
 * Endpoints").
 */
export interface OutboundEndpoint {
  /** Purpose: `Azure Batch`, `Azure Storage`, … */
  readonly category: string;
  readonly domainName: string;
  readonly description?: string;
  readonly ports: readonly number[];
}
