import {
  applicationPackages,
  containerRegistry,
  containerSettings,
  nameValues,
  resourceFiles,
  resourceShape,
  serviceProblem,
  userIdentity,
} from './commonShapes.ts';
import {
  type AutoScaleRun,
  allocationStates,
  type ImageReference,
  type InboundNatPool,
  type NetworkSecurityGroupRule,
  type NodeStateCounts,
  type Pool,
  type PoolNodeCounts,
  poolStates,
  type StartTask,
} from './pool.ts';
import { flag, list, needed, number, object, type Read, text, time } from './shape.ts';
import { wordOf } from './words.ts';

type MachineConfiguration = NonNullable<Pool['virtualMachineConfiguration']>;
type NetworkConfiguration = NonNullable<Pool['networkConfiguration']>;
type UserAccount = NonNullable<Pool['userAccounts']>[number];
type Mount = NonNullable<Pool['mountConfiguration']>[number];

export const imageReference: Read<ImageReference> = object<ImageReference>({
  publisher: text,
  offer: text,
  sku: text,
  version: text,
  virtualMachineImageId: text,
  exactVersion: text,
});

const inboundNatPools = list(
  object<InboundNatPool>({
    name: needed(text),
    protocol: needed(text),
    backendPort: needed(number),
    frontendPortRangeStart: needed(number),
    frontendPortRangeEnd: needed(number),
    networkSecurityGroupRules: list(
      object<NetworkSecurityGroupRule>({
        priority: needed(number),
        access: needed(text),
        sourceAddressPrefix: needed(text),
        sourcePortRanges: list(text),
      }),
    ),
  }),
);

/** Reads the result of evaluating an autoscale formula. */
export const readAutoScaleRun: Read<AutoScaleRun> = object<AutoScaleRun>({
  timestamp: time,
  results: text,
  error: serviceProblem,
});

/** Reads the start task that each node of a pool runs. */
export const startTask = object<StartTask>({
  commandLine: text,
  containerSettings,
  resourceFiles,
  environmentSettings: nameValues,
  userIdentity,
  maxTaskRetryCount: number,
  waitForSuccess: flag,
});

/** Reads a pool; its ID is required. */
export const readPool: Read<Pool> = object<Pool>({
  ...resourceShape(wordOf(poolStates)),
  allocationState: wordOf(allocationStates),
  allocationStateTransitionTime: time,
  vmSize: text,
  virtualMachineConfiguration: object<MachineConfiguration>({
    imageReference,
    nodeAgentSKUId: text,
    containerConfiguration: object<NonNullable<MachineConfiguration['containerConfiguration']>>({
      type: text,
      containerImageNames: list(text),
      containerRegistries: list(containerRegistry),
    }),
  }),
  networkConfiguration: object<NetworkConfiguration>({
    subnetId: text,
    dynamicVNetAssignmentScope: text,
    publicIPAddressConfiguration: object<NonNullable<NetworkConfiguration['publicIPAddressConfiguration']>>({
      provision: text,
      ipAddressIds: list(text),
    }),
    endpointConfiguration: object<NonNullable<NetworkConfiguration['endpointConfiguration']>>({
      inboundNATPools: inboundNatPools,
    }),
  }),
  resizeTimeout: text,
  resizeErrors: list(serviceProblem),
  currentDedicatedNodes: number,
  targetDedicatedNodes: number,
  currentLowPriorityNodes: number,
  targetLowPriorityNodes: number,
  enableAutoScale: flag,
  autoScaleFormula: text,
  autoScaleEvaluationInterval: text,
  autoScaleRun: readAutoScaleRun,
  enableInterNodeCommunication: flag,
  targetNodeCommunicationMode: text,
  currentNodeCommunicationMode: text,
  startTask,
  userAccounts: list(object<UserAccount>({ name: needed(text), elevationLevel: text })),
  applicationPackageReferences: applicationPackages,
  mountConfiguration: list(
    object<Mount>({
      azureBlobFileSystemConfiguration: object<NonNullable<Mount['azureBlobFileSystemConfiguration']>>({
        relativeMountPath: text,
        blobfuseOptions: text,
      }),
      azureFileShareConfiguration: object<{ readonly relativeMountPath?: string }>({ relativeMountPath: text }),
      cifsMountConfiguration: object<{ readonly relativeMountPath?: string }>({ relativeMountPath: text }),
      nfsMountConfiguration: object<{ readonly relativeMountPath?: string }>({ relativeMountPath: text }),
    }),
  ),
  taskSlotsPerNode: number,
  taskSchedulingPolicy: object<NonNullable<Pool['taskSchedulingPolicy']>>({ nodeFillType: text }),
  metadata: nameValues,
});

const nodeStateCounts = object<NodeStateCounts>({
  creating: number,
  idle: number,
  offline: number,
  preempted: number,
  rebooting: number,
  reimaging: number,
  running: number,
  starting: number,
  startTaskFailed: number,
  leavingPool: number,
  unknown: number,
  unusable: number,
  waitingForStartTask: number,
  total: number,
  upgradingOS: number,
  deallocated: number,
  deallocating: number,
});

/** Reads the node counts of a pool by state; skips only the numbers that are missing or damaged. */
export const readPoolNodeCounts: Read<PoolNodeCounts> = object<PoolNodeCounts>({
  poolId: needed(text),
  dedicated: nodeStateCounts,
  lowPriority: nodeStateCounts,
});
