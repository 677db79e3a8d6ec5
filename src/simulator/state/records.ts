import type { ContainerInfo, NodeMachine, SshUser } from '../executors/executor.ts';
import type { SortedTable, Table } from './sortedTable.ts';
import type { Transitional } from './transition.ts';
import type { Versioned } from './version.ts';
import type { WireObject } from './wire.ts';

/** A resource whose scheduled steps are dropped when a new action begins. */
interface Generational {
  /** Number of actions so far; steps scheduled by an earlier one are dropped. */
  generation: number;
}

export const poolStates = ['active', 'deleting'] as const;
export const allocationStates = ['steady', 'resizing', 'stopping'] as const;

/** Fields that are on the wire have the wire's names, so that filters can read them directly. */
interface ResourceRecord extends Versioned {
  readonly id: string;
  /** The given properties, with the service's defaults. */
  spec: WireObject;
  readonly creationTime: string;
}

/** The records in an account. */
export type StateRecord = PoolRecord | NodeRecord | JobRecord | TaskRecord | JobScheduleRecord;

export interface PoolRecord extends ResourceRecord, Generational {
  readonly kind: 'pool';
  state: (typeof poolStates)[number];
  stateTransitionTime: string;
  allocationState: (typeof allocationStates)[number];
  allocationStateTransitionTime: string;
  targetDedicatedNodes: number;
  targetLowPriorityNodes: number;
  resizeErrors: readonly WireObject[];
  autoScaleRun: WireObject | undefined;
  readonly nodes: SortedTable<NodeRecord>;
  /** The initial nodes of a scenario, in order, including those that have left. */
  seededNodes: readonly NodeRecord[];
  nodesMade: number;
  /** Set if port 22 or 3389 is mapped by default, because an API version before 2024-07-01 created the pool. */
  readonly mapsRemoteAccess: boolean;
  autoScaleEnabledAtMs: number | undefined;
  /** Milliseconds between the arrivals of new nodes; with 0 all arrive at once. */
  nodeArrivalMs: number;
}

export const nodeStates = [
  'idle',
  'rebooting',
  'reimaging',
  'running',
  'unusable',
  'creating',
  'starting',
  'waitingforstarttask',
  'starttaskfailed',
  'unknown',
  'leavingpool',
  'offline',
  'preempted',
  'upgradingos',
  'deallocated',
  'deallocating',
] as const;
export type NodeState = (typeof nodeStates)[number];

/** A generation is the time between two boots. */
export interface NodeRecord extends Generational {
  readonly kind: 'node';
  readonly id: string;
  readonly pool: PoolRecord;
  /** Remote access, which a scenario may disable. */
  hasRemoteAccess: boolean;
  /** Sequence number of the node in its pool, which determines its addresses and ports. */
  readonly index: number;
  readonly isDedicated: boolean;
  readonly allocationTime: string;
  readonly ipAddress: string;
  readonly vmSize: string;
  state: NodeState;
  stateTransitionTime: string;
  schedulingState: 'enabled' | 'disabled';
  lastBootTime: string | undefined;
  startTask: WireObject | undefined;
  startTaskInfo: AuxiliaryTaskInfo | undefined;
  startTaskRuns: number;
  errors: readonly WireObject[];
  totalTasksRun: number;
  totalTasksSucceeded: number;
  recentTasks: readonly WireObject[];
  machine: NodeMachine | undefined;
  readonly users: Map<string, SshUser>;
  /** Runs on the node, including those whose processes still have to end. */
  readonly runs: Set<ActiveRun>;
  /** Job preparation and release on this node, by key of the job. */
  readonly jobTasks: Map<string, NodeJobTasks>;
  isDiskFull: boolean;
  /** Set if a scenario's node stays `starting` until it is healed. */
  isStuck?: boolean;
  /** Set if no new task is placed here: the node is about to be rebooted, reimaged, or removed. */
  isDraining: boolean;
}

/** A run of a command line on a node, of any kind. */
export interface ActiveRun {
  readonly node: NodeRecord;
  /** 0 for a start, job preparation, or job release task. */
  readonly slots: number;
  readonly task: TaskRecord | undefined;
  readonly abort: AbortController;
  limit?: { change(limitMs: number): void };
  /** Set if its outcome has been decided (terminated, requeued, deleted); its actual result is ignored. */
  isOver: boolean;
  /** Resolves when all of its processes have ended. */
  done: Promise<unknown>;
}

/** The job preparation and release tasks of one job on one node. */
export interface NodeJobTasks {
  readonly poolId: string;
  readonly nodeId: string;
  readonly nodeUrl: string;
  preparation: AuxiliaryTaskInfo | undefined;
  release: AuxiliaryTaskInfo | undefined;
  preparationRuns: number;
  /** The run in progress; resolves to whether it succeeded. */
  preparing: Promise<boolean> | undefined;
  /** Set if the node has rebooted since, so that it has to run again. */
  isOutdated: boolean;
}

export const jobStates = [
  'active',
  'disabling',
  'disabled',
  'enabling',
  'terminating',
  'completed',
  'deleting',
] as const;
export type JobState = (typeof jobStates)[number];

export interface JobRecord extends ResourceRecord, Transitional<JobState>, Generational {
  readonly kind: 'job';
  readonly scheduleId: string | undefined;
  executionInfo: WireObject;
  terminateReason: string | undefined;
  readonly tasks: Table<TaskRecord>;
  /** Active tasks that may run as soon as there is room, in the order in which they became ready. */
  readonly ready: Set<TaskRecord>;
  /** Number of ready tasks, each counted once for each instance. */
  readyInstances: number;
  /** Active tasks that wait for other tasks, by key of an awaited task. */
  readonly blocked: Map<string, Set<TaskRecord>>;
  /** Nodes on which the job's preparation and release tasks ran, including nodes that have left, by key of the node. */
  readonly nodeTasks: Map<string, NodeJobTasks>;
  readonly running: Set<TaskRecord>;
  counts: TaskCounts;
  slotCounts: TaskCounts;
}

export interface TaskCounts {
  active: number;
  running: number;
  completed: number;
  succeeded: number;
  failed: number;
}

export const taskStates = ['active', 'preparing', 'running', 'completed'] as const;
export type TaskState = (typeof taskStates)[number];

export const runStates = ['running', 'completed'] as const;
export type SubtaskState = (typeof runStates)[number];

/** An instance of a multi-instance task other than the primary, with the wire's names. */
export interface SubtaskRecord extends Transitional<SubtaskState> {
  readonly id: number;
  readonly nodeInfo: WireObject;
  readonly startTime: string;
  endTime: string | undefined;
  exitCode: number | undefined;
  containerInfo: ContainerInfo | undefined;
  failureInfo: WireObject | undefined;
  result: ExecutionResult | undefined;
}

export const runResults = ['success', 'failure'] as const;
type ExecutionResult = (typeof runResults)[number];

/** The information on the wire about a run of any kind. */
type RunInfo = {
  readonly startTime?: string;
  readonly endTime?: string;
  readonly exitCode?: number;
  readonly containerInfo?: ContainerInfo;
  readonly failureInfo?: WireObject;
  readonly result?: ExecutionResult;
  readonly retryCount: number;
  readonly lastRetryTime?: string;
};

/** `TaskExecutionInformation` as on the wire. */
export type TaskExecutionInfo = RunInfo & { readonly requeueCount: number; readonly lastRequeueTime?: string };

/** The information on the wire about a run of a start, job preparation, or job release task. */
export type AuxiliaryTaskInfo = RunInfo & {
  readonly state: SubtaskState;
  readonly startTime: string;
  readonly taskRootDirectory?: string;
  readonly taskRootDirectoryUrl?: string;
};

export interface TaskRecord extends ResourceRecord, Transitional<TaskState> {
  readonly kind: 'task';
  readonly job: JobRecord;
  executionInfo: TaskExecutionInfo;
  nodeInfo: WireObject | undefined;
  readonly requiredSlots: number;
  /** Number of runs so far, however they ended; a scenario derives the current attempt from it. */
  attempts: number;
  /** Milliseconds of earlier runs on nodes, however they ended; excludes the run in progress. */
  ranMs: number;
  /** Latest run, even after it has ended. */
  run: ActiveRun | undefined;
  /** The other instances of a multi-instance task, by number from 1. */
  subtasks: readonly SubtaskRecord[];
  /** Set if the files were removed after the retention time. */
  filesRemoved: boolean;
}

export const jobScheduleStates = ['active', 'completed', 'disabled', 'terminating', 'deleting'] as const;
export type JobScheduleState = (typeof jobScheduleStates)[number];

/** A job schedule, whose `spec` has `id`, `displayName`, `schedule`, `jobSpecification` and `metadata`. */
export interface JobScheduleRecord extends ResourceRecord, Transitional<JobScheduleState>, Generational {
  readonly kind: 'jobSchedule';
  executionInfo: JobScheduleExecutionInfo;
  jobsMade: number;
  /** Set while a due job waits for the active one: the end of its start window. */
  dueUntilMs: number | undefined;
}

/** `JobScheduleExecutionInformation` as on the wire. */
type JobScheduleExecutionInfo = {
  readonly nextRunTime?: string;
  readonly recentJob?: { readonly id: string; readonly url: string };
  readonly endTime?: string;
};
