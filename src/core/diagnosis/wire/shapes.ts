import type { ComputeNode } from '../../model/computeNode.ts';
import type { Job, JobPreparationAndReleaseStatus, TaskCounts } from '../../model/job.ts';
import type { Pool } from '../../model/pool.ts';
import type { Task } from '../../model/task.ts';
import { conform, type Shape } from './conform.ts';

const nameValues: Shape = [{ name: 'string', value: 'string' }];
/** Error values have `name` on a resource and `key` in the body of an HTTP error. */
const problem: Shape = {
  code: 'string',
  message: 'string',
  category: 'string',
  values: nameValues,
  errorDetails: nameValues,
  details: nameValues,
};
const failureInfo: Shape = { category: 'string', code: 'string', message: 'string', details: nameValues };
const identity: Shape = { resourceId: 'string' };
const resourceFiles: Shape = [
  {
    httpUrl: 'string',
    storageContainerUrl: 'string',
    autoStorageContainerName: 'string',
    blobPrefix: 'string',
    filePath: 'string',
    fileMode: 'string',
    identityReference: identity,
  },
];
const containerSettings: Shape = {
  imageName: 'string',
  containerRunOptions: 'string',
  workingDirectory: 'string',
  registry: { registryServer: 'string', username: 'string' },
};
const constraints: Shape = { maxWallClockTime: 'string', retentionTime: 'string', maxTaskRetryCount: 'number' };
const exitOptions: Shape = { jobAction: 'string', dependencyAction: 'string' };
const environment: Shape = nameValues;
const userIdentity: Shape = { username: 'string', autoUser: { scope: 'string', elevationLevel: 'string' } };
const packages: Shape = [{ applicationId: 'string!', version: 'string' }];

const execution: Shape = {
  state: 'string',
  startTime: 'string',
  endTime: 'string',
  exitCode: 'number',
  containerInfo: { containerId: 'string', state: 'string', error: 'string' },
  failureInfo,
  retryCount: 'number',
  lastRetryTime: 'string',
  requeueCount: 'number',
  lastRequeueTime: 'string',
  result: 'string',
  taskRootDirectory: 'string',
  taskRootDirectoryUrl: 'string',
};

const stated: { readonly [name: string]: Shape } = {
  id: 'string',
  displayName: 'string',
  url: 'string',
  eTag: 'string',
  lastModified: 'string',
  creationTime: 'string',
  state: 'string',
  stateTransitionTime: 'string',
  previousState: 'string',
  previousStateTransitionTime: 'string',
};

const taskShape: Shape = {
  ...stated,
  commandLine: 'string',
  containerSettings,
  resourceFiles,
  outputFiles: [
    {
      filePattern: 'string',
      destination: { container: { path: 'string', containerUrl: 'string', identityReference: identity } },
      uploadOptions: { uploadCondition: 'string' },
    },
  ],
  environmentSettings: environment,
  affinityInfo: { affinityId: 'string' },
  constraints,
  requiredSlots: 'number',
  userIdentity,
  executionInfo: execution,
  nodeInfo: {
    affinityId: 'string',
    nodeUrl: 'string',
    poolId: 'string',
    nodeId: 'string',
    taskRootDirectory: 'string',
    taskRootDirectoryUrl: 'string',
  },
  multiInstanceSettings: { numberOfInstances: 'number', coordinationCommandLine: 'string' },
  dependsOn: { taskIds: ['string'], taskIdRanges: [{ start: 'number', end: 'number' }] },
  exitConditions: {
    exitCodes: [{ code: 'number', exitOptions }],
    exitCodeRanges: [{ start: 'number', end: 'number', exitOptions }],
    preProcessingError: exitOptions,
    fileUploadError: exitOptions,
    default: exitOptions,
  },
  applicationPackageReferences: packages,
};

const helperTask: Shape = {
  id: 'string',
  commandLine: 'string',
  containerSettings,
  resourceFiles,
  environmentSettings: environment,
  userIdentity,
  constraints,
  maxTaskRetryCount: 'number',
  waitForSuccess: 'boolean',
};

const jobShape: Shape = {
  ...stated,
  priority: 'number',
  maxParallelTasks: 'number',
  usesTaskDependencies: 'boolean',
  constraints,
  jobManagerTask: { id: 'string', commandLine: 'string' },
  jobPreparationTask: helperTask,
  jobReleaseTask: helperTask,
  poolInfo: { poolId: 'string', autoPoolSpecification: 'any' },
  onAllTasksComplete: 'string',
  onTaskFailure: 'string',
  executionInfo: {
    startTime: 'string',
    endTime: 'string',
    poolId: 'string',
    schedulingError: problem,
    terminateReason: 'string',
  },
};

const image: Shape = {
  publisher: 'string',
  offer: 'string',
  sku: 'string',
  version: 'string',
  virtualMachineImageId: 'string',
  exactVersion: 'string',
};

const poolShape: Shape = {
  ...stated,
  allocationState: 'string',
  allocationStateTransitionTime: 'string',
  vmSize: 'string',
  virtualMachineConfiguration: {
    imageReference: image,
    nodeAgentSKUId: 'string',
    containerConfiguration: { type: 'string', containerImageNames: ['string'] },
  },
  networkConfiguration: { subnetId: 'string', publicIPAddressConfiguration: { provision: 'string' } },
  resizeTimeout: 'string',
  resizeErrors: [problem],
  currentDedicatedNodes: 'number',
  targetDedicatedNodes: 'number',
  currentLowPriorityNodes: 'number',
  targetLowPriorityNodes: 'number',
  enableAutoScale: 'boolean',
  autoScaleFormula: 'string',
  autoScaleEvaluationInterval: 'string',
  autoScaleRun: { timestamp: 'string', results: 'string', error: problem },
  enableInterNodeCommunication: 'boolean',
  startTask: helperTask,
  userAccounts: [{ name: 'string', elevationLevel: 'string' }],
  applicationPackageReferences: packages,
  taskSlotsPerNode: 'number',
};

const nodeShape: Shape = {
  id: 'string',
  url: 'string',
  state: 'string',
  schedulingState: 'string',
  stateTransitionTime: 'string',
  lastBootTime: 'string',
  allocationTime: 'string',
  ipAddress: 'string',
  vmSize: 'string',
  totalTasksRun: 'number',
  runningTasksCount: 'number',
  runningTaskSlotsCount: 'number',
  totalTasksSucceeded: 'number',
  recentTasks: [
    { taskUrl: 'string', jobId: 'string', taskId: 'string', taskState: 'string', executionInfo: execution },
  ],
  startTaskInfo: execution,
  errors: [problem],
  isDedicated: 'boolean',
  virtualMachineInfo: { imageReference: image },
};

const countsShape: Shape = {
  active: 'number',
  running: 'number',
  completed: 'number',
  succeeded: 'number',
  failed: 'number',
};

const preparationShape: Shape = {
  poolId: 'string',
  nodeId: 'string',
  nodeUrl: 'string',
  jobPreparationTaskExecutionInfo: execution,
  jobReleaseTaskExecutionInfo: execution,
};

/** Stands for an id that is not there. */
export const unknownId = '?';

/** A task whose properties have the types of the model, whatever `value` was; undefined for what is no object. */
export function toTask(value: unknown): Task | undefined {
  return withId<Task>(taskShape, value);
}

export function toJob(value: unknown): Job | undefined {
  return withId<Job>(jobShape, value);
}

export function toPool(value: unknown): Pool | undefined {
  return withId<Pool>(poolShape, value);
}

export function toNode(value: unknown): ComputeNode | undefined {
  return withId<ComputeNode>(nodeShape, value);
}

export function toTasks(value: unknown): readonly Task[] {
  return toList(value, toTask);
}

export function toPools(value: unknown): readonly Pool[] {
  return toList(value, toPool);
}

export function toNodes(value: unknown): readonly ComputeNode[] {
  return toList(value, toNode);
}

export function toPreparation(value: unknown): readonly JobPreparationAndReleaseStatus[] {
  return toList(value, (item) => conform(preparationShape, item) as JobPreparationAndReleaseStatus | undefined);
}

/** What is not a whole set of counts tells nothing. */
export function toTaskCounts(value: unknown): TaskCounts | undefined {
  const counts = conform(countsShape, value) as Partial<TaskCounts> | undefined;
  const { active, running, completed, succeeded, failed } = counts ?? {};
  const known = [active, running, completed, succeeded, failed];
  return known.includes(undefined) ? undefined : (counts as TaskCounts);
}

/** Ids are always there in answers of the service; a missing one shows as a question mark. */
function withId<T extends { readonly id: string }>(shape: Shape, value: unknown): T | undefined {
  const conformed = conform(shape, value);
  return conformed === undefined ? undefined : ({ id: unknownId, ...(conformed as object) } as T);
}

function toList<T>(value: unknown, toItem: (item: unknown) => T | undefined): readonly T[] {
  if (!Array.isArray(value)) return [];
  return value.map(toItem).filter((item) => item !== undefined);
}
