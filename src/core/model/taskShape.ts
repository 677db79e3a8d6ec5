import { runResults } from './common.ts';
import {
  applicationPackages,
  containerSettings,
  failureInfo,
  nameValues,
  outputFiles,
  resourceFiles,
  runShape,
  taskConstraints,
  userIdentity,
  workShape,
} from './commonShapes.ts';
import { list, needed, number, object, type Read, text, time } from './shape.ts';
import type { Subtask } from './subtask.ts';
import {
  dependencyActions,
  type ExitConditions,
  type ExitOptions,
  jobActions,
  type Task,
  type TaskExecutionInfo,
  type TaskNodeInfo,
  taskStates,
} from './task.ts';
import { wordOf } from './words.ts';

type DependsOn = NonNullable<Task['dependsOn']>;
type ItemOf<T> = NonNullable<T> extends readonly (infer Item extends object)[] ? Item : never;

const exitOptions = object<ExitOptions>({ jobAction: wordOf(jobActions), dependencyAction: wordOf(dependencyActions) });

const exitConditions = object<ExitConditions>({
  exitCodes: list(
    object<ItemOf<ExitConditions['exitCodes']>>({ code: needed(number), exitOptions: needed(exitOptions) }),
  ),
  exitCodeRanges: list(
    object<ItemOf<ExitConditions['exitCodeRanges']>>({
      start: needed(number),
      end: needed(number),
      exitOptions: needed(exitOptions),
    }),
  ),
  preProcessingError: exitOptions,
  fileUploadError: exitOptions,
  default: exitOptions,
});

const nodeInfo = object<TaskNodeInfo>({
  affinityId: text,
  nodeUrl: text,
  poolId: text,
  nodeId: text,
  taskRootDirectory: text,
  taskRootDirectoryUrl: text,
});

/** Reads a subtask of a multi-instance task; its number is required. */
export const readSubtask: Read<Subtask> = object<Subtask>({
  id: needed(number),
  nodeInfo,
  state: wordOf(taskStates),
  stateTransitionTime: time,
  startTime: time,
  endTime: time,
  exitCode: number,
  failureInfo,
  result: wordOf(runResults),
});

/** Reads a task; its ID is required. */
export const readTask: Read<Task> = object<Task>({
  ...workShape(wordOf(taskStates)),
  commandLine: text,
  containerSettings,
  resourceFiles,
  outputFiles,
  environmentSettings: nameValues,
  affinityInfo: object<NonNullable<Task['affinityInfo']>>({ affinityId: needed(text) }),
  constraints: taskConstraints,
  requiredSlots: number,
  userIdentity,
  executionInfo: object<TaskExecutionInfo>({
    ...runShape,
    containerInfo: object<NonNullable<TaskExecutionInfo['containerInfo']>>({
      containerId: text,
      state: text,
      error: text,
    }),
    lastRetryTime: time,
    requeueCount: number,
    lastRequeueTime: time,
  }),
  nodeInfo,
  multiInstanceSettings: object<NonNullable<Task['multiInstanceSettings']>>({
    numberOfInstances: number,
    coordinationCommandLine: text,
  }),
  dependsOn: object<DependsOn>({
    taskIds: list(text),
    taskIdRanges: list(object<ItemOf<DependsOn['taskIdRanges']>>({ start: needed(number), end: needed(number) })),
  }),
  exitConditions,
  applicationPackageReferences: applicationPackages,
});
