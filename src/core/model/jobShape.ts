import { errorCategories, runStates } from './common.ts';
import {
  failureInfo,
  nameValues,
  resourceFiles,
  runShape,
  serviceProblemShape,
  taskConstraints,
  workShape,
} from './commonShapes.ts';
import {
  failureActions,
  type Job,
  type JobEnd,
  type JobExecutionInfo,
  type JobPreparationAndReleaseStatus,
  type JobPreparationTask,
  jobEnds,
  jobStates,
  type PreparationOrReleaseTaskExecution,
  type TaskCounts,
} from './job.ts';
import { anything, flag, needed, number, object, type Read, text, time } from './shape.ts';
import { wordOf } from './words.ts';

/** Reads a value of `onAllTasksComplete`. */
export const readJobEnd: Read<JobEnd> = wordOf(jobEnds);

/** Reads a job; its ID is required. */
export const readJob: Read<Job> = object<Job>({
  ...workShape(wordOf(jobStates)),
  priority: number,
  maxParallelTasks: number,
  usesTaskDependencies: flag,
  constraints: object<NonNullable<Job['constraints']>>({ maxWallClockTime: text, maxTaskRetryCount: number }),
  jobManagerTask: object<NonNullable<Job['jobManagerTask']>>({
    id: text,
    commandLine: text,
    killJobOnCompletion: flag,
  }),
  jobPreparationTask: object<JobPreparationTask>({
    id: text,
    commandLine: text,
    resourceFiles,
    environmentSettings: nameValues,
    constraints: taskConstraints,
    waitForSuccess: flag,
    rerunOnNodeRebootAfterSuccess: flag,
  }),
  jobReleaseTask: object<NonNullable<Job['jobReleaseTask']>>({ id: text, commandLine: text }),
  commonEnvironmentSettings: nameValues,
  poolInfo: object<NonNullable<Job['poolInfo']>>({ poolId: text, autoPoolSpecification: anything }),
  onAllTasksComplete: readJobEnd,
  onTaskFailure: wordOf(failureActions),
  executionInfo: object<JobExecutionInfo>({
    startTime: time,
    endTime: time,
    poolId: text,
    schedulingError: object<NonNullable<JobExecutionInfo['schedulingError']>>({
      ...serviceProblemShape,
      category: wordOf(errorCategories),
      details: nameValues,
    }),
    terminateReason: text,
  }),
  metadata: nameValues,
});

/** Reads task counts; undefined unless all of them are present. */
export const readTaskCounts: Read<TaskCounts> = object<TaskCounts>({
  active: needed(number),
  running: needed(number),
  completed: needed(number),
  succeeded: needed(number),
  failed: needed(number),
});

/** Reads the counts of tasks and ignores those of slots (Batch documentation: "Job - Get Task Counts"). */
export const readTaskCountsResult: Read<{ readonly taskCounts: TaskCounts }> = object<{
  readonly taskCounts: TaskCounts;
}>({
  taskCounts: needed(readTaskCounts),
});

const execution = object<PreparationOrReleaseTaskExecution>({
  ...runShape,
  state: wordOf(runStates),
  taskRootDirectory: text,
  taskRootDirectoryUrl: text,
  failureInfo,
});

/** Reads the status of a job's preparation and release tasks on a node. */
export const readPreparationStatus: Read<JobPreparationAndReleaseStatus> = object<JobPreparationAndReleaseStatus>({
  poolId: text,
  nodeId: text,
  nodeUrl: text,
  jobPreparationTaskExecutionInfo: execution,
  jobReleaseTaskExecutionInfo: execution,
});
