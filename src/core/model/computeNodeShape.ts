import { runStates } from './common.ts';
import { runShape, serviceProblem } from './commonShapes.ts';
import {
  type ComputeNode,
  type InboundEndpoint,
  nodeStates,
  type RecentTask,
  type RemoteLoginSettings,
  type StartTaskInfo,
  schedulingStates,
  type TaskRun,
} from './computeNode.ts';
import { imageReference, startTask } from './poolShape.ts';
import { flag, list, needed, number, object, type Read, text, time } from './shape.ts';
import { taskStates } from './task.ts';
import { wordOf } from './words.ts';

const recentTask = object<RecentTask>({
  taskUrl: text,
  jobId: text,
  taskId: text,
  subtaskId: number,
  taskState: wordOf(taskStates),
  executionInfo: object<TaskRun>({ ...runShape, requeueCount: number }),
});

const inboundEndpoint = object<InboundEndpoint>({
  name: needed(text),
  protocol: needed(text),
  publicIPAddress: text,
  publicFQDN: text,
  frontendPort: needed(number),
  backendPort: number,
});

/** Reads a node of a pool; its ID is required. */
export const readNode: Read<ComputeNode> = object<ComputeNode>({
  id: needed(text),
  url: text,
  state: wordOf(nodeStates),
  schedulingState: wordOf(schedulingStates),
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
  startTask,
  startTaskInfo: object<StartTaskInfo>({ ...runShape, state: wordOf(runStates), lastRetryTime: time }),
  errors: list(serviceProblem),
  isDedicated: flag,
  endpointConfiguration: object<NonNullable<ComputeNode['endpointConfiguration']>>({
    inboundEndpoints: needed(list(inboundEndpoint)),
  }),
  nodeAgentInfo: object<NonNullable<ComputeNode['nodeAgentInfo']>>({ version: text, lastUpdateTime: time }),
  virtualMachineInfo: object<NonNullable<ComputeNode['virtualMachineInfo']>>({ imageReference }),
});

/** Reads the public address of a node; both the IP address and the port are required. */
export const readRemoteLoginSettings: Read<RemoteLoginSettings> = object<RemoteLoginSettings>({
  remoteLoginIPAddress: needed(text),
  remoteLoginPort: needed(number),
});
