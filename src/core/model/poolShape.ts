import {
  applicationPackages,
  containerRegistry,
  containerSettings,
  nameValues,
  resourceFiles,
  resourceShape,
  serviceProblem,
  userIdentity,
} from './common.ts';
import { flag, list, needed, number, object, text, time } from './shape.ts';
import { wordOf } from './words.ts';

export const poolStates = ['active', 'deleting'] as const;
export const allocationStates = ['steady', 'resizing', 'stopping'] as const;

export const imageReference = object({
  publisher: text,
  offer: text,
  sku: text,
  version: text,
  virtualMachineImageId: text,
  exactVersion: text,
});

export const networkSecurityGroupRule = object({
  priority: needed(number),
  access: needed(text),
  sourceAddressPrefix: needed(text),
  sourcePortRanges: list(text),
});

export const inboundNatPool = object({
  name: needed(text),
  protocol: needed(text),
  backendPort: needed(number),
  frontendPortRangeStart: needed(number),
  frontendPortRangeEnd: needed(number),
  networkSecurityGroupRules: list(networkSecurityGroupRule),
});

/** Reads the result of evaluating an autoscale formula. */
export const readAutoScaleRun = object({ timestamp: time, results: text, error: serviceProblem });

/** Reads the start task that each node of a pool runs. */
export const startTask = object({
  commandLine: text,
  containerSettings,
  resourceFiles,
  environmentSettings: nameValues,
  userIdentity,
  maxTaskRetryCount: number,
  waitForSuccess: flag,
});

const mount = object({ relativeMountPath: text });

/** Reads a pool; its ID is required. */
export const readPool = object({
  ...resourceShape(wordOf(poolStates)),
  allocationState: wordOf(allocationStates),
  allocationStateTransitionTime: time,
  vmSize: text,
  virtualMachineConfiguration: object({
    imageReference,
    nodeAgentSKUId: text,
    osDisk: object({ diskSizeGB: number }),
    containerConfiguration: object({
      type: text,
      containerImageNames: list(text),
      containerRegistries: list(containerRegistry),
    }),
  }),
  networkConfiguration: object({
    subnetId: text,
    dynamicVNetAssignmentScope: text,
    publicIPAddressConfiguration: object({ provision: text, ipAddressIds: list(text) }),
    endpointConfiguration: object({ inboundNATPools: list(inboundNatPool) }),
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
  /** Up to API version 2024-07-01; later versions have only simplified communication. */
  targetNodeCommunicationMode: text,
  currentNodeCommunicationMode: text,
  startTask,
  /** The managed identities of the nodes. */
  identity: object({
    type: text,
    userAssignedIdentities: list(object({ resourceId: needed(text), clientId: text, principalId: text })),
  }),
  userAccounts: list(object({ name: needed(text), elevationLevel: text })),
  applicationPackageReferences: applicationPackages,
  /** File systems that are mounted on each node, below AZ_BATCH_NODE_MOUNTS_DIR. */
  mountConfiguration: list(
    object({
      azureBlobFileSystemConfiguration: object({ relativeMountPath: text, blobfuseOptions: text }),
      azureFileShareConfiguration: mount,
      cifsMountConfiguration: mount,
      nfsMountConfiguration: mount,
    }),
  ),
  taskSlotsPerNode: number,
  taskSchedulingPolicy: object({ nodeFillType: text }),
  metadata: nameValues,
});

export const nodeStateCounts = object({
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
export const readPoolNodeCounts = object({
  poolId: needed(text),
  dedicated: nodeStateCounts,
  lowPriority: nodeStateCounts,
});
