import {
  errorCategory,
  nameValues,
  resourceFiles,
  runShape,
  runState,
  serviceProblemShape,
  taskConstraints,
  workShape,
} from './common.ts';
import { anything, flag, needed, number, object, text, time } from './shape.ts';
import { wordOf } from './words.ts';

export const jobStates = [
  'active',
  'disabling',
  'disabled',
  'enabling',
  'terminating',
  'completed',
  'deleting',
] as const;

/** Reads the effect on a job when all of its tasks are complete: `onAllTasksComplete`. */
export const readJobEnd = wordOf(['noaction', 'terminatejob']);

/** Reads the pool of a job, or of the jobs that a schedule creates. */
export const poolInfo = object({ poolId: text, autoPoolSpecification: anything });

/** Reads a job; its ID is required. */
export const readJob = object({
  ...workShape(wordOf(jobStates)),
  priority: number,
  maxParallelTasks: number,
  usesTaskDependencies: flag,
  constraints: object({ maxWallClockTime: text, maxTaskRetryCount: number }),
  jobManagerTask: object({
    id: text,
    commandLine: text,
    /** True if the job ends with its job manager task; true when absent. */
    killJobOnCompletion: flag,
    /** False if other tasks may run on the same node; true when absent. */
    runExclusive: flag,
    allowLowPriorityNode: flag,
  }),
  jobPreparationTask: object({
    id: text,
    commandLine: text,
    resourceFiles,
    environmentSettings: nameValues,
    constraints: taskConstraints,
    waitForSuccess: flag,
    /** True when absent. */
    rerunOnNodeRebootAfterSuccess: flag,
  }),
  jobReleaseTask: object({ id: text, commandLine: text }),
  commonEnvironmentSettings: nameValues,
  poolInfo,
  onAllTasksComplete: readJobEnd,
  onTaskFailure: wordOf(['noaction', 'performexitoptionsjobaction']),
  executionInfo: object({
    startTime: time,
    endTime: time,
    poolId: text,
    schedulingError: object({ ...serviceProblemShape, category: errorCategory, details: nameValues }),
    terminateReason: text,
  }),
  metadata: nameValues,
});

/** Reads task counts; undefined unless all of them are present. */
export const readTaskCounts = object({
  active: needed(number),
  running: needed(number),
  completed: needed(number),
  succeeded: needed(number),
  failed: needed(number),
});

/** Reads the counts of tasks and ignores those of slots (Batch documentation: "Job - Get Task Counts"). */
export const readTaskCountsResult = object({ taskCounts: needed(readTaskCounts) });

export const execution = object({ ...runShape, state: runState, taskRootDirectory: text, taskRootDirectoryUrl: text });

/** Reads the status of a job's preparation and release tasks on a node. */
export const readPreparationStatus = object({
  poolId: text,
  nodeId: text,
  nodeUrl: text,
  /** True if the node's machine is known to be gone, which the service doesn't say (`listStandingPreparations`). */
  isGone: flag,
  jobPreparationTaskExecutionInfo: execution,
  jobReleaseTaskExecutionInfo: execution,
});
