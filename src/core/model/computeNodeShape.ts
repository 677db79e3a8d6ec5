import { runShape, runState, serviceProblem } from './common.ts';
import { imageReference, startTask } from './poolShape.ts';
import { flag, list, needed, number, object, text, time } from './shape.ts';
import { taskStates } from './taskShape.ts';
import { wordOf } from './words.ts';

/** States of all supported API versions; the last three were added in 2024-02-01 and 2024-07-01. */
export const nodeStates = [
  'idle',
  'running',
  'unusable',
  'starttaskfailed',
  'unknown',
  'preempted',
  'offline',
  'creating',
  'starting',
  'waitingforstarttask',
  'rebooting',
  'reimaging',
  'leavingpool',
  'upgradingos',
  'deallocating',
  'deallocated',
] as const;

export const recentTask = object({
  taskUrl: text,
  jobId: text,
  taskId: text,
  subtaskId: number,
  taskState: wordOf(taskStates),
  executionInfo: object({ ...runShape, requeueCount: number }),
});

/** Reads a node of a pool; its ID is required. */
export const readNode = object({
  id: needed(text),
  url: text,
  state: wordOf(nodeStates),
  schedulingState: wordOf(['enabled', 'disabled']),
  stateTransitionTime: time,
  lastBootTime: time,
  allocationTime: time,
  ipAddress: text,
  ipv6Address: text,
  affinityId: text,
  vmSize: text,
  totalTasksRun: number,
  runningTasksCount: number,
  runningTaskSlotsCount: number,
  totalTasksSucceeded: number,
  recentTasks: list(recentTask),
  /** Start task that the node ran; the pool's may have changed since. */
  startTask,
  startTaskInfo: object({ ...runShape, state: runState, lastRetryTime: time }),
  errors: list(serviceProblem),
  isDedicated: flag,
  endpointConfiguration: object({
    inboundEndpoints: needed(
      list(
        object({
          name: needed(text),
          protocol: needed(text),
          publicIPAddress: text,
          publicFQDN: text,
          frontendPort: needed(number),
          backendPort: number,
        }),
      ),
    ),
  }),
  nodeAgentInfo: object({ version: text, lastUpdateTime: time }),
  virtualMachineInfo: object({ imageReference }),
});

/** Reads the public address of a node; both the IP address and the port are required. */
export const readRemoteLoginSettings = object({ remoteLoginIPAddress: needed(text), remoteLoginPort: needed(number) });

export const readLogUploadResult = object({
  virtualDirectoryName: needed(text),
  numberOfFilesUploaded: needed(number),
});
