import type {
  JobRecord,
  JobScheduleRecord,
  JobScheduleState,
  JobState,
  SubtaskRecord,
  TaskCounts,
  TaskExecutionInfo,
  TaskRecord,
  TaskState,
} from './records.ts';
import { SortedTable, type Table } from './sortedTable.ts';
import { isoTime } from './time.ts';
import { firstState } from './transition.ts';
import { findNumber, findText, type WireObject } from './wire.ts';
import type { World } from './world.ts';

/** Properties of a job that a schedule or scenario determines. */
export interface JobOrigin {
  readonly scheduleId?: string;
  readonly createdMs?: number;
  readonly tasks?: Table<TaskRecord>;
}

/** Returns a newly added job, not in a table yet; `spec` has the service's defaults. */
export function newJob(
  world: World,
  spec: WireObject,
  poolId: string | undefined,
  { scheduleId, createdMs = world.clock.now(), tasks = new SortedTable<TaskRecord>() }: JobOrigin = {},
): JobRecord {
  const time = isoTime(createdMs);
  return {
    kind: 'job',
    id: findText(spec, 'id') ?? '',
    spec,
    creationTime: time,
    scheduleId,
    ...world.version(),
    ...firstState<JobState>('active', time),
    executionInfo: { startTime: time, ...(poolId === undefined ? {} : { poolId }) },
    terminateReason: undefined,
    tasks,
    ready: new Set(),
    readyInstances: 0,
    blocked: new Map(),
    nodeTasks: new Map(),
    running: new Set(),
    counts: noTasks(),
    slotCounts: noTasks(),
    generation: 0,
  };
}

/** Returns the counts of a job without tasks. */
export function noTasks(): TaskCounts {
  return { active: 0, running: 0, completed: 0, succeeded: 0, failed: 0 };
}

/** Shared by all tasks that have not run, because there may be a million of them. */
const notRun: TaskExecutionInfo = { retryCount: 0, requeueCount: 0 };
const noSubtasks: readonly SubtaskRecord[] = [];

/** Returns a newly added task, not in a table yet; `spec` has the service's defaults. */
export function newTask(world: World, job: JobRecord, spec: WireObject, createdMs = world.clock.now()): TaskRecord {
  const time = isoTime(createdMs);
  return {
    kind: 'task',
    id: findText(spec, 'id') ?? '',
    job,
    spec,
    creationTime: time,
    ...world.version(),
    ...firstState<TaskState>('active', time),
    executionInfo: notRun,
    nodeInfo: undefined,
    requiredSlots: findNumber(spec, 'requiredSlots') ?? 1,
    attempts: 0,
    ranMs: 0,
    run: undefined,
    subtasks: noSubtasks,
    filesRemoved: false,
  };
}

/** Returns a newly added job schedule, not in a table yet. */
export function newJobSchedule(world: World, spec: WireObject): JobScheduleRecord {
  const time = world.time();
  return {
    kind: 'jobSchedule',
    id: findText(spec, 'id') ?? '',
    spec,
    creationTime: time,
    ...world.version(),
    ...firstState<JobScheduleState>('active', time),
    executionInfo: {},
    jobsMade: 0,
    dueUntilMs: undefined,
    generation: 0,
  };
}
