import type { ContainerInfo, NodeMachine, SshUser } from '../executors/executor.ts';
import type { SortedTable, Table } from './sortedTable.ts';
import type { Transitional } from './transition.ts';
import type { Versioned } from './version.ts';
import type { WireObject } from './wire.ts';

/** A resource whose plans are dropped when it gets a new instruction. */
interface Generational {
  /** Counts the instructions, so that a plan of an earlier generation is dropped. */
  generation: number;
}

type PoolState = 'active' | 'deleting';
type AllocationState = 'steady' | 'resizing' | 'stopping';

/** The fields of a record have the wire's names where they are on the wire, so that filters read them directly. */
interface ResourceRecord extends Versioned {
  readonly id: string;
  /** The properties that were given, with the service's defaults. */
  spec: WireObject;
  readonly creationTime: string;
}

/** What an account consists of. */
export type StateRecord = PoolRecord | NodeRecord | JobRecord | TaskRecord | JobScheduleRecord;

export interface PoolRecord extends ResourceRecord, Generational {
  readonly kind: 'pool';
  state: PoolState;
  stateTransitionTime: string;
  allocationState: AllocationState;
  allocationStateTransitionTime: string;
  targetDedicatedNodes: number;
  targetLowPriorityNodes: number;
  resizeErrors: readonly WireObject[];
  autoScaleRun: WireObject | undefined;
  readonly nodes: SortedTable<NodeRecord>;
  /** The nodes that a scenario starts with, in its order; also those that have left. */
  seededNodes: readonly NodeRecord[];
  nodesMade: number;
  /** Port 22 or 3389 is mapped by default: the pool was made by a version of the API before 2024-07-01. */
  readonly mapsRemoteAccess: boolean;
  autoScaleEnabledAtMs: number | undefined;
  /** Milliseconds from the arrival of one new node to that of the next; with 0 all come at once. */
  nodeArrivalMs: number;
}

export type NodeState =
  | 'idle'
  | 'rebooting'
  | 'reimaging'
  | 'running'
  | 'unusable'
  | 'creating'
  | 'starting'
  | 'waitingforstarttask'
  | 'starttaskfailed'
  | 'unknown'
  | 'leavingpool'
  | 'offline'
  | 'preempted'
  | 'upgradingos'
  | 'deallocated'
  | 'deallocating';

/** A generation is what happens between two boots. */
export interface NodeRecord extends Generational {
  readonly kind: 'node';
  readonly id: string;
  readonly pool: PoolRecord;
  /** The scenario may take it away. */
  hasRemoteAccess: boolean;
  /** Counts the nodes ever made in the pool; gives them addresses and ports. */
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
  /** What runs on the node, or keeps its slots until its processes have ended. */
  readonly runs: Set<ActiveRun>;
  /** Job preparation and release on this node, by key of the job. */
  readonly jobTasks: Map<string, NodeJobTasks>;
  /** What begins here fails for want of room. */
  isDiskFull: boolean;
  /** No new task is placed here: the node is about to reboot, to be reimaged or to leave. */
  isDraining: boolean;
}

/** A run of a command line on a node, of whatever kind. */
export interface ActiveRun {
  readonly node: NodeRecord;
  /** None for a start, job preparation or job release task. */
  readonly slots: number;
  readonly task: TaskRecord | undefined;
  readonly abort: AbortController;
  /** How long the program may run that runs now. */
  limit?: { change(limitMs: number): void };
  /** Its outcome has been decided (terminated, requeued, deleted); what it still answers is not looked at. */
  isOver: boolean;
  /** Resolves when nothing of it runs any more. */
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
  /** The run that is under way: whether it succeeded. */
  preparing: Promise<boolean> | undefined;
  /** The node has rebooted since, so that it is to run again. */
  isOutdated: boolean;
}

export type JobState = 'active' | 'disabling' | 'disabled' | 'enabling' | 'terminating' | 'completed' | 'deleting';

export interface JobRecord extends ResourceRecord, Transitional<JobState>, Generational {
  readonly kind: 'job';
  /** The job schedule that made it. */
  readonly scheduleId: string | undefined;
  executionInfo: WireObject;
  /** The reason that it shows when it has been terminated. */
  terminateReason: string | undefined;
  readonly tasks: Table<TaskRecord>;
  /** Active tasks which may run as soon as there is room, in the order they became so. */
  readonly ready: Set<TaskRecord>;
  /** Of those, each counted as often as it asks for instances. */
  readyInstances: number;
  /** Active tasks which wait for others, by key of a task they wait for. */
  readonly blocked: Map<string, Set<TaskRecord>>;
  /** Where its preparation and release tasks ran, also on nodes that have left, by key of the node. */
  readonly nodeTasks: Map<string, NodeJobTasks>;
  /** Tasks that are `preparing` or `running`. */
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

export type TaskState = 'active' | 'preparing' | 'running' | 'completed';

export type SubtaskState = 'running' | 'completed';

/** One of the instances of a multi-instance task besides the primary, in the wire's names. */
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

type ExecutionResult = 'success' | 'failure';

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

/** `TaskExecutionInformation` as the wire has it. */
export type TaskExecutionInfo = RunInfo & {
  readonly requeueCount: number;
  readonly lastRequeueTime?: string;
};

/** The information on the wire about a run of a start, job preparation or job release task. */
export type AuxiliaryTaskInfo = RunInfo & {
  readonly state: 'running' | 'completed';
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
  /** Runs so far, however they ended; by it a scenario knows which attempt this is. */
  attempts: number;
  /** Milliseconds of earlier runs on nodes, whatever ended them; not the one that is under way. */
  ranMs: number;
  /** The latest run; still set when it is over. */
  run: ActiveRun | undefined;
  /** The other instances of a multi-instance task, by number from 1. */
  subtasks: readonly SubtaskRecord[];
  /** The files were removed when the retention time was over. */
  filesRemoved: boolean;
}

export type JobScheduleState = 'active' | 'completed' | 'disabled' | 'terminating' | 'deleting';

/** Its `spec` has `id`, `displayName`, `schedule`, `jobSpecification` and `metadata`. */
export interface JobScheduleRecord extends ResourceRecord, Transitional<JobScheduleState>, Generational {
  readonly kind: 'jobSchedule';
  executionInfo: JobScheduleExecutionInfo;
  /** Numbers its jobs. */
  jobsMade: number;
  /** A job is due, and waits until then at most for the one that is open. */
  dueUntilMs: number | undefined;
}

/** `JobScheduleExecutionInformation` as the wire has it. */
type JobScheduleExecutionInfo = {
  readonly nextRunTime?: string;
  readonly recentJob?: { readonly id: string; readonly url: string };
  readonly endTime?: string;
};
