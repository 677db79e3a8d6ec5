import {
  applicationPackages,
  containerSettings,
  failureInfo,
  nameValues,
  outputFiles,
  resourceFiles,
  runResult,
  runShape,
  taskConstraints,
  userIdentity,
  workShape,
} from './common.ts';
import { list, needed, number, object, text, time } from './shape.ts';
import { jobActions, wordOf } from './words.ts';

export const taskStates = ['active', 'preparing', 'running', 'completed'] as const;

const exitOptions = object({ jobAction: wordOf(jobActions), dependencyAction: wordOf(['satisfy', 'block']) });

const nodeInfo = object({
  affinityId: text,
  nodeUrl: text,
  poolId: text,
  nodeId: text,
  taskRootDirectory: text,
  taskRootDirectoryUrl: text,
});

/** Reads a subtask of a multi-instance task; its number is required. */
export const readSubtask = object({
  id: needed(number),
  nodeInfo,
  state: wordOf(taskStates),
  stateTransitionTime: time,
  startTime: time,
  endTime: time,
  exitCode: number,
  failureInfo,
  result: runResult,
});

/** Reads a task; its ID is required. */
export const readTask = object({
  ...workShape(wordOf(taskStates)),
  commandLine: text,
  containerSettings,
  resourceFiles,
  outputFiles,
  environmentSettings: nameValues,
  affinityInfo: object({ affinityId: needed(text) }),
  constraints: taskConstraints,
  requiredSlots: number,
  userIdentity,
  executionInfo: object({
    ...runShape,
    containerInfo: object({ containerId: text, state: text, error: text }),
    lastRetryTime: time,
    requeueCount: number,
    lastRequeueTime: time,
  }),
  nodeInfo,
  multiInstanceSettings: object({
    numberOfInstances: number,
    coordinationCommandLine: text,
    commonResourceFiles: resourceFiles,
  }),
  dependsOn: object({
    taskIds: list(text),
    taskIdRanges: list(object({ start: needed(number), end: needed(number) })),
  }),
  exitConditions: object({
    exitCodes: list(object({ code: needed(number), exitOptions: needed(exitOptions) })),
    exitCodeRanges: list(object({ start: needed(number), end: needed(number), exitOptions: needed(exitOptions) })),
    preProcessingError: exitOptions,
    fileUploadError: exitOptions,
    default: exitOptions,
  }),
  applicationPackageReferences: applicationPackages,
  authenticationTokenSettings: object({ access: list(text) }),
});
